-- title:  The district that has the most, by each measure
-- grain:  one row per measure of which any district has something
-- uses:   districts/measures
-- column: measure      text     money | enterprises | money_per_enterprise
-- column: district     text
-- column: shown_value  decimal  in yuan or in pieces
-- column: shown_share  share    of the city, the unknown district included; NULL for money per enterprise
with measured as (
    select
        'money' as measure,
        district,
        cast(amount_cny as decimal(28, 2)) as shown_value
    from districts_measures
    union all
    select
        'enterprises' as measure,
        district,
        cast(enterprise_count as decimal(28, 2)) as shown_value
    from districts_measures
    union all
    select
        'money_per_enterprise' as measure,
        district,
        cast(amount_per_enterprise_cny as decimal(28, 2)) as shown_value
    from districts_measures
),

placed as (
    select
        measure,
        district,
        shown_value,
        sum(shown_value) over (partition by measure) as city_value,
        row_number() over (
            partition by measure
            order by case when district = 'unknown' then 1 else 0 end, shown_value desc nulls last, district
        ) as place_rank
    from measured
)

select
    measure,
    district,
    shown_value,
    case
        when measure = 'money_per_enterprise' then null
        else cast(shown_value as double) / nullif(city_value, 0)
    end as shown_share
from placed
where place_rank = 1 and district <> 'unknown' and shown_value > 0
order by measure
