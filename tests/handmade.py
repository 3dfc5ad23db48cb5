"""Releases made of a few rows written out by hand: what tests of queries and figures ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from fundscope.engine import OpenRelease, hold_tables
from fundscope.model import datasets
from fundscope.store import DatasetVersion, Release, arrow_schema
from fundscope.store.content import sample_rows

Row = dict[str, Any]


def table_of(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of a dataset in its declared form. A column not given is unknown; a day may be ISO text."""
    schema = arrow_schema(datasets()[name])
    if unknown := {column for row in rows for column in row} - set(schema.names):
        raise ValueError(f"{name} has no column {', '.join(sorted(unknown))}.")
    days = {field.name for field in schema if pa.types.is_date(field.type)}
    typed = [
        {
            column: date.fromisoformat(value) if column in days and isinstance(value, str) else value
            for column, value in row.items()
        }
        for row in rows
    ]
    return pa.Table.from_pylist(typed, schema)


def release_of(**rows: Sequence[Row]) -> OpenRelease:
    """Release 7 of 6 January 2025, holding these rows and no others: ``release_of(funds=[...])``."""
    tables = {name: table_of(name, rows.get(name, ())) for name in datasets()}
    versions = {
        name: DatasetVersion(0, table.num_rows, "", sample_rows(datasets()[name], table), ())
        for name, table in tables.items()
    }
    release = Release(
        number=7,
        published_at=datetime(2025, 1, 6, 9, 30, tzinfo=UTC),
        author="A. Nalyst",
        message="Made by hand",
        base=None,
        restored_from=None,
        datasets=versions,
        uploads=(),
        checks=(),
        waivers=(),
    )
    return hold_tables(release, tables)


def answer(release: OpenRelease, name: str, *columns: str, **params: Any) -> list[tuple[Any, ...]]:
    """The rows of a query's answer in their order, each as a tuple of the named columns (all if none)."""
    table = release.arrow(name, **params)
    return list(
        zip(*(table.column(column).to_pylist() for column in columns or table.column_names), strict=True)
    )


MILLION = 1_000_000


def _city(path: Path) -> list[Row]:
    types = {field.name: field.type for field in arrow_schema(datasets()[path.stem])}
    unknown_where_empty = csv.ConvertOptions(column_types=types, strings_can_be_null=True)
    rows: list[Row] = csv.read_csv(path, convert_options=unknown_where_empty).to_pylist()
    return rows


# A city that fits on a screen, ``tests/city/*.csv``: 650.5 million yuan decided, 340 million paid. F02 has
# a Chinese name and no other; of P4 nothing is known but fund, enterprise, day and amount.
CITY = {path.stem: _city(path) for path in sorted((Path(__file__).parent / "city").glob("*.csv"))}
