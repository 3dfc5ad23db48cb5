-- title:  The projects of one enterprise, each with the place it was read from
-- grain:  one row per project
-- param:  enterprise_id  text  the one enterprise
-- column: project_id       text
-- column: fund_id          text
-- column: round            text     NULL where not known
-- column: decided_on       date
-- column: decided_cny      decimal
-- column: paid_on          date
-- column: paid_cny         decimal
-- column: round_total_cny  decimal
-- column: upload           text     SHA-256 of the file
-- column: sheet            text
-- column: row              integer  as the spreadsheet numbers it
select
    project_id,
    fund_id,
    round,
    decided_on,
    decided_cny,
    paid_on,
    paid_cny,
    round_total_cny,
    _source as upload,
    _sheet as sheet,
    _row as row
from projects
where enterprise_id = $enterprise_id
order by
    decided_on nulls last,
    project_id
