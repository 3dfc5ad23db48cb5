"""Sheets drawn as lines of cells between bars, and what is looked at in the tables found on them."""

from __future__ import annotations

import re
from typing import Any

from fundscope.ingest.reading import SheetTable
from fundscope.ingest.reading.grid import Area, Grid
from fundscope.ingest.reading.xlsx_facts import area_of


def drawn_grid(drawn: str, merged: str = "") -> Grid:
    """Numbers are numbers; ``merged`` names areas."""
    rows = [[_value(cell.strip()) for cell in line.split("|")] for line in drawn.strip("\n").split("\n")]
    areas = [area for area in map(area_of, merged.split()) if isinstance(area, Area)]
    return Grid("S", rows, merged=areas)


def _value(text: str) -> Any:
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", text) and not re.fullmatch(r"0\d+", text)
    return float(text) if is_number else text


def shape_of(table: SheetTable) -> tuple[tuple[int, ...], int, int, int]:
    """Header rows, first and last row, count of rows."""
    numbers = table.row_numbers.to_pylist()
    return table.header_rows, numbers[0], numbers[-1], len(numbers)


def headers_of(table: SheetTable) -> list[str]:
    return [column.header for column in table.columns]
