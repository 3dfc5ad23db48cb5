"""What a table of a dataset must look like, and the fingerprint of what is in it."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from fundscope.model import Dataset
from fundscope.store.errors import TableMismatchError

_ARROW_TYPES = {
    "varchar": pa.string(),
    "decimal(18, 2)": pa.decimal128(18, 2),
    "decimal(18, 4)": pa.decimal128(18, 4),
    "bigint": pa.int64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def arrow_schema(dataset: Dataset) -> pa.Schema:
    """The columns and Arrow types that every stored table of the dataset has, provenance last."""
    return pa.schema([(name, _ARROW_TYPES[sql_type]) for name, sql_type in dataset.sql_columns])


def require_declared_form(dataset: Dataset, table: pa.Table) -> None:
    """Pass a table that has exactly the declared columns, in order, and their types.

    Raises:
        TableMismatchError: lists what is missing (-column), not declared (+column) or of another type
            (column found ≠ declared), or else the columns in the wrong order.
    """
    declared = arrow_schema(dataset)
    if table.schema.equals(declared):
        return
    missing = [name for name in declared.names if name not in table.column_names]
    surplus = [name for name in table.column_names if name not in declared.names]
    mistyped = [
        f"{field.name} {table.schema.field(field.name).type} ≠ {field.type}"
        for field in declared
        if table.column_names.count(field.name) == 1 and table.schema.field(field.name).type != field.type
    ]
    found = [f"-{name}" for name in missing] + [f"+{name}" for name in surplus] + mistyped
    raise TableMismatchError(
        dataset=dataset.name,
        found=", ".join(found or table.column_names),
        declared=", ".join(declared.names),
    )


class _Digesting(io.RawIOBase):
    """A file that keeps nothing but the SHA-256 of what is written to it."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.digest.update(data)
        return len(data)


def content_hash(dataset: Dataset, table: pa.Table) -> str:
    """SHA-256 of the table as CSV, its rows sorted by key and then by every other column.

    A dataset is a set of rows, so their order does not count; provenance does. The CSV is that of
    ``pyarrow.csv``: UTF-8, header, text always quoted and unknown never, so that empty text differs
    from unknown.
    """
    others = [name for name in table.column_names if name not in dataset.key]
    order = [(name, "ascending") for name in (*dataset.key, *others)]
    with _Digesting() as file:
        csv.write_csv(table.take(pc.sort_indices(table, sort_keys=order)), file)
    return file.digest.hexdigest()


def sample_rows(dataset: Dataset, table: pa.Table) -> int:
    """How many rows bear the declared mark of made-up records."""
    if dataset.sample_mark is None:
        return 0
    marked = pc.starts_with(table.column(dataset.sample_mark.column), pattern=dataset.sample_mark.prefix)
    return int(pc.sum(marked).as_py() or 0)
