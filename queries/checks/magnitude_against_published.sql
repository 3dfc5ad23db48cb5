-- title:      Records are not hundreds of times what has been published
-- grain:      one row per published amount at fault
-- check:      guard
-- words_en:   The mean amount is hundreds of times more or less than the published one: is the unit right?
-- words_zh:   平均金额与公开数据相差数百倍以上，请核对单位是否有误。
-- uses:       published/controls
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault
-- column: value             text     the mean of the records
-- column: expected          text     the published amount over the published number
-- column: difference_value  decimal  found less expected, in the column's unit
-- column: about_en          text     the published amount
-- column: about_zh          text
-- Means are compared, and not totals, so that a file of a few projects is not taken for a wrong unit.
with counts as (
    select
        case controls when 'decided_count' then 'decided_cny' else 'paid_cny' end as controls,
        fund_id,
        batch,
        as_of,
        max(published_value) as published_count,
        max(record_value) as record_count
    from published_controls
    where controls in ('decided_count', 'paid_count')
    group by 1, 2, 3, 4
),

means as (
    select
        amounts.controls,
        amounts.fund_id,
        amounts.fact_id,
        amounts.label_en,
        amounts.label_zh,
        case
            when amounts.controls = 'size_cny' and amounts.fund_id is not null then amounts.published_value
            else amounts.published_value / nullif(counts.published_count, 0)
        end as published_mean_cny,
        case
            when amounts.controls = 'size_cny' and amounts.fund_id is not null then amounts.record_value
            else amounts.record_value / nullif(counts.record_count, 0)
        end as record_mean_cny
    from published_controls as amounts
    left join counts
        on counts.controls = amounts.controls
        and counts.fund_id is not distinct from amounts.fund_id
        and counts.batch is not distinct from amounts.batch
        and counts.as_of is not distinct from amounts.as_of
    where amounts.unit = 'cny'
)

select
    case when controls = 'size_cny' then 'funds' else 'projects' end as dataset,
    funds._source,
    funds._sheet,
    funds._row,
    controls as column_name,
    cast(cast(record_mean_cny as decimal(18, 2)) as varchar) as value,
    cast(cast(published_mean_cny as decimal(18, 2)) as varchar) as expected,
    cast(record_mean_cny - published_mean_cny as decimal(18, 2)) as difference_value,
    label_en as about_en,
    label_zh as about_zh
from means
left join funds
    on funds.fund_id = means.fund_id
    and means.controls = 'size_cny'
where record_mean_cny > 0
    and (
        record_mean_cny / published_mean_cny >= 300
        or published_mean_cny / record_mean_cny >= 300
    )
order by fact_id
