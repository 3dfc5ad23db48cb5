-- title:  Enterprises, counted and added up by all that they are narrowed by
-- grain:  one row per combination of file, sheet, sector, district, field, classes and standings that has enterprises
-- kept:   release
-- uses:   enterprises/listed
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
    max(age_on) as age_on,
    min(row) as first_row,
    max(row) as last_row,
    count(*) as enterprise_count,
    cast(sum(case when project_count > 0 then 1 else 0 end) as bigint) as funded_count,
    sum(decided_cny) as decided_cny,
    sum(paid_cny) as paid_cny,
    sum(rd_cny) as rd_cny,
    cast(sum(case when rd_cny is null then 1 else 0 end) as bigint) as rd_unknown_count,
    sum(case when revenue_cny is not null then rd_cny end) as rd_of_both_cny,
    sum(case when rd_cny is not null then revenue_cny end) as revenue_of_both_cny,
    cast(sum(case when is_srdi then 1 else 0 end) as bigint) as srdi_count,
    cast(sum(case when is_little_giant then 1 else 0 end) as bigint) as little_giant_count,
    cast(sum(case when is_unicorn then 1 else 0 end) as bigint) as unicorn_count
from enterprises_listed
group by
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
    is_listed
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
