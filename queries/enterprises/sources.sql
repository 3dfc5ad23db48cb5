-- title:  The files and sheets that the enterprises of a number were read from
-- grain:  one row per file and sheet
-- uses:   enterprises/cells_told
-- column: upload            text     SHA-256 of the file
-- column: sheet             text
-- column: first_row         integer  as the spreadsheet numbers it
-- column: last_row          integer
-- column: enterprise_count  integer
select
    upload,
    sheet,
    min(first_row) as first_row,
    max(last_row) as last_row,
    cast(sum(enterprise_count) as bigint) as enterprise_count
from enterprises_cells_told
where left_out_by is null
group by
    upload,
    sheet
order by
    enterprise_count desc,
    upload,
    sheet
