"""Tables that programs write as HTML and name .xls: a web page's table, with its merged cells."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from .book import Book, book_tables
from .choices import Choices
from .encoding import decoded_text
from .facts import SheetFacts
from .grid import Area, Grid, Value
from .table import Reading
from .unreadable import Unreadable

_MOST_SPAN = 1_000
_MOST_CELLS = 5_000_000
_UNSEEN = ("script", "style", "head", "title", "noscript")


class _Tables(HTMLParser):
    """Gathers the outermost tables; one inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[list[Value]], list[Area]]] = []
        self.depth = self.unseen = self.cells = 0
        self.cell: list[str] | None = None
        self.taken: dict[tuple[int, int], bool] = {}
        self.place = (0, 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append(([], []))
                self.taken = {}
        elif self.depth == 1 and tag == "tr":
            self._close_cell()
            self.tables[-1][0].append([])
        elif self.depth == 1 and tag in ("td", "th"):
            self._close_cell()
            self._open_cell({key: value or "" for key, value in attrs})
        elif tag in ("br", "p", "div", "li") and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "table":
            if self.depth == 1:
                self._close_cell()
            self.depth = max(0, self.depth - 1)
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.unseen:
            self.cell.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        rows, areas = self.tables[-1]
        if not rows:
            rows.append([])
        row, column = len(rows) - 1, len(rows[-1])
        while (row, column) in self.taken:
            rows[-1].append("")
            column += 1
        down, right = (_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        self.cells += down * right
        if self.cells > _MOST_CELLS:
            raise Unreadable("too_many_cells", millions=str(_MOST_CELLS // 1_000_000))
        if down > 1 or right > 1:
            areas.append(Area(row + 1, column, row + down, column + right - 1))
            self.taken.update({(row + r, column + c): True for r in range(1, down) for c in range(right)})
        rows[-1].extend([""] * right)
        self.place = (row, column)
        self.cell = []

    def _close_cell(self) -> None:
        if self.cell is not None:
            lines = "".join(self.cell).replace("\u00a0", " ").split("\n")
            text = "\n".join(stripped for line in lines if (stripped := line.strip()))
            self.tables[-1][0][self.place[0]][self.place[1]] = text
        self.cell = None


def _span(value: str | None) -> int:
    found = re.match(r"\d+", value.strip()) if value else None
    return min(max(1, int(found[0])), _MOST_SPAN) if found else 1


def read_html(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    """The tables of a web page, one after another as sheets without a name of their own."""
    text, encoding = decoded_text(path.read_bytes(), choices.encoding)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    parser._close_cell()
    filled = [(rows, areas) for rows, areas in parser.tables if any(map(any, rows))]
    if not filled:
        raise Unreadable("wrong_type")
    book = Book(kind)
    stem = Path(name).stem
    for number, (rows, areas) in enumerate(filled, start=1):
        sheet = stem if len(filled) == 1 else f"{stem} ({number})"
        book.add(Grid(sheet, rows), SheetFacts(merged=areas), is_hidden=False)
    return book_tables(book, name, choices, encoding=encoding)
