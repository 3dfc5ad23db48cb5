-- title:  The files and sheets that the enterprises of a number were read from
-- grain:  one row per file and sheet
-- uses:   enterprises/counted
-- column: upload            text     SHA-256 of the file
-- column: sheet             text
-- column: first_row         integer  as the spreadsheet numbers it
-- column: last_row          integer
-- column: enterprise_count  integer
select
    upload,
    sheet,
    min(row) as first_row,
    max(row) as last_row,
    count(*) as enterprise_count
from enterprises_counted
group by
    upload,
    sheet
order by
    enterprise_count desc,
    upload,
    sheet
