"""What xlsx, pptx and docx share: the passport among their properties, and the hash of what is shown.

The hash is of words, numbers and pictures, not of bytes: a newsroom may give a chart its own colours, and
Excel may save it anew, and the file is still the one that was exported.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree
from openpyxl import load_workbook

# A property that is longer is cut by Office.
_LONGEST = 250
_PART = "docProps/custom.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SET_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

_SHOWN = re.compile(
    r"(xl/(charts/chart|drawings/drawing)|ppt/(slides/slide|charts/chart)|word/document)[^/]*\.xml"
)
_TEXT = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t",
)
_VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_MOST_UNPACKED = 200_000_000


def with_texts(data: bytes, texts: Mapping[str, str]) -> bytes:
    """The file with texts among its own properties, a long one in numbered pieces.

    Parts are dated alike, and the workbook in a slide as well, so that one file made twice is the same.
    """
    pieces = {name: piece for key, value in texts.items() for name, piece in _pieces(key, value)}
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _VALUES})
    for number, (name, piece) in enumerate(pieces.items(), start=2):
        entry = etree.SubElement(
            root, f"{{{_PROPERTIES}}}property", fmtid=_SET_ID, pid=str(number), name=name
        )
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = piece

    def with_properties(name: str, content: bytes) -> bytes:
        if name == _TYPES:
            return _with_child(content, "Override", PartName=f"/{_PART}", ContentType=_KIND)
        if name == _RELATIONS:
            return _with_child(content, "Relationship", Id="rIdFundscope", Type=_RELATION, Target=_PART)
        return _undated_workbook(content) if name.endswith(".xlsx") else content

    part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _repacked(data, with_properties, {_PART: part})


def _repacked(data: bytes, changed: Callable[[str, bytes], bytes], added: Mapping[str, bytes]) -> bytes:
    """The package with each part as ``changed`` gives it and others added, all without a day of writing."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(_undated(part.filename), changed(part.filename, old.read(part)))
        for name, content in added.items():
            new.writestr(_undated(name), content)
    return written.getvalue()


def _undated(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _undated_workbook(data: bytes) -> bytes:
    """A workbook inside a slide, its days of making those of no one."""

    def undated(name: str, content: bytes) -> bytes:
        return _MOMENT.sub(b"2000-01-01T00:00:00Z", content) if name == "docProps/core.xml" else content

    return _repacked(data, undated, {})


def _pieces(key: str, value: str) -> Iterator[tuple[str, str]]:
    for number, start in enumerate(range(0, len(value), _LONGEST), start=1):
        yield f"{key}-{number}", value[start : start + _LONGEST]


def _with_child(content: bytes, tag: str, **attributes: str) -> bytes:
    root = etree.fromstring(content)
    etree.SubElement(root, f"{{{root.nsmap[None]}}}{tag}", attributes)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def texts_of(data: bytes) -> dict[str, str]:
    """The texts among a file's own properties, their pieces put together.

    Raises:
        ValueError: the file cannot be opened.
    """
    with _opened(data) as file:
        if _PART not in file.namelist():
            return {}
        root = _parsed(file.read(_PART))
    pieces: dict[str, dict[int, str]] = {}
    for entry in root:
        key, _, number = str(entry.get("name")).rpartition("-")
        if number.isdigit():
            pieces.setdefault(key, {})[int(number)] = "".join(entry.itertext())
    return {key: "".join(value for _, value in sorted(parts.items())) for key, parts in pieces.items()}


def content_hash(data: bytes) -> str:
    """SHA-256 of the words, numbers and pictures that a workbook, presentation or document shows.

    Raises:
        ValueError: the file cannot be opened.
    """
    digest = hashlib.sha256()
    for line in _shown(data):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _shown(data: bytes) -> Iterator[str]:
    with _opened(data) as file:
        names = sorted(file.namelist(), key=_natural)
        for name in names:
            if _SHOWN.fullmatch(name):
                yield from _words(_parsed(file.read(name)))
            elif name.endswith(".xlsx"):
                yield from _cells(file.read(name))
        pictures = [name for name in names if "/media/" in name]
        # Office gives pictures other names: their content counts.
        yield from sorted(hashlib.sha256(file.read(name)).hexdigest() for name in pictures)
        if "xl/workbook.xml" in names:
            yield from _cells(data)


def values_of(data: bytes) -> Iterator[Any]:
    """What the cells of a workbook hold, or the charts of a presentation and the cells behind them.

    Raises:
        ValueError: the file cannot be opened.
    """
    with _opened(data) as file:
        names = sorted(file.namelist(), key=_natural)
        for name in names:
            if _SHOWN.fullmatch(name):
                yield from (element.text for element in _parsed(file.read(name)).iter(_VALUE))
            elif name.endswith(".xlsx"):
                yield from (cell.value for _, cell in _filled(file.read(name)))
        if "xl/workbook.xml" in names:
            yield from (cell.value for _, cell in _filled(data))


def _words(root: Any) -> Iterator[str]:
    """Texts of a slide or drawing, and the values that a chart keeps of its cells."""
    for element in root.iter(*_TEXT, _VALUE):
        written = (element.text or "").strip()
        if written:
            yield _number(written) if element.tag == _VALUE else written


def _cells(data: bytes) -> Iterator[str]:
    for sheet, cell in _filled(data):
        yield f"{sheet} {cell.coordinate} {_number(str(cell.value))}"


def _filled(data: bytes) -> Iterator[tuple[str, Any]]:
    """Every cell of a workbook that holds something, with the name of its sheet."""
    try:
        workbook = load_workbook(io.BytesIO(data), data_only=False)
    except Exception as error:  # openpyxl lets whatever it stumbles over through
        raise ValueError(str(error)) from error
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell) for cell in row if cell.value is not None)


def _number(written: str) -> str:
    """A number in one form, however many digits a program keeps of it; other text as it is."""
    try:
        return f"{float(written):.10g}"
    except ValueError:
        return written


def _natural(name: str) -> list[tuple[int, str]]:
    """slide2 before slide10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise ValueError(str(error)) from error
    if sum(part.file_size for part in file.infolist()) > _MOST_UNPACKED:
        raise ValueError("The file unpacks to more than a figure can hold.")
    return file


def _parsed(content: bytes) -> Any:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
