"""PNG: the passport as text inside the picture, and the hash of its pixels."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Mapping

from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_METRES_PER_INCH = 0.0254


def pixels_hash(data: bytes) -> str:
    """SHA-256 of the pixels of a picture, whatever they are packed in."""
    with Image.open(io.BytesIO(data)) as picture:
        shown = picture.convert("RGBA")
        digest = hashlib.sha256(f"{shown.width}x{shown.height}\n".encode())
        digest.update(shown.tobytes())
    return digest.hexdigest()


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
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 12 + length
        yield data[at + 4 : at + 8], data[at:end]
        at = end


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def _itxt(key: str, value: str) -> bytes:
    return key.encode("latin-1") + b"\0\0\0\0\0" + value.encode()
