-- title:  How far each fund has come: size, decided, paid
-- grain:  one row per fund that the filters leave
-- uses:   projects/counted
-- column: fund_id        text
-- column: name_en        text
-- column: name_zh        text
-- column: short_en       text
-- column: short_zh       text
-- column: sector         text
-- column: batch          integer
-- column: size_cny       decimal
-- column: decided_cny    decimal
-- column: paid_cny       decimal
-- column: decided_count  integer
-- column: paid_count     integer
-- column: decided_share    share  of the fund's size
-- column: paid_share       share  of the fund's size
-- column: total_size_cny     decimal  all funds shown
-- column: total_decided_cny  decimal  all funds shown
-- column: total_paid_cny     decimal  all funds shown
-- column: total_decided_share  share  of the size of all funds shown
with fund_totals as (
    select
        fund_id,
        sum(case when rule = 'decided' then amount_cny else 0 end) as decided_cny,
        sum(case when rule = 'paid' then amount_cny else 0 end) as paid_cny,
        sum(case when rule = 'decided' then 1 else 0 end) as decided_count,
        sum(case when rule = 'paid' then 1 else 0 end) as paid_count
    from projects_counted
    group by fund_id
),

narrowed_funds as (
    select
        funds.fund_id,
        funds.name_en,
        funds.name_zh,
        coalesce(funds.short_en, funds.name_en, funds.name_zh) as short_en,
        coalesce(funds.short_zh, funds.name_zh) as short_zh,
        funds.sector,
        funds.batch,
        funds.size_cny,
        coalesce(fund_totals.decided_cny, 0) as decided_cny,
        coalesce(fund_totals.paid_cny, 0) as paid_cny,
        cast(coalesce(fund_totals.decided_count, 0) as bigint) as decided_count,
        cast(coalesce(fund_totals.paid_count, 0) as bigint) as paid_count
    from funds
    left join fund_totals on fund_totals.fund_id = funds.fund_id
    where ($fund is null or list_contains(cast($fund as varchar[]), funds.fund_id))
        and ($batch is null or list_contains(cast($batch as varchar[]), cast(funds.batch as varchar)))
)

select
    fund_id,
    name_en,
    name_zh,
    short_en,
    short_zh,
    sector,
    batch,
    size_cny,
    decided_cny,
    paid_cny,
    decided_count,
    paid_count,
    cast(decided_cny as double) / nullif(size_cny, 0) as decided_share,
    cast(paid_cny as double) / nullif(size_cny, 0) as paid_share,
    sum(size_cny) over () as total_size_cny,
    sum(decided_cny) over () as total_decided_cny,
    sum(paid_cny) over () as total_paid_cny,
    cast(sum(decided_cny) over () as double) / nullif(sum(size_cny) over (), 0) as total_decided_share
from narrowed_funds
order by decided_share desc, fund_id
