-- title:  When each fund will have placed its money, at the pace of its last six to twelve months
-- grain:  one row per fund that the filters leave, from the one that will be done first
-- uses:   funds/measures
-- param:  spread        decimal  how much a pace may turn out slower or faster, as a share of it; an assumption
-- param:  most_months   integer  no date is given that lies further off than this
-- column: fund_id           text
-- column: as_of_on          date     last day of the last month in which the release places money
-- column: open_cny          decimal  size less placed
-- column: monthly_6_cny     decimal  placed a month in the last six months, or in all since set-up if fewer
-- column: monthly_12_cny    decimal  likewise in the last twelve
-- column: slow_monthly_cny  decimal  the slower of the two less the spread
-- column: fast_monthly_cny  decimal  the faster of the two more the spread
-- column: earliest_count    integer  months until all is placed at the faster pace; NULL where it would take too long
-- column: latest_count      integer  likewise at the slower one
-- column: earliest_on       date     first day of the month in which the last money is placed
-- column: latest_on         date
-- column: horizon_on        date     first day after the horizon
-- column: late_count        integer  funds whose earliest month lies after the horizon, or too far off for a date
with paces as (
    select
        fund_id,
        as_of_on,
        horizon_on,
        case when open_cny > 0 then open_cny else 0 end as open_cny,
        monthly_6_cny,
        monthly_12_cny,
        cast(least(monthly_6_cny, monthly_12_cny) as double) * (1 - $spread) as slow_monthly,
        cast(greatest(monthly_6_cny, monthly_12_cny) as double) * (1 + $spread) as fast_monthly
    from funds_measures
    where as_of_on is not null
),

counted as (
    select
        fund_id,
        year(as_of_on) * 12 + month(as_of_on) - 1 as month_number,
        ceil(round(cast(open_cny as double) / nullif(fast_monthly, 0), 6)) as earliest,
        ceil(round(cast(open_cny as double) / nullif(slow_monthly, 0), 6)) as latest
    from paces
),

bounded as (
    select
        fund_id,
        month_number,
        cast(case when earliest <= $most_months then earliest end as bigint) as earliest_count,
        cast(case when latest <= $most_months then latest end as bigint) as latest_count
    from counted
),

dated as (
    select
        fund_id,
        earliest_count,
        latest_count,
        make_date(
            cast(floor((month_number + earliest_count) / 12) as integer),
            cast((month_number + earliest_count) % 12 + 1 as integer),
            1
        ) as earliest_on,
        make_date(
            cast(floor((month_number + latest_count) / 12) as integer),
            cast((month_number + latest_count) % 12 + 1 as integer),
            1
        ) as latest_on
    from bounded
)

select
    paces.fund_id,
    paces.as_of_on,
    paces.open_cny,
    paces.monthly_6_cny,
    paces.monthly_12_cny,
    cast(paces.slow_monthly as decimal(18, 2)) as slow_monthly_cny,
    cast(paces.fast_monthly as decimal(18, 2)) as fast_monthly_cny,
    dated.earliest_count,
    dated.latest_count,
    dated.earliest_on,
    dated.latest_on,
    paces.horizon_on,
    cast(sum(case when dated.earliest_on < paces.horizon_on then 0 else 1 end) over () as bigint) as late_count
from paces
join dated on dated.fund_id = paces.fund_id
order by
    case when dated.earliest_count is null then 1 else 0 end,
    dated.earliest_count,
    case when dated.latest_count is null then 1 else 0 end,
    dated.latest_count,
    paces.fund_id
