-- title:  The flow of money between two levels at a time
-- grain:  one row per band: a step, a node it leaves, a node it reaches, and a sector
-- uses:   projects/counted
-- param:  rule         text     decided | paid
-- param:  level_1      text     fund | batch | sector | round | district
-- param:  level_2      text     as level_1
-- param:  level_3      text     as level_1; NULL = two levels only
-- param:  small_share  decimal  a node with less than this share of the whole is put into 'other'
-- param:  by_sector    text     'no' = bands are not split by sector; NULL = they are
-- param:  pick_level   text     level of the node picked; NULL = none
-- param:  pick         text     code of the node picked; NULL = none
-- column: step           integer  1 = first level to second, 2 = second to third
-- column: source_level   text
-- column: source         text     code of the node; 'other' = too small to draw, 'unknown' = not known
-- column: source_rank    integer  order in its level: by money in the whole release, other and unknown last
-- column: source_cny     decimal  all money of the node
-- column: source_share   share    of the whole
-- column: source_count   integer  projects of the node
-- column: source_nodes   integer  how many nodes stand behind it; more than 1 only for 'other'
-- column: target_level   text
-- column: target         text
-- column: target_rank    integer
-- column: target_cny     decimal
-- column: target_share   share    of the whole
-- column: target_count   integer
-- column: target_nodes   integer
-- column: sector         text     the band's colour; 'withheld' where bands are not split by it
-- column: sector_rank    integer
-- column: amount_cny     decimal
-- column: picked_cny     decimal  of the band, the money that passes the node picked; all of it where none is
-- column: project_count  integer
-- column: total_cny      decimal  the same at every level
-- column: total_count    integer
with chosen_levels as (
    select 1 as position, $level_1 as level
    union all
    select 2 as position, $level_2 as level
    union all
    select 3 as position, $level_3 as level
),

-- The order of nodes comes from the whole release, so that a filter never reshuffles them.
ranked_nodes as (
    select
        chosen_levels.level,
        case chosen_levels.level
            when 'fund' then projects.fund_id
            when 'batch' then cast(funds.batch as varchar)
            when 'sector' then projects.sector
            when 'round' then projects.round
            when 'district' then projects.district
        end as code,
        rank() over (partition by chosen_levels.level order by sum(projects.decided_cny) desc) as node_rank
    from projects
    left join funds on funds.fund_id = projects.fund_id
    cross join (select distinct level from chosen_levels) as chosen_levels
    where chosen_levels.level is not null
    group by
        chosen_levels.level,
        case chosen_levels.level
            when 'fund' then projects.fund_id
            when 'batch' then cast(funds.batch as varchar)
            when 'sector' then projects.sector
            when 'round' then projects.round
            when 'district' then projects.district
        end
),

placed as (
    select
        counted.project_id,
        case when $by_sector = 'no' then 'withheld' else counted.sector end as sector,
        counted.amount_cny,
        chosen_levels.position,
        chosen_levels.level,
        case chosen_levels.level
            when 'fund' then counted.fund_id
            when 'batch' then cast(counted.batch as varchar)
            when 'sector' then counted.sector
            when 'round' then counted.round
            when 'district' then counted.district
        end as code
    from projects_counted as counted
    cross join chosen_levels
    where counted.rule = $rule
        and chosen_levels.level is not null
),

whole as (
    select
        sum(amount_cny) as total_cny,
        count(*) as total_count
    from projects_counted
    where rule = $rule
),

node_totals as (
    select
        position,
        code,
        sum(amount_cny) as node_cny
    from placed
    group by position, code
),

small_nodes as (
    select
        node_totals.position,
        node_totals.code
    from node_totals
    cross join whole
    where node_totals.code <> 'unknown'
        and node_totals.node_cny < $small_share * whole.total_cny
),

-- One small node alone stays as it is: calling it 'other' would only hide its name.
folded_positions as (
    select position
    from small_nodes
    group by position
    having count(*) > 1
),

drawn as (
    select
        placed.project_id,
        placed.sector,
        placed.amount_cny,
        placed.position,
        placed.level,
        placed.code,
        case when folded_positions.position is not null then 'other' else placed.code end as node
    from placed
    left join small_nodes
        on small_nodes.position = placed.position
        and small_nodes.code = placed.code
    left join folded_positions on folded_positions.position = small_nodes.position
),

picked_projects as (
    select distinct project_id
    from drawn
    where $pick is null
        or (level = $pick_level and node = $pick)
),

nodes as (
    select
        drawn.position,
        drawn.level,
        drawn.node,
        sum(drawn.amount_cny) as node_cny,
        count(*) as project_count,
        count(distinct drawn.code) as node_count,
        case drawn.node
            when 'other' then 1000
            when 'unknown' then 1001
            else min(ranked_nodes.node_rank)
        end as node_rank
    from drawn
    left join ranked_nodes
        on ranked_nodes.level = drawn.level
        and ranked_nodes.code = drawn.code
    group by drawn.position, drawn.level, drawn.node
),

bands as (
    select
        source.position as step,
        source.node as source,
        target.node as target,
        source.sector,
        sum(source.amount_cny) as amount_cny,
        sum(case when picked_projects.project_id is null then 0 else source.amount_cny end) as picked_cny,
        count(*) as project_count
    from drawn as source
    join drawn as target
        on target.project_id = source.project_id
        and target.position = source.position + 1
    left join picked_projects on picked_projects.project_id = source.project_id
    group by source.position, source.node, target.node, source.sector
)

select
    bands.step,
    source_nodes.level as source_level,
    bands.source,
    source_nodes.node_rank as source_rank,
    source_nodes.node_cny as source_cny,
    cast(source_nodes.node_cny as double) / nullif(whole.total_cny, 0) as source_share,
    source_nodes.project_count as source_count,
    source_nodes.node_count as source_nodes,
    target_nodes.level as target_level,
    bands.target,
    target_nodes.node_rank as target_rank,
    target_nodes.node_cny as target_cny,
    cast(target_nodes.node_cny as double) / nullif(whole.total_cny, 0) as target_share,
    target_nodes.project_count as target_count,
    target_nodes.node_count as target_nodes,
    bands.sector,
    coalesce(sectors.rank, 1001) as sector_rank,
    bands.amount_cny,
    bands.picked_cny,
    bands.project_count,
    whole.total_cny,
    whole.total_count
from bands
join nodes as source_nodes
    on source_nodes.position = bands.step
    and source_nodes.node = bands.source
join nodes as target_nodes
    on target_nodes.position = bands.step + 1
    and target_nodes.node = bands.target
left join sectors on sectors.sector = bands.sector
cross join whole
order by
    bands.step,
    source_nodes.node_rank,
    bands.source,
    target_nodes.node_rank,
    bands.target,
    sector_rank,
    bands.sector
