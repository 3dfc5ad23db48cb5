-- title:  The last day on which anything was decided or paid
-- grain:  one row
-- column: records_until_on  date  NULL where no project has a day
select max(case when paid_on > decided_on then paid_on else decided_on end) as records_until_on
from projects
order by records_until_on
