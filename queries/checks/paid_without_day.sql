-- title:      An amount paid has its day
-- grain:      one row per cell at fault
-- check:      warning
-- words_en:   There is an amount paid and no day of payment; the amount counts in totals and not in any month.
-- words_zh:   有出资金额而无出资日期；该金额计入合计，但不计入任何月份。
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
    cast(null as varchar) as expected,
    cast(null as decimal(18, 2)) as difference_value
from projects
where paid_cny > 0
    and paid_on is null
order by _sheet, _row
