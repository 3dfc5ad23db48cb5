-- title:      An enterprise keeps its name
-- grain:      one row per cell at fault
-- check:      warning
-- words_en:   The last release has another name under this enterprise number.
-- words_zh:   同一企业编号在上一版中为另一名称。
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
select
    'enterprises' as dataset,
    enterprises._source,
    enterprises._sheet,
    enterprises._row,
    'name_zh' as column_name,
    enterprises.name_zh as value,
    before_enterprises.name_zh as expected,
    cast(null as decimal(18, 2)) as difference_value
from enterprises
join before_enterprises on before_enterprises.enterprise_id = enterprises.enterprise_id
where enterprises.name_zh <> before_enterprises.name_zh
order by enterprises._sheet, enterprises._row
