-- title:  Enterprises by sector, technology field, district, age, employees or R&D intensity
-- grain:  one row per group that has enterprises, the unknown one last
-- uses:   enterprises/cells_grouped
-- column: group_code        text     'unknown' where not known
-- column: enterprise_count  integer
-- column: enterprise_share  share    of all enterprises counted
-- column: total_count       integer
-- column: total_age_on      date     the day to which ages are reckoned
with group_totals as (
    select
        group_code,
        cast(sum(enterprise_count) as bigint) as enterprise_count,
        max(age_on) as total_age_on
    from enterprises_cells_grouped
    group by group_code
)

select
    group_code,
    enterprise_count,
    cast(enterprise_count as double) / nullif(sum(enterprise_count) over (), 0) as enterprise_share,
    cast(sum(enterprise_count) over () as bigint) as total_count,
    total_age_on
from group_totals
order by
    case when group_code = 'unknown' then 1 else 0 end,
    case when $by in ('age', 'staff', 'intensity') then group_code end,
    enterprise_count desc,
    group_code
