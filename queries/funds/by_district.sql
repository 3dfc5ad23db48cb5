-- title:  Money by district
-- grain:  one row per district with money, the unknown one last
-- uses:   projects/counted
-- param:  rule  text  decided | paid
-- column: district       text     'unknown' where not known
-- column: project_count  integer
-- column: amount_cny     decimal
-- column: amount_share   share    of all money counted
-- column: largest_cny    decimal  the largest cheque
-- column: total_cny      decimal
-- column: total_count    integer
with totals as (
    select
        district,
        count(*) as project_count,
        sum(amount_cny) as amount_cny,
        max(amount_cny) as largest_cny
    from projects_counted
    where rule = $rule
    group by district
)

select
    totals.district,
    totals.project_count,
    totals.amount_cny,
    cast(totals.amount_cny as double) / nullif(sum(totals.amount_cny) over (), 0) as amount_share,
    totals.largest_cny,
    sum(totals.amount_cny) over () as total_cny,
    cast(sum(totals.project_count) over () as bigint) as total_count
from totals
order by
    case when totals.district = 'unknown' then 1 else 0 end,
    totals.amount_cny desc,
    totals.district
