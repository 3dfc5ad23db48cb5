-- title:  A page of the enterprises that match a search
-- grain:  one row per enterprise that counts and matches, at most $page_rows of them
-- uses:   enterprises/matching
-- param:  sort       text     decided | paid | rd | revenue | employees | youngest | enterprise_id
-- param:  after      text     sorted by enterprise_id: only those behind this one; NULL = from the first
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
select
    enterprise_id,
    uscc,
    name_zh,
    name_en,
    sector,
    tech_field,
    district,
    founded_on,
    employee_count,
    revenue_cny,
    rd_cny,
    project_count,
    decided_cny,
    paid_cny,
    upload,
    sheet,
    row
from enterprises_matching
where $after is null
    or enterprise_id > $after
order by
    case $sort
        when 'decided' then cast(decided_cny as decimal(28, 2))
        when 'paid' then cast(paid_cny as decimal(28, 2))
        when 'rd' then cast(rd_cny as decimal(28, 2))
        when 'revenue' then cast(revenue_cny as decimal(28, 2))
        when 'employees' then cast(employee_count as decimal(28, 2))
    end desc nulls last,
    case when $sort = 'youngest' then founded_on end desc nulls last,
    enterprise_id
limit $page_rows
offset $page * $page_rows
