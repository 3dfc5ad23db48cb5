-- title:  How many enterprises match a search, and what they received
-- grain:  one row
-- uses:   enterprises/matching
-- uses:   enterprises/cells_told
-- column: found_count  integer
-- column: decided_cny  decimal
-- column: paid_cny     decimal
-- Without a search the cells know; with one, each enterprise is looked at.
with counts as (
    select
        enterprise_count as found_count,
        decided_cny,
        paid_cny
    from enterprises_cells_told
    where coalesce($search, '') = ''
        and left_out_by is null
    union all
    select
        1 as found_count,
        decided_cny,
        paid_cny
    from enterprises_matching
    where coalesce($search, '') <> ''
)

select
    cast(coalesce(sum(found_count), 0) as bigint) as found_count,
    coalesce(sum(decided_cny), 0) as decided_cny,
    coalesce(sum(paid_cny), 0) as paid_cny
from counts
order by found_count
