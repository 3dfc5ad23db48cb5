"""What an ods says beside its values, and how many cells it claims to hold, told before anything opens it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from .facts import BookFacts, SheetFacts
from .grid import Area
from .safe_xml import attribute, local_name, parse, part_name, pieces_of, xml_parser
from .unreadable import Unreadable

# One short line of XML can repeat a cell a billion times.
MOST_CELLS = 20_000_000
_MOST_REPEATED = 16_384
_VALUE_TYPES = frozenset(
    ("float", "currency", "percentage", "date", "time", "boolean", "string", "void", "error")
)
_HIDDEN = ("collapse", "filter")
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:")


def _count(attributes: dict[str, str], name: str) -> int:
    value = attribute(attributes, name) or "1"
    return max(1, int(value)) if value.isdigit() else 1


class Content:
    """The handlers of one pass over content.xml; rows are Excel's, columns count from 0."""

    def __init__(self) -> None:
        self.book = BookFacts()
        self.parser = xml_parser()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.sheet = SheetFacts()
        self.row = self.column = self.cells = self.rows_repeated = self.in_changes = 0
        self.text: list[str] = []
        self.may_be_error = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "tracked-changes":
            self.in_changes += 1
        elif self.in_changes:
            return
        elif name in ("table-cell", "covered-table-cell"):
            self.begin_cell(attributes)
        elif name == "table-row":
            self.begin_row(attributes)
        elif name == "table-column":
            repeated = _count(attributes, "number-columns-repeated")
            if attribute(attributes, "visibility") in _HIDDEN:
                last = min(self.column + repeated, _MOST_REPEATED)
                self.sheet.hidden_columns.extend(range(self.column, last))
            self.column += repeated
        elif name == "table":
            self.sheet = self.book.sheets.setdefault(attribute(attributes, "name") or "", SheetFacts())
            self.row, self.rows_repeated, self.column = 1, 0, 0
        elif name in ("line-break", "tab"):
            self.book.is_odd = True  # calamine would leave them out, and words would stick together
        elif name == "p" and self.may_be_error:
            self.parser.CharacterDataHandler = self.text.append

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.row += self.rows_repeated
        self.column = 0
        self.rows_repeated = _count(attributes, "number-rows-repeated")
        if attribute(attributes, "visibility") in _HIDDEN and self.rows_repeated <= _MOST_REPEATED:
            self.sheet.hidden_rows.extend(range(self.row, self.row + self.rows_repeated))

    def begin_cell(self, attributes: dict[str, str]) -> None:
        repeated = _count(attributes, "number-columns-repeated")
        kind = attributes.get("office:value-type") or attribute(attributes, "value-type")
        if kind is not None:
            self.book.is_odd = self.book.is_odd or kind not in _VALUE_TYPES
            self.cells += repeated * self.rows_repeated
            if self.cells > MOST_CELLS:
                raise Unreadable("too_many_cells", millions=str(MOST_CELLS // 1_000_000))
            currency = attribute(attributes, "currency")
            if currency and self.rows_repeated == 1:
                for column in range(self.column, self.column + repeated):
                    self.sheet.add_format(self.row, column, f"[${currency}]")
        down, right = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
        if down > 1 or right > 1:
            area = Area(self.row, self.column, self.row + down - 1, self.column + right - 1)
            self.sheet.merged.append(area)
        self.may_be_error = "error" in attributes.values() or attribute(attributes, "formula") is not None
        self.text.clear()
        self.column += repeated

    def end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "tracked-changes":
            self.in_changes -= 1
        elif name == "table-cell" and self.may_be_error:
            text = "".join(self.text).strip()
            if text.startswith(_ERRORS):
                self.sheet.errors[self.row, self.column - 1] = text
            self.may_be_error = False
        elif name == "p":
            self.parser.CharacterDataHandler = None


def ods_facts(path: Path) -> BookFacts:
    """What an ods says beside its values.

    Raises:
        Unreadable: it repeats cells beyond all measure.
    """
    with zipfile.ZipFile(path) as archive:
        entries = {part_name(entry.filename): entry for entry in archive.infolist()}
        if "content.xml" not in entries:
            raise Unreadable("damaged")
        content = Content()
        parse(content.parser, pieces_of(archive, entries["content.xml"]))
        return content.book
