"""From which cell each value of a row was read: kept with every file that is published.

The register ``origins`` remembers how a file was read and which of its columns became which field, so that
the original, which the store keeps, can be opened again years later at the very cell.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.check import Source
from fundscope.ingest.reading import Choices, SheetTable, Unreadable, read_file
from fundscope.ingest.stage import Staged
from fundscope.store import Store

_REGISTER = "origins"
_SCHEMA = pa.schema(
    [
        ("kept_at", pa.timestamp("us", tz="UTC")),
        ("dataset", pa.string()),
        ("upload", pa.string()),  # SHA-256
        ("sheet", pa.string()),
        ("header_rows", pa.string()),  # JSON, as are those that follow
        ("reading", pa.string()),
        ("columns", pa.string()),
    ]
)
# A larger file would keep a reader waiting for one cell.
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Cell:
    """A cell of an original file: where it is, under which header, and its text (None: blank).

    ``unit`` is the code of that in which its plain numbers were read, where they are money.
    """

    address: str
    header: str
    text: str | None
    unit: str | None


def keep_origins(store: Store, taken: Iterable[tuple[Source, Staged]]) -> None:
    """Remember how each published table was read from its file."""
    rows = [_row(staged, source) for source, staged in taken]
    if rows:
        store.append(_REGISTER, pa.Table.from_pylist(rows, _SCHEMA))


def _row(staged: Staged, source: Source) -> dict[str, Any]:
    columns = {
        column.field: {"letter": column.letter, "header": column.header, "unit": _unit(staged, column.field)}
        for column in staged.mapping
        if column.field is not None
    }
    return {
        "kept_at": datetime.now(UTC),
        "dataset": staged.dataset.name,
        "upload": staged.sha256,
        "sheet": staged.source.sheet,
        "header_rows": json.dumps(staged.source.header_rows),
        "reading": source.reading.to_json(),
        "columns": json.dumps(columns, ensure_ascii=False),
    }


def _unit(staged: Staged, field: str) -> str | None:
    used = staged.units.get(field)
    return None if used is None or used.unit is None else used.unit.code


def cells_of_row(store: Store, dataset: str, upload: str, sheet: str, row: int) -> dict[str, Cell] | None:
    """The cell of each field of one row, by field; None where it was not kept how the file was read.

    Raises:
        Unreadable: the file is too large to be opened for one cell, or can no longer be read.
        UnknownUploadError: the store does not have the file.
    """
    kept = [
        one
        for one in store.rows(_REGISTER, _SCHEMA).to_pylist()
        if (one["dataset"], one["upload"], one["sheet"]) == (dataset, upload, sheet)
    ]
    for origin in _latest(kept):
        table = _read_again(store, origin)
        place: int = -1 if table is None else pc.index(table.row_numbers, row).as_py()
        if table is not None and place >= 0:
            texts = {column.letter: column.texts[place].as_py() for column in table.columns}
            return {
                field: Cell(f"{said['letter']}{row}", said["header"], texts.get(said["letter"]), said["unit"])
                for field, said in json.loads(origin["columns"]).items()
            }
    return None


def _latest(kept: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """How each table of the sheet was read last; a sheet may have several, one below the other."""
    by_header: dict[str, Mapping[str, Any]] = {}
    for origin in sorted(kept, key=lambda one: one["kept_at"]):
        by_header[origin["header_rows"]] = origin
    return list(by_header.values())


def _read_again(store: Store, origin: Mapping[str, Any]) -> SheetTable | None:
    """The table of the original file as it was read when it was published."""
    upload = store.upload(origin["upload"])
    if upload.size_bytes > MOST_BYTES:
        raise Unreadable("too_large", file=upload.file_name)
    with tempfile.TemporaryDirectory(prefix="fundscope-origins-") as folder:
        path = Path(folder, "upload")
        path.write_bytes(store.read_upload(upload.sha256))
        reading = read_file(path, Choices.from_json(origin["reading"]), name=upload.file_name)
    place = origin["sheet"], tuple(json.loads(origin["header_rows"]))
    return next((table for table in reading.tables if (table.sheet, table.header_rows) == place), None)
