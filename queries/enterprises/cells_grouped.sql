-- title:  The cells of enterprises that count, each in its group
-- grain:  one row per cell of enterprises/cells that counts
-- uses:   enterprises/cells_told
-- param:  by  text  sector | tech_field | district | age | staff | intensity
-- column: group_code           text     'unknown' where not known
-- column: age_on               date     the day to which ages are reckoned
-- column: enterprise_count     integer
-- column: rd_cny               decimal  of those whose spending is known; NULL where none is
-- column: rd_unknown_count     integer
-- column: rd_of_both_cny       decimal  of those whose spending and revenue are known; NULL where none is
-- column: revenue_of_both_cny  decimal  of the same
select
    case $by
        when 'tech_field' then tech_field
        when 'district' then district
        when 'age' then age
        when 'staff' then staff
        when 'intensity' then intensity
        else sector
    end as group_code,
    age_on,
    enterprise_count,
    rd_cny,
    rd_unknown_count,
    rd_of_both_cny,
    revenue_of_both_cny
from enterprises_cells_told
where left_out_by is null
order by
    group_code,
    enterprise_count,
    rd_cny,
    revenue_of_both_cny
