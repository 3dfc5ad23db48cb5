-- title:  The next of the enterprises that match a search, in the order of their ids
-- grain:  one row per enterprise that counts and matches, at most $row_count of them
-- uses:   enterprises/matching
-- param:  after      text     only those behind this id; NULL = from the first
-- param:  row_count  integer  how many
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
order by enterprise_id
limit $row_count
