-- title:  The files and sheets that the projects of a number were read from
-- grain:  one row per file and sheet
-- uses:   projects/counted
-- param:  rule  text  decided | paid
-- param:  only_attracted  text  'yes' = only projects drawn to the city; NULL = every project
-- column: upload         text     SHA-256 of the file
-- column: sheet          text
-- column: first_row      integer  as the spreadsheet numbers it
-- column: last_row       integer
-- column: project_count  integer
select
    projects._source as upload,
    projects._sheet as sheet,
    min(projects._row) as first_row,
    max(projects._row) as last_row,
    count(*) as project_count
from projects_counted as counted
join projects on projects.project_id = counted.project_id
where counted.rule = $rule
    and ($only_attracted is null or projects.is_attracted)
group by
    projects._source,
    projects._sheet
order by
    project_count desc,
    upload,
    sheet
