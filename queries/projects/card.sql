-- title:  One project with its enterprise and the place it was read from
-- grain:  one row, none where there is no such project
-- uses:   enterprises/funded
-- param:  project_id  text  the one project
-- column: project_id       text
-- column: fund_id          text
-- column: enterprise_id    text
-- column: enterprise_en    text
-- column: enterprise_zh    text
-- column: uscc             text
-- column: sector           text     NULL where not known
-- column: district         text     NULL where not known
-- column: round            text     NULL where not known
-- column: decided_on       date
-- column: decided_cny      decimal
-- column: paid_on          date
-- column: paid_cny         decimal
-- column: round_total_cny  decimal
-- column: round_multiple   decimal  the whole round over the fund's cheque
-- column: days_to_pay      integer  from decision to payment
-- column: is_attracted     boolean
-- column: status           text
-- column: upload           text     SHA-256 of the file
-- column: sheet            text
-- column: row              integer  as the spreadsheet numbers it
select
    projects.project_id,
    projects.fund_id,
    projects.enterprise_id,
    coalesce(funded.name_en, funded.name_zh) as enterprise_en,
    funded.name_zh as enterprise_zh,
    funded.uscc,
    projects.sector,
    projects.district,
    projects.round,
    projects.decided_on,
    projects.decided_cny,
    projects.paid_on,
    projects.paid_cny,
    projects.round_total_cny,
    cast(projects.round_total_cny / nullif(projects.decided_cny, 0) as decimal(18, 4)) as round_multiple,
    date_diff('day', projects.decided_on, projects.paid_on) as days_to_pay,
    projects.is_attracted,
    projects.status,
    projects._source as upload,
    projects._sheet as sheet,
    projects._row as row
from projects
left join enterprises_funded as funded on funded.enterprise_id = projects.enterprise_id
where projects.project_id = $project_id
order by projects.project_id
