-- title:      Nothing is decided before its fund was set up
-- grain:      one row per cell at fault
-- check:      error
-- words_en:   This was decided before its fund was set up.
-- words_zh:   决策日期早于基金设立时间。
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
select
    'projects' as dataset,
    projects._source,
    projects._sheet,
    projects._row,
    'decided_on' as column_name,
    cast(projects.decided_on as varchar) as value,
    '≥ ' || cast(funds.established as varchar) as expected,
    cast(null as decimal(18, 2)) as difference_value
from projects
join funds on funds.fund_id = projects.fund_id
where projects.decided_on < funds.established
order by projects._sheet, projects._row
