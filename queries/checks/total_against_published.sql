-- title:      Record totals equal the published figures
-- grain:      one row per cell at fault
-- check:      warning
-- words_en:   The total of the records differs from the published figure.
-- words_zh:   台账合计数与公开数据不符。
-- uses:       published/controls
-- column: dataset           text
-- column: _source           text     the file the row came with; NULL for a total
-- column: _sheet            text
-- column: _row              integer  as the spreadsheet shows it
-- column: column_name       text     the declared column at fault; NULL where rows are counted
-- column: value             text     what stands there
-- column: expected          text     what should
-- column: difference_value  decimal  found less expected, in the column's unit
-- column: about_en          text     what the total is of
-- column: about_zh          text
select
    case
        when controls in ('fund_count', 'size_cny') then 'funds'
        when controls = 'enterprise_count' then 'enterprises'
        else 'projects'
    end as dataset,
    cast(null as varchar) as _source,
    cast(null as varchar) as _sheet,
    cast(null as bigint) as _row,
    case when unit = 'cny' then controls end as column_name,
    case
        when unit = 'cny' then cast(record_value as varchar)
        else cast(cast(record_value as bigint) as varchar)
    end as value,
    case
        when unit = 'cny' then cast(cast(published_value as decimal(18, 2)) as varchar)
        else cast(cast(published_value as bigint) as varchar)
    end as expected,
    difference_value,
    label_en as about_en,
    label_zh as about_zh
from published_controls
where case qualifier
    when 'over' then record_value < published_value
    when 'nearly' then record_value > published_value or record_value < published_value * 0.95
    when 'about' then abs(difference_value) > published_value * 0.005
    else difference_value <> 0
end
order by fact_id
