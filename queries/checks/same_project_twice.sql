-- title:      No project is listed twice under two numbers
-- grain:      one row per cell at fault
-- check:      warning
-- words_en:   Another row has the same fund, enterprise, day and amount under another project number.
-- words_zh:   另有一行的基金、企业、日期和金额均相同，仅项目编号不同。
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
        project_id,
        first_value(project_id) over (
            partition by fund_id, enterprise_id, decided_on, decided_cny
            order by project_id
        ) as first_project_id
    from projects
)

select
    'projects' as dataset,
    _source,
    _sheet,
    _row,
    'project_id' as column_name,
    project_id as value,
    first_project_id as expected,
    cast(null as decimal(18, 2)) as difference_value
from same
where project_id <> first_project_id
order by _sheet, _row
