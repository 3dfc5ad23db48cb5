-- title:  The projects a number was counted from, each with the place it was read from
-- grain:  one row per project that counts
-- uses:   projects/counted
-- param:  rule  text  decided | paid
-- param:  only_attracted  text  'yes' = only projects drawn to the city; NULL = every project
-- column: project_id     text
-- column: fund_id        text
-- column: enterprise_id  text
-- column: sector         text     'unknown' where not known
-- column: district       text     'unknown' where not known
-- column: round          text     'unknown' where not known
-- column: counted_on     date     decision or payment, by the rule
-- column: amount_cny     decimal
-- column: upload         text     SHA-256 of the file
-- column: sheet          text
-- column: row            integer  as the spreadsheet numbers it
select
    counted.project_id,
    counted.fund_id,
    counted.enterprise_id,
    counted.sector,
    counted.district,
    counted.round,
    counted.counted_on,
    counted.amount_cny,
    projects._source as upload,
    projects._sheet as sheet,
    projects._row as row
from projects_counted as counted
join projects on projects.project_id = counted.project_id
where counted.rule = $rule
    and ($only_attracted is null or projects.is_attracted)
order by
    counted.amount_cny desc,
    counted.project_id
