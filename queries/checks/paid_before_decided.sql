-- title:      Nothing is paid before it was decided
-- grain:      one row per cell at fault
-- check:      error
-- words_en:   This was paid before it was decided.
-- words_zh:   出资日期早于决策日期。
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
    _source,
    _sheet,
    _row,
    'paid_on' as column_name,
    cast(paid_on as varchar) as value,
    '≥ ' || cast(decided_on as varchar) as expected,
    cast(null as decimal(18, 2)) as difference_value
from projects
where paid_on < decided_on
order by _sheet, _row
