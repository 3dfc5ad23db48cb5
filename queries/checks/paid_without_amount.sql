-- title:      A day of payment has an amount
-- grain:      one row per cell at fault
-- check:      error
-- words_en:   There is a day of payment and no amount paid.
-- words_zh:   有出资日期而无出资金额。
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
    'paid_cny' as column_name,
    cast(paid_cny as varchar) as value,
    '> 0' as expected,
    cast(null as decimal(18, 2)) as difference_value
from projects
where paid_on is not null
    and coalesce(paid_cny, 0) = 0
order by _sheet, _row
