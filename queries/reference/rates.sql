-- title:  Exchange rates
-- grain:  one row per currency
-- column: currency      text
-- column: cny_per_unit  decimal  yuan for one unit
-- column: dated_on      date
-- column: publisher_en  text
-- column: publisher_zh  text
select
    currency,
    cny_per_unit,
    dated_on,
    publisher_en,
    publisher_zh
from rates
order by currency
