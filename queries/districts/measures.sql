-- title:  What each district has: money, projects, enterprises, R&D spending
-- grain:  one row per district, and one for what lies in no known district where there is any
-- uses:   projects/counted
-- uses:   enterprises/cells
-- param:  rule    text    decided | paid
-- param:  sector  text[]  sector codes, 'unknown' for none; NULL = every sector; of projects and of enterprises
-- column: district                   text     'unknown' where not known
-- column: project_count              integer
-- column: amount_cny                 decimal  0 where no project counts
-- column: enterprise_count           integer
-- column: rd_cny                     decimal  of the enterprises whose spending is known; NULL where none is
-- column: rd_unknown_count           integer
-- column: amount_per_enterprise_cny  decimal  NULL where there is no enterprise
with district_money as (
    select
        district,
        count(*) as project_count,
        sum(amount_cny) as amount_cny
    from projects_counted
    where rule = $rule
    group by district
),

district_enterprises as (
    select
        district,
        cast(sum(enterprise_count) as bigint) as enterprise_count,
        sum(rd_cny) as rd_cny,
        sum(rd_unknown_count) as rd_unknown_count
    from enterprises_cells
    where $sector is null or list_contains(cast($sector as varchar[]), sector)
    group by district
),

every_district as (
    select district from districts
    union
    select district from district_money
    union
    select district from district_enterprises
)

select
    every_district.district,
    coalesce(district_money.project_count, 0) as project_count,
    coalesce(district_money.amount_cny, 0) as amount_cny,
    coalesce(district_enterprises.enterprise_count, 0) as enterprise_count,
    district_enterprises.rd_cny,
    cast(coalesce(district_enterprises.rd_unknown_count, 0) as bigint) as rd_unknown_count,
    cast(
        coalesce(district_money.amount_cny, 0) / district_enterprises.enterprise_count as decimal(28, 2)
    ) as amount_per_enterprise_cny
from every_district
left join district_money on district_money.district = every_district.district
left join district_enterprises on district_enterprises.district = every_district.district
order by every_district.district
