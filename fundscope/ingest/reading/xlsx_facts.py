"""What an xlsx says beside its values, from its own XML: calamine gives neither errors nor what is hidden."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .facts import BookFacts, SheetFacts, built_in_code, says_more
from .grid import Area, column_index
from .safe_xml import attribute, is_true, local_name, parse, part_name, pieces_of, xml_parser

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# What makes a sheet worth a closer look: a hidden row or column, or an error.
_HIDDEN = (b' hidden="1"', b' hidden="true"', b" hidden='1'", b" hidden='true'")
_WORTH = (*_HIDDEN, b' t="e"', b" t='e'")
# What must be there for one of them to be: fewer things to search for.
_SIGNS = (b" hidden=", *_WORTH[len(_HIDDEN) :])
_MERGED = b"mergeCell "
_OVERLAP_BYTES = 64
_MOST_HIDDEN_COLUMNS = 16_384


@dataclass
class Parts:
    """The parts of a workbook in a zip, by the names they should have."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]

    def pieces(self, name: str) -> Iterator[bytes]:
        entry = self.entries.get(part_name(name))
        return iter(()) if entry is None else pieces_of(self.archive, entry)

    def content(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def has(self, name: str) -> bool:
        return part_name(name) in self.entries


@dataclass
class _Sheet:
    name: str
    relation: str


@dataclass
class _Book:
    is_1904: bool = False
    sheets: list[_Sheet] = field(default_factory=list)


def relations_of(parts: Parts, of: str) -> dict[str, tuple[str, str]]:
    """By id the kind and the part that a part refers to; links outside are left out."""
    folder, name = posixpath.split(of)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, posixpath.normpath(place))

    file = posixpath.join(folder, "_rels", f"{name}.rels")
    if parts.has(file):
        parser = xml_parser()
        parser.StartElementHandler = start
        parse(parser, parts.pieces(file))
    return found


def _book(parts: Parts, workbook: str) -> _Book:
    book = _Book()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) == "workbookPr":
            book.is_1904 = is_true(attribute(attributes, "date1904"))
        elif local_name(tag) == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            book.sheets.append(_Sheet(attributes.get("name", ""), relation))

    parser = xml_parser()
    parser.StartElementHandler = start
    parse(parser, parts.pieces(workbook))
    return book


def _telling_styles(parts: Parts, styles: str) -> dict[str, str]:
    """Number formats that say something, by the number of the cell style that has them."""
    codes: dict[str, str] = {}
    telling: dict[str, str] = {}
    count = 0
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count, inside
        name = local_name(tag)
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            number = attributes.get("numFmtId", "")
            code = codes.get(number) or (built_in_code(int(number)) if number.isdigit() else "")
            if says_more(code):
                telling[str(count)] = code
            count += 1

    def end(tag: str) -> None:
        nonlocal inside
        if local_name(tag) == "cellXfs":
            inside = False

    parser = xml_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parse(parser, parts.pieces(styles))
    return telling


def area_of(reference: str) -> Area | None:
    """The area of a reference such as B4:E4."""
    first, _, last = reference.partition(":")
    corners = [_ADDRESS.fullmatch(corner) for corner in (first, last or first)]
    if corners[0] is None or corners[1] is None:
        return None
    (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
    return Area(int(top), column_index(left), int(bottom), column_index(right))


def _is_worth_a_look(pieces: Iterator[bytes], *, merged: bool) -> bool:
    signs, marks = ((*part, _MERGED) if merged else part for part in (_SIGNS, _WORTH))
    before = b""
    for piece in pieces:
        if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:64]:
            return True
        seam = before + piece[:_OVERLAP_BYTES]
        for part in (piece, seam):
            if any(sign in part for sign in signs) and any(mark in part for mark in marks):
                return True
        before = seam[-_OVERLAP_BYTES:] if len(piece) < _OVERLAP_BYTES else piece[-_OVERLAP_BYTES:]
    return False


def _sheet_facts(pieces: Iterator[bytes], telling: dict[str, str]) -> SheetFacts:
    """One pass over a sheet. Rows and cells without an address stand after the one before."""
    facts = SheetFacts()
    parser = xml_parser()
    row, column = 0, -1
    error: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column
        name = tag if ":" not in tag else local_name(tag)
        if name == "c":
            place = _ADDRESS.fullmatch(attributes.get("r", ""))
            column = column_index(place[1]) if place else column + 1
            if attributes.get("s") in telling:
                facts.add_format(row, column, telling[attributes["s"]])
            if attributes.get("t") == "e":
                parser.EndElementHandler = end
        elif name == "row":
            row, column = int(attributes.get("r") or row + 1), -1
            if is_true(attributes.get("hidden")):
                facts.hidden_rows.append(row)
        elif name == "v" and parser.EndElementHandler is not None:
            error.clear()
            parser.CharacterDataHandler = error.append
        elif name == "col" and is_true(attributes.get("hidden")):
            first, last = int(attributes["min"]), min(int(attributes["max"]), _MOST_HIDDEN_COLUMNS)
            facts.hidden_columns.extend(range(first - 1, last))
        elif name == "mergeCell" and (area := area_of(attributes.get("ref", ""))):
            facts.merged.append(area)

    def end(tag: str) -> None:
        name = local_name(tag)
        if name == "v":
            parser.CharacterDataHandler = None
            facts.errors[row, column] = "".join(error).strip() or "#VALUE!"
        elif name == "c":
            parser.EndElementHandler = None

    parser.StartElementHandler = start
    parse(parser, pieces)
    return facts


def xlsx_facts(path: Path, *, merged: bool = False) -> BookFacts:
    """What an xlsx or xlsm says beside its values; with ``merged`` its merged areas, too.

    A sheet in which there is nothing of the kind, as in most, is searched but not parsed.
    """
    with zipfile.ZipFile(path) as archive:
        parts = Parts(archive, {part_name(entry.filename): entry for entry in archive.infolist()})
        roots = relations_of(parts, "")
        workbook = next(
            (part for kind, part in roots.values() if kind == "officeDocument" and parts.has(part)),
            "xl/workbook.xml",
        )
        book = _book(parts, workbook)
        relations = relations_of(parts, workbook)
        styles = next((part for kind, part in relations.values() if kind == "styles"), "xl/styles.xml")
        telling = _telling_styles(parts, styles) if parts.has(styles) else {}
        facts = BookFacts(is_1904=book.is_1904)
        for sheet in book.sheets:
            kind, part = relations.get(sheet.relation, ("", ""))
            if kind != "worksheet" or not parts.has(part):
                continue
            if telling or _is_worth_a_look(parts.pieces(part), merged=merged):
                facts.sheets[sheet.name] = _sheet_facts(parts.pieces(part), telling)
        return facts
