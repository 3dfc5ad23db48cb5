-- title:      No two enterprises have names that differ only in form
-- grain:      one row per cell at fault
-- check:      warning
-- words_en:   Another enterprise has the same name but for spaces, brackets, width or legal form.
-- words_zh:   另有企业名称仅空格、括号、全半角或公司形式不同。
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
with names as (
    select
        _source,
        _sheet,
        _row,
        enterprise_id,
        name_zh,
        regexp_replace(
            lower(name_zh),
            '[[:space:]()（）·.,，、-]|股份有限公司|有限责任公司|有限公司',
            '',
            'g'
        ) as bare_name
    from enterprises
),

alike as (
    select
        bare_name,
        min(name_zh) as first_name
    from names
    where bare_name <> ''
    group by bare_name
    having min(name_zh) <> max(name_zh)
)

select
    'enterprises' as dataset,
    names._source,
    names._sheet,
    names._row,
    'name_zh' as column_name,
    names.name_zh as value,
    alike.first_name as expected,
    cast(null as decimal(18, 2)) as difference_value
from names
join alike on alike.bare_name = names.bare_name
where names.name_zh <> alike.first_name
order by names._sheet, names._row
