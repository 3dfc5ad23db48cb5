-- title:  The enterprises that projects name, with the money of each
-- grain:  one row per enterprise that any project names
-- kept:   release
-- column: enterprise_id  text
-- column: uscc           text     NULL where the records have no such enterprise; so the names
-- column: name_zh        text
-- column: name_en        text
-- column: project_count  integer
-- column: decided_cny    decimal
-- column: paid_cny       decimal
with enterprise_money as (
    select
        enterprise_id,
        count(*) as project_count,
        sum(coalesce(decided_cny, 0)) as decided_cny,
        sum(coalesce(paid_cny, 0)) as paid_cny
    from projects
    where enterprise_id is not null
    group by enterprise_id
)

select
    enterprise_money.enterprise_id,
    enterprises.uscc,
    enterprises.name_zh,
    enterprises.name_en,
    enterprise_money.project_count,
    enterprise_money.decided_cny,
    enterprise_money.paid_cny
from enterprise_money
left join enterprises on enterprises.enterprise_id = enterprise_money.enterprise_id
order by enterprise_money.enterprise_id
