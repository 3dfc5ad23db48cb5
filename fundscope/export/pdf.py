"""PDF in exact lengths, with the passport among the properties of the document."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from fundscope.export.xmp import own_texts, xmp

_POINTS_PER_PX = 0.75

# What leads from a page to the rest of the document and shows nothing of its own.
_NOT_SHOWN = {"/Parent", "/StructParents", "/Tabs", "/Length", "/Filter", "/DecodeParms"}


class Pdf:
    """A PDF of one page, about to be written."""

    def __init__(self, printed: bytes, width_px: float, height_px: float, lang: str) -> None:
        """``printed`` is what Chromium printed; its page is rounded up to whole pixels."""
        self._writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed)))
        page = self._writer.pages[0]
        top, width, height = float(page.mediabox.top), width_px * _POINTS_PER_PX, height_px * _POINTS_PER_PX
        box = RectangleObject((0, round(top - height, 3), round(width, 3), top))
        page.mediabox = page.cropbox = page.trimbox = page.bleedbox = page.artbox = box
        self._writer.root_object[NameObject("/Lang")] = TextStringObject(lang)
        self._lang = lang
        self.content_hash = page_hash(page)

    def written(self, texts: Mapping[str, str], made_at: datetime) -> bytes:
        """The file, with texts among its properties: in the older form that all programs read, and as XMP.

        Its days are those of its passport, so that one file made twice is the same.
        """
        day = made_at.strftime("D:%Y%m%d%H%M%S+00'00'")
        told = {**texts, "CreationDate": day, "ModDate": day}
        self._writer.add_metadata({f"/{key}": value for key, value in told.items()})
        packet = StreamObject()
        packet.set_data(xmp(texts, self._lang, made_at))
        packet.update(
            {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
        )
        self._writer.root_object[NameObject("/Metadata")] = self._writer._add_object(packet)
        file = io.BytesIO()
        self._writer.write(file)
        return file.getvalue()


def read_pdf(data: bytes) -> tuple[dict[str, str], str]:
    """The properties of a PDF, and the hash of what its pages show.

    Raises:
        ValueError: it is no PDF, or cannot be read without a password.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        texts = {key.removeprefix("/"): str(value) for key, value in (reader.metadata or {}).items()}
        texts = _texts_of_xmp(reader) | texts
        pages = [page_hash(page) for page in reader.pages]
    except (PyPdfError, KeyError, AttributeError, TypeError, RecursionError, OSError) as error:
        raise ValueError(str(error)) from error
    return texts, pages[0] if len(pages) == 1 else _of("\n".join(pages))


def _texts_of_xmp(reader: PdfReader) -> dict[str, str]:
    """What of ours stands in the XMP of a PDF whose older properties a program may have dropped."""
    packet = reader.root_object.get("/Metadata")
    data = packet.get_object().get_data() if packet is not None else b""
    return own_texts(data)


def page_hash(page: Any) -> str:
    """SHA-256 of a page and of all that it draws with: streams as they are unpacked."""
    digest = hashlib.sha256()
    _digest(page, digest, set())
    return digest.hexdigest()


def _of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(part: Any, digest: Any, seen: set[int]) -> None:
    if isinstance(part, IndirectObject):
        if part.idnum in seen:
            digest.update(b"again;")
            return
        seen.add(part.idnum)
        part = part.get_object()
    if isinstance(part, DictionaryObject):
        for key in sorted(str(key) for key in part if key not in _NOT_SHOWN):
            digest.update(f"{key}:".encode())
            _digest(part.raw_get(key), digest, seen)
    if isinstance(part, StreamObject):
        digest.update(part.get_data())
    elif isinstance(part, ArrayObject):
        for entry in part:
            _digest(entry, digest, seen)
    elif isinstance(part, FloatObject | NumberObject):
        digest.update(f"{float(part):.3f};".encode())
    elif not isinstance(part, DictionaryObject):
        digest.update(f"{part};".encode())
