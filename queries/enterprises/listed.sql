-- title:  Enterprises with their classes, the money each received and the text that a search looks in
-- grain:  one row per enterprise
-- kept:   release
-- uses:   enterprises/classed
-- uses:   enterprises/funded
-- column: id_rank            integer  among all ids: sorted and looked up faster than an id
-- column: enterprise_id    text
-- column: uscc             text
-- column: name_zh          text
-- column: name_en          text
-- column: sector           text     'unknown' where not known
-- column: tech_field       text     'unknown' where not known
-- column: district         text     'unknown' where not known
-- column: age              text     00-04 | 05-09 | 10-14 | 15-19 | 20-up, in years on age_on; 'unknown' where not known
-- column: staff            text     0000-0019 | 0020-0099 | 0100-0299 | 0300-0999 | 1000-up; 'unknown' where not known
-- column: intensity        text     00-03 | 03-05 | 05-10 | 10-20 | 20-up, per cent of revenue; 'unknown' where either is not known
-- column: age_on           date     end of the last year in which any enterprise was recognised; without one, was founded
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
with ranked as (
    select
        enterprise_id,
        cast(row_number() over (order by enterprise_id) as integer) as id_rank
    from enterprises
)

select
    ranked.id_rank,
    classed.enterprise_id,
    classed.uscc,
    classed.name_zh,
    classed.name_en,
    classed.sector,
    classed.tech_field,
    classed.district,
    classed.age,
    classed.staff,
    classed.intensity,
    classed.age_on,
    classed.founded_on,
    classed.employee_count,
    classed.revenue_cny,
    classed.rd_cny,
    classed.is_srdi,
    classed.is_little_giant,
    classed.is_unicorn,
    classed.is_listed,
    classed.upload,
    classed.sheet,
    classed.row,
    coalesce(funded.project_count, 0) as project_count,
    cast(coalesce(funded.decided_cny, 0) as decimal(18, 2)) as decided_cny,
    cast(coalesce(funded.paid_cny, 0) as decimal(18, 2)) as paid_cny,
    lower(
        concat_ws(chr(10), classed.name_zh, classed.name_en, classed.uscc, classed.enterprise_id)
    ) as names
from enterprises_classed as classed
join ranked on ranked.enterprise_id = classed.enterprise_id
left join enterprises_funded as funded on funded.enterprise_id = classed.enterprise_id
order by classed.enterprise_id
