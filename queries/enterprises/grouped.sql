-- title:  Enterprises that count, each in its group
-- grain:  one row per enterprise
-- uses:   enterprises/counted
-- param:  by  text  sector | tech_field | district | age | staff | intensity
-- column: enterprise_id  text
-- column: group_code     text     'unknown' where not known
-- column: age_on         date     the day to which ages are reckoned
-- column: revenue_cny    decimal
-- column: rd_cny         decimal
select
    enterprise_id,
    case $by
        when 'tech_field' then tech_field
        when 'district' then district
        when 'age' then age
        when 'staff' then staff
        when 'intensity' then intensity
        else sector
    end as group_code,
    age_on,
    revenue_cny,
    rd_cny
from enterprises_counted
order by enterprise_id
