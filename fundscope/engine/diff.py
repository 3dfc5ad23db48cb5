"""What differs between two states of the data: rows added, rows removed, every cell, and the totals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import duckdb
import pyarrow as pa

from fundscope.engine.catalogue import query
from fundscope.engine.release import open_release
from fundscope.model import Dataset, datasets
from fundscope.store import Release, Store, arrow_schema

_TOTALS = "headline/totals"
_TOTAL_TYPES = ("integer", "decimal")  # shares follow from these


@dataclass(frozen=True)
class DatasetDiff:
    """What differs in a dataset, by key, in the order of the key. Provenance does not count.

    ``added`` and ``removed`` are whole rows. ``cells`` has a row for each cell that differs in a row that
    both have: ``key`` (its parts with a space between), ``column``, ``before`` and ``after``, all as text,
    null where unknown. ``changed_count`` and ``same_count`` are rows.
    """

    dataset: Dataset
    added: pa.Table
    removed: pa.Table
    cells: pa.Table
    changed_count: int
    same_count: int

    @property
    def is_empty(self) -> bool:
        return not (self.added.num_rows or self.removed.num_rows or self.changed_count)


@dataclass(frozen=True)
class TotalDiff:
    """A column of ``headline/totals`` over all records: yuan (``_cny``) or pieces (``_count``)."""

    name: str
    before: Decimal | int
    after: Decimal | int

    @property
    def difference(self) -> Decimal | int:
        return self.after - self.before


@dataclass(frozen=True)
class ReleaseDiff:
    """What differs between two releases: the datasets that do, and every headline total."""

    before: Release
    after: Release
    datasets: tuple[DatasetDiff, ...]
    totals: tuple[TotalDiff, ...]


def diff_releases(store: Store, before: int, after: int) -> ReleaseDiff:
    """Compare two releases of a store, by their numbers.

    Raises:
        UnknownReleaseError: there is none of that number; says which there are.
    """
    older, newer = store.release(before), store.release(after)
    compared = (
        diff_tables(_table(store, older, name), _table(store, newer, name), dataset)
        for name, dataset in datasets().items()
        if _content_hash(older, name) != _content_hash(newer, name)
    )
    return ReleaseDiff(
        before=older,
        after=newer,
        datasets=tuple(diff for diff in compared if not diff.is_empty),
        totals=_diff_totals(store, before, after),
    )


def diff_tables(before: pa.Table, after: pa.Table, dataset: Dataset) -> DatasetDiff:
    """Compare two states of a dataset, both in its declared form."""
    same_key = " and ".join(f'before."{name}" is not distinct from after."{name}"' for name in dataset.key)
    with duckdb.connect() as connection:
        connection.register("before_table", before)
        connection.register("after_table", after)
        added = connection.sql(_rows_of_one_only("after", "before", same_key, dataset)).to_arrow_table()
        removed = connection.sql(_rows_of_one_only("before", "after", same_key, dataset)).to_arrow_table()
        connection.execute(_changed_sql(same_key, dataset))
        changed_count = connection.table("changed").count("*").fetchall()[0][0]
        cells = connection.sql(_cells_sql(dataset)).to_arrow_table()
    return DatasetDiff(
        dataset=dataset,
        added=added,
        removed=removed,
        cells=cells,
        changed_count=changed_count,
        same_count=before.num_rows - removed.num_rows - changed_count,
    )


# Only declared names are written into these statements.


def _key_of(rows: str, dataset: Dataset) -> str:
    return ", ".join(f'{rows}."{name}"' for name in dataset.key)


def _rows_of_one_only(here: str, there: str, same_key: str, dataset: Dataset) -> str:
    return f"""
        select {here}.*
        from {here}_table as {here}
        anti join {there}_table as {there} on {same_key}
        order by {_key_of(here, dataset)}
    """  # noqa: S608


def _changed_sql(same_key: str, dataset: Dataset) -> str:
    """The rows with one key and another content, each as two structs."""
    columns = ", ".join(f'"{column.name}"' for column in dataset.columns)
    return f"""
        create temp table changed as
        with before as (select {columns} from before_table),
        after as (select {columns} from after_table)
        select before, after
        from before
        join after on {same_key}
        where before is distinct from after
    """  # noqa: S608


def _cells_sql(dataset: Dataset) -> str:
    key = ", ".join(f'after."{name}"' for name in dataset.key)
    cells = " union all ".join(
        f"""
        select
            after,
            {place} as place,
            '{column.name}' as "column",
            cast(before."{column.name}" as varchar) as before_text,
            cast(after."{column.name}" as varchar) as after_text
        from changed
        where before."{column.name}" is distinct from after."{column.name}"
        """  # noqa: S608
        for place, column in enumerate(dataset.columns)
    )
    return f"""
        with cells as ({cells})
        select concat_ws(' ', {key}) as key, "column", before_text as before, after_text as after
        from cells
        order by {key}, place
    """  # noqa: S608


def _table(store: Store, release: Release, name: str) -> pa.Table:
    if name not in release.datasets:
        return arrow_schema(datasets()[name]).empty_table()
    return store.read(release, name)


def _content_hash(release: Release, name: str) -> str | None:
    return release.datasets[name].content_hash if name in release.datasets else None


def _diff_totals(store: Store, before: int, after: int) -> tuple[TotalDiff, ...]:
    (then,), (now,) = (open_release(store, number).arrow(_TOTALS).to_pylist() for number in (before, after))
    names = [column.name for column in query(_TOTALS).columns if column.type in _TOTAL_TYPES]
    return tuple(TotalDiff(name, then[name], now[name]) for name in names)
