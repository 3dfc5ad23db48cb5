-- title:      The status says what was paid
-- grain:      one row per cell at fault
-- check:      warning
-- words_en:   The status does not fit the amounts decided and paid.
-- words_zh:   项目状态与决策金额、出资金额不符。
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
with due as (
    select
        project_id,
        case
            when coalesce(paid_cny, 0) = 0 then 'decided'
            when paid_cny < decided_cny then 'part_paid'
            else 'paid'
        end as status
    from projects
)

select
    'projects' as dataset,
    projects._source,
    projects._sheet,
    projects._row,
    'status' as column_name,
    projects.status as value,
    due.status as expected,
    cast(null as decimal(18, 2)) as difference_value
from projects
join due on due.project_id = projects.project_id
where projects.status <> due.status
order by projects._sheet, projects._row
