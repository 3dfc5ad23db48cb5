-- title:      No enterprise has two credit codes
-- grain:      one row per cell at fault
-- check:      warning
-- words_en:   Another enterprise with another credit code has exactly this name.
-- words_zh:   另有企业名称完全相同而信用代码不同。
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
with same as (
    select
        _source,
        _sheet,
        _row,
        uscc,
        min(uscc) over (partition by name_zh) as first_uscc,
        row_number() over (partition by name_zh order by uscc) as place
    from enterprises
    where name_zh is not null
)

select
    'enterprises' as dataset,
    _source,
    _sheet,
    _row,
    'uscc' as column_name,
    uscc as value,
    first_uscc as expected,
    cast(null as decimal(18, 2)) as difference_value
from same
where uscc <> first_uscc
    and place > 1
order by _sheet, _row
