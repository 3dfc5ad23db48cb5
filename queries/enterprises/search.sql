-- title:  A page of the enterprises that match a search, sorted
-- grain:  one row per enterprise that counts and matches, at most $page_rows of them
-- uses:   enterprises/matching
-- uses:   enterprises/listed
-- param:  sort       text     decided | paid | rd | revenue | employees | youngest | enterprise_id
-- param:  page_rows  integer  rows of a page
-- param:  page       integer  which page, from 0
-- column: enterprise_id     text
-- column: uscc              text
-- column: name_zh           text
-- column: name_en           text
-- column: sector            text     'unknown' where not known
-- column: tech_field        text     'unknown' where not known
-- column: district          text     'unknown' where not known
-- column: founded_on        date
-- column: employee_count    integer
-- column: revenue_cny       decimal
-- column: rd_cny            decimal
-- column: project_count     integer  0 where no fund has decided on it
-- column: decided_cny       decimal  on all its projects
-- column: paid_cny          decimal  on all its projects
-- column: upload            text     SHA-256 of the file it was read from
-- column: sheet             text
-- column: row               integer  as the spreadsheet numbers it
-- column: found_count       integer  all that match, on every page
-- column: found_decided_cny decimal  on all their projects
-- column: found_paid_cny    decimal  on all their projects
-- Each enterprise is looked at once, for what is sorted by and added up; the rest is read for the page alone.
with matching as materialized (
    select
        id_rank,
        decided_cny,
        paid_cny,
        case $sort
            when 'decided' then cast(decided_cny as decimal(18, 2))
            when 'paid' then cast(paid_cny as decimal(18, 2))
            when 'rd' then cast(rd_cny as decimal(18, 2))
            when 'revenue' then cast(revenue_cny as decimal(18, 2))
            when 'employees' then cast(employee_count as decimal(18, 2))
        end as sorting_amount,
        case when $sort = 'youngest' then founded_on end as sorting_day
    from enterprises_matching
),

found as (
    select
        count(*) as found_count,
        sum(decided_cny) as decided_cny,
        sum(paid_cny) as paid_cny
    from matching
),

page as (
    select
        id_rank,
        sorting_amount,
        sorting_day
    from matching
    order by
        sorting_amount desc nulls last,
        sorting_day desc nulls last,
        id_rank
    limit $page_rows
    offset $page * $page_rows
)

select
    listed.enterprise_id,
    listed.uscc,
    listed.name_zh,
    listed.name_en,
    listed.sector,
    listed.tech_field,
    listed.district,
    listed.founded_on,
    listed.employee_count,
    listed.revenue_cny,
    listed.rd_cny,
    listed.project_count,
    listed.decided_cny,
    listed.paid_cny,
    listed.upload,
    listed.sheet,
    listed.row,
    found.found_count,
    found.decided_cny as found_decided_cny,
    found.paid_cny as found_paid_cny
from page
join enterprises_listed as listed on listed.id_rank = page.id_rank
cross join found
order by
    page.sorting_amount desc nulls last,
    page.sorting_day desc nulls last,
    page.id_rank
