-- title:      New rows are not hundreds of times what a column and a fund have had
-- grain:      one row per column, or fund and column, at fault
-- check:      guard
-- words_en:   The middle amount of the new rows is hundreds of times more or less than that of the last release: is the unit right?
-- words_zh:   新增各行的中位金额与上一版相差数百倍以上，请核对单位是否有误。
-- column: dataset           text
-- column: _source           text     the file the row came with
-- column: _sheet            text
-- column: _row              integer  the first of the new rows, as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     the middle amount of the new rows
-- column: expected          text     that of the last release
-- column: difference_value  decimal  found less expected, in the column's unit
-- column: about_en          text     the fund, where it is one fund only
-- column: about_zh          text
-- Rows that the last release has as well are held against themselves, by magnitude_of_row.
with amounts as (
    select 'funds' as dataset, _source, _sheet, _row, fund_id as id, fund_id, 'size_cny' as column_name, size_cny as amount_cny from funds
    union all
    select 'projects', _source, _sheet, _row, project_id, fund_id, 'decided_cny', decided_cny from projects
    union all
    select 'projects', _source, _sheet, _row, project_id, fund_id, 'paid_cny', paid_cny from projects
    union all
    select 'projects', _source, _sheet, _row, project_id, fund_id, 'round_total_cny', round_total_cny from projects
    union all
    select 'enterprises', _source, _sheet, _row, enterprise_id, null, 'revenue_cny', revenue_cny from enterprises
    union all
    select 'enterprises', _source, _sheet, _row, enterprise_id, null, 'rd_cny', rd_cny from enterprises
),

amounts_before as (
    select 'size_cny' as column_name, fund_id as id, fund_id, size_cny as amount_cny from before_funds
    union all
    select 'decided_cny', project_id, fund_id, decided_cny from before_projects
    union all
    select 'paid_cny', project_id, fund_id, paid_cny from before_projects
    union all
    select 'round_total_cny', project_id, fund_id, round_total_cny from before_projects
    union all
    select 'revenue_cny', enterprise_id, null, revenue_cny from before_enterprises
    union all
    select 'rd_cny', enterprise_id, null, rd_cny from before_enterprises
),

new_amounts as (
    select
        amounts.dataset,
        amounts._source,
        amounts._sheet,
        amounts._row,
        amounts.fund_id,
        amounts.column_name,
        amounts.amount_cny
    from amounts
    left join amounts_before
        on amounts_before.column_name = amounts.column_name
        and amounts_before.id = amounts.id
    where amounts.amount_cny > 0
        and amounts_before.id is null
),

middle as (
    select
        dataset,
        min(_source) as _source,
        min(_sheet) as _sheet,
        min(_row) as _row,
        column_name,
        fund_id,
        grouping(fund_id) as of_all_funds,
        median(amount_cny) as amount_cny
    from new_amounts
    group by grouping sets ((dataset, column_name), (dataset, column_name, fund_id))
),

middle_before as (
    select
        column_name,
        fund_id,
        grouping(fund_id) as of_all_funds,
        median(amount_cny) as amount_cny
    from amounts_before
    where amount_cny > 0
    group by grouping sets ((column_name), (column_name, fund_id))
),

jumps as (
    select
        middle.dataset,
        middle._source,
        middle._sheet,
        middle._row,
        middle.column_name,
        middle.fund_id,
        middle.of_all_funds,
        middle.amount_cny,
        middle_before.amount_cny as amount_before_cny
    from middle
    join middle_before
        on middle_before.column_name = middle.column_name
        and middle_before.of_all_funds = middle.of_all_funds
        and (middle.of_all_funds = 1 or middle_before.fund_id = middle.fund_id)
    where middle.amount_cny / middle_before.amount_cny >= 300
        or middle_before.amount_cny / middle.amount_cny >= 300
)

select
    jumps.dataset,
    jumps._source,
    jumps._sheet,
    jumps._row,
    jumps.column_name,
    cast(cast(jumps.amount_cny as decimal(18, 2)) as varchar) as value,
    cast(cast(jumps.amount_before_cny as decimal(18, 2)) as varchar) as expected,
    cast(jumps.amount_cny - jumps.amount_before_cny as decimal(18, 2)) as difference_value,
    coalesce(funds.name_en, jumps.fund_id) as about_en,
    coalesce(funds.name_zh, jumps.fund_id) as about_zh
from jumps
left join funds on funds.fund_id = jumps.fund_id
where jumps.of_all_funds = 1
    or not exists (
        select 1
        from jumps as whole
        where whole.column_name = jumps.column_name
            and whole.of_all_funds = 1
    )
order by jumps.dataset, jumps.column_name, jumps.fund_id nulls first
