-- title:  One enterprise, what the funds decided and paid on it, and the place it was read from
-- grain:  one row, none where there is no such enterprise
-- param:  enterprise_id  text  the one enterprise
-- column: enterprise_id       text
-- column: uscc                text
-- column: name_zh             text
-- column: name_en             text
-- column: sector              text     NULL where not known
-- column: tech_field          text     NULL where not known
-- column: district            text     NULL where not known
-- column: founded_on          date
-- column: recognised          text     year in which it was recognised as high-tech
-- column: employee_count      integer
-- column: revenue_cny         decimal
-- column: rd_cny              decimal
-- column: rd_intensity_share  share    R&D spending over revenue
-- column: is_srdi             boolean
-- column: is_little_giant     boolean
-- column: is_unicorn          boolean
-- column: is_listed           boolean
-- column: project_count       integer  0 where no fund has decided on it
-- column: decided_cny         decimal
-- column: paid_cny            decimal
-- column: upload              text     SHA-256 of the file
-- column: sheet               text
-- column: row                 integer  as the spreadsheet numbers it
with money as (
    select
        count(*) as project_count,
        sum(coalesce(decided_cny, 0)) as decided_cny,
        sum(coalesce(paid_cny, 0)) as paid_cny
    from projects
    where enterprise_id = $enterprise_id
)

select
    enterprises.enterprise_id,
    enterprises.uscc,
    enterprises.name_zh,
    coalesce(enterprises.name_en, enterprises.name_zh) as name_en,
    enterprises.sector,
    enterprises.tech_field,
    enterprises.district,
    enterprises.founded_on,
    cast(enterprises.hnte_year as varchar) as recognised,
    enterprises.employees as employee_count,
    enterprises.revenue_cny,
    enterprises.rd_cny,
    cast(enterprises.rd_cny as double) / nullif(enterprises.revenue_cny, 0) as rd_intensity_share,
    enterprises.is_srdi,
    enterprises.is_little_giant,
    enterprises.is_unicorn,
    enterprises.is_listed,
    money.project_count,
    coalesce(money.decided_cny, 0) as decided_cny,
    coalesce(money.paid_cny, 0) as paid_cny,
    enterprises._source as upload,
    enterprises._sheet as sheet,
    enterprises._row as row
from enterprises
cross join money
where enterprises.enterprise_id = $enterprise_id
order by enterprises.enterprise_id
