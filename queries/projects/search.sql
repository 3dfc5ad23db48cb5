-- title:  A page of the projects that match a search
-- grain:  one row per project that counts and matches, at most $page_rows of them
-- uses:   projects/counted
-- param:  rule        text     decided | paid
-- param:  search      text     part of an id or a name, in any case; NULL or empty = every project
-- param:  page_rows   integer  rows of a page
-- param:  page        integer  which page, from 0
-- column: project_id       text
-- column: fund_id          text
-- column: enterprise_id    text
-- column: enterprise_en    text
-- column: enterprise_zh    text
-- column: sector           text     'unknown' where not known
-- column: district         text     'unknown' where not known
-- column: round            text     'unknown' where not known
-- column: decided_on       date
-- column: decided_cny      decimal
-- column: paid_on          date
-- column: paid_cny         decimal
-- column: round_total_cny  decimal
-- column: found_count      integer  all that match, on every page
-- column: found_cny        decimal  their amounts by the rule
with found as (
    select
        projects.project_id,
        counted.fund_id,
        projects.enterprise_id,
        coalesce(enterprises.name_en, enterprises.name_zh) as enterprise_en,
        enterprises.name_zh as enterprise_zh,
        counted.sector,
        counted.district,
        counted.round,
        projects.decided_on,
        projects.decided_cny,
        projects.paid_on,
        projects.paid_cny,
        projects.round_total_cny,
        counted.amount_cny
    from projects_counted as counted
    join projects on projects.project_id = counted.project_id
    left join enterprises on enterprises.enterprise_id = projects.enterprise_id
    where counted.rule = $rule
        and (
            coalesce($search, '') = ''
            or contains(
                lower(concat_ws(' ', projects.project_id, projects.enterprise_id, enterprises.name_zh, enterprises.name_en, enterprises.uscc)),
                lower($search)
            )
        )
)

select
    project_id,
    fund_id,
    enterprise_id,
    enterprise_en,
    enterprise_zh,
    sector,
    district,
    round,
    decided_on,
    decided_cny,
    paid_on,
    paid_cny,
    round_total_cny,
    count(*) over () as found_count,
    sum(amount_cny) over () as found_cny
from found
order by
    amount_cny desc,
    project_id
limit $page_rows
offset $page * $page_rows
