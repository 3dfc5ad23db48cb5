-- title:  What each code is called, and its place in lists
-- grain:  one row per level and code
-- column: level       text     fund | batch | sector | district | round | tech_field
-- column: code        text
-- column: name_en     text     NULL for batches, which the words name
-- column: name_zh     text
-- column: short_en    text
-- column: short_zh    text
-- column: rank        integer  order in lists
-- column: has_projects  boolean  whether any project of the release carries it; of a field, any enterprise
with fund_labels as (
    select
        'fund' as level,
        fund_id as code,
        coalesce(name_en, name_zh) as name_en,
        name_zh,
        coalesce(short_en, name_en, name_zh) as short_en,
        coalesce(short_zh, name_zh) as short_zh,
        row_number() over (order by batch, fund_id) as rank
    from funds
),

batch_labels as (
    select distinct
        'batch' as level,
        cast(batch as varchar) as code,
        cast(null as varchar) as name_en,
        cast(null as varchar) as name_zh,
        cast(null as varchar) as short_en,
        cast(null as varchar) as short_zh,
        batch as rank
    from funds
),

sector_labels as (
    select
        'sector' as level,
        sector as code,
        name_en,
        name_zh,
        short_en,
        short_zh,
        rank
    from sectors
),

district_labels as (
    select
        'district' as level,
        district as code,
        name_en,
        name_zh,
        short_en,
        short_zh,
        rank
    from districts
),

round_labels as (
    select
        'round' as level,
        round as code,
        name_en,
        name_zh,
        name_en as short_en,
        name_zh as short_zh,
        rank
    from rounds
),

tech_field_labels as (
    select
        'tech_field' as level,
        tech_field as code,
        name_en,
        name_zh,
        name_en as short_en,
        name_zh as short_zh,
        rank
    from tech_fields
),

-- The codes that projects carry, and the fields that enterprises do.
carried as (
    select distinct 'fund' as level, fund_id as code from projects
    union all
    select distinct 'batch' as level, cast(funds.batch as varchar) as code
    from projects
    join funds on funds.fund_id = projects.fund_id
    union all
    select distinct 'sector' as level, sector as code from projects
    union all
    select distinct 'district' as level, district as code from projects
    union all
    select distinct 'round' as level, round as code from projects
    union all
    select distinct 'tech_field' as level, tech_field as code from enterprises
),

labels as (
    select level, code, name_en, name_zh, short_en, short_zh, rank from fund_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank from batch_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank from sector_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank from district_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank from round_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank from tech_field_labels
)

select
    labels.level,
    labels.code,
    labels.name_en,
    labels.name_zh,
    labels.short_en,
    labels.short_zh,
    labels.rank,
    carried.code is not null as has_projects
from labels
left join carried
    on carried.level = labels.level
    and carried.code = labels.code
order by labels.level, labels.rank, labels.code
