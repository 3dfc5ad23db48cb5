-- title:  The headline totals under the filters
-- grain:  one row
-- uses:   projects/counted
-- column: fund_count        integer
-- column: size_cny          decimal  committed size of the funds that the fund and batch filters leave
-- column: decided_count     integer
-- column: decided_cny       decimal
-- column: paid_count        integer
-- column: paid_cny          decimal
-- column: unpaid_cny        decimal  decided less paid
-- column: undecided_cny     decimal  size less decided
-- column: decided_share       share  of fund size
-- column: paid_share          share  of the value decided
-- column: attracted_count   integer  of the projects paid
-- column: enterprise_count  integer  high-tech enterprises in the release, whatever the filters
with narrowed_funds as (
    select
        count(*) as fund_count,
        sum(size_cny) as size_cny
    from funds
    where ($fund is null or list_contains(cast($fund as varchar[]), fund_id))
        and ($batch is null or list_contains(cast($batch as varchar[]), cast(batch as varchar)))
),

project_totals as (
    select
        sum(case when counted.rule = 'decided' then 1 else 0 end) as decided_count,
        sum(case when counted.rule = 'decided' then counted.amount_cny else 0 end) as decided_cny,
        sum(case when counted.rule = 'paid' then 1 else 0 end) as paid_count,
        sum(case when counted.rule = 'paid' then counted.amount_cny else 0 end) as paid_cny,
        sum(case when counted.rule = 'paid' and projects.is_attracted then 1 else 0 end) as attracted_count
    from projects_counted as counted
    join projects on projects.project_id = counted.project_id
),

enterprise_totals as (
    select count(*) as enterprise_count
    from enterprises
)

select
    narrowed_funds.fund_count,
    coalesce(narrowed_funds.size_cny, 0) as size_cny,
    cast(coalesce(project_totals.decided_count, 0) as bigint) as decided_count,
    coalesce(project_totals.decided_cny, 0) as decided_cny,
    cast(coalesce(project_totals.paid_count, 0) as bigint) as paid_count,
    coalesce(project_totals.paid_cny, 0) as paid_cny,
    coalesce(project_totals.decided_cny, 0) - coalesce(project_totals.paid_cny, 0) as unpaid_cny,
    coalesce(narrowed_funds.size_cny, 0) - coalesce(project_totals.decided_cny, 0) as undecided_cny,
    cast(project_totals.decided_cny as double) / nullif(narrowed_funds.size_cny, 0) as decided_share,
    cast(project_totals.paid_cny as double) / nullif(project_totals.decided_cny, 0) as paid_share,
    cast(coalesce(project_totals.attracted_count, 0) as bigint) as attracted_count,
    enterprise_totals.enterprise_count
from narrowed_funds
cross join project_totals
cross join enterprise_totals
order by narrowed_funds.fund_count
