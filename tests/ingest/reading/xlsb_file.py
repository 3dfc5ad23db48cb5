"""A small xlsb, written record by record, since no library writes one.

Source: [MS-XLSB], section 2.1.7 (parts) and 2.4 (records).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from tests.ingest.reading import files

_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
</Types>"""
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_RELATION = (
    '<Relationship Id="{id}" Target="{target}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(content), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, value: object, style: int) -> bytes:
    place = struct.pack("<I", column) + style.to_bytes(3, "little") + b"\0"
    if isinstance(value, float):
        return _record(5, place + struct.pack("<d", value))
    if isinstance(value, int):
        return _record(3, place + bytes([value]))  # an error by its code
    return _record(6, place + _text(str(value)))


def _sheet(
    rows: Mapping[int, tuple[object, ...]], *, hidden_row: int, hidden_column: int, style: int
) -> bytes:
    out = _record(129) + _record(148, struct.pack("<IIII", 0, max(rows), 0, 9))
    column = struct.pack("<IIIIH", hidden_column, hidden_column, 2000, 0, 1)
    out += _record(390) + _record(60, column) + _record(391) + _record(145)
    for row, values in rows.items():
        flags = 0x10 if row == hidden_row else 0
        out += _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0))
        out += b"".join(
            _cell(column, value, style if isinstance(value, float) else 0)
            for column, value in enumerate(values)
        )
    merged = _record(176, struct.pack("<IIII", 2, 3, 0, 0))
    return out + _record(146) + _record(177, struct.pack("<I", 1)) + merged + _record(178) + _record(130)


def _styles(code: str) -> bytes:
    formats = (
        _record(615, struct.pack("<I", 1)) + _record(44, struct.pack("<H", 164) + _text(code)) + _record(616)
    )
    style = [_record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, 164)]
    return (
        _record(278)
        + formats
        + _record(617, struct.pack("<I", 2))
        + b"".join(style)
        + _record(618)
        + _record(279)
    )


def xlsb(rows: Mapping[int, tuple[object, ...]], code: str, *, hidden_row: int, hidden_column: int) -> bytes:
    """A sheet 表 with the rows (by number from 0) and a hidden one; the third and fourth are merged in A.

    Numbers have the number format; whole numbers are errors by their code.
    """
    sheet = _sheet(rows, hidden_row=hidden_row, hidden_column=hidden_column, style=1)
    sheets = [(0, 1, "表"), (1, 2, "藏")]
    bundle = b"".join(
        _record(156, struct.pack("<II", state, number) + _text(f"rId{number}") + _text(name))
        for state, number, name in sheets
    )
    book = _record(131) + _record(153, struct.pack("<II", 1, 0) + _text("")) + _record(143) + bundle
    targets = [("rId1", "worksheets/sheet1.bin", "worksheet"), ("rId2", "worksheets/sheet2.bin", "worksheet")]
    relations = [*targets, ("rId3", "styles.bin", "styles")]
    told = "".join(_RELATION.format(id=id_, target=target, kind=kind) for id_, target, kind in relations)
    root = _RELATION.format(id="rId1", target="xl/workbook.bin", kind="officeDocument")
    return files.zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS.format(root),
            "xl/workbook.bin": book + _record(144) + _record(132),
            "xl/_rels/workbook.bin.rels": _RELATIONS.format(told),
            "xl/styles.bin": _styles(code),
            "xl/worksheets/sheet1.bin": sheet,
            "xl/worksheets/sheet2.bin": sheet,
        }
    )
