"""The tables that the project ships in ``data/published/``: published figures, code lists, rates."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from fundscope.ingest.reading.table import Kind, RawColumn, SheetTable
from fundscope.model import DATA_FOLDER


@dataclass(frozen=True)
class ReferenceSheet:
    """One file, its fingerprint and its table."""

    path: Path
    sha256: str
    table: SheetTable


def reference_sheets() -> dict[str, ReferenceSheet]:
    """Every file of ``data/published/`` by dataset, as a table to be staged like any other.

    They are ours, so they are read here and not in a child process; each has its header in row 1.
    """
    return {path.stem: _sheet(path) for path in sorted((DATA_FOLDER / "published").glob("*.csv"))}


def _sheet(path: Path) -> ReferenceSheet:
    data = path.read_bytes()
    header = data.split(b"\n", 1)[0].decode().strip().split(",")
    as_text = csv.ConvertOptions(
        column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    content = csv.read_csv(
        pa.BufferReader(data), csv.ReadOptions(use_threads=False), convert_options=as_text
    ).combine_chunks()
    columns = tuple(_raw_column(place, name, content) for place, name in enumerate(content.column_names))
    rows = pa.array(range(2, content.num_rows + 2), pa.int64())
    table = SheetTable(path.stem, (1,), rows, columns)
    return ReferenceSheet(path, hashlib.sha256(data).hexdigest(), table)


def _raw_column(place: int, name: str, content: pa.Table) -> RawColumn:
    texts = content.column(name).chunk(0)
    kinds = pa.array([Kind.BLANK if text is None else Kind.TEXT for text in texts.to_pylist()], pa.uint8())
    return RawColumn(name, _letter(place), texts, kinds)


def _letter(place: int) -> str:
    """A, B, … AA: the Excel letter of a column counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
