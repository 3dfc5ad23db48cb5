-- title:  Location quotient of each sector in each district
-- grain:  one row per district and sector, districts and sectors with the most enterprises first
-- uses:   enterprises/cells
-- param:  sector    text[]  the sectors shown; NULL = every sector; each is compared with all
-- param:  district  text[]  the districts shown; NULL = every district; each is compared with the city
-- column: district          text
-- column: sector            text
-- column: enterprise_count  integer  of the sector in the district
-- column: district_count    integer  of the district, in any sector
-- column: sector_count      integer  of the sector, in any district
-- column: location_quotient decimal  the sector's share of the district's enterprises over its share of the city's
-- column: quotient_step     integer  2 from 2 upwards, 1 from 1.25, 0 about 1, -1 below 0.8, -2 below 0.5
-- column: quotient_rank     integer  1 is the highest; those of fewer than 20 enterprises come behind all others
-- column: total_count       integer  enterprises compared: those of known district and sector
-- column: total_unknown_count  integer  enterprises left out, of which one of the two is not known
with cells as (
    select
        district,
        sector,
        cast(sum(enterprise_count) as bigint) as enterprise_count
    from enterprises_cells
    group by district, sector
),

placed as (
    select
        district,
        sector,
        enterprise_count
    from cells
    where district <> 'unknown' and sector <> 'unknown'
),

whole as (
    select
        cast(sum(case when district <> 'unknown' and sector <> 'unknown' then enterprise_count else 0 end) as bigint) as total_count,
        cast(sum(case when district <> 'unknown' and sector <> 'unknown' then 0 else enterprise_count end) as bigint) as total_unknown_count
    from cells
),

district_totals as (
    select
        district,
        cast(sum(enterprise_count) as bigint) as district_count
    from placed
    group by district
),

sector_totals as (
    select
        sector,
        cast(sum(enterprise_count) as bigint) as sector_count
    from placed
    group by sector
),

quotients as (
    select
        district_totals.district,
        sector_totals.sector,
        coalesce(placed.enterprise_count, 0) as enterprise_count,
        district_totals.district_count,
        sector_totals.sector_count,
        cast(
            (cast(coalesce(placed.enterprise_count, 0) as double) / district_totals.district_count)
            / (cast(sector_totals.sector_count as double) / whole.total_count) as decimal(18, 6)
        ) as location_quotient,
        whole.total_count,
        whole.total_unknown_count
    from district_totals
    cross join sector_totals
    cross join whole
    left join placed
        on placed.district = district_totals.district
        and placed.sector = sector_totals.sector
)

select
    district,
    sector,
    enterprise_count,
    district_count,
    sector_count,
    location_quotient,
    case
        when location_quotient >= 2 then 2
        when location_quotient >= 1.25 then 1
        when location_quotient >= 0.8 then 0
        when location_quotient >= 0.5 then -1
        else -2
    end as quotient_step,
    row_number() over (
        order by
            case when enterprise_count >= 20 then 0 else 1 end,
            location_quotient desc,
            enterprise_count desc,
            district,
            sector
    ) as quotient_rank,
    total_count,
    total_unknown_count
from quotients
where ($district is null or list_contains(cast($district as varchar[]), district))
    and ($sector is null or list_contains(cast($sector as varchar[]), sector))
order by
    district_count desc,
    district,
    sector_count desc,
    sector
