-- title:  What each step from one total to another changes, project by project
-- grain:  one row per step and project that it changes
-- beside: projects, funds
-- param:  rule            text    decided | paid, of the first total
-- param:  fund            text[]  fund ids; NULL = every fund
-- param:  batch           text[]  batches of funds; NULL = every batch
-- param:  sector          text[]  sector codes, 'unknown' for none; NULL = every sector
-- param:  district        text[]  district codes, 'unknown' for none; NULL = every district
-- param:  round           text[]  round codes, 'unknown' for none; NULL = every round
-- param:  since           date    first day counted; NULL = no limit
-- param:  until           date    last day counted; NULL = no limit
-- param:  other_rule      text    the same of the second total, and so on
-- param:  other_fund      text[]  NULL = every fund
-- param:  other_batch     text[]  NULL = every batch
-- param:  other_sector    text[]  NULL = every sector
-- param:  other_district  text[]  NULL = every district
-- param:  other_round     text[]  NULL = every round
-- param:  other_since     date    NULL = no limit
-- param:  other_until     date    NULL = no limit
-- column: step_rank   integer  order of the steps
-- column: step        text     the release, then the rule, then each filter is exchanged: release_added and so on
-- column: project_id  text
-- column: before_cny  decimal  what the project adds to the total before the step
-- column: after_cny   decimal  and after it
with versions as (
    select
        'this' as side,
        projects.project_id,
        projects.fund_id,
        cast(funds.batch as varchar) as batch,
        coalesce(projects.sector, 'unknown') as sector,
        coalesce(projects.district, 'unknown') as district,
        coalesce(projects.round, 'unknown') as round,
        projects.decided_on,
        projects.decided_cny,
        projects.paid_on,
        nullif(projects.paid_cny, 0) as paid_cny
    from projects
    left join funds on funds.fund_id = projects.fund_id
    union all
    select
        'other' as side,
        other_projects.project_id,
        other_projects.fund_id,
        cast(other_funds.batch as varchar) as batch,
        coalesce(other_projects.sector, 'unknown') as sector,
        coalesce(other_projects.district, 'unknown') as district,
        coalesce(other_projects.round, 'unknown') as round,
        other_projects.decided_on,
        other_projects.decided_cny,
        other_projects.paid_on,
        nullif(other_projects.paid_cny, 0) as paid_cny
    from other_projects
    left join other_funds on other_funds.fund_id = other_projects.fund_id
),

valued as (
    select
        side,
        project_id,
        fund_id,
        batch,
        sector,
        district,
        round,
        paid_cny,
        case when $rule = 'paid' then paid_cny else decided_cny end as amount_cny,
        case when $other_rule = 'paid' then paid_cny else decided_cny end as other_amount_cny,
        case when $rule = 'paid' then paid_on else decided_on end as counted_on,
        case when $other_rule = 'paid' then paid_on else decided_on end as other_counted_on
    from versions
),

-- Which filters of either total a version of a project passes.
passed as (
    select
        side,
        project_id,
        paid_cny,
        coalesce(amount_cny, 0) as amount_cny,
        coalesce(other_amount_cny, 0) as other_amount_cny,
        $fund is null or coalesce(list_contains(cast($fund as varchar[]), fund_id), false) as is_fund,
        $other_fund is null or coalesce(list_contains(cast($other_fund as varchar[]), fund_id), false) as is_other_fund,
        $batch is null or coalesce(list_contains(cast($batch as varchar[]), batch), false) as is_batch,
        $other_batch is null or coalesce(list_contains(cast($other_batch as varchar[]), batch), false) as is_other_batch,
        $sector is null or coalesce(list_contains(cast($sector as varchar[]), sector), false) as is_sector,
        $other_sector is null or coalesce(list_contains(cast($other_sector as varchar[]), sector), false) as is_other_sector,
        $district is null or coalesce(list_contains(cast($district as varchar[]), district), false) as is_district,
        $other_district is null or coalesce(list_contains(cast($other_district as varchar[]), district), false) as is_other_district,
        $round is null or coalesce(list_contains(cast($round as varchar[]), round), false) as is_round,
        $other_round is null or coalesce(list_contains(cast($other_round as varchar[]), round), false) as is_other_round,
        ($since is null or coalesce(counted_on >= cast($since as date), false))
            and ($until is null or coalesce(counted_on <= cast($until as date), false)) as is_dated,
        ($since is null or coalesce(other_counted_on >= cast($since as date), false))
            and ($until is null or coalesce(other_counted_on <= cast($until as date), false)) as is_dated_by_other_rule,
        ($other_since is null or coalesce(other_counted_on >= cast($other_since as date), false))
            and ($other_until is null or coalesce(other_counted_on <= cast($other_until as date), false)) as is_other_dated
    from valued
),

-- What a version counts when the first so many things are as in the second total, the others as in the first.
counted as (
    select
        side,
        project_id,
        case when paid_cny is null then 1 else 0 end as is_unpaid,
        case when is_fund and is_batch and is_sector and is_district and is_round and is_dated then amount_cny else 0 end as as_first_cny,
        case when is_fund and is_batch and is_sector and is_district and is_round and is_dated_by_other_rule then other_amount_cny else 0 end as rule_cny,
        case when is_other_fund and is_batch and is_sector and is_district and is_round and is_dated_by_other_rule then other_amount_cny else 0 end as fund_cny,
        case when is_other_fund and is_other_batch and is_sector and is_district and is_round and is_dated_by_other_rule then other_amount_cny else 0 end as batch_cny,
        case when is_other_fund and is_other_batch and is_other_sector and is_district and is_round and is_dated_by_other_rule then other_amount_cny else 0 end as sector_cny,
        case when is_other_fund and is_other_batch and is_other_sector and is_other_district and is_round and is_dated_by_other_rule then other_amount_cny else 0 end as district_cny,
        case when is_other_fund and is_other_batch and is_other_sector and is_other_district and is_other_round and is_dated_by_other_rule then other_amount_cny else 0 end as round_cny,
        case when is_other_fund and is_other_batch and is_other_sector and is_other_district and is_other_round and is_other_dated then other_amount_cny else 0 end as dates_cny
    from passed
),

by_project as (
    select
        project_id,
        max(case when side = 'this' then 1 else 0 end) as is_in_this,
        max(case when side = 'other' then 1 else 0 end) as is_in_other,
        max(case when side = 'other' then is_unpaid else 0 end) as is_unpaid,
        sum(case when side = 'this' then as_first_cny else 0 end) as first_cny,
        sum(case when side = 'other' then as_first_cny else 0 end) as release_cny,
        sum(case when side = 'other' then rule_cny else 0 end) as rule_cny,
        sum(case when side = 'other' then fund_cny else 0 end) as fund_cny,
        sum(case when side = 'other' then batch_cny else 0 end) as batch_cny,
        sum(case when side = 'other' then sector_cny else 0 end) as sector_cny,
        sum(case when side = 'other' then district_cny else 0 end) as district_cny,
        sum(case when side = 'other' then round_cny else 0 end) as round_cny,
        sum(case when side = 'other' then dates_cny else 0 end) as dates_cny
    from counted
    group by project_id
),

exchanged as (
    select 1 as stage_rank, 'release' as stage, project_id, is_in_this, is_in_other, is_unpaid, first_cny as before_cny, release_cny as after_cny from by_project
    union all
    select 2 as stage_rank, 'rule' as stage, project_id, is_in_this, is_in_other, is_unpaid, release_cny as before_cny, rule_cny as after_cny from by_project
    union all
    select 3 as stage_rank, 'fund' as stage, project_id, is_in_this, is_in_other, is_unpaid, rule_cny as before_cny, fund_cny as after_cny from by_project
    union all
    select 4 as stage_rank, 'batch' as stage, project_id, is_in_this, is_in_other, is_unpaid, fund_cny as before_cny, batch_cny as after_cny from by_project
    union all
    select 5 as stage_rank, 'sector' as stage, project_id, is_in_this, is_in_other, is_unpaid, batch_cny as before_cny, sector_cny as after_cny from by_project
    union all
    select 6 as stage_rank, 'district' as stage, project_id, is_in_this, is_in_other, is_unpaid, sector_cny as before_cny, district_cny as after_cny from by_project
    union all
    select 7 as stage_rank, 'round' as stage, project_id, is_in_this, is_in_other, is_unpaid, district_cny as before_cny, round_cny as after_cny from by_project
    union all
    select 8 as stage_rank, 'dates' as stage, project_id, is_in_this, is_in_other, is_unpaid, round_cny as before_cny, dates_cny as after_cny from by_project
)

select
    stage_rank as step_rank,
    case
        when stage = 'release' and is_in_this = 0 then 'release_added'
        when stage = 'release' and is_in_other = 0 then 'release_removed'
        when stage = 'release' and before_cny > 0 and after_cny > 0 then 'release_amended'
        when stage = 'release' then 'release_moved'
        when stage = 'rule' and is_unpaid = 1 then 'rule_unpaid'
        when stage = 'rule' and before_cny > 0 and after_cny > 0 then 'rule_part'
        when stage = 'rule' then 'rule_dates'
        when after_cny < before_cny then concat(stage, '_out')
        else concat(stage, '_in')
    end as step,
    project_id,
    before_cny,
    after_cny
from exchanged
where after_cny <> before_cny
order by
    step_rank,
    step,
    project_id
