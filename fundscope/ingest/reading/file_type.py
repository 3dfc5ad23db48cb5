"""What a file is, told from its content: its name may say anything."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path

from .choices import Choices
from .safe_xml import part_name, pieces_of, refuse_entities
from .table import Reading
from .unreadable import Unreadable

# A reader takes the file, its type, its own name (the path may be a temporary one) and a person's choices.
Reader = Callable[[Path, str, str, Choices], Reading]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Excel 2 to 4 wrote a bare stream of records: the first is "beginning of file".
_BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_PACKED_MARKS = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_BINARY_MARKS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x7fELF", b"PAR1", b"SQLite format 3", b"II*\x00",
    b"MM\x00*", b"RIFF", b"OggS", b"{\\rtf",
)  # fmt: skip

# What a program that unpacks the file would get; more than any person's workbook, less than a bomb.
MOST_UNPACKED_BYTES = 1_000_000_000
MOST_RATIO = 150
RATIO_MATTERS_FROM_BYTES = 100_000_000
_HEAD_BYTES = 8192
_MOST_JSON_BYTES = 50_000_000


def _zip_type(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename.replace("\\", "/").lstrip("/").lower() for entry in entries}
            kind = _kind_of(archive, names)
            if kind == "ods" and _is_encrypted_ods(archive):
                raise Unreadable("password")
            if any(entry.flag_bits & 1 for entry in entries):
                raise Unreadable("password")
            _refuse_swollen(entries)
            refuse_entities(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise Unreadable("truncated") from None
    return kind


def _is_encrypted_ods(archive: zipfile.ZipFile) -> bool:
    return "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    )


def _refuse_swollen(entries: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_swollen = unpacked > RATIO_MATTERS_FROM_BYTES and unpacked > MOST_RATIO * max(packed, 1)
    if unpacked > MOST_UNPACKED_BYTES or is_swollen:
        raise Unreadable("bomb", megabytes=str(unpacked // 1_000_000))


# What a package of Office says its main part is, most telling first.
_MAIN_PARTS = (
    (b"ms-excel.sheet.binary.macroenabled.main", "xlsb"),
    (b"ms-excel.sheet.macroenabled.main", "xlsm"),
    (b"ms-excel.template.macroenabled.main", "xlsm"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
)
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et")


def _kind_of(archive: zipfile.ZipFile, names: Set[str]) -> str:
    mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    if b"vnd.sun.xml.calc" in mimetype:
        return "sxc"
    if b"opendocument.spreadsheet" in mimetype or ("content.xml" in names and not mimetype):
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    for part, kind in _MAIN_PARTS:
        if part in _content_types(archive):
            return "xlsm" if "xl/vbaproject.bin" in names else kind
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise Unreadable("packed" if any(name.endswith(_TABLES) for name in names) else "wrong_type")


def _content_types(archive: zipfile.ZipFile) -> bytes:
    """The list of what each part of a package is: parts may lie and be called as a program likes."""
    entries = (one for one in archive.infolist() if part_name(one.filename) == "[content_types].xml")
    return b"".join(piece for entry in entries for piece in pieces_of(archive, entry)).lower()


def file_type(path: Path) -> str:
    """One of the keys of ``READERS``.

    Raises:
        Unreadable: the file is empty, no spreadsheet, cut off, or unpacks to more than may be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty_file")
    if head.startswith(_ZIP):
        return _zip_type(path)
    if head.startswith(_OLE):
        return _ole_type(path)
    if head.startswith(_BARE_BIFF):
        return "xls"
    if head.startswith(_PACKED_MARKS):
        raise Unreadable("packed")
    if head.startswith(_BINARY_MARKS):
        raise Unreadable("wrong_type")
    return _text_type(path, head)


def _ole_type(path: Path) -> str:
    """Old Office files, and new ones under a password, are little file systems with names in UTF-16."""
    data = path.read_bytes()
    if _named("EncryptedPackage").search(data):
        raise Unreadable("password")
    if _named("Workbook").search(data) or _named("Book").search(data):
        return "xls"
    raise Unreadable("wrong_type")


def _named(name: str) -> re.Pattern[bytes]:
    """The name of a part as it stands in such a file; some programs write it in capitals."""
    return re.compile(re.escape(name.encode("utf-16-le") + b"\x00\x00"), re.IGNORECASE)


def _text_type(path: Path, head: bytes) -> str:
    """Text may be a web page, a workbook in XML, or data for programs."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2000].lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and begin.startswith(b"<"):
        return "xml"
    if b"vnd.oasis.opendocument.spreadsheet" in head and begin.startswith(b"<"):
        return "fods"  # its list of namespaces is long
    if re.match(rb"<(!doctype\s+html|html|head|body|table|tr|meta|style|div|span|p|font|center)\b", begin):
        return "html"
    if begin.startswith(b"<?xml") and b"<html" in begin:
        return "html"
    if begin.startswith((b"<?xml", b"<!doctype", b"<!entity", b"mime-version:", b"%!ps")):
        raise Unreadable("wrong_type")
    if re.match(rb"<[a-z]", begin) and b"</" in begin:
        raise Unreadable("wrong_type")
    if begin.startswith((b"{", b"[")) and _is_json(path):
        raise Unreadable("wrong_type")
    return "csv"


def _is_json(path: Path) -> bool:
    if path.stat().st_size > _MOST_JSON_BYTES:
        return False
    try:
        return isinstance(json.loads(path.read_bytes()), (dict, list))
    except (ValueError, RecursionError):
        return False


def _xls(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    from .xls import read_xls

    return read_xls(path, kind, name, choices)


def _xlsx(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    from .xlsx import read_xlsx

    return read_xlsx(path, kind, name, choices)


def _ods(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    from .ods import read_ods

    return read_ods(path, kind, name, choices)


def _html(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    from .markup import read_html

    return read_html(path, kind, name, choices)


def _xml(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    from .spreadsheet_xml import read_spreadsheet_xml

    return read_spreadsheet_xml(path, kind, name, choices)


def _workbook(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    from .workbook import read_workbook

    return read_workbook(path, kind, name, choices)


def _text(path: Path, _kind: str, name: str, choices: Choices) -> Reading:
    from .delimited import read_delimited

    return read_delimited(path, name, choices)


# By type, the readers in the order in which they are tried; each brings in only what it needs.
READERS: Mapping[str, tuple[Reader, ...]] = {
    "xlsx": (_workbook, _xlsx),
    "xlsm": (_workbook, _xlsx),
    "xlsb": (_workbook,),
    "xls": (_xls, _workbook),
    "ods": (_workbook, _ods),
    "fods": (_ods,),
    "sxc": (_ods,),
    "html": (_html,),
    "xml": (_xml,),
    "csv": (_text,),
}
