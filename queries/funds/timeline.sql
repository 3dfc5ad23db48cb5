-- title:  When each fund placed its money, month by month
-- grain:  one row per fund and month with money; one with no month for undated money
-- uses:   projects/counted
-- param:  rule  text  decided | paid
-- column: fund_id        text
-- column: established    date     first day of the month of set-up
-- column: month_on       date     first day of the month; NULL where the day is not known
-- column: project_count  integer
-- column: amount_cny     decimal
-- column: largest_cny    decimal  the largest cheque of the month
-- column: fund_cny       decimal  the fund in all months
-- column: month_cny      decimal  all funds in the month
-- column: month_count    integer  projects of all funds in the month
-- column: total_cny      decimal
-- column: total_count    integer
with monthly as (
    select
        fund_id,
        cast(date_trunc('month', counted_on) as date) as month_on,
        count(*) as project_count,
        sum(amount_cny) as amount_cny,
        max(amount_cny) as largest_cny
    from projects_counted
    where rule = $rule
    group by
        fund_id,
        cast(date_trunc('month', counted_on) as date)
)

select
    monthly.fund_id,
    funds.established,
    monthly.month_on,
    monthly.project_count,
    monthly.amount_cny,
    monthly.largest_cny,
    sum(monthly.amount_cny) over (partition by monthly.fund_id) as fund_cny,
    sum(monthly.amount_cny) over (partition by monthly.month_on) as month_cny,
    cast(sum(monthly.project_count) over (partition by monthly.month_on) as bigint) as month_count,
    sum(monthly.amount_cny) over () as total_cny,
    cast(sum(monthly.project_count) over () as bigint) as total_count
from monthly
left join funds on funds.fund_id = monthly.fund_id
order by
    funds.batch,
    monthly.fund_id,
    monthly.month_on nulls last
