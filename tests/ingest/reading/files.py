"""Small files of every type, made in code: each holds the same two rows under the same titles."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook

TITLES = ("编号", "名称", "金额")
ROWS = (("P1", "甲", 1.5), ("P2", "乙", 20.0))

_ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="S">{content}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def xlsx() -> bytes:
    """A workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "S"
    for row in (TITLES, *ROWS):
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, content: str | bytes) -> bytes:
    """A zip with one of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {entry: archive.read(entry) for entry in archive.namelist()}
    return zipped({**parts, name: content})


def part_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def ods_cell(value: object, more: str = "") -> str:
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value}" {more}/>'
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{value}</text:p></table:table-cell>'
        if value
        else f"<table:table-cell {more}/>"
    )


def ods(content: str | None = None) -> bytes:
    """An ods; ``content`` is the XML of its only sheet."""
    if content is None:
        lines = ("".join(map(ods_cell, row)) for row in (TITLES, *ROWS))
        content = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": _ODS.format(content=content),
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def flat_ods() -> bytes:
    """The same in one file of XML."""
    content = part_of(ods(), "content.xml").replace("document-content", "document")
    mark = "application/vnd.oasis.opendocument.spreadsheet"
    return content.replace("<office:body>", f"<office:body office:mimetype='{mark}'>").encode()


def xls(rows: tuple[tuple[object, ...], ...] = (TITLES, *ROWS)) -> bytes:
    """An old workbook as a bare stream of BIFF4 records, as Excel 4 wrote them; no OLE around it."""
    out = struct.pack("<HHHHH", 0x0409, 6, 0, 0x10, 0)
    out += struct.pack("<HHH", 0x0042, 2, 936)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, float):
                out += struct.pack("<HH", 0x0203, 14) + place + struct.pack("<d", value)
            elif isinstance(value, int):
                out += struct.pack("<HH", 0x0205, 8) + place + struct.pack("<BB", value, 1)
            else:
                text = str(value).encode("gbk")
                out += struct.pack("<HH", 0x0204, 8 + len(text)) + place
                out += struct.pack("<H", len(text)) + text
    return out + struct.pack("<HH", 0x000A, 0)


def html(body: str | None = None) -> bytes:
    """A web page with a table."""
    if body is None:
        lines = ("".join(f"<td>{value}</td>" for value in row) for row in (TITLES, *ROWS))
        body = "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def spreadsheet_xml(table: str | None = None) -> bytes:
    """A workbook in the XML of Excel 2003."""
    if table is None:
        kind = {True: "Number", False: "String"}
        lines = (
            "".join(
                f'<Cell><Data ss:Type="{kind[isinstance(value, float)]}">{value}</Data></Cell>'
                for value in row
            )
            for row in (TITLES, *ROWS)
        )
        table = "".join(f"<Row>{line}</Row>" for line in lines)
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="S"><Table>{table}</Table></Worksheet></Workbook>'
    ).encode()


def csv(encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """A text file."""
    lines = (delimiter.join(map(str, row)) for row in (TITLES, *ROWS))
    return "\r\n".join(lines).encode(encoding)


def of_every_type() -> dict[str, bytes]:
    """A file of each type, by the ending of its name."""
    return {
        "xlsx": xlsx(),
        "ods": ods(),
        "fods": flat_ods(),
        "xls": xls(),
        "htm.xls": html(),
        "xml.xls": spreadsheet_xml(),
        "csv": csv(),
        "gb18030.csv": csv("gb18030"),
        "utf16.csv": csv("utf-16", "\t"),
    }
