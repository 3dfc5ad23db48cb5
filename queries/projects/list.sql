-- title:  The projects behind the money
-- grain:  one row per project that counts
-- uses:   projects/counted
-- uses:   enterprises/funded
-- param:  rule  text  decided | paid
-- column: project_id       text
-- column: fund_id          text
-- column: fund_en          text
-- column: fund_zh          text
-- column: enterprise_id    text
-- column: enterprise_en    text
-- column: enterprise_zh    text
-- column: sector_en        text     NULL where not known
-- column: sector_zh        text     NULL where not known
-- column: district_en      text     NULL where not known
-- column: district_zh      text     NULL where not known
-- column: round_en         text     NULL where not known
-- column: round_zh         text     NULL where not known
-- column: decided_on       date
-- column: decided_cny      decimal
-- column: paid_on          date
-- column: paid_cny         decimal
-- column: round_total_cny  decimal
-- column: is_attracted     boolean
-- column: status           text
select
    projects.project_id,
    projects.fund_id,
    coalesce(funds.short_en, funds.name_en, funds.name_zh) as fund_en,
    coalesce(funds.short_zh, funds.name_zh) as fund_zh,
    projects.enterprise_id,
    coalesce(funded.name_en, funded.name_zh) as enterprise_en,
    funded.name_zh as enterprise_zh,
    sectors.short_en as sector_en,
    sectors.short_zh as sector_zh,
    districts.name_en as district_en,
    districts.name_zh as district_zh,
    rounds.name_en as round_en,
    rounds.name_zh as round_zh,
    projects.decided_on,
    projects.decided_cny,
    projects.paid_on,
    projects.paid_cny,
    projects.round_total_cny,
    projects.is_attracted,
    projects.status
from projects_counted as counted
join projects on projects.project_id = counted.project_id
left join funds on funds.fund_id = projects.fund_id
left join enterprises_funded as funded on funded.enterprise_id = projects.enterprise_id
left join sectors on sectors.sector = projects.sector
left join districts on districts.district = projects.district
left join rounds on rounds.round = projects.round
where counted.rule = $rule
order by counted.amount_cny desc, projects.project_id
