"""Where the table lies on a sheet: its header, its rows, what stands above and below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from fundscope.ingest.reading.cells import Row, Sheet

_LOOKED_AT = 40
_TOTAL = re.compile(r"^\s*(总计|合计|小计|共计|total|sum|grand total|subtotal)\b", re.IGNORECASE)
_NOTE = re.compile(
    r"^\s*(注[:：]|备注[:：]|说明[:：]|数据来源|资料来源|note[s:]|source[s:]|\*)", re.IGNORECASE
)


@dataclass
class Layout:
    """Places are indices into the sheet's rows."""

    header: int
    places: list[int]
    columns: list[int]
    title_lines: list[str]
    notes: list[str]


def layout_of(sheet: Sheet, header_row: int | None, last_row: int | None) -> Layout | None:
    """The table of a sheet; None where it holds none."""
    rows = sheet.rows
    header = _header(rows) if header_row is None else header_row - sheet.first_row
    if header is None or header >= len(rows):
        return None
    columns = [place for place, cell in enumerate(rows[header]) if _is_filled(cell)]
    end = len(rows) if last_row is None else last_row - sheet.first_row + 1
    places, notes = [], []
    for place in range(header + 1, end):
        filled = [cell for cell in rows[place] if _is_filled(cell)]
        if not filled:
            continue
        first = str(filled[0])
        if (len(filled) == 1 and len(columns) > 2 and _NOTE.match(first)) or _TOTAL.match(first):
            notes.append(" ".join(str(cell) for cell in filled))
        else:
            places.append(place)
    titles = [" ".join(str(cell) for cell in row if _is_filled(cell)) for row in rows[:header]]
    return Layout(header, places, columns, [line for line in titles if line], notes)


def _is_filled(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _header(rows: list[Row]) -> int | None:
    """The first row that is nearly as wide as any near it and holds nothing but distinct texts."""
    looked = rows[:_LOOKED_AT]
    widths = [sum(map(_is_filled, row)) for row in looked]
    widest = max(widths, default=0)
    if widest == 0:
        return None
    for place, row in enumerate(looked):
        filled = [cell for cell in row if _is_filled(cell)]
        is_wide = widths[place] >= max(1, 0.6 * widest)
        if is_wide and all(isinstance(cell, str) for cell in filled) and len(set(filled)) == len(filled):
            return place
    return widths.index(widest)
