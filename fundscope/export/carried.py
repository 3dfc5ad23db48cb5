"""What a file carries: its passport, if it has one, and the hash of what it shows."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, Literal

from PIL import Image, UnidentifiedImageError

from fundscope.export import ooxml, pdf, plain, png, svg
from fundscope.export.passport import PASSPORT_KEY

Kind = Literal["png", "picture", "svg", "pdf", "xlsx", "pptx", "docx", "csv", "json", "kit", "unknown"]

_MOST_BYTES = 100_000_000
_STARTS: tuple[tuple[bytes, Any], ...] = (
    (b"\x89PNG\r\n", "png"), (b"%PDF", "pdf"), (b"PK", "zip"), (b"{", "json"),
)  # fmt: skip
_PARTS: dict[str, Kind] = {
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
    "word/document.xml": "docx",
    "manifest.json": "kit",
}


@dataclass(frozen=True)
class Carried:
    """The kind of a file, the text of its passport (None: it has none), and the hash of its content.

    ``is_readable``: whether the file is whole. One that is not has neither.
    """

    kind: Kind
    passport: str | None = None
    content_hash: str = ""
    is_readable: bool = True


def carried_by(data: bytes) -> Carried:
    """Look into a file, whatever it is called. It may come from anywhere and be anything."""
    kind = _kind(data)
    if kind in ("unknown", "picture", "kit"):
        return Carried(kind)
    try:
        return _read(kind, data)
    except (
        ValueError,
        OSError,
        SyntaxError,
        EOFError,
        zlib.error,
        struct.error,
        Image.DecompressionBombError,
        RecursionError,
    ):
        return Carried(kind, is_readable=False)


def _kind(data: bytes) -> Kind:
    if len(data) > _MOST_BYTES:
        return "unknown"
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, kind in _STARTS:
        if head.startswith(start):
            return _office_kind(data) if kind == "zip" else kind
    if head.startswith(b"<") and b"<svg" in data:
        return "svg"
    if _is_picture(data):
        return "picture"
    return "csv" if plain.is_text(data) else "unknown"


def _office_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = set(file.namelist())
    except zipfile.BadZipFile:
        return "unknown"
    return next((kind for part, kind in _PARTS.items() if part in names), "unknown")


def _is_picture(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)):
            return True
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return False


def _read(kind: Kind, data: bytes) -> Carried:
    if kind == "csv":
        return Carried(kind, *plain.read_csv(data))
    if kind == "json":
        return Carried(kind, *plain.read_json(data))
    if kind == "png":
        texts = png.texts_of(data)
        return Carried(kind, texts.get(PASSPORT_KEY), png.picture_hash(data))
    if kind == "svg":
        texts, found = svg.read_svg(data)
    elif kind == "pdf":
        texts, found = pdf.read_pdf(data)
    else:
        texts, found = ooxml.texts_of(data), ooxml.content_hash(data)
    return Carried(kind, texts.get(PASSPORT_KEY), found)
