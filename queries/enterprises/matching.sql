-- title:  Enterprises that count and match a search, with the money each received
-- grain:  one row per enterprise
-- uses:   enterprises/counted
-- param:  search  text  part of a name, a credit code or an id, in any case; NULL or empty = every enterprise
-- param:  pinyin  text  pattern of the Chinese names that the search may spell in pinyin; NULL = none
-- column: id_rank           integer  among all ids
-- column: enterprise_id   text
-- column: uscc            text
-- column: name_zh         text
-- column: name_en         text
-- column: sector          text     'unknown' where not known
-- column: tech_field      text     'unknown' where not known
-- column: district        text     'unknown' where not known
-- column: founded_on      date
-- column: employee_count  integer
-- column: revenue_cny     decimal
-- column: rd_cny          decimal
-- column: project_count   integer  0 where no fund has decided on it
-- column: decided_cny     decimal  on all its projects
-- column: paid_cny        decimal  on all its projects
-- column: upload          text     SHA-256 of the file it was read from
-- column: sheet           text
-- column: row             integer  as the spreadsheet numbers it
-- Digits are typed as they stand in a name: to look for them alone is the fastest way to leave most out.
-- Of the two ways to match the slower is asked first where there is one: most that it finds are all there is.
select
    id_rank,
    enterprise_id,
    uscc,
    name_zh,
    name_en,
    sector,
    tech_field,
    district,
    founded_on,
    employee_count,
    revenue_cny,
    rd_cny,
    project_count,
    decided_cny,
    paid_cny,
    upload,
    sheet,
    row
from enterprises_counted
where coalesce($search, '') = ''
    or (
        (not regexp_matches($search, '[0-9]') or contains(names, regexp_extract($search, '[0-9]+')))
        and case
            when $pinyin is not null and regexp_matches(name_zh, cast($pinyin as varchar)) then true
            else contains(names, lower($search))
        end
    )
order by enterprise_id
