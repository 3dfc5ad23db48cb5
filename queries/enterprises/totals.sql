-- title:  The enterprises that count, in totals
-- grain:  one row
-- uses:   enterprises/counted
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
with money as (
    select
        enterprise_id,
        sum(coalesce(decided_cny, 0)) as decided_cny,
        sum(coalesce(paid_cny, 0)) as paid_cny
    from projects
    group by enterprise_id
)

select
    count(*) as enterprise_count,
    count(money.enterprise_id) as funded_count,
    coalesce(sum(money.decided_cny), 0) as decided_cny,
    coalesce(sum(money.paid_cny), 0) as paid_cny,
    coalesce(sum(counted.rd_cny), 0) as rd_cny,
    cast(coalesce(sum(case when counted.rd_cny is null then 1 else 0 end), 0) as bigint) as rd_unknown_count,
    cast(sum(case when counted.revenue_cny is not null then counted.rd_cny end) as double)
    / nullif(sum(case when counted.rd_cny is not null then counted.revenue_cny end), 0) as rd_intensity_share,
    cast(coalesce(sum(case when counted.is_srdi then 1 else 0 end), 0) as bigint) as srdi_count,
    cast(coalesce(sum(case when counted.is_little_giant then 1 else 0 end), 0) as bigint) as little_giant_count,
    cast(coalesce(sum(case when counted.is_unicorn then 1 else 0 end), 0) as bigint) as unicorn_count
from enterprises_counted as counted
left join money on money.enterprise_id = counted.enterprise_id
order by enterprise_count
