-- title:  Share of enterprises against share of money, by sector
-- grain:  one row per sector with enterprises or money, from the one most short of money; the unknown one last
-- uses:   projects/counted
-- uses:   enterprises/cells
-- param:  rule  text  decided | paid
-- column: sector                  text     'unknown' where not known
-- column: enterprise_count        integer
-- column: project_count           integer
-- column: amount_cny              decimal
-- column: enterprise_share        share    of all enterprises shown
-- column: amount_share            share    of all money counted
-- column: gap_share               share    share of money less share of enterprises; below 0 = short of money
-- column: gap_cny                 decimal  the same of all money: what it has beyond its share of enterprises
-- column: gap_count               integer  the same of all enterprises: by how many more it would have its share of money
-- column: quotient_multiple       decimal  share of money to share of enterprises; NULL where there are no enterprises
-- column: total_enterprise_count  integer
-- column: total_cny               decimal
with firms as (
    select
        sector,
        cast(sum(enterprise_count) as bigint) as enterprise_count
    from enterprises_cells
    where ($sector is null or list_contains(cast($sector as varchar[]), sector))
        and ($district is null or list_contains(cast($district as varchar[]), district))
    group by sector
),

money as (
    select
        sector,
        count(*) as project_count,
        sum(amount_cny) as amount_cny
    from projects_counted
    where rule = $rule
    group by sector
),

codes as (
    select sector from firms
    union
    select sector from money
),

both_sides as (
    select
        codes.sector,
        coalesce(firms.enterprise_count, 0) as enterprise_count,
        coalesce(money.project_count, 0) as project_count,
        coalesce(money.amount_cny, 0) as amount_cny,
        cast(sum(firms.enterprise_count) over () as bigint) as total_enterprise_count,
        sum(money.amount_cny) over () as total_cny
    from codes
    left join firms on firms.sector = codes.sector
    left join money on money.sector = codes.sector
),

shares as (
    select
        sector,
        enterprise_count,
        project_count,
        amount_cny,
        total_enterprise_count,
        total_cny,
        cast(enterprise_count as double) / total_enterprise_count as enterprise_share,
        cast(amount_cny as double) / cast(total_cny as double) as amount_share
    from both_sides
    where total_enterprise_count > 0
        and total_cny > 0
)

select
    sector,
    enterprise_count,
    project_count,
    amount_cny,
    enterprise_share,
    amount_share,
    amount_share - enterprise_share as gap_share,
    cast((amount_share - enterprise_share) * cast(total_cny as double) as decimal(18, 2)) as gap_cny,
    cast(round((amount_share - enterprise_share) * total_enterprise_count) as bigint) as gap_count,
    cast(amount_share / nullif(enterprise_share, 0) as decimal(18, 2)) as quotient_multiple,
    total_enterprise_count,
    total_cny
from shares
order by
    case when sector = 'unknown' then 1 else 0 end,
    gap_cny,
    sector
