-- title:  Money up to the end of each month, by sector, district and enterprise, ranked
-- grain:  one row per month, dimension and code
-- uses:   projects/counted
-- param:  rule  text  decided | paid
-- column: month_on       date     first day of the month
-- column: dimension      text     sector | district | enterprise
-- column: code           text     'unknown' where not known
-- column: amount_cny     decimal  up to the end of the month
-- column: code_rank      integer  by amount within month and dimension; NULL for the unknown
-- column: known_cny      decimal  all known codes of the month and dimension
with dimensions as (
    select dimension
    from (values ('sector'), ('district'), ('enterprise')) as named (dimension)
),

pieces as (
    select
        dimensions.dimension,
        case dimensions.dimension
            when 'sector' then projects_counted.sector
            when 'district' then projects_counted.district
            else coalesce(projects_counted.enterprise_id, 'unknown')
        end as code,
        cast(date_trunc('month', projects_counted.counted_on) as date) as month_on,
        projects_counted.amount_cny
    from projects_counted
    cross join dimensions
    where projects_counted.rule = $rule
        and projects_counted.counted_on is not null
),

monthly as (
    select
        dimension,
        code,
        month_on,
        sum(amount_cny) as amount_cny
    from pieces
    group by
        dimension,
        code,
        month_on
),

months as (
    select distinct month_on
    from monthly
),

up_to as (
    select
        months.month_on,
        monthly.dimension,
        monthly.code,
        sum(monthly.amount_cny) as amount_cny
    from months
    join monthly on monthly.month_on <= months.month_on
    group by
        months.month_on,
        monthly.dimension,
        monthly.code
)

-- The dimension is sorted by as an expression: Sail takes a name that stands in literals for a constant.
select
    month_on,
    dimension,
    code,
    amount_cny,
    case
        when code <> 'unknown'
            then row_number() over (
                partition by month_on, dimension
                order by case when code = 'unknown' then 1 else 0 end, amount_cny desc, code
            )
    end as code_rank,
    sum(case when code <> 'unknown' then amount_cny end) over (partition by month_on, dimension) as known_cny
from up_to
order by
    month_on,
    concat(dimension, ''),
    amount_cny desc,
    code
