-- title:  A page of the enterprises that match a search
-- grain:  one row per enterprise that counts and matches, at most $page_rows of them
-- uses:   enterprises/matching
-- param:  sort       text     decided | paid | rd | revenue | employees | youngest | enterprise_id
-- param:  page_rows  integer  rows of a page
-- param:  page       integer  which page, from 0
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
-- The page is found among keys alone, and only its own rows are then read whole.
with sorted as (
    select
        enterprise_id,
        project_count,
        decided_cny,
        paid_cny,
        case $sort
            when 'decided' then cast(decided_cny as decimal(28, 2))
            when 'paid' then cast(paid_cny as decimal(28, 2))
            when 'rd' then cast(rd_cny as decimal(28, 2))
            when 'revenue' then cast(revenue_cny as decimal(28, 2))
            when 'employees' then cast(employee_count as decimal(28, 2))
        end as sort_value,
        case when $sort = 'youngest' then founded_on end as sort_on
    from enterprises_matching
),

page_keys as (
    select
        enterprise_id,
        project_count,
        decided_cny,
        paid_cny,
        sort_value,
        sort_on
    from sorted
    order by
        sort_value desc nulls last,
        sort_on desc nulls last,
        enterprise_id
    limit $page_rows
    offset $page * $page_rows
)

select
    page_keys.enterprise_id,
    enterprises.uscc,
    enterprises.name_zh,
    enterprises.name_en,
    coalesce(enterprises.sector, 'unknown') as sector,
    coalesce(enterprises.tech_field, 'unknown') as tech_field,
    coalesce(enterprises.district, 'unknown') as district,
    enterprises.founded_on,
    enterprises.employees as employee_count,
    enterprises.revenue_cny,
    enterprises.rd_cny,
    page_keys.project_count,
    page_keys.decided_cny,
    page_keys.paid_cny,
    enterprises._source as upload,
    enterprises._sheet as sheet,
    enterprises._row as row
from page_keys
join enterprises on enterprises.enterprise_id = page_keys.enterprise_id
order by
    page_keys.sort_value desc nulls last,
    page_keys.sort_on desc nulls last,
    page_keys.enterprise_id
