-- title:  Enterprises that count and match a search, with the money each received
-- grain:  one row per enterprise
-- uses:   enterprises/counted
-- param:  search  text  part of a name, a credit code or an id, in any case; NULL or empty = every enterprise
-- param:  pinyin  text  pattern of the Chinese names that the search may spell in pinyin; NULL = none
-- column: enterprise_id   text
-- column: uscc            text
-- column: name_zh         text
-- column: name_en         text
-- column: sector          text     'unknown' where not known
-- column: tech_field      text     'unknown' where not known
-- column: district        text     'unknown' where not known
-- column: founded_on      date
-- column: employee_count  integer
-- column: revenue_cny     decimal
-- column: rd_cny          decimal
-- column: project_count   integer  0 where no fund has decided on it
-- column: decided_cny     decimal  on all its projects
-- column: paid_cny        decimal  on all its projects
-- column: upload          text     SHA-256 of the file it was read from
-- column: sheet           text
-- column: row             integer  as the spreadsheet numbers it
with money as (
    select
        enterprise_id,
        count(*) as project_count,
        sum(coalesce(decided_cny, 0)) as decided_cny,
        sum(coalesce(paid_cny, 0)) as paid_cny
    from projects
    group by enterprise_id
)

select
    counted.enterprise_id,
    counted.uscc,
    counted.name_zh,
    counted.name_en,
    counted.sector,
    counted.tech_field,
    counted.district,
    counted.founded_on,
    counted.employee_count,
    counted.revenue_cny,
    counted.rd_cny,
    coalesce(money.project_count, 0) as project_count,
    coalesce(money.decided_cny, 0) as decided_cny,
    coalesce(money.paid_cny, 0) as paid_cny,
    counted.upload,
    counted.sheet,
    counted.row
from enterprises_counted as counted
left join money on money.enterprise_id = counted.enterprise_id
where coalesce($search, '') = ''
    or contains(lower(counted.name_zh), lower($search))
    or contains(lower(counted.name_en), lower($search))
    or contains(lower(counted.uscc), lower($search))
    or contains(lower(counted.enterprise_id), lower($search))
    or regexp_matches(counted.name_zh, cast($pinyin as varchar))
order by counted.enterprise_id
