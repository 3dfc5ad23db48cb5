-- title:  The projects that a step of a bridge changes, each with the place it was read from
-- grain:  one row per step and project that it changes
-- uses:   bridge/changes
-- uses:   enterprises/funded
-- beside: projects
-- param:  step  text  one step; NULL = every step
-- column: step            text
-- column: project_id      text
-- column: fund_id         text
-- column: enterprise_id   text
-- column: enterprise_en   text     as the first total's release names it
-- column: enterprise_zh   text
-- column: sector          text     NULL where not known
-- column: district        text     NULL where not known
-- column: round           text     NULL where not known
-- column: decided_on      date
-- column: decided_cny     decimal
-- column: paid_on         date
-- column: paid_cny        decimal
-- column: before_cny      decimal  what the project adds to the total before the step
-- column: after_cny       decimal  and after it
-- column: difference_cny  decimal  what the step changes
-- column: upload          text     SHA-256 of the file
-- column: sheet           text
-- column: row             integer  as the spreadsheet numbers it
with described as (
    select
        project_id,
        fund_id,
        enterprise_id,
        sector,
        district,
        round,
        decided_on,
        decided_cny,
        paid_on,
        paid_cny,
        _source,
        _sheet,
        _row
    from other_projects
    union all
    select
        projects.project_id,
        projects.fund_id,
        projects.enterprise_id,
        projects.sector,
        projects.district,
        projects.round,
        projects.decided_on,
        projects.decided_cny,
        projects.paid_on,
        projects.paid_cny,
        projects._source,
        projects._sheet,
        projects._row
    from projects
    left join other_projects on other_projects.project_id = projects.project_id
    where other_projects.project_id is null
),

-- Enterprises with money in the other release alone: mostly none, and then the long table is not read.
funded_by_other as (
    select distinct other_projects.enterprise_id
    from other_projects
    left join enterprises_funded as funded on funded.enterprise_id = other_projects.enterprise_id
    where funded.enterprise_id is null
),

named as (
    select
        enterprise_id,
        name_en,
        name_zh
    from enterprises_funded
    union all
    select
        enterprises.enterprise_id,
        enterprises.name_en,
        enterprises.name_zh
    from enterprises
    join funded_by_other on funded_by_other.enterprise_id = enterprises.enterprise_id
)

select
    bridge_changes.step,
    described.project_id,
    described.fund_id,
    described.enterprise_id,
    coalesce(named.name_en, named.name_zh) as enterprise_en,
    named.name_zh as enterprise_zh,
    described.sector,
    described.district,
    described.round,
    described.decided_on,
    described.decided_cny,
    described.paid_on,
    described.paid_cny,
    cast(bridge_changes.before_cny as decimal(38, 2)) as before_cny,
    cast(bridge_changes.after_cny as decimal(38, 2)) as after_cny,
    cast(bridge_changes.after_cny - bridge_changes.before_cny as decimal(38, 2)) as difference_cny,
    described._source as upload,
    described._sheet as sheet,
    described._row as row
from bridge_changes
join described on described.project_id = bridge_changes.project_id
left join named on named.enterprise_id = described.enterprise_id
where $step is null
    or bridge_changes.step = $step
order by
    bridge_changes.step_rank,
    bridge_changes.step,
    abs(bridge_changes.after_cny - bridge_changes.before_cny) desc,
    described.project_id
