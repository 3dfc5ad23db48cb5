"""A sheet as it stands in a file, before anybody has said what is header and what is data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from .table import Hidden


class ErrorValue(str):
    """An Excel error such as ``#REF!``: not a text that somebody typed."""

    __slots__ = ()


# A blank cell is "" or None, as the readers give it.
Value = str | float | int | bool | date | datetime | time | timedelta | ErrorValue | None


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, all bounds included; rows are Excel's, columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """The cells of a sheet.

    ``rows[0][0]`` stands in Excel row ``first_row`` and column ``first_column`` (0 is A). Rows may differ
    in length. ``formats`` gives number formats by column (from 0) and Excel row, but only those that say
    more than "a number" or "a date". ``far_cells`` are addresses of
    cells so far from all others that they were left out. ``gap`` (index, count) says that ``count`` rows
    of the middle of a large file are not held: they would stand before ``rows[index]``.
    """

    sheet: str
    rows: Sequence[Sequence[Value]]
    first_row: int = 1
    first_column: int = 0
    merged: Sequence[Area] = ()
    hidden: Hidden = field(default_factory=Hidden)
    formats: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    far_cells: tuple[str, ...] = ()
    gap: tuple[int, int] | None = None

    def excel_row(self, place: int) -> int:
        """The number that a spreadsheet shows beside ``rows[place]``."""
        left_out = self.gap[1] if self.gap and place >= self.gap[0] else 0
        return self.first_row + place + left_out


def is_blank(value: Value) -> bool:
    """Nothing that a person would see."""
    return value is None or (isinstance(value, str) and not value.strip())


def column_letter(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
