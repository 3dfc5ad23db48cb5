"""Tables as the reader hands them over, written out by hand, and checked without a child process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from fundscope.ingest import Checked, HandedIn, Source, StagingChoices, check_files
from fundscope.ingest.reading import Kind, RawColumn, Reading, SheetTable
from fundscope.model import datasets
from fundscope.store import Store, Upload
from tests.handmade import CITY, table_of

KNOWN = {name: table_of(name, CITY.get(name, ())) for name in datasets()}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def sheet(
    headers: Sequence[str],
    *rows: Sequence[str | None],
    name: str = "台账",
    formats: Mapping[str, Sequence[str]] | None = None,
    **more: Any,
) -> SheetTable:
    """A table with its header in row 1; cells are texts, and numbers where a number format is given."""
    columns = []
    for place, header in enumerate(headers):
        texts = pa.array([row[place] for row in rows], pa.string())
        written = (formats or {}).get(header)
        filled = Kind.NUMBER if written else Kind.TEXT
        kinds = pa.array([Kind.BLANK if text is None else filled for text in texts.to_pylist()], pa.uint8())
        in_formats = pa.array(written, pa.string()).dictionary_encode() if written else None
        columns.append(RawColumn(header, _LETTERS[place], texts, kinds, in_formats))
    numbers = pa.array(range(2, len(rows) + 2), pa.int64())
    return SheetTable(name, (1,), numbers, tuple(columns), **more)


def handed_in(table: SheetTable, file_name: str = "台账.xlsx", **chosen: Any) -> Source:
    """The table as a file that was handed in; its SHA-256 is that of its cells."""
    cells = repr([(column.header, column.texts.to_pylist()) for column in table.columns])
    upload = Upload(hashlib.sha256(cells.encode()).hexdigest(), file_name, len(cells))
    staging = StagingChoices(chosen.pop("fields", {}), chosen.pop("units", {}))
    reading = Reading(file_name, "xlsx", (table,))
    return Source("projects", HandedIn(upload, reading), staging=staging, **chosen)


def check(store: Store, dataset: str, *sources: Source) -> Checked:
    return check_files(store, [replace(source, dataset=dataset) for source in sources])


PROJECTS = ("项目编号", "基金编号", "企业编号", "决策日期", "决策金额（万元）")


def project(number: str, amount: str | None = "1000", **changed: str) -> list[str | None]:
    """A row under ``PROJECTS``: a project of 10 million yuan that breaks no rule."""
    row = {"项目编号": number, "基金编号": "F01", "企业编号": "E1", "决策日期": "2024-06-18"} | changed
    return [*row.values(), amount]
