-- title:  The measures of each fund, side by side
-- grain:  one row per fund that the filters leave
-- param:  rule     text     decided | paid: what counts as placed
-- param:  fund     text[]   fund ids; NULL = every fund
-- param:  batch    text[]   batches of funds; NULL = every batch
-- param:  horizon  integer  years from the month of set-up within which all is to be placed; an assumption
-- column: fund_id                text
-- column: batch                  integer
-- column: established            date     first day of the month of set-up
-- column: as_of_on               date     last day of the last month in which the release places money
-- column: horizon_on             date     first day after the horizon
-- column: size_cny               decimal
-- column: decided_cny            decimal
-- column: paid_cny               decimal
-- column: placed_cny             decimal  decided or paid, by the rule
-- column: open_cny               decimal  size less placed
-- column: undated_cny            decimal  of the money placed, what has no day and so counts to no pace
-- column: project_count          integer  by the rule
-- column: median_cny             decimal  the cheque in the middle; NULL without cheques
-- column: largest_cny            decimal  the largest cheque
-- column: five_largest_share     share    of the money placed
-- column: age_count              integer  months since set-up, that of set-up counted; NULL where not known
-- column: left_count             integer  months left of the horizon; 0 or less once it is over
-- column: decided_share          share    of the size
-- column: paid_share             share    of the size
-- column: placed_share           share    of the size
-- column: line_share             share    of the size, had it been placed in equal parts every month
-- column: line_cny               decimal
-- column: ahead_cny              decimal  placed less line; below 0 = behind it
-- column: monthly_6_cny          decimal  placed a month in the last six months, or in all since set-up if fewer
-- column: monthly_12_cny         decimal  likewise in the last twelve
-- column: monthly_all_cny        decimal  likewise since set-up
-- column: monthly_needed_cny     decimal  to be placed a month for the rest of the horizon; NULL once it is over
-- column: total_size_cny         decimal  all funds shown
-- column: total_decided_cny      decimal  all funds shown
-- column: total_paid_cny         decimal  all funds shown
-- column: total_open_cny         decimal  all funds shown
-- column: total_count            integer  projects of all funds shown
-- column: needed_multiple        decimal  needed to the pace of the last twelve months; NULL where either is not known or 0
with placed as (
    select
        fund_id,
        project_id,
        decided_cny,
        nullif(paid_cny, 0) as paid_cny,
        case when $rule = 'paid' then nullif(paid_cny, 0) else decided_cny end as amount_cny,
        case when $rule = 'paid' then year(paid_on) * 12 + month(paid_on) else year(decided_on) * 12 + month(decided_on) end as month_number
    from projects
),

last_month as (
    select max(case when amount_cny is not null then month_number end) as month_number
    from placed
),

-- Cheques from the smallest; those that do not count have no place.
ranked as (
    select
        fund_id,
        decided_cny,
        paid_cny,
        amount_cny,
        month_number,
        case when amount_cny is not null then row_number() over (partition by fund_id order by case when amount_cny is null then 1 else 0 end, amount_cny, project_id) end as place,
        count(amount_cny) over (partition by fund_id) as cheque_count
    from placed
),

fund_totals as (
    select
        ranked.fund_id,
        sum(ranked.decided_cny) as decided_cny,
        sum(ranked.paid_cny) as paid_cny,
        sum(ranked.amount_cny) as placed_cny,
        count(ranked.amount_cny) as project_count,
        max(ranked.amount_cny) as largest_cny,
        sum(case when ranked.place * 2 between ranked.cheque_count and ranked.cheque_count + 2 then ranked.amount_cny end)
        / sum(case when ranked.place * 2 between ranked.cheque_count and ranked.cheque_count + 2 then 1 end) as median_cny,
        sum(case when ranked.place > ranked.cheque_count - 5 then ranked.amount_cny end) as five_largest_cny,
        sum(case when ranked.month_number is null then ranked.amount_cny end) as undated_cny,
        sum(case when ranked.month_number > last_month.month_number - 6 then ranked.amount_cny end) as last_6_cny,
        sum(case when ranked.month_number > last_month.month_number - 12 then ranked.amount_cny end) as last_12_cny,
        sum(case when ranked.month_number is not null then ranked.amount_cny end) as dated_cny
    from ranked
    cross join last_month
    group by ranked.fund_id
),

aged as (
    select
        funds.fund_id,
        funds.batch,
        funds.established,
        funds.size_cny,
        last_month.month_number,
        nullif(greatest(last_month.month_number - year(funds.established) * 12 - month(funds.established) + 1, 0), 0) as age_count,
        coalesce(fund_totals.decided_cny, 0) as decided_cny,
        coalesce(fund_totals.paid_cny, 0) as paid_cny,
        coalesce(fund_totals.placed_cny, 0) as placed_cny,
        coalesce(fund_totals.undated_cny, 0) as undated_cny,
        coalesce(fund_totals.project_count, 0) as project_count,
        fund_totals.median_cny,
        fund_totals.largest_cny,
        fund_totals.five_largest_cny,
        coalesce(fund_totals.last_6_cny, 0) as last_6_cny,
        coalesce(fund_totals.last_12_cny, 0) as last_12_cny,
        coalesce(fund_totals.dated_cny, 0) as dated_cny
    from funds
    cross join last_month
    left join fund_totals on fund_totals.fund_id = funds.fund_id
    where ($fund is null or list_contains(cast($fund as varchar[]), funds.fund_id))
        and ($batch is null or list_contains(cast($batch as varchar[]), cast(funds.batch as varchar)))
),

-- A fund younger than the months looked back on is measured over its own months.
paced as (
    select
        fund_id,
        batch,
        established,
        size_cny,
        month_number,
        age_count,
        decided_cny,
        paid_cny,
        placed_cny,
        undated_cny,
        project_count,
        median_cny,
        largest_cny,
        five_largest_cny,
        size_cny - placed_cny as open_cny,
        cast($horizon as bigint) * 12 as horizon_count,
        cast($horizon as bigint) * 12 - age_count as left_count,
        case when age_count is not null then cast(least(cast(age_count as double) / nullif(cast($horizon as bigint) * 12, 0), 1) as double) end as line_share,
        cast(last_6_cny as double) / least(age_count, 6) as monthly_6,
        cast(last_12_cny as double) / least(age_count, 12) as monthly_12,
        cast(dated_cny as double) / age_count as monthly_all
    from aged
),

needed as (
    select
        fund_id,
        case when left_count > 0 then greatest(cast(open_cny as double), cast(0 as double)) / left_count end as monthly_needed
    from paced
)

select
    paced.fund_id,
    paced.batch,
    paced.established,
    last_day(make_date(cast(floor((paced.month_number - 1) / 12) as integer), cast((paced.month_number - 1) % 12 + 1 as integer), 1)) as as_of_on,
    make_date(cast(year(paced.established) + $horizon as integer), cast(month(paced.established) as integer), 1) as horizon_on,
    paced.size_cny,
    paced.decided_cny,
    paced.paid_cny,
    paced.placed_cny,
    paced.open_cny,
    paced.undated_cny,
    paced.project_count,
    cast(paced.median_cny as decimal(18, 2)) as median_cny,
    paced.largest_cny,
    cast(paced.five_largest_cny as double) / nullif(paced.placed_cny, 0) as five_largest_share,
    paced.age_count,
    paced.left_count,
    cast(paced.decided_cny as double) / nullif(paced.size_cny, 0) as decided_share,
    cast(paced.paid_cny as double) / nullif(paced.size_cny, 0) as paid_share,
    cast(paced.placed_cny as double) / nullif(paced.size_cny, 0) as placed_share,
    paced.line_share,
    cast(cast(paced.size_cny as double) * paced.line_share as decimal(18, 2)) as line_cny,
    cast(cast(paced.placed_cny as double) - cast(paced.size_cny as double) * paced.line_share as decimal(18, 2)) as ahead_cny,
    cast(paced.monthly_6 as decimal(18, 2)) as monthly_6_cny,
    cast(paced.monthly_12 as decimal(18, 2)) as monthly_12_cny,
    cast(paced.monthly_all as decimal(18, 2)) as monthly_all_cny,
    cast(needed.monthly_needed as decimal(18, 2)) as monthly_needed_cny,
    sum(paced.size_cny) over () as total_size_cny,
    sum(paced.decided_cny) over () as total_decided_cny,
    sum(paced.paid_cny) over () as total_paid_cny,
    sum(paced.open_cny) over () as total_open_cny,
    cast(sum(paced.project_count) over () as bigint) as total_count,
    cast(nullif(needed.monthly_needed, 0) / nullif(paced.monthly_12, 0) as decimal(18, 2)) as needed_multiple
from paced
join needed on needed.fund_id = paced.fund_id
order by
    paced.batch,
    paced.fund_id
