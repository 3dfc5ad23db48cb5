"""Merged cells among the data: one value that a person sees over several rows or columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .columns import RawCells, areas_over
from .grid import Area, Grid, Value
from .look import look
from .table import Kind


@dataclass(frozen=True)
class Merged:
    """The columns with every merged text in all the cells that it covers.

    ``filled`` and ``not_filled`` count areas: an amount is written once, since twice it would count twice.
    """

    columns: list[RawCells]
    filled: int
    not_filled: int


def _may_repeat(value: Value, column: int) -> bool:
    """Texts and years may stand in every row; amounts may not, but for a serial number in column A."""
    is_number = look(value) == Kind.NUMBER
    return not is_number or column == 0 or bool(re.fullmatch(r"(19|20)\d\d(\.0)?", str(value).strip()))


def fill_merged(grid: Grid, places: Sequence[int], columns: Sequence[RawCells]) -> Merged:
    """Repeat what is merged over several cells in all of them."""
    areas = areas_over(grid, places)
    if not areas:
        return Merged(list(columns), 0, 0)
    at = {grid.first_row + place: number for number, place in enumerate(places)}
    cells: list[list[Value]] = [list(column.values) for column in columns]
    filled, not_filled = 0, 0
    for area in areas:
        left = area.left - grid.first_column
        top = area.top - grid.first_row
        if not (
            0 <= left < len(cells) and 0 <= top < len(grid.rows) and area.top >= grid.first_row + places[0]
        ):
            continue
        value = grid.rows[top][left] if left < len(grid.rows[top]) else ""
        if look(value) == Kind.BLANK:
            continue
        if not _may_repeat(value, left):
            not_filled += 1
            continue
        filled += 1
        _write(cells, at, area, left, value)
    return Merged([RawCells(c.column, v) for c, v in zip(columns, cells, strict=True)], filled, not_filled)


def _write(cells: list[list[Value]], at: dict[int, int], area: Area, left: int, value: Value) -> None:
    rows = [at[row] for row in at if area.top <= row <= area.bottom]
    for column in range(left, min(left + area.right - area.left + 1, len(cells))):
        for row in rows:
            cells[column][row] = value
