-- title:      A fund does not put more into a round than the round has
-- grain:      one row per cell at fault
-- check:      error
-- words_en:   More was decided than the whole round amounts to.
-- words_zh:   决策金额超过本轮融资总额。
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
    'round_total_cny' as column_name,
    cast(round_total_cny as varchar) as value,
    '≥ ' || cast(decided_cny as varchar) as expected,
    cast(round_total_cny - decided_cny as decimal(18, 2)) as difference_value
from projects
where round_total_cny < decided_cny
order by _sheet, _row
