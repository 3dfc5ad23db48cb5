-- title:  Published figures in their order in time
-- grain:  one row per published figure that has a date
-- column: fact_id        text
-- column: subject        text
-- column: measure        text
-- column: as_of          text     as precise as published: 2024, 2024-06, 2024-02-29
-- column: as_of_on       date     the last day of that year, month or day
-- column: value          decimal  NULL where the figure is not a number
-- column: value_text_en  text     what was published where it is not a number
-- column: value_text_zh  text
-- column: qualifier      text     exact | about | over | nearly
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
    measure,
    as_of,
    case length(as_of)
        when 4 then make_date(cast(as_of as integer), 12, 31)
        when 7 then last_day(cast(concat(as_of, '-01') as date))
        else cast(as_of as date)
    end as as_of_on,
    value,
    value_text_en,
    value_text_zh,
    qualifier,
    status,
    publisher_en,
    publisher_zh,
    title,
    published_on,
    url,
    note_en,
    note_zh
from published
where as_of is not null
order by
    subject,
    as_of_on,
    fact_id
