"""Text files: csv, tsv and their kin.

A file of ordinary size goes through the same layout as a sheet. A large one goes straight from bytes to
Arrow columns; only its first and last rows are looked at one by one.
"""

from __future__ import annotations

import mmap
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from .choices import Choices
from .decimal_comma import with_decimal_points
from .delimiter import Dialect, tell_decimal, tell_dialect
from .encoding import decoded, encoding_of
from .grid import Grid
from .large import read_large
from .layout import tables_of
from .look import EXCEL_ERRORS
from .ragged import Bytes
from .table import Kind, Reading, SheetTable
from .unreadable import Unreadable

# Above this size a cell-by-cell reading would take seconds.
LARGE_BYTES = 5_000_000
SAMPLE_CHARACTERS = 200_000


def _mapped(path: Path) -> Bytes:
    """The bytes of a large file, of which only those that are looked at take up memory."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def read_delimited(path: Path, name: str, choices: Choices) -> Reading:
    """The table of a text file, or the tables, where several stand one under another."""
    is_large = path.stat().st_size > LARGE_BYTES
    data = _mapped(path) if is_large else path.read_bytes()
    encoding = encoding_of(data, choices.encoding)
    sample = decoded(data[: 4 * SAMPLE_CHARACTERS], encoding.codec)[:SAMPLE_CHARACTERS]
    dialect = tell_dialect(sample, choices.delimiter)
    sheet = Path(name).stem
    tables = None
    if is_large:
        large = read_large(data, encoding.codec, dialect, sample=sample, sheet=sheet, choices=choices)
        tables = None if large is None else [large]
    notes: list[tuple[str, dict[str, str]]] = [(encoding.key, {"encoding": encoding.codec})]
    if tables is None:
        text = decoded(data[:], encoding.codec)
        if bad := text.count("\ufffd"):
            notes.append(("reading.bad_bytes", {"count": str(bad)}))
        tables = tables_of(Grid(sheet, list(dialect.rows(text))), choices)
    if not tables:
        raise Unreadable("no_table")
    tables = list(map(_with_errors, tables))
    decimal = choices.decimal or tell_decimal(_sample_rows(dialect, sample))
    if decimal == ",":
        notes.append(("reading.decimal_comma", {}))
        tables = [with_decimal_points(table) for table in tables]
    return Reading(
        file_name=name,
        format="tsv" if dialect.delimiter == "\t" else "csv",
        tables=tuple(tables),
        encoding=encoding.codec,
        delimiter=dialect.delimiter,
        decimal=decimal,
        notes=tuple(notes),
    )


def _with_errors(table: SheetTable) -> SheetTable:
    """The table with Excel's errors as such: they are no texts that somebody typed."""
    columns, evidence = [], list(table.evidence)
    for column in table.columns:
        is_error = pc.is_in(column.texts, value_set=pa.array(EXCEL_ERRORS))
        if pc.any(is_error).as_py():
            kinds = pc.if_else(is_error, pa.scalar(int(Kind.ERROR), pa.uint8()), column.kinds)
            column = replace(column, kinds=kinds)  # noqa: PLW2901
            evidence.append(("reading.layout.errors", {"column": column.header}))
        columns.append(column)
    return replace(table, columns=tuple(columns), evidence=tuple(evidence))


def _sample_rows(dialect: Dialect, sample: str) -> list[list[str]]:
    return list(dialect.rows(sample))[:500]
