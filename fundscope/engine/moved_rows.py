"""Which rows of a dataset differ between two states of the data, and by how much, the most first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import duckdb
import pyarrow as pa

from fundscope.engine.release import OpenRelease
from fundscope.model import datasets

_NUMBERS = ("money", "integer")

# The pairs that differ between ``before`` and ``after``, each with key, amount, upload, sheet and row.
MOST_MOVED = """
    paired as (
        select
            coalesce(after.key, before.key) as key,
            before.amount as before_amount,
            after.amount as after_amount,
            coalesce(after.amount, 0) - coalesce(before.amount, 0) as difference,
            coalesce(after.upload, before.upload) as upload,
            coalesce(after.sheet, before.sheet) as sheet,
            coalesce(after.row, before.row) as row
        from before
        full join after on after.key = before.key
    )

    select
        key,
        before_amount,
        after_amount,
        difference,
        upload,
        sheet,
        row,
        sum(difference) over () as all_differences
    from paired
    where difference <> 0
    order by abs(difference) desc, key
    limit $most
"""


@dataclass(frozen=True)
class MovedRow:
    """A row that moves: what its ``column`` is before and after, None where unknown or not there.

    Where no ``column`` is measured, the row itself is: 1 where it is there. ``key`` has its parts with a
    space between. ``upload``, ``sheet`` and ``row`` say where it now stands, or stood while it was there.
    ``all`` is what all rows together move, those not listed included.
    """

    dataset: str
    column: str | None
    key: str
    before: Decimal | None
    after: Decimal | None
    difference: Decimal
    upload: str | None
    sheet: str | None
    row: int | None
    all: Decimal


class MovedRows:
    """The rows that differ between two states, each read from them once."""

    def __init__(self, before: OpenRelease, after: OpenRelease) -> None:
        self._states = {"before": before, "after": after}
        self._tables: dict[str, dict[str, pa.Table]] = {}

    def changed(self, dataset: str) -> bool:
        """Whether any value of the dataset differs; where it came from does not count."""
        columns = [column.name for column in datasets()[dataset].columns]
        before, after = (self._of(dataset)[state].select(columns) for state in self._states)
        return not before.equals(after)

    def most(
        self, dataset: str, column: str | None, filters: Mapping[str, str | None], most: int
    ) -> tuple[MovedRow, ...]:
        """The rows that move most: by a number of theirs, by a mark, or by being there.

        ``filters`` keep the rows, in either state, that have these values; None is unknown.
        """
        with duckdb.connect(":memory:") as connection:
            for state, table in self._of(dataset).items():
                connection.register(f"{state}_rows", table)
            sql, values = _moved_sql(dataset, column, filters)
            rows = connection.execute(sql, {**values, "most": most}).fetchall()
        return tuple(MovedRow(dataset, column, *row) for row in rows)

    def _of(self, dataset: str) -> dict[str, pa.Table]:
        if dataset not in self._tables:
            self._tables[dataset] = {state: release.table(dataset) for state, release in self._states.items()}
        return self._tables[dataset]


# Only declared names are written into the statement.


def _moved_sql(
    dataset: str, column: str | None, filters: Mapping[str, str | None]
) -> tuple[str, dict[str, str | None]]:
    declared = datasets()[dataset]
    key = ", ".join(f'cast("{name}" as varchar)' for name in declared.key)
    names = [name for name in filters if name in declared.by_name]
    kept = " and ".join(f'cast("{name}" as varchar) is not distinct from ${name}' for name in names)
    if column is None:
        measured = "1"
    elif declared.column(column).type in _NUMBERS:
        measured = f'"{column}"'
    else:
        measured = f'case when "{column}" then 1 end'
    sides = ", ".join(
        f"""
        {state} as (
            select
                concat_ws(' ', {key}) as key,
                cast({measured} as decimal(38, 2)) as amount,
                _source as upload,
                _sheet as sheet,
                _row as row
            from {state}_rows
            where {kept or "true"}
        )
        """  # noqa: S608
        for state in ("before", "after")
    )
    sql = f"with {sides}, {MOST_MOVED}"
    return sql, {name: filters[name] for name in names}
