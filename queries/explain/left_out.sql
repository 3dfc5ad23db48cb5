-- title:  The projects a number does not count, by the first reason that leaves each out
-- grain:  one row per reason
-- param:  rule      text    decided | paid
-- param:  only_attracted  text  'yes' = only projects drawn to the city; NULL = every project
-- param:  fund      text[]  fund ids; NULL = every fund
-- param:  batch     text[]  batches of funds; NULL = every batch
-- param:  sector    text[]  sector codes, 'unknown' for none; NULL = every sector
-- param:  district  text[]  district codes, 'unknown' for none; NULL = every district
-- param:  round     text[]  round codes, 'unknown' for none; NULL = every round
-- param:  since     date    first day counted; NULL = no limit
-- param:  until     date    last day counted; NULL = no limit
-- column: reason         text     unpaid | no_amount | undated | since | until | fund | batch | sector | district | round | not_attracted
-- column: project_count  integer
-- column: decided_cny    decimal  what was decided on them
with dated as (
    select
        projects.decided_cny,
        projects.is_attracted,
        projects.fund_id,
        cast(funds.batch as varchar) as batch,
        coalesce(projects.sector, 'unknown') as sector,
        coalesce(projects.district, 'unknown') as district,
        coalesce(projects.round, 'unknown') as round,
        case when $rule = 'paid' then projects.paid_on else projects.decided_on end as counted_on,
        case when $rule = 'paid' then nullif(projects.paid_cny, 0) else projects.decided_cny end as amount_cny
    from projects
    left join funds on funds.fund_id = projects.fund_id
),

with_reason as (
    select
        case
            when amount_cny is null and $rule = 'paid' then 'unpaid'
            when amount_cny is null then 'no_amount'
            when counted_on is null and ($since is not null or $until is not null) then 'undated'
            when counted_on < cast($since as date) then 'since'
            when counted_on > cast($until as date) then 'until'
            when not list_contains(cast($fund as varchar[]), fund_id) then 'fund'
            when $batch is not null and not coalesce(list_contains(cast($batch as varchar[]), batch), false) then 'batch'
            when not list_contains(cast($sector as varchar[]), sector) then 'sector'
            when not list_contains(cast($district as varchar[]), district) then 'district'
            when not list_contains(cast($round as varchar[]), round) then 'round'
            when $only_attracted is not null and not coalesce(is_attracted, false) then 'not_attracted'
        end as reason,
        decided_cny
    from dated
)

select
    reason,
    count(*) as project_count,
    sum(decided_cny) as decided_cny
from with_reason
where reason is not null
group by reason
order by
    project_count desc,
    reason
