-- title:  How large the cheques are
-- grain:  one row per size band that holds a cheque
-- uses:   projects/counted
-- param:  rule   text    decided | paid
-- param:  bands  text[]  ranks of the bands shown, each reaching to the next; NULL = every band
-- column: band_rank         integer  from the smallest
-- column: least_cny         decimal  the band's lower end, itself in the band
-- column: below_cny         decimal  its upper end, outside it; NULL = none
-- column: project_count     integer
-- column: amount_cny        decimal
-- column: amount_share      share    of all money counted
-- column: total_count       integer
-- column: total_cny         decimal
-- column: total_median_cny  decimal  half of the cheques are no larger
-- column: total_largest_cny  decimal
-- column: total_top_count   integer  projects in the bands from 200 million yuan up; NULL where no band shown begins there
-- column: total_top_share   share    of the money in those bands
with edges as (
    select 1 as band_rank, cast(0 as decimal(18, 2)) as least_cny
    union all
    select 2 as band_rank, 10000000 as least_cny
    union all
    select 3 as band_rank, 20000000 as least_cny
    union all
    select 4 as band_rank, 50000000 as least_cny
    union all
    select 5 as band_rank, 100000000 as least_cny
    union all
    select 6 as band_rank, 200000000 as least_cny
    union all
    select 7 as band_rank, 500000000 as least_cny
    union all
    select 8 as band_rank, 1000000000 as least_cny
),

-- A band whose neighbour is not shown reaches on to the next one that is.
bands as (
    select
        band_rank,
        least_cny,
        lead(least_cny) over (order by band_rank) as below_cny
    from edges
    where $bands is null or list_contains(cast($bands as varchar[]), cast(band_rank as varchar))
),

cheques as (
    select
        amount_cny,
        row_number() over (order by amount_cny, project_id) as place,
        count(*) over () as total_count
    from projects_counted
    where rule = $rule
),

middle as (
    select avg(amount_cny) as median_cny
    from cheques
    where 2 * place between total_count and total_count + 2
),

by_band as (
    select
        bands.band_rank,
        bands.least_cny,
        bands.below_cny,
        count(*) as project_count,
        sum(cheques.amount_cny) as amount_cny,
        max(cheques.amount_cny) as largest_cny
    from cheques
    join bands
        on cheques.amount_cny >= bands.least_cny
        and (bands.below_cny is null or cheques.amount_cny < bands.below_cny)
    group by
        bands.band_rank,
        bands.least_cny,
        bands.below_cny
)

select
    cast(by_band.band_rank as bigint) as band_rank,
    cast(by_band.least_cny as decimal(18, 2)) as least_cny,
    cast(by_band.below_cny as decimal(18, 2)) as below_cny,
    by_band.project_count,
    by_band.amount_cny,
    cast(by_band.amount_cny as double) / nullif(sum(by_band.amount_cny) over (), 0) as amount_share,
    cast(sum(by_band.project_count) over () as bigint) as total_count,
    sum(by_band.amount_cny) over () as total_cny,
    cast(middle.median_cny as decimal(18, 2)) as total_median_cny,
    max(by_band.largest_cny) over () as total_largest_cny,
    case
        when $bands is null or list_contains(cast($bands as varchar[]), '6')
            then cast(sum(case when by_band.band_rank >= 6 then by_band.project_count else 0 end) over () as bigint)
    end as total_top_count,
    case
        when $bands is null or list_contains(cast($bands as varchar[]), '6')
            then cast(sum(case when by_band.band_rank >= 6 then by_band.amount_cny else 0 end) over () as double)
            / nullif(sum(by_band.amount_cny) over (), 0)
    end as total_top_share
from by_band
cross join middle
order by by_band.band_rank
