"""What an xlsb says beside its values, from its own records: calamine gives no errors and nothing hidden.

Source: [MS-XLSB] Excel (.xlsb) Binary File Format, section 2.4 (Records).
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .facts import BookFacts, SheetFacts, built_in_code, says_more
from .grid import Area
from .safe_xml import part_name
from .unreadable import Unreadable
from .xlsx_facts import Parts, relations_of

_ROW, _ERROR_CELL, _ERROR_FORMULA, _LAST_CELL = 0, 3, 11, 11
_FORMAT, _STYLE, _COLUMN, _BOOK, _SHEET, _MERGED = 44, 47, 60, 153, 156, 176
_STYLES_BEGIN, _STYLES_END = 617, 618
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_MOST_COLUMNS = 16_384


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: a kind of one or two bytes, a length of one to four, and the content."""
    place, end = 0, len(data)
    while place < end:
        kind = data[place]
        place += 1
        if kind & 0x80 and place < end:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        length = shift = 0
        while place < end and shift < 28:
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[place : place + length]
        place += length


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and the place after it."""
    (count,) = struct.unpack_from("<I", data, place)
    end = place + 4 + 2 * count
    return data[place + 4 : end].decode("utf-16-le", errors="replace"), end


def _telling_styles(data: bytes) -> dict[int, str]:
    codes: dict[int, str] = {}
    telling: dict[int, str] = {}
    count, inside = 0, False
    for kind, record in _records(data):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            inside = kind == _STYLES_BEGIN
        elif kind == _STYLE and inside:
            number = struct.unpack_from("<H", record, 2)[0]
            code = codes.get(number) or built_in_code(number)
            if says_more(code):
                telling[count] = code
            count += 1
    return telling


def _sheet_facts(data: bytes, telling: dict[int, str]) -> SheetFacts:
    facts = SheetFacts()
    row = 0
    for kind, record in _records(data):
        if kind == _ROW:
            row = struct.unpack_from("<I", record)[0] + 1
            if record[11] & 0x10:
                facts.hidden_rows.append(row)
        elif kind <= _LAST_CELL:
            column = struct.unpack_from("<I", record)[0]
            style = int.from_bytes(record[4:7], "little")
            if style in telling:
                facts.add_format(row, column, telling[style])
            if kind in (_ERROR_CELL, _ERROR_FORMULA):
                facts.errors[row, column] = _ERRORS.get(record[8], "#VALUE!")
        elif kind == _COLUMN:
            first, last = struct.unpack_from("<II", record)
            if record[16] & 1:
                facts.hidden_columns.extend(range(first, min(last, _MOST_COLUMNS) + 1))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            facts.merged.append(Area(top + 1, left, bottom + 1, right))
    return facts


def xlsb_facts(path: Path) -> BookFacts:
    """What an xlsb says beside its values."""
    with zipfile.ZipFile(path) as archive:
        parts = Parts(archive, {part_name(entry.filename): entry for entry in archive.infolist()})
        workbook = next(name for name in parts.entries if name.endswith("workbook.bin"))
        relations = relations_of(parts, workbook)
        styles = posixpath.join(posixpath.dirname(workbook), "styles.bin")
        facts = BookFacts()
        try:
            telling = _telling_styles(parts.content(styles))
            for kind, record in _records(parts.content(workbook)):
                if kind == _BOOK:
                    facts.is_1904 = bool(record[0] & 1)
                elif kind == _SHEET:
                    relation, place = _text(record, 8)
                    name, _ = _text(record, place)
                    part = relations.get(relation, ("", ""))[1]
                    facts.sheets[name] = _sheet_facts(parts.content(part), telling)
        except (struct.error, IndexError):
            raise Unreadable("damaged") from None
        return facts
