-- title:  National high-tech enterprises, as published
-- grain:  one row per published figure, in order of time
-- uses:   published/series
-- column: subject           text     hnte
-- column: as_of             text     as precise as published
-- column: as_of_on          date     the last day of that year, month or day
-- column: enterprise_count  integer  NULL where the figure is not a number
-- column: value_text_en     text     what was published where it is not a number
-- column: value_text_zh     text
-- column: qualifier         text     exact | about | over | nearly
-- column: fact_status       text     stated | derived | doubtful
-- column: publisher_en      text
-- column: publisher_zh      text
-- column: title             text
-- column: published_on      text
-- column: url               text
-- column: note_en           text
-- column: note_zh           text
select
    subject,
    as_of,
    as_of_on,
    cast(value as bigint) as enterprise_count,
    value_text_en,
    value_text_zh,
    qualifier,
    status as fact_status,
    publisher_en,
    publisher_zh,
    title,
    published_on,
    url,
    note_en,
    note_zh
from published_series
where subject = 'hnte' and measure = 'enterprise_count'
order by
    subject desc,
    as_of_on,
    fact_id
