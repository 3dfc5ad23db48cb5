"""What was read from a file: its tables, each a set of columns of cells as they stand in the file.

Cells are held by column in Arrow arrays, since a file may have a million rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import pyarrow as pa


class Kind(IntEnum):
    """What a cell holds. A csv file has only blanks and texts."""

    BLANK = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    FLAG = 4
    ERROR = 5


@dataclass(frozen=True)
class RawColumn:
    """One column under its header.

    ``texts`` (pa.string, null where blank) is the exact content: a text as typed, a number in full
    precision and without grouping ("1234.5"), a date in ISO 8601 ("2024-06-18", with "T09:30:00" where it
    has a time), a flag as "TRUE" or "FALSE", an error as Excel writes it ("#REF!").
    ``kinds`` (pa.uint8) has a ``Kind`` for each cell; ``formats`` (dictionary of strings) its Excel
    number format, "" where that says no more than "a number"; None where that is so all down.
    """

    header: str
    letter: str
    texts: pa.Array
    kinds: pa.Array
    formats: pa.Array | None = None


@dataclass(frozen=True)
class Hidden:
    """What the file hides: its rows (Excel numbers) and columns (letters), and whether the whole sheet."""

    sheet: bool = False
    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetTable:
    """One table found on a sheet. All columns and ``row_numbers`` have the same length.

    ``units`` maps a header to the unit words found for it ("万元"), wherever they stood; ``title_lines``
    and ``notes`` are the lines above and below that belong to the table but are not rows of it;
    ``evidence`` says, by a key of the words, why each part of the layout is as it is.
    """

    sheet: str
    header_rows: tuple[int, ...]
    row_numbers: pa.Array
    columns: tuple[RawColumn, ...]
    units: Mapping[str, str] = field(default_factory=dict)
    hidden: Hidden = Hidden()
    title_lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    evidence: tuple[tuple[str, Mapping[str, str]], ...] = ()

    @property
    def rows(self) -> int:
        return len(self.row_numbers)


@dataclass(frozen=True)
class Reading:
    """A file, read: its format ("xlsx", "csv", …) and its tables, those of hidden sheets last.

    Text files have an ``encoding``, a ``delimiter`` and, where their numbers show it, the ``decimal`` mark.
    ``notes`` says, by a key of the words, what belongs to the file and to no table of it. ``is_1904``:
    the dates of a workbook were counted from 1904.
    """

    file_name: str
    format: str
    tables: tuple[SheetTable, ...]
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    notes: tuple[tuple[str, Mapping[str, str]], ...] = ()
    is_1904: bool = False
