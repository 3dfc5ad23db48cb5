-- title:  How concentrated the money is: the Herfindahl-Hirschman index over time
-- grain:  one row per month and dimension with money of known code
-- uses:   gaps/cumulative
-- uses:   enterprises/cells
-- column: month_on         date     first day of the month
-- column: month_end_on     date     the money is that up to this day
-- column: dimension        text     sector | district | enterprise
-- column: group_count      integer  known codes with money
-- column: hhi_value        decimal  sum of the squared shares of money: 1 = all in one, 1/n = equal parts in n
-- column: equal_value      decimal  1/n, the least it can be
-- column: firms_hhi_value  decimal  the same of the enterprises under the filters; NULL for enterprises
-- column: known_cny        decimal  money the shares are of
-- column: unknown_cny      decimal  money whose code is not known, left out of the shares
with firms as (
    select
        'sector' as dimension,
        sector as code,
        cast(sum(enterprise_count) as bigint) as enterprise_count
    from enterprises_cells
    where sector <> 'unknown'
        and ($sector is null or list_contains(cast($sector as varchar[]), sector))
        and ($district is null or list_contains(cast($district as varchar[]), district))
    group by sector
    union all
    select
        'district' as dimension,
        district as code,
        cast(sum(enterprise_count) as bigint) as enterprise_count
    from enterprises_cells
    where district <> 'unknown'
        and ($sector is null or list_contains(cast($sector as varchar[]), sector))
        and ($district is null or list_contains(cast($district as varchar[]), district))
    group by district
),

firm_totals as (
    select
        dimension,
        sum(enterprise_count) as enterprise_count
    from firms
    group by dimension
),

firms_hhi as (
    select
        firms.dimension,
        sum(
            cast(firms.enterprise_count as double) / firm_totals.enterprise_count
            * cast(firms.enterprise_count as double) / firm_totals.enterprise_count
        ) as hhi
    from firms
    join firm_totals on firm_totals.dimension = firms.dimension
    group by firms.dimension
),

money_hhi as (
    select
        month_on,
        dimension,
        cast(sum(case when code <> 'unknown' then 1 else 0 end) as bigint) as group_count,
        sum(
            case when code <> 'unknown' then
                cast(amount_cny as double) / cast(known_cny as double)
                * cast(amount_cny as double) / cast(known_cny as double)
            end
        ) as hhi,
        max(known_cny) as known_cny,
        coalesce(sum(case when code = 'unknown' then amount_cny end), 0) as unknown_cny
    from gaps_cumulative
    where known_cny > 0
    group by
        month_on,
        dimension
)

select
    money_hhi.month_on,
    last_day(money_hhi.month_on) as month_end_on,
    money_hhi.dimension,
    money_hhi.group_count,
    cast(money_hhi.hhi as decimal(9, 6)) as hhi_value,
    cast(cast(1 as double) / money_hhi.group_count as decimal(9, 6)) as equal_value,
    cast(firms_hhi.hhi as decimal(9, 6)) as firms_hhi_value,
    money_hhi.known_cny,
    money_hhi.unknown_cny
from money_hhi
left join firms_hhi on firms_hhi.dimension = money_hhi.dimension
order by
    money_hhi.dimension,
    money_hhi.month_on
