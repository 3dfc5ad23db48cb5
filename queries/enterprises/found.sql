-- title:  How many enterprises match a search, and what they received
-- grain:  one row
-- uses:   enterprises/matching
-- column: found_count  integer
-- column: decided_cny  decimal
-- column: paid_cny     decimal
select
    count(*) as found_count,
    coalesce(sum(decided_cny), 0) as decided_cny,
    coalesce(sum(paid_cny), 0) as paid_cny
from enterprises_matching
order by found_count
