"""What a workbook says beside its values: merged areas, what is hidden, errors, telling number formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from .grid import Area

# Number formats by column and Excel row; only those that say more than "a number" or "a date".
Formats = Mapping[int, Mapping[int, str]]
# Built-in formats of money, by number: Excel shows the currency of whoever looks, so the file names none.
# Source: ECMA-376, part 1, section 18.8.30 (numFmt), where they are left to the application.
UNNAMED_CURRENCY = "[$¤]#,##0.00"
_OF_MONEY = (5, 6, 7, 8, 42, 44)
_QUOTED = re.compile(r'"[^"]*"|\[\$[^\]]*\]')
_SIGNS = re.compile(r"[$¥￥€£元万亿]")


@dataclass
class SheetFacts:
    """Of one sheet. Rows are Excel's, columns count from 0; ``errors`` are by row and column."""

    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    formats: dict[int, dict[int, str]] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def add_format(self, row: int, column: int, code: str) -> None:
        self.formats.setdefault(column, {})[row] = code


@dataclass
class BookFacts:
    """Of a workbook; sheets by name. ``is_complete``: hidden rows and formats could be looked for.

    ``is_odd``: there are cells that calamine reads wrongly.
    """

    is_1904: bool = False
    is_complete: bool = True
    is_odd: bool = False
    sheets: dict[str, SheetFacts] = field(default_factory=dict)

    def of(self, sheet: str) -> SheetFacts:
        return self.sheets.get(sheet) or SheetFacts()


def built_in_code(number: int) -> str:
    """The number format that a file refers to by a number alone, if that says more than "a number"."""
    return UNNAMED_CURRENCY if number in _OF_MONEY else ""


@cache
def says_more(code: str) -> bool:
    """Whether a number format may tell a unit (``0.00"万元"``, ``[$EUR]``) or leading zeros (``000000``)."""
    if code.isdigit():
        return not code.strip("0")
    bare = _QUOTED.sub("", code)
    words = "".join(_QUOTED.findall(code)) + "".join(_SIGNS.findall(bare))
    return any(mark.isalpha() or mark in "$¥￥€£¤" for mark in words) and not re.search(r"[yd]", bare.lower())
