-- title:  Enterprises, counted and added up by all that they are narrowed by
-- grain:  one row per combination of file, sheet, sector, district, field, classes and standings that has enterprises
-- kept:   release
-- uses:   enterprises/classed
-- uses:   enterprises/funded
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
    classed.upload,
    classed.sheet,
    classed.sector,
    classed.district,
    classed.tech_field,
    classed.age,
    classed.staff,
    classed.intensity,
    classed.is_srdi,
    classed.is_little_giant,
    classed.is_unicorn,
    classed.is_listed,
    max(classed.age_on) as age_on,
    min(classed.row) as first_row,
    max(classed.row) as last_row,
    count(*) as enterprise_count,
    count(funded.enterprise_id) as funded_count,
    coalesce(sum(funded.decided_cny), 0) as decided_cny,
    coalesce(sum(funded.paid_cny), 0) as paid_cny,
    sum(classed.rd_cny) as rd_cny,
    cast(sum(case when classed.rd_cny is null then 1 else 0 end) as bigint) as rd_unknown_count,
    sum(case when classed.revenue_cny is not null then classed.rd_cny end) as rd_of_both_cny,
    sum(case when classed.rd_cny is not null then classed.revenue_cny end) as revenue_of_both_cny,
    cast(sum(case when classed.is_srdi then 1 else 0 end) as bigint) as srdi_count,
    cast(sum(case when classed.is_little_giant then 1 else 0 end) as bigint) as little_giant_count,
    cast(sum(case when classed.is_unicorn then 1 else 0 end) as bigint) as unicorn_count
from enterprises_classed as classed
left join enterprises_funded as funded on funded.enterprise_id = classed.enterprise_id
group by
    classed.upload,
    classed.sheet,
    classed.sector,
    classed.district,
    classed.tech_field,
    classed.age,
    classed.staff,
    classed.intensity,
    classed.is_srdi,
    classed.is_little_giant,
    classed.is_unicorn,
    classed.is_listed
order by
    classed.sector,
    classed.district,
    classed.tech_field,
    classed.age,
    classed.staff,
    classed.intensity,
    classed.is_srdi,
    classed.is_little_giant,
    classed.is_unicorn,
    classed.is_listed,
    classed.upload,
    classed.sheet
