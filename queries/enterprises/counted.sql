-- title:  Enterprises that count under the filters
-- grain:  one row per enterprise
-- uses:   enterprises/listed
-- param:  sector      text[]  sector codes, 'unknown' for none; NULL = every sector
-- param:  district    text[]  district codes, 'unknown' for none; NULL = every district
-- param:  tech_field  text[]  technology fields, 'unknown' for none; NULL = every field
-- param:  age         text[]  classes of age in years, 'unknown' for none; NULL = every age
-- param:  staff       text[]  classes of employees, 'unknown' for none; NULL = every size
-- param:  intensity   text[]  classes of R&D over revenue in per cent, 'unknown' for none; NULL = every one
-- param:  standing    text[]  srdi | little_giant | unicorn | listed, 'unknown' for those of which nothing of it is known; NULL = every one
-- column: id_rank            integer  among all ids
-- column: enterprise_id    text
-- column: uscc             text
-- column: name_zh          text
-- column: name_en          text
-- column: sector           text     'unknown' where not known
-- column: tech_field       text     'unknown' where not known
-- column: district         text     'unknown' where not known
-- column: age              text     class; 'unknown' where not known
-- column: staff            text     class; 'unknown' where not known
-- column: intensity        text     class; 'unknown' where not known
-- column: age_on           date     the day to which ages are reckoned
-- column: founded_on       date
-- column: employee_count   integer
-- column: revenue_cny      decimal
-- column: rd_cny           decimal
-- column: is_srdi          boolean
-- column: is_little_giant  boolean
-- column: is_unicorn       boolean
-- column: is_listed        boolean
-- column: upload           text     SHA-256 of the file it was read from
-- column: sheet            text
-- column: row              integer  as the spreadsheet numbers it
-- column: project_count    integer  0 where no fund has decided on it
-- column: decided_cny      decimal  on all its projects
-- column: paid_cny         decimal  on all its projects
-- column: names            text     names, credit code and id in lower case, each on a line: what a search looks in
select
    id_rank,
    enterprise_id,
    uscc,
    name_zh,
    name_en,
    sector,
    tech_field,
    district,
    age,
    staff,
    intensity,
    age_on,
    founded_on,
    employee_count,
    revenue_cny,
    rd_cny,
    is_srdi,
    is_little_giant,
    is_unicorn,
    is_listed,
    upload,
    sheet,
    row,
    project_count,
    decided_cny,
    paid_cny,
    names
from enterprises_listed
where ($sector is null or list_contains(cast($sector as varchar[]), sector))
    and ($district is null or list_contains(cast($district as varchar[]), district))
    and ($tech_field is null or list_contains(cast($tech_field as varchar[]), tech_field))
    and ($age is null or list_contains(cast($age as varchar[]), age))
    and ($staff is null or list_contains(cast($staff as varchar[]), staff))
    and ($intensity is null or list_contains(cast($intensity as varchar[]), intensity))
    and coalesce(
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
    )
order by enterprise_id
