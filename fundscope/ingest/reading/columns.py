"""The columns of a table: their names, their cells, and what is filled down into blank ones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from .cells import number_text, texts_and_kinds
from .grid import Area, Grid, Value, column_letter, is_blank
from .header import spread
from .table import Kind, RawColumn

_CJK_BREAK = re.compile(r"(?<=[\u2e80-\uffef])\s*\n\s*|\s*\n\s*(?=[\u2e80-\uffef])")


def label_text(value: Value) -> str:
    """A title on one line; line breaks inside Chinese leave no space."""
    if is_blank(value):
        return ""
    text = (
        number_text(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
    )
    return " ".join(_CJK_BREAK.sub("", text.strip()).split())


def header_parts(grid: Grid, places: Sequence[int], width: int) -> list[list[str]]:
    """For each column its titles from the top down; a group's title is repeated over its columns."""
    levels: list[list[str]] = []
    for number, place in enumerate(places):
        row = [label_text(value) for value in spread(grid, place)]
        row += [""] * (width - len(row))
        is_last = number == len(places) - 1
        if not is_last and row == [label_text(value) for value in grid.rows[place]] + [""] * (
            width - len(grid.rows[place])
        ):
            below = [label_text(value) for value in grid.rows[places[number + 1]]] + [""] * width
            row = _reach_right(row, below)
        levels.append(row)
    return [[level[column] for level in levels] for column in range(width)]


def _reach_right(row: Sequence[str], below: Sequence[str]) -> list[str]:
    """A title that is not merged reaches over the blanks to its right, if it is a group's."""
    reached: list[str] = []
    current = ""
    for column, label in enumerate(row):
        if label:
            current = label if below[column] else ""
            reached.append(label)
        else:
            reached.append(current if below[column] else "")
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
    width = max(map(len, rows))
    if any(len(row) != width for row in rows):
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
    return [RawCells(column, values) for column, values in enumerate(zip(*rows, strict=True))]


def raw_column(grid: Grid, cells: RawCells, header: str, excel_rows: Sequence[int]) -> RawColumn:
    """A column under its name, as Arrow arrays."""
    texts, kinds = texts_and_kinds(cells.values)
    letter = column_letter(grid.first_column + cells.column)
    formats = None
    if grid.format_of is not None:
        found = [grid.format_of(row, grid.first_column + cells.column) for row in excel_rows]
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


def has_kind(column: RawColumn, kind: Kind) -> bool:
    return bool((column.kinds.to_numpy(zero_copy_only=False) == kind).any())
