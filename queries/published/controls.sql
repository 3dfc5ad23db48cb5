-- title:  Record totals held against the published figures they must equal
-- grain:  one row per published figure that controls a total
-- column: fact_id          text
-- column: controls         text     the total that is held against the figure
-- column: fund_id          text     the one fund it is about; NULL = all
-- column: batch            integer  the one batch it is about; NULL = all
-- column: label_en         text
-- column: label_zh         text
-- column: unit             text     cny | count
-- column: qualifier        text     exact | about | over | nearly
-- column: status           text     stated | derived | doubtful
-- column: as_of            text
-- column: publisher_en     text
-- column: publisher_zh     text
-- column: title            text
-- column: published_on     text
-- column: url              text
-- column: published_value  decimal  in the figure's unit
-- column: record_value     decimal  the total of the records, same unit
-- column: difference_value decimal  records less published
with figures as (
    select
        fact_id,
        controls,
        fund_id,
        batch,
        until_on,
        value
    from published
    where controls is not null
),

project_totals as (
    select
        figures.fact_id,
        sum(
            case figures.controls
                when 'decided_count' then 1
                when 'decided_cny' then projects.decided_cny
                when 'paid_count' then case when projects.paid_cny > 0 then 1 else 0 end
                when 'paid_cny' then coalesce(projects.paid_cny, 0)
                when 'attracted_count' then case when projects.is_attracted and projects.paid_cny > 0 then 1 else 0 end
            end
        ) as record_value
    from figures
    join projects
        on (figures.fund_id is null or projects.fund_id = figures.fund_id)
        and (
            figures.until_on is null
            or case
                when figures.controls in ('paid_count', 'paid_cny', 'attracted_count') then projects.paid_on
                else projects.decided_on
            end <= figures.until_on
        )
    join funds
        on funds.fund_id = projects.fund_id
        and (figures.batch is null or funds.batch = figures.batch)
    where figures.controls in ('decided_count', 'decided_cny', 'paid_count', 'paid_cny', 'attracted_count')
    group by figures.fact_id
),

fund_totals as (
    select
        figures.fact_id,
        sum(case when figures.controls = 'fund_count' then 1 else funds.size_cny end) as record_value
    from figures
    join funds
        on (figures.fund_id is null or funds.fund_id = figures.fund_id)
        and (figures.batch is null or funds.batch = figures.batch)
    where figures.controls in ('fund_count', 'size_cny')
    group by figures.fact_id
),

enterprise_totals as (
    select
        figures.fact_id,
        count(enterprises.enterprise_id) as record_value
    from figures
    cross join enterprises
    where figures.controls = 'enterprise_count'
    group by figures.fact_id
),

record_totals as (
    select fact_id, record_value from project_totals
    union all
    select fact_id, record_value from fund_totals
    union all
    select fact_id, record_value from enterprise_totals
)

select
    published.fact_id,
    published.controls,
    published.fund_id,
    published.batch,
    published.label_en,
    published.label_zh,
    published.unit,
    published.qualifier,
    published.status,
    published.as_of,
    published.publisher_en,
    published.publisher_zh,
    published.title,
    published.published_on,
    published.url,
    published.value as published_value,
    cast(coalesce(record_totals.record_value, 0) as decimal(18, 2)) as record_value,
    cast(coalesce(record_totals.record_value, 0) - published.value as decimal(18, 2)) as difference_value
from published
left join record_totals on record_totals.fact_id = published.fact_id
where published.controls is not null
order by published.fund_id nulls first, published.batch nulls first, published.fact_id
