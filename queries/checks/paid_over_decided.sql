-- title:      No project is paid more than was decided
-- grain:      one row per cell at fault
-- check:      error
-- words_en:   More was paid than was decided.
-- words_zh:   出资金额超过决策金额。
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
    '≤ ' || cast(decided_cny as varchar) as expected,
    cast(paid_cny - decided_cny as decimal(18, 2)) as difference_value
from projects
where paid_cny > decided_cny
order by _sheet, _row
