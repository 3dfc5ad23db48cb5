-- title:  The enterprises a number does not count, by the first filter that leaves each out
-- grain:  one row per filter
-- uses:   enterprises/cells_told
-- column: reason            text     sector | district | tech_field | age | staff | intensity | standing
-- column: enterprise_count  integer
select
    left_out_by as reason,
    cast(sum(enterprise_count) as bigint) as enterprise_count
from enterprises_cells_told
where left_out_by is not null
group by left_out_by
order by
    enterprise_count desc,
    reason
