-- title:  The bridge from one total to another
-- grain:  one row per total and step between them; none where both totals are of nothing
-- uses:   projects/counted
-- uses:   bridge/changes
-- param:  to_published  text    'yes' = the second total is the published figure; NULL = records
-- param:  withheld      text[]  steps put together, so that none tells of a single enterprise; NULL = none
-- column: step              text     first, the steps, second; 'withheld' = several together
-- column: step_rank         integer  order from the first total to the second
-- column: project_count     integer  behind a total or changed by a step; NULL where no record stands behind it
-- column: amount_cny        decimal  a total, or what the step adds to it; below zero where it takes away
-- column: from_cny          decimal  where the step begins
-- column: to_cny            decimal  where it ends
-- column: total_first_cny   decimal
-- column: total_second_cny  decimal
with first_total as (
    select
        count(*) as project_count,
        coalesce(sum(amount_cny), 0) as amount_cny
    from projects_counted
    where rule = $rule
),

record_steps as (
    select
        case when list_contains(cast($withheld as varchar[]), step) then 'withheld' else step end as step,
        min(step_rank) as step_rank,
        count(*) as project_count,
        sum(after_cny - before_cny) as amount_cny,
        sum(case when before_cny = 0 then 1 when after_cny = 0 then -1 else 0 end) as more_count
    from bridge_changes
    group by case when list_contains(cast($withheld as varchar[]), step) then 'withheld' else step end
),

record_total as (
    select
        first_total.project_count + coalesce(sum(record_steps.more_count), 0) as project_count,
        first_total.amount_cny + coalesce(sum(record_steps.amount_cny), 0) as amount_cny
    from first_total
    left join record_steps on 1 = 1
    group by
        first_total.project_count,
        first_total.amount_cny
),

-- The published figure for all funds; of several, the one up to the latest day.
published_figures as (
    select
        value,
        row_number() over (order by until_on desc nulls first, fact_id) as place
    from published
    where $to_published = 'yes'
        and controls = concat($other_rule, '_cny')
        and fund_id is null
        and batch is null
),

published_total as (
    select max(value) as amount_cny
    from published_figures
    where place = 1
),

second_total as (
    select
        case when published_total.amount_cny is null then record_total.project_count end as project_count,
        coalesce(published_total.amount_cny, record_total.amount_cny) as amount_cny
    from record_total
    cross join published_total
),

steps as (
    select
        'first' as step,
        0 as step_rank,
        project_count,
        amount_cny
    from first_total
    union all
    select
        step,
        step_rank,
        project_count,
        amount_cny
    from record_steps
    union all
    select
        'published' as step,
        90 as step_rank,
        null as project_count,
        published_total.amount_cny - record_total.amount_cny as amount_cny
    from record_total
    cross join published_total
    where published_total.amount_cny <> record_total.amount_cny
),

reached as (
    select
        step,
        step_rank,
        project_count,
        amount_cny,
        sum(amount_cny) over (order by step_rank, amount_cny, step rows unbounded preceding) - amount_cny as from_cny,
        sum(amount_cny) over (order by step_rank, amount_cny, step rows unbounded preceding) as to_cny
    from steps
    union all
    select
        'second' as step,
        99 as step_rank,
        project_count,
        amount_cny,
        0 as from_cny,
        amount_cny as to_cny
    from second_total
)

select
    reached.step,
    cast(reached.step_rank as bigint) as step_rank,
    cast(reached.project_count as bigint) as project_count,
    cast(reached.amount_cny as decimal(38, 2)) as amount_cny,
    cast(reached.from_cny as decimal(38, 2)) as from_cny,
    cast(reached.to_cny as decimal(38, 2)) as to_cny,
    cast(first_total.amount_cny as decimal(38, 2)) as total_first_cny,
    cast(second_total.amount_cny as decimal(38, 2)) as total_second_cny
from reached
cross join first_total
cross join second_total
where first_total.project_count > 0
    or second_total.amount_cny > 0
order by
    reached.step_rank,
    reached.amount_cny,
    reached.step
