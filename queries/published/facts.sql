-- title:  Every published figure with its source
-- grain:  one row per published figure, in the order of publication's subjects
-- column: fact_id        text
-- column: subject        text
-- column: label_en       text
-- column: label_zh       text
-- column: value          decimal  NULL where the figure is not a number
-- column: value_text_en  text     what was published where it is not a number
-- column: value_text_zh  text
-- column: qualifier      text     exact | about | over | nearly
-- column: unit           text     cny | usd | count | share | cny_per_usd | text
-- column: fund_id        text     the one fund it is about; NULL = none or several
-- column: as_of          text     as precise as published: 2024, 2024-06, 2024-02-29
-- column: status         text     stated | derived | doubtful
-- column: publisher_en   text
-- column: publisher_zh   text
-- column: title          text
-- column: published_on   text
-- column: url            text
-- column: note_en        text
-- column: note_zh        text
select
    fact_id,
    subject,
    label_en,
    label_zh,
    value,
    value_text_en,
    value_text_zh,
    qualifier,
    unit,
    fund_id,
    as_of,
    status,
    publisher_en,
    publisher_zh,
    title,
    published_on,
    url,
    note_en,
    note_zh
from published
order by
    subject,
    as_of,
    fact_id
