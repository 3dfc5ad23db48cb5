"""What a file would change in a dataset: rows added, rows gone, and every cell that is another."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from fundscope.model import Dataset


@dataclass(frozen=True)
class Changed:
    """``added`` and ``removed`` are whole rows; ``cells`` has ``key``, ``column``, ``before`` and ``after``,
    all as text, a row for each cell that differs in a row that both have. Provenance does not count."""

    added: pa.Table
    removed: pa.Table
    cells: pa.Table
    changed_count: int
    same_count: int


def changed_rows(before: pa.Table, after: pa.Table, dataset: Dataset) -> Changed:
    """Compare two states of a dataset by its key."""
    with duckdb.connect() as connection:
        connection.register("before", before)
        connection.register("after", after)
        same_key = " and ".join(f'before."{name}" = after."{name}"' for name in dataset.key)
        added = connection.sql(f"select after.* from after anti join before on {same_key}")  # noqa: S608 declared names
        removed = connection.sql(f"select before.* from before anti join after on {same_key}")  # noqa: S608
        cells = connection.sql(_cells_sql(dataset, same_key)).to_arrow_table()
        both = connection.sql(f"select before.* from before semi join after on {same_key}").to_arrow_table()  # noqa: S608
        changed_count = len(cells.column("key").unique())
        return Changed(
            added.to_arrow_table(),
            removed.to_arrow_table(),
            cells,
            changed_count,
            both.num_rows - changed_count,
        )


def _cells_sql(dataset: Dataset, same_key: str) -> str:
    """One select a column, of the rows in which it differs; only declared names are written into it."""
    key = " || ' ' || ".join(f'cast(after."{name}" as varchar)' for name in dataset.key)
    selects = [
        f"select {key} as key, '{column.name}' as \"column\", "  # noqa: S608
        f'cast(before."{column.name}" as varchar) as before, cast(after."{column.name}" as varchar) as after '
        f"from before join after on {same_key} "
        f'where before."{column.name}" is distinct from after."{column.name}"'
        for column in dataset.columns
        if column.name not in dataset.key
    ]
    return " union all ".join(selects) + " order by key"
