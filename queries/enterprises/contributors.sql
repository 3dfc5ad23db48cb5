-- title:  Who gives to a group of enterprises: how many, and what the largest two spend on R&D
-- grain:  one row per group that has enterprises
-- uses:   enterprises/counted
-- param:  by  text  sector | tech_field | district | age | staff | intensity
-- column: group_code        text     'unknown' where not known
-- column: enterprise_count  integer
-- column: rd_count          integer  of them, known to spend anything
-- column: rd_cny            decimal  0 where none does
-- column: largest_rd_cny    decimal  0 where none does
-- column: second_rd_cny     decimal  0 where no second one does
with grouped as (
    select
        case $by
            when 'tech_field' then tech_field
            when 'district' then district
            when 'age' then age
            when 'staff' then staff
            when 'intensity' then intensity
            else sector
        end as group_code,
        nullif(rd_cny, 0) as rd_cny
    from enterprises_counted
),

spenders as (
    select
        group_code,
        rd_cny,
        row_number() over (partition by group_code order by rd_cny desc) as rd_rank
    from grouped
    where rd_cny is not null
),

largest as (
    select
        group_code,
        max(case when rd_rank = 1 then rd_cny end) as largest_rd_cny,
        max(case when rd_rank = 2 then rd_cny end) as second_rd_cny
    from spenders
    where rd_rank <= 2
    group by group_code
),

group_totals as (
    select
        group_code,
        count(*) as enterprise_count,
        count(rd_cny) as rd_count,
        coalesce(sum(rd_cny), 0) as rd_cny
    from grouped
    group by group_code
)

select
    group_totals.group_code,
    group_totals.enterprise_count,
    group_totals.rd_count,
    group_totals.rd_cny,
    coalesce(largest.largest_rd_cny, 0) as largest_rd_cny,
    coalesce(largest.second_rd_cny, 0) as second_rd_cny
from group_totals
left join largest on largest.group_code = group_totals.group_code
order by group_totals.group_code
