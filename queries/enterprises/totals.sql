-- title:  The enterprises that count, in totals
-- grain:  one row
-- uses:   enterprises/cells_told
-- column: enterprise_count    integer
-- column: funded_count        integer  of them, on which a fund has decided
-- column: decided_cny         decimal  on the projects of these, whatever the other filters
-- column: paid_cny            decimal
-- column: rd_cny              decimal  of those whose spending is known
-- column: rd_unknown_count    integer
-- column: rd_intensity_share  share    R&D spending over revenue, of those of which both are known
-- column: srdi_count          integer  specialised and sophisticated SMEs
-- column: little_giant_count  integer
-- column: unicorn_count       integer
select
    cast(coalesce(sum(enterprise_count), 0) as bigint) as enterprise_count,
    cast(coalesce(sum(funded_count), 0) as bigint) as funded_count,
    coalesce(sum(decided_cny), 0) as decided_cny,
    coalesce(sum(paid_cny), 0) as paid_cny,
    coalesce(sum(rd_cny), 0) as rd_cny,
    cast(coalesce(sum(rd_unknown_count), 0) as bigint) as rd_unknown_count,
    cast(sum(rd_of_both_cny) as double) / nullif(sum(revenue_of_both_cny), 0) as rd_intensity_share,
    cast(coalesce(sum(srdi_count), 0) as bigint) as srdi_count,
    cast(coalesce(sum(little_giant_count), 0) as bigint) as little_giant_count,
    cast(coalesce(sum(unicorn_count), 0) as bigint) as unicorn_count
from enterprises_cells_told
where left_out_by is null
order by enterprise_count
