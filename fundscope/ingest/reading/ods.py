"""OpenDocument spreadsheets cell by cell: for those that calamine refuses, and for flat ones (.fods).

Source: OpenDocument 1.3, part 3, sections 9 (tables) and 19.385 (office:value-type).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from .book import Book, book_tables
from .choices import Choices
from .grid import Grid, Value
from .ods_facts import Content
from .safe_xml import attribute, local_name, parse, part_name, pieces_of
from .table import Reading
from .unreadable import Unreadable

_PIECE_BYTES = 1 << 16
_MOST_ROWS = 1_048_576
_DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+(?:[.,]\d+)?)S")


def time_of(text: str) -> timedelta | time | str:
    """A span of time as the format writes it ("PT08H30M00S"); within a day it is a time of day."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return text
    sign, hours, minutes, seconds = found.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds.replace(",", ".")))
    if sign or span >= timedelta(days=1):
        return -span if sign else span
    return (datetime(1, 1, 1) + span).time()  # noqa: DTZ001 a time of day has no zone


def _day(text: str) -> date | datetime | str:
    try:
        moment = datetime.fromisoformat(text[:26])
    except ValueError:
        return text
    return moment if "T" in text else moment.date()


class _Sheets(Content):
    """One pass over the document: what ``Content`` gathers, and every cell."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[Grid] = []
        self.hidden_sheets: set[str] = set()
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.rows: list[list[Value]] = []
        self.cells_of_row: list[Value] = []
        self.blank_rows = self.in_note = 0
        self.cell: tuple[int, int, dict[str, str]] | None = None
        self.lines: list[list[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "annotation":
            self.in_note += 1
        elif name == "style":
            self.style = attribute(attributes, "name") or ""
        elif name == "table-properties" and attribute(attributes, "display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "table" and self.cell is None:
            self._begin_sheet(attributes)
        elif name == "p" and self.cell is not None and not self.in_note:
            self.lines.append([])
        elif self.lines and not self.in_note:
            self._space(name, attributes)
        super().start(tag, attributes)
        if self.lines and not self.in_note:
            self.parser.CharacterDataHandler = self._characters
        elif self.in_note:
            self.parser.CharacterDataHandler = None

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        name = attribute(attributes, "name") or f"#{len(self.grids) + 1}"
        self.rows, self.blank_rows = [], 0
        self.grids.append(Grid(name, self.rows))
        if attribute(attributes, "style-name") in self.hidden_styles:
            self.hidden_sheets.add(name)

    def _space(self, name: str, attributes: dict[str, str]) -> None:
        spaces = {"s": " ", "tab": "\t", "line-break": "\n"}
        if name in spaces:
            count = attribute(attributes, "c") or "1"
            self.lines[-1].append(spaces[name] * min(int(count) if count.isdigit() else 1, 1000))

    def _characters(self, text: str) -> None:
        if self.lines:
            self.lines[-1].append(text)
        self.text.append(text)

    def begin_row(self, attributes: dict[str, str]) -> None:
        super().begin_row(attributes)
        self.cells_of_row = []

    def begin_cell(self, attributes: dict[str, str]) -> None:
        before = self.column
        super().begin_cell(attributes)
        self.cell, self.lines = (before, self.column - before, attributes), []

    def end(self, tag: str) -> None:
        name = local_name(tag)
        super().end(tag)
        if name == "annotation":
            self.in_note -= 1
        elif name in ("table-cell", "covered-table-cell") and self.cell is not None:
            self._end_cell(*self.cell)
        elif name == "table-row" and self.grids:
            self._end_row()

    def _end_cell(self, column: int, repeated: int, attributes: dict[str, str]) -> None:
        value = _value(attributes, "\n".join("".join(line) for line in self.lines))
        self.cell, self.lines = None, []
        self.parser.CharacterDataHandler = None
        if value != "":
            self.cells_of_row.extend([""] * (column - len(self.cells_of_row)))
            self.cells_of_row.extend([value] * repeated)

    def _end_row(self) -> None:
        if not self.cells_of_row:
            self.blank_rows += self.rows_repeated
            return
        if len(self.rows) + self.blank_rows + self.rows_repeated > _MOST_ROWS:
            raise Unreadable("too_many_cells", millions=str(_MOST_ROWS // 1_000_000))
        self.rows.extend([] for _ in range(self.blank_rows))
        self.rows.extend(list(self.cells_of_row) for _ in range(self.rows_repeated))
        self.blank_rows = 0


def _value(attributes: dict[str, str], text: str) -> Value:
    """The value of a cell by its type; a cell without one shows its text."""

    def said(name: str) -> str:
        return attribute(attributes, name) or ""

    match attributes.get("office:value-type") or said("value-type"):
        case "float" | "currency" | "percentage" if said("value"):
            return float(said("value"))
        case "date" if said("date-value"):
            return _day(said("date-value"))
        case "time" if said("time-value"):
            return time_of(said("time-value"))
        case "boolean" if said("boolean-value"):
            return said("boolean-value") == "true"
        case "string":
            return text or said("string-value")
    return text


def _pieces(path: Path) -> Iterator[bytes]:
    """The document: a part of a zip, or all of a flat file."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            file.seek(0)
            yield from iter(lambda: file.read(_PIECE_BYTES), b"")
            return
    with zipfile.ZipFile(path) as archive:
        entries: dict[str, Any] = {part_name(entry.filename): entry for entry in archive.infolist()}
        if "content.xml" not in entries:
            raise Unreadable("damaged")
        yield from pieces_of(archive, entries["content.xml"])


def read_ods(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    """All sheets of such a workbook that hold a table."""
    sheets = _Sheets()
    parse(sheets.parser, _pieces(path))
    if not sheets.grids:
        raise Unreadable("no_sheets")
    book = Book(kind)
    for grid in sheets.grids:
        facts = sheets.book.of(grid.sheet)
        book.add(grid, facts, is_hidden=grid.sheet in sheets.hidden_sheets)
    return book_tables(book, name, choices)
