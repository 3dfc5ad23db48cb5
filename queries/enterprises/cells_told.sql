-- title:  The cells of enterprises, each with the first filter that leaves it out
-- grain:  one row per combination of file, sheet, sector, district, field, classes and standings that has enterprises
-- uses:   enterprises/cells
-- param:  sector      text[]  sector codes, 'unknown' for none; NULL = every sector
-- param:  district    text[]  district codes, 'unknown' for none; NULL = every district
-- param:  tech_field  text[]  technology fields, 'unknown' for none; NULL = every field
-- param:  age         text[]  classes of age in years, 'unknown' for none; NULL = every age
-- param:  staff       text[]  classes of employees, 'unknown' for none; NULL = every size
-- param:  intensity   text[]  classes of R&D over revenue in per cent, 'unknown' for none; NULL = every one
-- param:  standing    text[]  srdi | little_giant | unicorn | listed, 'unknown' for those of which nothing of it is known; NULL = every one
-- column: upload               text     SHA-256 of the file they were read from
-- column: sheet                text
-- column: sector               text     'unknown' where not known
-- column: district             text     'unknown' where not known
-- column: tech_field           text     'unknown' where not known
-- column: age                  text     class; 'unknown' where not known
-- column: staff                text     class; 'unknown' where not known
-- column: intensity            text     class; 'unknown' where not known
-- column: is_srdi              boolean
-- column: is_little_giant      boolean
-- column: is_unicorn           boolean
-- column: is_listed            boolean
-- column: left_out_by          text     sector | district | tech_field | age | staff | intensity | standing; NULL where it counts
-- column: age_on               date     the day to which ages are reckoned
-- column: first_row            integer  as the spreadsheet numbers it
-- column: last_row             integer
-- column: enterprise_count     integer
-- column: funded_count         integer  of them, on which a fund has decided
-- column: decided_cny          decimal  on their projects
-- column: paid_cny             decimal  on their projects
-- column: rd_cny               decimal  of those whose spending is known; NULL where none is
-- column: rd_unknown_count     integer
-- column: rd_of_both_cny       decimal  of those whose spending and revenue are known; NULL where none is
-- column: revenue_of_both_cny  decimal  of the same
-- column: srdi_count           integer  specialised and sophisticated SMEs
-- column: little_giant_count   integer
-- column: unicorn_count        integer
select
    upload,
    sheet,
    sector,
    district,
    tech_field,
    age,
    staff,
    intensity,
    is_srdi,
    is_little_giant,
    is_unicorn,
    is_listed,
    case
        when not list_contains(cast($sector as varchar[]), sector) then 'sector'
        when not list_contains(cast($district as varchar[]), district) then 'district'
        when not list_contains(cast($tech_field as varchar[]), tech_field) then 'tech_field'
        when not list_contains(cast($age as varchar[]), age) then 'age'
        when not list_contains(cast($staff as varchar[]), staff) then 'staff'
        when not list_contains(cast($intensity as varchar[]), intensity) then 'intensity'
        when not coalesce(
                $standing is null
                or (list_contains(cast($standing as varchar[]), 'srdi') and is_srdi)
                or (list_contains(cast($standing as varchar[]), 'little_giant') and is_little_giant)
                or (list_contains(cast($standing as varchar[]), 'unicorn') and is_unicorn)
                or (list_contains(cast($standing as varchar[]), 'listed') and is_listed)
                or (
                    list_contains(cast($standing as varchar[]), 'unknown')
                    and coalesce(is_srdi, is_little_giant, is_unicorn, is_listed) is null
                ),
                false
            ) then 'standing'
    end as left_out_by,
    age_on,
    first_row,
    last_row,
    enterprise_count,
    funded_count,
    decided_cny,
    paid_cny,
    rd_cny,
    rd_unknown_count,
    rd_of_both_cny,
    revenue_of_both_cny,
    srdi_count,
    little_giant_count,
    unicorn_count
from enterprises_cells
order by
    sector,
    district,
    tech_field,
    age,
    staff,
    intensity,
    is_srdi,
    is_little_giant,
    is_unicorn,
    is_listed,
    upload,
    sheet
