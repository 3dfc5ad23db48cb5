-- title:      An amount is not hundreds of times what it was
-- grain:      one row per cell at fault
-- check:      guard
-- words_en:   The amount is hundreds of times more or less than in the last release: has the unit changed?
-- words_zh:   金额与上一版相差数百倍以上，请核对单位是否有误。
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
-- A confusion of 元, 千元, 万元 and 亿元 is a factor of 1,000 or more; 300 leaves room for true change.
with amounts as (
    select 'funds' as dataset, _source, _sheet, _row, fund_id as id, 'size_cny' as column_name, size_cny as amount_cny from funds
    union all
    select 'projects', _source, _sheet, _row, project_id, 'decided_cny', decided_cny from projects
    union all
    select 'projects', _source, _sheet, _row, project_id, 'paid_cny', paid_cny from projects
    union all
    select 'projects', _source, _sheet, _row, project_id, 'round_total_cny', round_total_cny from projects
    union all
    select 'enterprises', _source, _sheet, _row, enterprise_id, 'revenue_cny', revenue_cny from enterprises
    union all
    select 'enterprises', _source, _sheet, _row, enterprise_id, 'rd_cny', rd_cny from enterprises
),

amounts_before as (
    select 'size_cny' as column_name, fund_id as id, size_cny as amount_cny from before_funds
    union all
    select 'decided_cny', project_id, decided_cny from before_projects
    union all
    select 'paid_cny', project_id, paid_cny from before_projects
    union all
    select 'round_total_cny', project_id, round_total_cny from before_projects
    union all
    select 'revenue_cny', enterprise_id, revenue_cny from before_enterprises
    union all
    select 'rd_cny', enterprise_id, rd_cny from before_enterprises
)

select
    amounts.dataset,
    amounts._source,
    amounts._sheet,
    amounts._row,
    amounts.column_name,
    cast(amounts.amount_cny as varchar) as value,
    cast(amounts_before.amount_cny as varchar) as expected,
    cast(amounts.amount_cny - amounts_before.amount_cny as decimal(18, 2)) as difference_value
from amounts
join amounts_before
    on amounts_before.column_name = amounts.column_name
    and amounts_before.id = amounts.id
where amounts.amount_cny > 0
    and amounts_before.amount_cny > 0
    and (
        amounts.amount_cny / amounts_before.amount_cny >= 300
        or amounts_before.amount_cny / amounts.amount_cny >= 300
    )
order by amounts.dataset, amounts._sheet, amounts._row, amounts.column_name
