-- title:  The districts as tiles of a map, by one measure
-- grain:  one row per district, by the measure from the most to the least, the unknown one last
-- uses:   districts/measures
-- param:  measure  text  money | projects | enterprises | rd | money_per_enterprise
-- column: district                   text     'unknown' where not known; 'withheld' = several too small to show alone
-- column: kind                       text     district | development_area; NULL for the unknown one
-- column: note_en                    text     what a reader must know of it, if anything
-- column: note_zh                    text
-- column: tile_column                integer  from the left, 0 first; NULL for the unknown one
-- column: tile_row                   integer  from the top, 0 first; NULL for the unknown one
-- column: project_count              integer
-- column: amount_cny                 decimal
-- column: enterprise_count           integer
-- column: rd_cny                     decimal
-- column: rd_unknown_count           integer
-- column: amount_per_enterprise_cny  decimal
-- column: shown_value                decimal  the measure, in yuan or in pieces; NULL where not known
-- column: shown_share                share    of the city; NULL for money per enterprise, which does not add up
-- column: shown_rank                 integer  1 has the most; NULL for the unknown one
-- column: shade_step                 integer  5 from half of the most upwards, each step below half of it; 0 for nothing; NULL where not known
with measured as (
    select
        district,
        project_count,
        amount_cny,
        enterprise_count,
        rd_cny,
        rd_unknown_count,
        amount_per_enterprise_cny,
        case $measure
            when 'projects' then cast(project_count as decimal(28, 2))
            when 'enterprises' then cast(enterprise_count as decimal(28, 2))
            when 'rd' then cast(rd_cny as decimal(28, 2))
            when 'money_per_enterprise' then cast(amount_per_enterprise_cny as decimal(28, 2))
            else cast(amount_cny as decimal(28, 2))
        end as shown_value,
        case when district in ('unknown', 'withheld') then 1 else 0 end as is_unknown
    from districts_measures
),

compared as (
    select
        district,
        project_count,
        amount_cny,
        enterprise_count,
        rd_cny,
        rd_unknown_count,
        amount_per_enterprise_cny,
        shown_value,
        is_unknown,
        sum(shown_value) over () as city_value,
        max(case when is_unknown = 0 then shown_value end) over () as most_value,
        rank() over (partition by is_unknown order by shown_value desc nulls last) as place_rank
    from measured
)

select
    compared.district,
    districts.kind,
    districts.note_en,
    districts.note_zh,
    districts.tile_column,
    districts.tile_row,
    compared.project_count,
    compared.amount_cny,
    compared.enterprise_count,
    compared.rd_cny,
    compared.rd_unknown_count,
    compared.amount_per_enterprise_cny,
    compared.shown_value,
    case
        when $measure = 'money_per_enterprise' then null
        else cast(compared.shown_value as double) / nullif(compared.city_value, 0)
    end as shown_share,
    case when compared.is_unknown = 0 and compared.shown_value is not null then compared.place_rank end as shown_rank,
    case
        when compared.shown_value is null then null
        when compared.shown_value <= 0 then 0
        when compared.shown_value * 2 >= compared.most_value then 5
        when compared.shown_value * 4 >= compared.most_value then 4
        when compared.shown_value * 8 >= compared.most_value then 3
        when compared.shown_value * 16 >= compared.most_value then 2
        else 1
    end as shade_step
from compared
left join districts on districts.district = compared.district
order by
    compared.is_unknown,
    compared.shown_value desc nulls last,
    districts.rank nulls last,
    compared.district
