-- title:  Enterprises with the classes that age, employees and R&D intensity put them in
-- grain:  one row per enterprise
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
with reckoned as (
    select make_date(cast(coalesce(max(hnte_year), max(year(founded_on))) as integer), 12, 31) as age_on
    from enterprises
)

select
    enterprises.enterprise_id,
    enterprises.uscc,
    enterprises.name_zh,
    enterprises.name_en,
    coalesce(enterprises.sector, 'unknown') as sector,
    coalesce(enterprises.tech_field, 'unknown') as tech_field,
    coalesce(enterprises.district, 'unknown') as district,
    case
        when enterprises.founded_on is null then 'unknown'
        when year(reckoned.age_on) - year(enterprises.founded_on) < 5 then '00-04'
        when year(reckoned.age_on) - year(enterprises.founded_on) < 10 then '05-09'
        when year(reckoned.age_on) - year(enterprises.founded_on) < 15 then '10-14'
        when year(reckoned.age_on) - year(enterprises.founded_on) < 20 then '15-19'
        else '20-up'
    end as age,
    case
        when enterprises.employees is null then 'unknown'
        when enterprises.employees < 20 then '0000-0019'
        when enterprises.employees < 100 then '0020-0099'
        when enterprises.employees < 300 then '0100-0299'
        when enterprises.employees < 1000 then '0300-0999'
        else '1000-up'
    end as staff,
    case
        when enterprises.rd_cny is null or coalesce(enterprises.revenue_cny, 0) = 0 then 'unknown'
        when enterprises.rd_cny * 100 < enterprises.revenue_cny * 3 then '00-03'
        when enterprises.rd_cny * 100 < enterprises.revenue_cny * 5 then '03-05'
        when enterprises.rd_cny * 100 < enterprises.revenue_cny * 10 then '05-10'
        when enterprises.rd_cny * 100 < enterprises.revenue_cny * 20 then '10-20'
        else '20-up'
    end as intensity,
    reckoned.age_on,
    enterprises.founded_on,
    enterprises.employees as employee_count,
    enterprises.revenue_cny,
    enterprises.rd_cny,
    enterprises.is_srdi,
    enterprises.is_little_giant,
    enterprises.is_unicorn,
    enterprises.is_listed,
    enterprises._source as upload,
    enterprises._sheet as sheet,
    enterprises._row as row
from enterprises
cross join reckoned
order by enterprises.enterprise_id
