-- title:  Projects that count, decided and paid, under the filters
-- grain:  one row per project and counting rule
-- param:  fund      text[]  fund ids; NULL = every fund
-- param:  batch     text[]  batches of funds; NULL = every batch
-- param:  sector    text[]  sector codes, 'unknown' for none; NULL = every sector
-- param:  district  text[]  district codes, 'unknown' for none; NULL = every district
-- param:  round     text[]  round codes, 'unknown' for none; NULL = every round
-- param:  since     date    first day counted; NULL = no limit
-- param:  until     date    last day counted; NULL = no limit
-- column: rule           text     decided | paid
-- column: project_id     text
-- column: enterprise_id  text
-- column: fund_id        text
-- column: batch          integer
-- column: sector         text     'unknown' where not known
-- column: district       text     'unknown' where not known
-- column: round          text     'unknown' where not known
-- column: counted_on     date     day of the decision or of the payment; NULL where not known
-- column: amount_cny     decimal  decided or paid, by the rule
with counting_rules as (
    select 'decided' as rule
    union all
    select 'paid' as rule
),

by_rule as (
    select
        counting_rules.rule,
        projects.project_id,
        projects.enterprise_id,
        projects.fund_id,
        funds.batch,
        coalesce(projects.sector, 'unknown') as sector,
        coalesce(projects.district, 'unknown') as district,
        coalesce(projects.round, 'unknown') as round,
        case when counting_rules.rule = 'paid' then projects.paid_on else projects.decided_on end as counted_on,
        case when counting_rules.rule = 'paid' then nullif(projects.paid_cny, 0) else projects.decided_cny end as amount_cny
    from projects
    cross join counting_rules
    left join funds on funds.fund_id = projects.fund_id
)

select
    rule,
    project_id,
    enterprise_id,
    fund_id,
    batch,
    sector,
    district,
    round,
    counted_on,
    amount_cny
from by_rule
where amount_cny is not null
    and ($fund is null or list_contains(cast($fund as varchar[]), fund_id))
    and ($batch is null or list_contains(cast($batch as varchar[]), cast(batch as varchar)))
    and ($sector is null or list_contains(cast($sector as varchar[]), sector))
    and ($district is null or list_contains(cast($district as varchar[]), district))
    and ($round is null or list_contains(cast($round as varchar[]), round))
    and ($since is null or counted_on >= cast($since as date))
    and ($until is null or counted_on <= cast($until as date))
order by rule, project_id
