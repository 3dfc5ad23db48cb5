-- title:  The funds whose size a number counts, and those it leaves out, each with the place it was read from
-- grain:  one row per fund
-- param:  fund   text[]  fund ids; NULL = every fund
-- param:  batch  text[]  batches of funds; NULL = every batch
-- column: fund_id   text
-- column: name_zh   text
-- column: size_cny  decimal  NULL where not known
-- column: reason    text     why it is left out: fund | batch; NULL where it counts
-- column: upload    text     SHA-256 of the file
-- column: sheet     text
-- column: row       integer  as the spreadsheet numbers it
select
    fund_id,
    name_zh,
    size_cny,
    case
        when not list_contains(cast($fund as varchar[]), fund_id) then 'fund'
        when not coalesce(list_contains(cast($batch as varchar[]), cast(batch as varchar)), $batch is null) then 'batch'
    end as reason,
    _source as upload,
    _sheet as sheet,
    _row as row
from funds
order by fund_id
