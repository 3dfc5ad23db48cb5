-- title:  What each fund has placed against a straight line to full deployment
-- grain:  one row per fund that the filters leave, from the furthest ahead; a fund of unknown age last
-- uses:   funds/measures
-- column: fund_id            text
-- column: as_of_on           date     last day of the last month in which the release places money
-- column: age_count          integer  months since set-up, that of set-up counted
-- column: size_cny           decimal
-- column: placed_cny         decimal  decided or paid, by the rule
-- column: line_cny           decimal  had it been placed in equal parts every month of the horizon
-- column: ahead_cny          decimal  placed less line; below 0 = behind it
-- column: placed_share       share    of the size
-- column: line_share         share    of the size
-- column: ahead_share        share    placed less line, of the size
-- column: total_placed_cny   decimal  all funds shown whose age is known
-- column: total_line_cny     decimal  likewise
-- column: total_ahead_cny    decimal  likewise
-- column: behind_count       integer  funds behind their line
-- column: unknown_count      integer  funds whose line is not known
select
    fund_id,
    as_of_on,
    age_count,
    size_cny,
    placed_cny,
    line_cny,
    ahead_cny,
    placed_share,
    line_share,
    placed_share - line_share as ahead_share,
    sum(case when line_cny is not null then placed_cny end) over () as total_placed_cny,
    sum(line_cny) over () as total_line_cny,
    sum(ahead_cny) over () as total_ahead_cny,
    cast(sum(case when ahead_cny < 0 then 1 else 0 end) over () as bigint) as behind_count,
    cast(sum(case when line_cny is null then 1 else 0 end) over () as bigint) as unknown_count
from funds_measures
where as_of_on is not null
order by
    case when ahead_share is null then 1 else 0 end,
    ahead_share desc,
    fund_id
