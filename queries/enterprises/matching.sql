-- title:  Enterprises that count and match a search, with the money each received
-- grain:  one row per enterprise
-- uses:   enterprises/counted
-- uses:   enterprises/funded
-- param:  search  text  part of a name, a credit code or an id, in any case; NULL or empty = every enterprise
-- param:  pinyin  text  pattern of the Chinese names that the search may spell in pinyin; NULL = none
-- column: enterprise_id   text
-- column: founded_on      date
-- column: employee_count  integer
-- column: revenue_cny     decimal
-- column: rd_cny          decimal
-- column: project_count   integer  0 where no fund has decided on it
-- column: decided_cny     decimal  on all its projects
-- column: paid_cny        decimal  on all its projects
select
    counted.enterprise_id,
    counted.founded_on,
    counted.employee_count,
    counted.revenue_cny,
    counted.rd_cny,
    coalesce(funded.project_count, 0) as project_count,
    coalesce(funded.decided_cny, 0) as decided_cny,
    coalesce(funded.paid_cny, 0) as paid_cny
from enterprises_counted as counted
left join enterprises_funded as funded on funded.enterprise_id = counted.enterprise_id
where coalesce($search, '') = ''
    or contains(lower(counted.name_zh), lower($search))
    or contains(lower(counted.name_en), lower($search))
    or contains(lower(counted.uscc), lower($search))
    or contains(lower(counted.enterprise_id), lower($search))
    or regexp_matches(counted.name_zh, cast($pinyin as varchar))
order by counted.enterprise_id
