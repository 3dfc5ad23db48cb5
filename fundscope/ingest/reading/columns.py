"""The columns of a table: their names, their cells, and what is filled down into blank ones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from .cells import cell_text, has_kind, texts_and_kinds
from .grid import Area, Grid, Value, column_letter, is_blank
from .header import spread
from .look import look
from .table import Kind, RawColumn

_CJK_BREAK = re.compile(r"(?<=[\u2e80-\uffef])\s*\n\s*|\s*\n\s*(?=[\u2e80-\uffef])")


def label_text(value: Value) -> str:
    """A title on one line; line breaks inside Chinese leave no space."""
    if is_blank(value):
        return ""
    text = cell_text(value)[0] or ""
    return " ".join(_CJK_BREAK.sub("", text.strip()).split())


@dataclass(frozen=True)
class Titles:
    """``parts`` has for each column its titles from the top down, a group's repeated over its columns.

    ``owns`` says of each column whether a title stands in it that is not a group's: it is a column of the
    table even if nothing stands under it.
    """

    parts: list[list[str]]
    owns: list[bool]


def titles_of(grid: Grid, places: Sequence[int], width: int) -> Titles:
    """The titles of each column, in the rows at these places."""
    raw = [_padded([label_text(value) for value in grid.rows[place]], width) for place in places]
    # Columns under one title so far; a title below reaches no further than the one it stands under.
    groups = [0] * width
    levels: list[list[str]] = []
    owns = [False] * width
    for number, place in enumerate(places):
        spread_row = _padded([label_text(value) for value in spread(grid, place)], width)
        named_below = [any(row[column] for row in raw[number + 1 :]) for column in range(width)]
        reached = _reach(spread_row, raw[number], groups, named_below)
        for column, label in enumerate(raw[number]):
            owns[column] = owns[column] or bool(label and _stands_alone(reached, raw[number], column))
        groups = _divided(groups, reached, raw[number])
        levels.append(reached)
    parts = [[level[column] for level in levels] for column in range(width)]
    return Titles(parts, owns)


def _padded(row: list[str], width: int) -> list[str]:
    return (row + [""] * (width - len(row)))[:width]


def _stands_alone(row: Sequence[str], raw: Sequence[str], column: int) -> bool:
    """Whether a title covers no column but its own."""
    beside = [place for place in (column - 1, column + 1) if 0 <= place < len(row)]
    return not any(row[place] == row[column] and not raw[place] for place in beside)


def _divided(groups: Sequence[int], row: Sequence[str], raw: Sequence[str]) -> list[int]:
    """The groups, divided further by the titles of a row: a new one begins with each title written."""
    divided: list[int] = []
    count = 0
    for column, group in enumerate(groups):
        is_new = column == 0 or group != groups[column - 1] or row[column] != row[column - 1]
        count += bool(is_new or raw[column])
        divided.append(count)
    return divided


def _reach(
    row: Sequence[str], raw: Sequence[str], groups: Sequence[int], named_below: Sequence[bool]
) -> list[str]:
    """The titles of a row, each over all columns that it stands for.

    A title alone under its group stands for the whole of it, wherever in it it was typed; otherwise one
    that is not merged reaches over the blanks to its right, as far as titles stand below.
    """
    reached = list(row)
    for group in sorted(set(groups)):
        columns = [column for column, one in enumerate(groups) if one == group]
        typed = [column for column in columns if raw[column]]
        is_inner = group > 0 and len(columns) < len(groups)
        if len(typed) == 1 and is_inner and not named_below[typed[0]]:
            for column in columns:
                if not reached[column] and named_below[column]:
                    reached[column] = row[typed[0]]
            continue
        current = ""
        for column in columns:
            if raw[column]:
                is_merged = column + 1 < len(row) and row[column + 1] == row[column] and not raw[column + 1]
                current = raw[column] if named_below[column] and not is_merged else ""
            elif not row[column] and named_below[column]:
                reached[column] = current
    return reached


def joined(parts: Sequence[str]) -> str:
    """Titles of several rows as one: "Europe / NSA"."""
    distinct = [part for number, part in enumerate(parts) if part and part not in parts[:number]]
    return " / ".join(distinct)


def distinct_headers(headers: Sequence[str], letters: Sequence[str]) -> list[str]:
    """Every column with a name of its own: a blank one takes its letter, a repeated one a number."""
    taken: set[str] = set()
    names: list[str] = []
    for header, letter in zip(headers, letters, strict=True):
        base = header or f"[{letter}]"
        name, count = base, 1
        while name in taken:
            count += 1
            name = f"{base} ({count})"
        taken.add(name)
        names.append(name)
    return names


@dataclass(frozen=True)
class RawCells:
    """A column before it has a name: its index in the grid and its values, one for each data row."""

    column: int
    values: Sequence[Value]


def cut_columns(grid: Grid, places: Sequence[int]) -> list[RawCells]:
    """The data rows turned into columns."""
    if not places:
        return []
    rows = [grid.rows[place] for place in places]
    widths = set(map(len, rows))
    width = max(widths)
    if len(widths) > 1:
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
    return [RawCells(column, values) for column, values in enumerate(zip(*rows, strict=True))]


def raw_column(grid: Grid, cells: RawCells, header: str, excel_rows: Sequence[int]) -> RawColumn:
    """A column under its name, as Arrow arrays."""
    texts, kinds = texts_and_kinds(cells.values)
    letter = column_letter(grid.first_column + cells.column)
    formats = None
    if by_row := grid.formats.get(grid.first_column + cells.column):
        found = [by_row.get(row, "") for row in excel_rows]
        formats = pa.array(found, pa.string()).dictionary_encode()
    return RawColumn(header, letter, texts, kinds, formats)


def is_to_fill_down(values: Sequence[Value]) -> bool:
    """A label written once for the rows below it: it stands first, mostly blanks follow, it never repeats."""
    if not values or is_blank(values[0]):
        return False
    written = [value for value in values if not is_blank(value)]
    blanks = len(values) - len(written)
    repeats = any(one == next_ for one, next_ in itertools.pairwise(written))
    return len(values) >= 4 and blanks >= 0.5 * len(values) and len(written) >= 2 and not repeats


def fill_down(values: Sequence[Value]) -> list[Value]:
    filled: list[Value] = []
    current: Value = ""
    for value in values:
        current = current if is_blank(value) else value
        filled.append(current)
    return filled


def areas_over(grid: Grid, places: Sequence[int]) -> list[Area]:
    """The merged areas that reach over data rows."""
    if not places:
        return []
    first, last = grid.first_row + places[0], grid.first_row + places[-1]
    return [area for area in grid.merged if area.bottom >= first and area.top <= last]


def _is_text_of_amounts(column: RawColumn) -> bool:
    """The same for a text file, in which numbers are texts: most of the first ones look like numbers."""
    texts = [text for text in column.texts.slice(0, _PIECE_ROWS).to_pylist() if text is not None]
    numbers = [text for text in texts if look(text) == Kind.NUMBER]
    return 2 * len(numbers) > len(texts) and not all(map(_YEAR.fullmatch, numbers))


_PIECE_ROWS = 1000
_YEAR = re.compile(r"(19|20)\d\d")


# Columns that no unit of money is meant for: numbers of rows, counts, shares.
_COUNTS = re.compile(
    r"序号|序號|编号|編號|代码|代碼|[件户戶家人个個项項宗笔筆次台套]\s*[数數]|[数數]量|比重|占比|[率%％]|增[速长長幅]"
    r"|\bnumber\b|\bno\b|\bcount\b|\bshare\b|\brate\b|\bid\b|anzahl|anteil|nombre|\bpart\b",
    re.IGNORECASE,
)


def is_of_amounts(column: RawColumn) -> bool:
    """Whether a column holds numbers that may be in the unit of the table: not years, and no counts."""
    if _COUNTS.search(column.header):
        return False
    if not has_kind(column.kinds, Kind.NUMBER):
        return _is_text_of_amounts(column)
    # Piece by piece, for the first mostly tells.
    for start in range(0, len(column.texts), _PIECE_ROWS):
        piece = column.texts.slice(start, _PIECE_ROWS), column.kinds.slice(start, _PIECE_ROWS)
        cells = set(zip(*(part.to_pylist() for part in piece), strict=True))
        if any(kind == Kind.NUMBER and not _YEAR.fullmatch(text) for text, kind in cells):
            return True
    return False
