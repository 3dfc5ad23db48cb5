-- title:  How much of the money the largest have, over time
-- grain:  one row per month and dimension with money of known code
-- uses:   gaps/cumulative
-- column: month_on       date     first day of the month
-- column: month_end_on   date     the money is that up to this day
-- column: dimension      text     sector | district | enterprise
-- column: group_count    integer  known codes with money
-- column: top_1_share    share    of the money of known code
-- column: top_3_share    share    likewise
-- column: top_10_share   share    likewise
-- column: known_cny      decimal
select
    month_on,
    last_day(month_on) as month_end_on,
    dimension,
    count(code_rank) as group_count,
    cast(sum(case when code_rank <= 1 then amount_cny end) as double) / cast(max(known_cny) as double) as top_1_share,
    cast(sum(case when code_rank <= 3 then amount_cny end) as double) / cast(max(known_cny) as double) as top_3_share,
    cast(sum(case when code_rank <= 10 then amount_cny end) as double) / cast(max(known_cny) as double) as top_10_share,
    max(known_cny) as known_cny
from gaps_cumulative
where known_cny > 0
group by
    month_on,
    dimension
order by
    dimension,
    month_on
