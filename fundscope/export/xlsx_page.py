"""How a workbook prints: A4, one page wide, the head of a table on every page, no line wider than that."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from fundscope.export.fonts import Fonts
from fundscope.export.wrap import wrap

_A4 = 9
_MARGIN_INCH = 0.5
# A column as wide as one is unless it is set, and how wide a character and the edges are, in pixels.
_COLUMN_PX, _CHARACTER_PX, _EDGES_PX = 64, 7, 5
_PX_PER_POINT = 4 / 3
_LINE_HEIGHT = 1.35
# Excel draws with other fonts than ours, some of them a little wider.
_SPARE = 0.9
_LEAST_CHARACTERS, _MOST_CHARACTERS = 8, 32


def set_page(sheet: Any, rows: int, columns: int, *, is_landscape: bool = True, heads: int = 0) -> None:
    """Print these cells on A4, one page wide; the first ``heads`` rows on every page, with its number."""
    sheet.set_paper(_A4)
    sheet.set_margins(_MARGIN_INCH, _MARGIN_INCH, _MARGIN_INCH, _MARGIN_INCH + 0.25)
    if is_landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, rows - 1, columns - 1)
    if heads:
        sheet.repeat_rows(0, heads - 1)
    sheet.set_footer("&R&P / &N")


def px_of(characters: int) -> int:
    """How wide a column of so many characters is."""
    return characters * _CHARACTER_PX + _EDGES_PX


class Column:
    """Cells side by side that hold a line of words, as wide together as what the words are about."""

    def __init__(self, sheet: Any, widths: Sequence[int], fonts: Fonts, least_px: float = 0) -> None:
        self.sheet, self.fonts = sheet, fonts
        widths_px = [px_of(width) for width in widths]
        while sum(widths_px) < least_px:
            widths_px.append(_COLUMN_PX)
        self.width_px, self.count = sum(widths_px), len(widths_px)

    def write(self, row: int, words: str, points: float, written: Any, *, is_bold: bool = False) -> None:
        """The words in one row, as high as the lines that they need."""
        self.sheet.set_row(row, height_of(words, points, self.width_px, self.fonts, is_bold=is_bold))
        self.sheet.merge_range(row, 0, row, self.count - 1, "", written)
        self.sheet.write_string(row, 0, words, written)


def height_of(words: str, points: float, width_px: float, fonts: Fonts, *, is_bold: bool = False) -> float:
    """How high a row must be, in points, for words that are wrapped within a width."""
    px = points * _PX_PER_POINT
    lines = wrap(words, width_px * _SPARE, lambda part: fonts.width(part, px, bold=is_bold))
    return max(1, len(lines)) * points * _LINE_HEIGHT


def width_of(cells: Iterable[str]) -> int:
    """How many characters wide a column is set for its cells, a Chinese one being two, within bounds."""
    lengths = (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell) for cell in cells)
    return min(_MOST_CHARACTERS, max(_LEAST_CHARACTERS, max(lengths, default=0) + 2))
