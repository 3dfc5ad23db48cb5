-- title:  What each code is called, and its place in lists
-- grain:  one row per level and code
-- column: level       text     fund | batch | sector | district | round
-- column: code        text
-- column: name_en     text     NULL for batches, which the words name
-- column: name_zh     text
-- column: short_en    text
-- column: short_zh    text
-- column: rank        integer  order in lists
-- column: has_projects  boolean  whether any project of the release carries it
with fund_labels as (
    select
        'fund' as level,
        fund_id as code,
        coalesce(name_en, name_zh) as name_en,
        name_zh,
        coalesce(short_en, name_en, name_zh) as short_en,
        coalesce(short_zh, name_zh) as short_zh,
        row_number() over (order by batch, fund_id) as rank,
        fund_id in (select fund_id from projects) as has_projects
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
        batch as rank,
        true as has_projects
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
        rank,
        sector in (select sector from projects where sector is not null) as has_projects
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
        rank,
        district in (select district from projects where district is not null) as has_projects
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
        rank,
        round in (select round from projects where round is not null) as has_projects
    from rounds
),

labels as (
    select level, code, name_en, name_zh, short_en, short_zh, rank, has_projects from fund_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank, has_projects from batch_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank, has_projects from sector_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank, has_projects from district_labels
    union all
    select level, code, name_en, name_zh, short_en, short_zh, rank, has_projects from round_labels
)

select
    level,
    code,
    name_en,
    name_zh,
    short_en,
    short_zh,
    rank,
    has_projects
from labels
order by level, rank, code
