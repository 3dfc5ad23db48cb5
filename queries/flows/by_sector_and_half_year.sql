-- title:  Money by sector and half-year
-- grain:  one row per sector and half-year with money
-- uses:   projects/counted
-- param:  rule  text  decided | paid
-- column: sector         text     'unknown' where not known
-- column: name_en        text     NULL for unknown
-- column: name_zh        text     NULL for unknown
-- column: short_en       text     NULL for unknown
-- column: short_zh       text     NULL for unknown
-- column: half_year_on   date     first day of the half-year; NULL where the day is not known
-- column: project_count  integer
-- column: amount_cny     decimal
-- column: half_year_cny  decimal  all sectors in the half-year
-- column: sector_cny     decimal  the sector in all half-years
-- column: total_cny      decimal
with half_yearly as (
    select
        sector,
        make_date(year(counted_on), case when month(counted_on) <= 6 then 1 else 7 end, 1) as half_year_on,
        amount_cny
    from projects_counted
    where rule = $rule
),

sector_half_years as (
    select
        sector,
        half_year_on,
        count(*) as project_count,
        sum(amount_cny) as amount_cny
    from half_yearly
    group by sector, half_year_on
)

select
    sector_half_years.sector,
    sectors.name_en,
    sectors.name_zh,
    sectors.short_en,
    sectors.short_zh,
    sector_half_years.half_year_on,
    sector_half_years.project_count,
    sector_half_years.amount_cny,
    sum(sector_half_years.amount_cny) over (partition by sector_half_years.half_year_on) as half_year_cny,
    sum(sector_half_years.amount_cny) over (partition by sector_half_years.sector) as sector_cny,
    sum(sector_half_years.amount_cny) over () as total_cny
from sector_half_years
left join sectors on sectors.sector = sector_half_years.sector
order by
    case when sector_half_years.sector = 'unknown' then 1 else 0 end,
    sector_cny desc,
    sector_half_years.sector,
    sector_half_years.half_year_on nulls last
