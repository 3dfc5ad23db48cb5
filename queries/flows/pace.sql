-- title:  Decided and paid, month by month, added up
-- grain:  one row per month in which something was decided or paid; one with no month for undated money
-- uses:   projects/counted
-- column: month_on                date     first day of the month; NULL where the day is not known
-- column: month_end_on            date     last day of the month
-- column: decided_cny             decimal  in the month
-- column: paid_cny                decimal  in the month
-- column: decided_count           integer  in the month
-- column: paid_count              integer  in the month
-- column: cumulative_decided_cny  decimal  up to the end of the month
-- column: cumulative_paid_cny     decimal  up to the end of the month
with monthly as (
    select
        cast(date_trunc('month', counted_on) as date) as month_on,
        sum(case when rule = 'decided' then amount_cny else 0 end) as decided_cny,
        sum(case when rule = 'paid' then amount_cny else 0 end) as paid_cny,
        sum(case when rule = 'decided' then 1 else 0 end) as decided_count,
        sum(case when rule = 'paid' then 1 else 0 end) as paid_count
    from projects_counted
    group by cast(date_trunc('month', counted_on) as date)
)

select
    month_on,
    last_day(month_on) as month_end_on,
    decided_cny,
    paid_cny,
    cast(decided_count as bigint) as decided_count,
    cast(paid_count as bigint) as paid_count,
    sum(decided_cny) over (order by month_on nulls last rows unbounded preceding) as cumulative_decided_cny,
    sum(paid_cny) over (order by month_on nulls last rows unbounded preceding) as cumulative_paid_cny
from monthly
order by month_on nulls last
