-- title:  What the whole city has: money, projects, enterprises, R&D spending
-- grain:  one row
-- uses:   districts/measures
-- column: project_count              integer
-- column: amount_cny                 decimal
-- column: enterprise_count           integer
-- column: rd_cny                     decimal  of the enterprises whose spending is known; NULL where none is
-- column: amount_per_enterprise_cny  decimal  NULL where there is no enterprise
select
    cast(sum(project_count) as bigint) as project_count,
    sum(amount_cny) as amount_cny,
    cast(sum(enterprise_count) as bigint) as enterprise_count,
    sum(rd_cny) as rd_cny,
    cast(sum(amount_cny) / nullif(sum(enterprise_count), 0) as decimal(28, 2)) as amount_per_enterprise_cny
from districts_measures
order by project_count
