"""A large text file whose rows differ in width: a piece of its rows at a time into columns of text."""

from __future__ import annotations

import codecs
import io
import mmap
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from .delimiter import Dialect

Bytes = bytes | mmap.mmap

_PIECE_ROWS = 50_000
_PIECE_BYTES = 1 << 20


def ragged_columns(data: Bytes, codec: str, dialect: Dialect, rows_above: int) -> pa.Table:
    """All rows below the first ``rows_above``, as wide as the widest; what is blank or missing is null."""
    rows = dialect.rows(_lines(data, codec))
    for _ in islice(rows, rows_above):
        pass
    pieces: list[list[pa.Array]] = []
    lengths: list[int] = []
    while piece := list(islice(rows, _PIECE_ROWS)):
        width = max(map(len, piece))
        whole = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in piece]
        pieces.append([_texts(cells) for cells in zip(*whole, strict=True)])
        lengths.append(len(piece))
    width = max(map(len, pieces), default=0)
    names = [str(column) for column in range(width)]
    chunks = [
        [
            piece[column] if column < len(piece) else pa.nulls(length, pa.string())
            for piece, length in zip(pieces, lengths, strict=True)
        ]
        for column in range(width)
    ]
    return pa.table([pa.chunked_array(one, pa.string()) for one in chunks], names)


def _lines(data: Bytes, codec: str) -> Iterator[str]:
    """Lines with their ends, decoded a piece at a time."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    view, rest = memoryview(data), ""
    for start in range(0, len(data), _PIECE_BYTES):
        text = rest + decoder.decode(view[start : start + _PIECE_BYTES], final=False).replace("\x00", "")
        lines = list(io.StringIO(text if start else text.removeprefix("\ufeff"), newline=""))
        rest = lines.pop() if lines else ""
        yield from lines
    yield from io.StringIO(rest + decoder.decode(b"", final=True), newline="")


def _texts(cells: tuple[str, ...]) -> pa.Array:
    return pa.array([cell or None for cell in cells], pa.string())
