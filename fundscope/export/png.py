"""PNG: the passport as text inside the picture, and the hash of the picture."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Mapping

from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_METRES_PER_INCH = 0.0254


def picture_hash(data: bytes) -> str:
    """SHA-256 of the picture in a PNG as it is packed, without what else is written into the file.

    To unpack it would take a fifth of the time that drawing takes. So a program that packs the same pixels
    otherwise changes the hash: ``same_pixels`` tells whether that is all it did.
    """
    digest = hashlib.sha256()
    for kind, raw in _chunks(data):
        if kind in (b"IHDR", b"IDAT"):
            digest.update(raw[8:-4])
    return digest.hexdigest()


def same_pixels(one: bytes, other: bytes) -> bool:
    """Whether two pictures show the same, pixel by pixel, however they are packed."""
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        return (
            first.size == second.size and first.convert("RGBA").tobytes() == second.convert("RGBA").tobytes()
        )


def with_texts(data: bytes, texts: Mapping[str, str], dots_per_inch: float | None = None) -> bytes:
    """The PNG with texts (iTXt, UTF-8) and the density of its pixels; the picture itself stays as it is."""
    chunks = list(_chunks(data))
    own = [_chunk(b"iTXt", _itxt(key, value)) for key, value in texts.items()]
    if dots_per_inch:
        dots = round(dots_per_inch / _METRES_PER_INCH)
        own.insert(0, _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)))
    head, *rest = (raw for kind, raw in chunks if kind != b"pHYs")
    return b"".join((_SIGNATURE, head, *own, *rest))


def texts_of(data: bytes) -> dict[str, str]:
    """The texts inside a PNG, whichever of its three kinds of text they are in."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return {str(key): value for key, value in picture.info.items() if isinstance(value, str)}


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 12 + length
        yield data[at + 4 : at + 8], data[at:end]
        at = end


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def _itxt(key: str, value: str) -> bytes:
    return key.encode("latin-1") + b"\0\0\0\0\0" + value.encode()
