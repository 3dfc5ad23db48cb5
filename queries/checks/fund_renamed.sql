-- title:      A fund keeps its name
-- grain:      one row per cell at fault
-- check:      warning
-- words_en:   The last release has another name under this fund number.
-- words_zh:   同一基金编号在上一版中为另一名称。
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
select
    'funds' as dataset,
    funds._source,
    funds._sheet,
    funds._row,
    'name_zh' as column_name,
    funds.name_zh as value,
    before_funds.name_zh as expected,
    cast(null as decimal(18, 2)) as difference_value
from funds
join before_funds on before_funds.fund_id = funds.fund_id
where funds.name_zh <> before_funds.name_zh
order by funds._sheet, funds._row
