-- title:  What is not known of the money counted
-- grain:  one row per thing that is not known of some project that counts
-- uses:   projects/counted
-- param:  rule  text  decided | paid
-- column: gap            text     enterprise | sector | district | round | day
-- column: project_count  integer
-- column: amount_cny     decimal
-- column: amount_share   share  of all money counted
with counted as (
    select
        enterprise_id,
        sector,
        district,
        round,
        counted_on,
        amount_cny
    from projects_counted
    where rule = $rule
),

whole as (
    select sum(amount_cny) as total_cny
    from counted
),

gaps as (
    select 1 as place, 'enterprise' as gap, amount_cny from counted where enterprise_id is null
    union all
    select 2 as place, 'sector' as gap, amount_cny from counted where sector = 'unknown'
    union all
    select 3 as place, 'district' as gap, amount_cny from counted where district = 'unknown'
    union all
    select 4 as place, 'round' as gap, amount_cny from counted where round = 'unknown'
    union all
    select 5 as place, 'day' as gap, amount_cny from counted where counted_on is null
),

gap_totals as (
    select
        place,
        gap,
        count(*) as project_count,
        sum(amount_cny) as amount_cny
    from gaps
    group by place, gap
)

select
    gap_totals.gap,
    gap_totals.project_count,
    gap_totals.amount_cny,
    cast(gap_totals.amount_cny as double) / nullif(whole.total_cny, 0) as amount_share
from gap_totals
cross join whole
order by gap_totals.place
