-- title:      No fund decides more than its size
-- grain:      one row per cell at fault
-- check:      error
-- words_en:   The projects of this fund add up to more than the fund has.
-- words_zh:   该基金的决策金额合计超过基金规模。
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
with decided as (
    select
        fund_id,
        sum(decided_cny) as decided_cny
    from projects
    group by fund_id
)

select
    'funds' as dataset,
    funds._source,
    funds._sheet,
    funds._row,
    'size_cny' as column_name,
    cast(funds.size_cny as varchar) as value,
    '≥ ' || cast(decided.decided_cny as varchar) as expected,
    cast(funds.size_cny - decided.decided_cny as decimal(18, 2)) as difference_value
from funds
join decided on decided.fund_id = funds.fund_id
where decided.decided_cny > funds.size_cny
order by funds._sheet, funds._row
