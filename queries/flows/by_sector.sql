-- title:  Money by sector
-- grain:  one row per sector with money, the unknown one last
-- uses:   projects/counted
-- param:  rule  text  decided | paid
-- column: sector         text     'unknown' where not known
-- column: name_en        text     NULL for unknown
-- column: name_zh        text     NULL for unknown
-- column: short_en       text     NULL for unknown
-- column: short_zh       text     NULL for unknown
-- column: project_count  integer
-- column: amount_cny     decimal
-- column: amount_share     share  of all money counted
-- column: total_cny      decimal
-- column: total_count    integer
with sector_totals as (
    select
        sector,
        count(*) as project_count,
        sum(amount_cny) as amount_cny
    from projects_counted
    where rule = $rule
    group by sector
)

select
    sector_totals.sector,
    sectors.name_en,
    sectors.name_zh,
    sectors.short_en,
    sectors.short_zh,
    sector_totals.project_count,
    sector_totals.amount_cny,
    cast(sector_totals.amount_cny as double) / nullif(sum(sector_totals.amount_cny) over (), 0) as amount_share,
    sum(sector_totals.amount_cny) over () as total_cny,
    cast(sum(sector_totals.project_count) over () as bigint) as total_count
from sector_totals
left join sectors on sectors.sector = sector_totals.sector
order by case when sector_totals.sector = 'unknown' then 1 else 0 end, sector_totals.amount_cny desc, sector_totals.sector
