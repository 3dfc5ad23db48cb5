-- title:  The pace of each fund, and the pace it needs
-- grain:  one row per fund that the filters leave, from the one that must speed up most
-- uses:   funds/measures
-- column: fund_id                 text
-- column: as_of_on                date     last day of the last month in which the release places money
-- column: horizon_on              date     first day after the horizon
-- column: open_cny                decimal  size less placed
-- column: left_count              integer  months left of the horizon
-- column: monthly_6_cny           decimal  placed a month in the last six months, or in all since set-up if fewer
-- column: monthly_12_cny          decimal  likewise in the last twelve
-- column: monthly_needed_cny      decimal  NULL where the horizon is over or the fund's age not known
-- column: needed_multiple         decimal  needed to the pace of the last twelve months
-- column: total_monthly_6_cny       decimal  all funds shown
-- column: total_monthly_12_cny      decimal  all funds shown
-- column: total_monthly_needed_cny  decimal  all funds shown for which it is known
-- column: slower_count            integer  funds whose pace of the last twelve months is below the one needed
select
    fund_id,
    as_of_on,
    horizon_on,
    open_cny,
    left_count,
    monthly_6_cny,
    monthly_12_cny,
    monthly_needed_cny,
    needed_multiple,
    sum(monthly_6_cny) over () as total_monthly_6_cny,
    sum(monthly_12_cny) over () as total_monthly_12_cny,
    sum(monthly_needed_cny) over () as total_monthly_needed_cny,
    cast(sum(case when monthly_needed_cny > monthly_12_cny then 1 else 0 end) over () as bigint) as slower_count
from funds_measures
where as_of_on is not null
order by
    case when monthly_needed_cny is null then 1 else 0 end,
    monthly_needed_cny - monthly_12_cny desc,
    fund_id
