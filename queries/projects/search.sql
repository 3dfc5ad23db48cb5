-- title:  A page of the projects that match a search, sorted
-- grain:  one row per project that counts and matches, at most $page_rows of them
-- uses:   projects/counted
-- uses:   enterprises/funded
-- param:  rule        text     decided | paid
-- param:  search      text     part of an id, a name or a credit code, in any case; NULL or empty = every project
-- param:  pinyin      text     pattern of the Chinese names that the search may spell in pinyin; NULL = none
-- param:  sort        text     decided_on | paid_on | decided | paid | round_total | round_multiple | days_waiting | project_id; other = the amount counted
-- param:  page_rows   integer  rows of a page
-- param:  page        integer  which page, from 0
-- column: project_id       text
-- column: fund_id          text
-- column: enterprise_id    text
-- column: enterprise_en    text
-- column: enterprise_zh    text
-- column: sector           text     'unknown' where not known
-- column: district         text     'unknown' where not known
-- column: round            text     'unknown' where not known
-- column: decided_on       date
-- column: decided_cny      decimal
-- column: paid_on          date
-- column: paid_cny         decimal
-- column: round_total_cny  decimal
-- column: round_multiple   decimal  the whole round over the fund's cheque
-- column: days_waiting     integer  from the decision to the last day of the records; NULL once paid in full
-- column: status           text
-- column: found_count      integer  all that match, on every page
-- column: found_cny        decimal  their amounts by the rule
-- Asked in the order of enterprises/matching: digits first, then pinyin, then the text as it stands.
with last_day as (
    select max(case when paid_on > decided_on then paid_on else decided_on end) as ends_on
    from projects
),

-- What is searched is put together only where something is searched for, each part on a line.
searched as (
    select
        projects.project_id,
        funded.name_zh,
        lower(
            concat_ws(
                chr(10), projects.project_id, projects.enterprise_id, funded.name_zh, funded.name_en, funded.uscc
            )
        ) as names
    from projects
    left join enterprises_funded as funded on funded.enterprise_id = projects.enterprise_id
    where coalesce($search, '') <> ''
),

matching as (
    select
        projects.project_id,
        counted.fund_id,
        projects.enterprise_id,
        counted.sector,
        counted.district,
        counted.round,
        projects.decided_on,
        projects.decided_cny,
        projects.paid_on,
        projects.paid_cny,
        projects.round_total_cny,
        cast(projects.round_total_cny / nullif(projects.decided_cny, 0) as decimal(18, 4)) as round_multiple,
        case
            when coalesce(projects.paid_cny, 0) < projects.decided_cny
                then date_diff('day', projects.decided_on, last_day.ends_on)
        end as days_waiting,
        projects.status,
        counted.amount_cny
    from projects_counted as counted
    join projects on projects.project_id = counted.project_id
    cross join last_day
    left join searched on searched.project_id = projects.project_id
    where counted.rule = $rule
        and (
            coalesce($search, '') = ''
            or (
                (
                    not regexp_matches($search, '[0-9]')
                    or contains(searched.names, regexp_extract($search, '[0-9]+'))
                )
                and case
                    when $pinyin is not null and regexp_matches(searched.name_zh, cast($pinyin as varchar)) then true
                    else contains(searched.names, lower($search))
                end
            )
        )
),

-- The place of each row by what is sorted by, largest and latest first, unknown last.
placed as (
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
        round_total_cny,
        round_multiple,
        days_waiting,
        status,
        count(*) over () as found_count,
        sum(amount_cny) over () as found_cny,
        row_number() over (
            order by
                case when $sort = 'decided_on' then decided_on when $sort = 'paid_on' then paid_on end desc nulls last,
                case
                    when $sort = 'decided' then decided_cny
                    when $sort = 'paid' then paid_cny
                    when $sort = 'round_total' then round_total_cny
                    when $sort = 'round_multiple' then round_multiple
                    when $sort = 'days_waiting' then days_waiting
                end desc nulls last,
                case when $sort = 'project_id' then project_id end,
                amount_cny desc,
                project_id
        ) as place
    from matching
),

page as (
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
        round_total_cny,
        round_multiple,
        days_waiting,
        status,
        found_count,
        found_cny,
        place
    from placed
    where place > $page * $page_rows
        and place <= ($page + 1) * $page_rows
)

select
    page.project_id,
    page.fund_id,
    page.enterprise_id,
    coalesce(funded.name_en, funded.name_zh) as enterprise_en,
    funded.name_zh as enterprise_zh,
    page.sector,
    page.district,
    page.round,
    page.decided_on,
    page.decided_cny,
    page.paid_on,
    page.paid_cny,
    page.round_total_cny,
    page.round_multiple,
    page.days_waiting,
    page.status,
    page.found_count,
    page.found_cny
from page
left join enterprises_funded as funded on funded.enterprise_id = page.enterprise_id
order by page.place
