"""What became of the cells of a file: as they stand there, and as they would be stored.

Nothing is converted silently, so whatever is not stored letter for letter is listed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.amounts import Amount, read_amount, unit_in_format
from fundscope.ingest.mapping import MappedColumn
from fundscope.ingest.reading.table import RawColumn
from fundscope.ingest.stage import Staged, UnitUsed
from fundscope.model import MoneyUnit, money_unit

# Different ways of writing a code or a day that are listed for a column.
_MOST_WAYS = 20
_PLAIN_NUMBER = r"^-?[\d,]+(\.\d+)?$"
# The way of a money cell that says something and is held as unknown.
_UNKNOWN = ""


@dataclass(frozen=True)
class Conversion:
    """Cells of a column that became other than they stand in the file, in one way.

    For money the way is the ``unit`` in which the cells are written, as said in the header or in the cell
    itself; for other columns it is one text that became one value. ``cell``, ``before`` and ``after`` are
    of the first of the ``count`` cells; ``after`` is the stored value (yuan for money), None where it is held
    as unknown.
    """

    column: MappedColumn
    unit: MoneyUnit | None
    count: int
    cell: str
    before: str
    after: Any


def conversions(staged: Staged) -> tuple[Conversion, ...]:
    """Every way in which cells were converted, column by column as they stand in the file."""
    return tuple(
        conversion
        for mapped in staged.mapping
        if mapped.field is not None
        for conversion in _of_column(staged, mapped, mapped.field)
    )


def _of_column(staged: Staged, mapped: MappedColumn, name: str) -> Iterator[Conversion]:
    """A conversion for each way; cells whose way is null stand as they are, or hold nothing."""
    raw = staged.source.columns[mapped.place]
    values = staged.table.column(name).combine_chunks()
    if name in staged.units:
        ways = _ways_of_money(raw, staged.units[name], values)
    else:
        ways = _ways_of_writing(raw.texts, values)
    encoded = ways.dictionary_encode()
    counted = pc.value_counts(encoded.indices.drop_null())
    counts = dict(zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True))
    for place, way in enumerate(encoded.dictionary.to_pylist()[:_MOST_WAYS]):
        position = pc.index(encoded.indices, pa.scalar(place, encoded.indices.type)).as_py()
        yield Conversion(
            mapped,
            money_unit(way) if name in staged.units and way != _UNKNOWN else None,
            counts[place],
            f"{mapped.letter}{staged.source.row_numbers[position].as_py()}",
            raw.texts[position].as_py(),
            values[position].as_py(),
        )


def _ways_of_writing(texts: pa.Array, values: pa.Array) -> pa.Array:
    """The text of every cell that is stored as another one."""
    written = values.cast(pa.string())
    is_same = pc.fill_null(pc.equal(texts, written), False)
    return pc.if_else(is_same, None, texts)


def _ways_of_money(raw: RawColumn, used: UnitUsed, values: pa.Array) -> pa.Array:
    """The code of the unit in which every cell is written; of those in whole yuan, none."""
    column_unit = _unit_codes_of_column(raw, used)
    is_plain = pc.fill_null(pc.match_substring_regex(raw.texts, _PLAIN_NUMBER), False)
    odd = pc.if_else(is_plain, None, raw.texts).dictionary_encode()
    in_cells = pa.array([_unit_code_in_cell(text) for text in odd.dictionary.to_pylist()], pa.string())
    codes = pc.coalesce(in_cells.take(odd.indices), column_unit)
    codes = pc.if_else(pc.is_null(values), _UNKNOWN, codes)
    as_it_stands = pc.and_(pc.equal(codes, "cny"), is_plain)
    return pc.if_else(pc.or_(pc.is_null(raw.texts), pc.fill_null(as_it_stands, False)), None, codes)


def _unit_codes_of_column(raw: RawColumn, used: UnitUsed) -> pa.Array:
    """The unit of a plain number in every cell: that of the column, or of the cell's number format."""
    if used.source == "format" and used.unit is None and raw.formats is not None:
        units = [unit_in_format(written or "") for written in raw.formats.dictionary.to_pylist()]
        codes = pa.array([None if unit is None else unit.code for unit in units], pa.string())
        return codes.take(raw.formats.indices)
    code = None if used.unit is None else used.unit.code
    return pa.repeat(pa.scalar(code, pa.string()), len(raw.texts))


def _unit_code_in_cell(text: str | None) -> str | None:
    amount = None if text is None else read_amount(text)
    return amount.unit.code if isinstance(amount, Amount) and amount.unit is not None else None
