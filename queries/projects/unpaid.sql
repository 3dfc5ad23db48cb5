-- title:  What is decided and not yet paid, by how long it has waited
-- grain:  one row per band of waiting; every band where any project counts
-- uses:   projects/counted
-- param:  bands  text[]  ranks of the bands shown, each reaching to the next; NULL = every band
-- column: band_rank           integer  from the shortest wait
-- column: days_from           integer  the band's first day of waiting
-- column: days_to             integer  its last; NULL = no end
-- column: project_count       integer  projects of which something is still to be paid
-- column: amount_cny          decimal  decided less paid
-- column: amount_share        share    of all that is unpaid
-- column: total_count         integer
-- column: total_cny           decimal
-- column: total_decided_cny   decimal  of all projects that count, the unpaid and the paid
-- column: total_longest_days_count  integer  the longest wait; NULL where nothing waits
-- column: total_as_of_on      date     the last day of the records, or the last day counted
with last_day as (
    select coalesce(cast($until as date), max(case when paid_on > decided_on then paid_on else decided_on end)) as as_of_on
    from projects
),

edges as (
    select 1 as band_rank, 0 as days_from
    union all
    select 2 as band_rank, 31 as days_from
    union all
    select 3 as band_rank, 91 as days_from
    union all
    select 4 as band_rank, 181 as days_from
    union all
    select 5 as band_rank, 366 as days_from
),

-- A band whose neighbour is not shown reaches on to the next one that is.
bands as (
    select
        band_rank,
        days_from,
        lead(days_from) over (order by band_rank) - 1 as days_to
    from edges
    where $bands is null or list_contains(cast($bands as varchar[]), cast(band_rank as varchar))
),

-- A project that is paid by the last day counted is paid; what was paid on a later day still waits.
waiting as (
    select
        decided.project_id,
        decided.amount_cny as decided_cny,
        decided.amount_cny - coalesce(paid.amount_cny, 0) as unpaid_cny,
        date_diff('day', decided.counted_on, last_day.as_of_on) as days_waiting,
        last_day.as_of_on
    from projects_counted as decided
    cross join last_day
    left join projects_counted as paid
        on paid.project_id = decided.project_id
        and paid.rule = 'paid'
    where decided.rule = 'decided'
),

totals as (
    select
        max(as_of_on) as as_of_on,
        sum(decided_cny) as decided_cny,
        sum(unpaid_cny) as unpaid_cny,
        sum(case when unpaid_cny > 0 then 1 else 0 end) as unpaid_count,
        max(case when unpaid_cny > 0 then days_waiting end) as longest_days
    from waiting
)

select
    cast(bands.band_rank as bigint) as band_rank,
    cast(bands.days_from as bigint) as days_from,
    cast(bands.days_to as bigint) as days_to,
    count(waiting.project_id) as project_count,
    coalesce(sum(waiting.unpaid_cny), 0) as amount_cny,
    cast(coalesce(sum(waiting.unpaid_cny), 0) as double) / nullif(totals.unpaid_cny, 0) as amount_share,
    cast(totals.unpaid_count as bigint) as total_count,
    totals.unpaid_cny as total_cny,
    totals.decided_cny as total_decided_cny,
    cast(totals.longest_days as bigint) as total_longest_days_count,
    totals.as_of_on as total_as_of_on
from bands
cross join totals
left join waiting
    on waiting.unpaid_cny > 0
    and waiting.days_waiting >= bands.days_from
    and (bands.days_to is null or waiting.days_waiting <= bands.days_to)
where totals.decided_cny is not null
group by
    bands.band_rank,
    bands.days_from,
    bands.days_to,
    totals.as_of_on,
    totals.decided_cny,
    totals.unpaid_cny,
    totals.unpaid_count,
    totals.longest_days
order by band_rank
