-- title:  When the money still open will be placed, at each pace
-- grain:  one row per pace: of the last 6 months, of the last 12, since set-up, and one that is set
-- uses:   funds/measures
-- param:  own_pace_cny  decimal  a pace to try, in yuan a month for all funds shown; NULL = none
-- param:  spread        decimal  how much a pace may turn out slower or faster, as a share of it; an assumption
-- param:  most_months   integer  no date is given that lies further off than this
-- column: basis_rank            integer
-- column: basis                 text     six | twelve | all | own
-- column: as_of_on              date     last day of the last month in which the release places money
-- column: size_cny              decimal  all funds shown
-- column: placed_cny            decimal  decided or paid, by the rule
-- column: open_cny              decimal  size less placed, where a fund has any left
-- column: undated_cny           decimal  placed on an unknown day: it counts to no pace
-- column: fund_count            integer
-- column: monthly_cny           decimal  the pace
-- column: slow_monthly_cny      decimal  less the spread
-- column: fast_monthly_cny      decimal  more the spread
-- column: earliest_count        integer  months until all is placed at the faster pace; NULL where it would take too long
-- column: latest_count          integer  likewise at the slower one
-- column: earliest_on           date     first day of the month in which the last money is placed
-- column: latest_on             date
-- column: horizon_on            date     first day after the horizon of the fund that was set up last
with totals as (
    select
        max(as_of_on) as as_of_on,
        max(horizon_on) as horizon_on,
        sum(size_cny) as size_cny,
        sum(placed_cny) as placed_cny,
        sum(case when open_cny > 0 then open_cny else 0 end) as open_cny,
        sum(undated_cny) as undated_cny,
        count(*) as fund_count,
        sum(monthly_6_cny) as monthly_6_cny,
        sum(monthly_12_cny) as monthly_12_cny,
        sum(monthly_all_cny) as monthly_all_cny
    from funds_measures
    where as_of_on is not null
),

paces as (
    select 1 as basis_rank, 'six' as basis, monthly_6_cny as monthly_cny from totals
    union all
    select 2 as basis_rank, 'twelve' as basis, monthly_12_cny as monthly_cny from totals
    union all
    select 3 as basis_rank, 'all' as basis, monthly_all_cny as monthly_cny from totals
    union all
    select 4 as basis_rank, 'own' as basis, cast($own_pace_cny as decimal(18, 2)) as monthly_cny from totals where coalesce($own_pace_cny, 0) > 0
),

counted as (
    select
        paces.basis_rank,
        paces.basis,
        paces.monthly_cny,
        cast(cast(paces.monthly_cny as double) * (1 - $spread) as decimal(18, 2)) as slow_monthly_cny,
        cast(cast(paces.monthly_cny as double) * (1 + $spread) as decimal(18, 2)) as fast_monthly_cny,
        ceil(round(cast(totals.open_cny as double) / nullif(cast(paces.monthly_cny as double) * (1 + $spread), 0), 6)) as earliest,
        ceil(round(cast(totals.open_cny as double) / nullif(cast(paces.monthly_cny as double) * (1 - $spread), 0), 6)) as latest,
        year(totals.as_of_on) * 12 + month(totals.as_of_on) - 1 as month_number
    from paces
    cross join totals
),

bounded as (
    select
        basis_rank,
        basis,
        monthly_cny,
        slow_monthly_cny,
        fast_monthly_cny,
        month_number,
        cast(case when earliest <= $most_months then earliest end as bigint) as earliest_count,
        cast(case when latest <= $most_months then latest end as bigint) as latest_count
    from counted
)

select
    bounded.basis_rank,
    bounded.basis,
    totals.as_of_on,
    totals.size_cny,
    totals.placed_cny,
    totals.open_cny,
    totals.undated_cny,
    totals.fund_count,
    bounded.monthly_cny,
    bounded.slow_monthly_cny,
    bounded.fast_monthly_cny,
    bounded.earliest_count,
    bounded.latest_count,
    make_date(
        cast(floor((bounded.month_number + bounded.earliest_count) / 12) as integer),
        cast((bounded.month_number + bounded.earliest_count) % 12 + 1 as integer),
        1
    ) as earliest_on,
    make_date(
        cast(floor((bounded.month_number + bounded.latest_count) / 12) as integer),
        cast((bounded.month_number + bounded.latest_count) % 12 + 1 as integer),
        1
    ) as latest_on,
    totals.horizon_on
from bounded
cross join totals
where totals.fund_count > 0
order by
    bounded.basis_rank
