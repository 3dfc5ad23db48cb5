"""Workbooks in the XML of Excel 2003 ("XML Spreadsheet"), which many programs still write, often as .xls.

Source: https://learn.microsoft.com/en-us/previous-versions/office/developer/office-xp/aa140066(v=office.10)
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from .book import Book, book_tables
from .choices import Choices
from .facts import SheetFacts, says_more
from .grid import Area, ErrorValue, Grid, Value
from .safe_xml import attribute, local_name, parse, xml_parser
from .table import Reading
from .unreadable import Unreadable

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_DAY_0 = datetime(1899, 12, 31)  # noqa: DTZ001 spreadsheets know no time zones


def _number(attributes: dict[str, str], name: str, otherwise: int) -> int:
    value = attribute(attributes, name) or ""
    return int(value) if value.isdigit() else otherwise


def _value(kind: str, text: str) -> Value:
    if kind == "Number":
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "Error":
        return ErrorValue(text.strip())
    if kind == "DateTime":
        moment = datetime.fromisoformat(text.strip())
        return moment.time() if moment - _DAY_0 < timedelta(days=1) else moment
    return text


class _Workbook:
    """The handlers of one pass over the document."""

    def __init__(self) -> None:
        self.parser = xml_parser()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.sheets: list[tuple[Grid, SheetFacts, list[bool]]] = []
        self.codes: dict[str, str] = {}
        self.style = ""
        self.row = self.column = self.last_column = self.right = 0
        self.kind = ""
        self.text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "Style":
            self.style = attribute(attributes, "ID") or ""
        elif name == "NumberFormat":
            self.codes[self.style] = attribute(attributes, "Format") or ""
        elif name == "Worksheet":
            sheet = Grid(attribute(attributes, "Name") or "", [])
            self.sheets.append((sheet, SheetFacts(), [False]))
            self.row = self.last_column = 0
        elif self.sheets and name in ("Column", "Row", "Cell"):
            getattr(self, f"_{name.lower()}")(attributes)
        elif name == "Data":
            self.kind = attribute(attributes, "Type") or "String"
            self.text.clear()
            self.parser.CharacterDataHandler = self.text.append
        elif name == "Visible":
            self.text.clear()
            self.parser.CharacterDataHandler = self.text.append

    def _column(self, attributes: dict[str, str]) -> None:
        first = _number(attributes, "Index", self.last_column + 1)
        self.last_column = min(first + _number(attributes, "Span", 0), _MOST_COLUMNS)
        if attribute(attributes, "Hidden") == "1":
            self.sheets[-1][1].hidden_columns.extend(range(first - 1, self.last_column))

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = _number(attributes, "Index", self.row + 1)
        if self.row > _MOST_ROWS:
            raise Unreadable("damaged")
        self.column = self.right = 0
        rows = self.sheets[-1][0].rows
        rows.extend([] for _ in range(self.row - len(rows)))  # type: ignore[attr-defined]
        if attribute(attributes, "Hidden") == "1":
            self.sheets[-1][1].hidden_rows.append(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column = _number(attributes, "Index", self.column + self.right + 1)
        if self.column > _MOST_COLUMNS or self.row == 0:
            raise Unreadable("damaged")
        self.right = _number(attributes, "MergeAcross", 0)
        down = _number(attributes, "MergeDown", 0)
        facts = self.sheets[-1][1]
        if self.right or down:
            area = Area(self.row, self.column - 1, self.row + down, self.column - 1 + self.right)
            facts.merged.append(area)
        code = self.codes.get(attribute(attributes, "StyleID") or "", "")
        if says_more(code):
            facts.add_format(self.row, self.column - 1, code)

    def end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "Data" and self.sheets and self.row and self.column:
            row: list[Value] = self.sheets[-1][0].rows[self.row - 1]  # type: ignore[assignment]
            row.extend([""] * (self.column - len(row)))
            row[self.column - 1] = _value(self.kind, "".join(self.text))
        elif name == "Visible" and self.sheets and "".join(self.text).startswith("SheetHidden"):
            self.sheets[-1][2][0] = True
        if name in ("Data", "Visible"):
            self.parser.CharacterDataHandler = None


def read_spreadsheet_xml(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    """All sheets of such a workbook that hold a table."""
    workbook = _Workbook()
    with path.open("rb") as file:
        try:
            parse(workbook.parser, iter(lambda: file.read(1 << 20), b""))
        except ValueError:
            raise Unreadable("damaged") from None
    if not workbook.sheets:
        raise Unreadable("no_sheets")
    book = Book(kind)
    for grid, facts, is_hidden in workbook.sheets:
        book.add(grid, facts, is_hidden=is_hidden[0])
    return book_tables(book, name, choices)
