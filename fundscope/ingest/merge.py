"""How the rows of a file come together with those of the last release."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import duckdb
import pyarrow as pa

from fundscope.model import PROVENANCE, Dataset
from fundscope.store import arrow_schema

# Replace the whole dataset, add rows to it, or change the rows that have the same key and add the others.
Mode = Literal["replace", "add", "update"]


def merge(before: pa.Table, new: pa.Table, dataset: Dataset, mode: Mode, given: Collection[str]) -> pa.Table:
    """The dataset as it would be.

    ``given`` are the columns that the file has: an update changes these, also to unknown, and leaves the
    others of a row as they were.
    """
    if mode == "replace" or not before.num_rows:
        return new
    if mode == "add":
        # In one piece, since each piece would become a file of the release.
        return pa.concat_tables([before, new]).combine_chunks()
    return _updated(before, new, dataset, given)


def _updated(before: pa.Table, new: pa.Table, dataset: Dataset, given: Collection[str]) -> pa.Table:
    changed = {*given, *(name for name, _ in PROVENANCE)}
    columns = ",\n".join(
        f'case when new._row is not null then new."{name}" else before."{name}" end as "{name}"'
        if name in changed
        else f'coalesce(before."{name}", new."{name}") as "{name}"'
        for name, _ in dataset.sql_columns
    )
    same_key = " and ".join(f'before."{name}" = new."{name}"' for name in dataset.key)
    # Only declared names are written into the statement.
    sql = f"""
        select {columns}
        from before
        full join new on {same_key}
        order by before._row nulls last, new._row
    """  # noqa: S608
    with duckdb.connect(":memory:") as connection:
        connection.register("before", before)
        connection.register("new", new)
        table: pa.Table = connection.sql(sql).to_arrow_table()
        return table.cast(arrow_schema(dataset))
