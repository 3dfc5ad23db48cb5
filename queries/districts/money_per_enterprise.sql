-- title:  Money per enterprise by district
-- grain:  one row per district with an enterprise or money, the unknown one last
-- uses:   districts/measures
-- column: district                   text     'unknown' where not known
-- column: amount_cny                 decimal
-- column: project_count              integer
-- column: enterprise_count           integer
-- column: amount_per_enterprise_cny  decimal  NULL where there is no enterprise
-- column: total_cny                  decimal
-- column: total_enterprise_count     integer  enterprises of the city
-- column: total_per_enterprise_cny   decimal  all money over all enterprises
select
    district,
    amount_cny,
    project_count,
    enterprise_count,
    amount_per_enterprise_cny,
    sum(amount_cny) over () as total_cny,
    cast(sum(enterprise_count) over () as bigint) as total_enterprise_count,
    cast(
        sum(amount_cny) over () / nullif(sum(enterprise_count) over (), 0) as decimal(28, 2)
    ) as total_per_enterprise_cny
from districts_measures
where enterprise_count > 0 or project_count > 0
order by
    case when district = 'unknown' then 1 else 0 end,
    amount_per_enterprise_cny desc nulls last,
    district
