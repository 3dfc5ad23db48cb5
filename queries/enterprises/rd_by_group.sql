-- title:  R&D spending of the enterprises by group, and its weight in their revenue
-- grain:  one row per group that has enterprises, the unknown one last
-- uses:   enterprises/cells_grouped
-- column: group_code          text     'unknown' where not known
-- column: rd_cny              decimal  of those whose spending is known; NULL where none is
-- column: rd_share            share    of all R&D spending counted
-- column: rd_intensity_share  share    R&D spending over revenue, of those of which both are known
-- column: rd_unknown_count    integer  enterprises whose spending is not known
-- column: total_rd_cny        decimal
-- column: total_intensity_share  share
-- column: total_unknown_count    integer
-- column: total_age_on        date     the day to which ages are reckoned
with group_totals as (
    select
        group_code,
        sum(rd_cny) as rd_cny,
        sum(rd_unknown_count) as rd_unknown_count,
        sum(rd_of_both_cny) as rd_of_both_cny,
        sum(revenue_of_both_cny) as revenue_of_both_cny,
        max(age_on) as total_age_on
    from enterprises_cells_grouped
    group by group_code
)

select
    group_code,
    rd_cny,
    cast(rd_cny as double) / nullif(sum(rd_cny) over (), 0) as rd_share,
    cast(rd_of_both_cny as double) / nullif(revenue_of_both_cny, 0) as rd_intensity_share,
    cast(rd_unknown_count as bigint) as rd_unknown_count,
    sum(rd_cny) over () as total_rd_cny,
    cast(sum(rd_of_both_cny) over () as double) / nullif(sum(revenue_of_both_cny) over (), 0) as total_intensity_share,
    cast(sum(rd_unknown_count) over () as bigint) as total_unknown_count,
    total_age_on
from group_totals
order by
    case when group_code = 'unknown' then 1 else 0 end,
    case when $by in ('age', 'staff', 'intensity') then group_code end,
    coalesce(rd_cny, 0) desc,
    group_code
