-- title:  The enterprises a number does not count, by the first filter that leaves each out
-- grain:  one row per filter
-- uses:   enterprises/classed
-- param:  sector      text[]  sector codes, 'unknown' for none; NULL = every sector
-- param:  district    text[]  district codes, 'unknown' for none; NULL = every district
-- param:  tech_field  text[]  technology fields, 'unknown' for none; NULL = every field
-- param:  age         text[]  classes of age in years, 'unknown' for none; NULL = every age
-- param:  staff       text[]  classes of employees, 'unknown' for none; NULL = every size
-- param:  intensity   text[]  classes of R&D over revenue in per cent, 'unknown' for none; NULL = every one
-- column: reason            text     sector | district | tech_field | age | staff | intensity | standing
-- column: enterprise_count  integer
with with_reason as (
    select
        case
            when not list_contains(cast($sector as varchar[]), sector) then 'sector'
            when not list_contains(cast($district as varchar[]), district) then 'district'
            when not list_contains(cast($tech_field as varchar[]), tech_field) then 'tech_field'
            when not list_contains(cast($age as varchar[]), age) then 'age'
            when not list_contains(cast($staff as varchar[]), staff) then 'staff'
            when not list_contains(cast($intensity as varchar[]), intensity) then 'intensity'
            when not is_of_standing then 'standing'
        end as reason
    from enterprises_classed
)

select
    reason,
    count(*) as enterprise_count
from with_reason
where reason is not null
group by reason
order by
    enterprise_count desc,
    reason
