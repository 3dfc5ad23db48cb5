"""Which projects move a total between two states of the data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from fundscope.engine.moved_rows import MOST_MOVED
from fundscope.engine.release import OpenRelease

_ROWS = "explain/rows"


@dataclass(frozen=True)
class MovedProject:
    """A project that moves a number: what it counts for before and after (None: it does not count).

    ``upload``, ``sheet`` and ``row`` say where it now stands, or stood where it no longer does. ``all_cny``
    is what all projects together move, those not listed included.
    """

    project_id: str
    before_cny: Decimal | None
    after_cny: Decimal | None
    difference_cny: Decimal
    upload: str | None
    sheet: str | None
    row: int | None
    all_cny: Decimal


def moved_projects(
    before: OpenRelease, after: OpenRelease, rule: str, most: int = 5, **filters: Any
) -> tuple[MovedProject, ...]:
    """The projects that move a total most between two states, the largest first.

    ``rule`` is the counting rule; ``filters`` are those of the question ``explain/rows``.
    """
    with duckdb.connect(":memory:") as connection:
        connection.register("before_rows", before.arrow(_ROWS, rule=rule, **filters))
        connection.register("after_rows", after.arrow(_ROWS, rule=rule, **filters))
        rows = connection.execute(_PROJECTS_SQL, {"most": most}).fetchall()
    return tuple(MovedProject(*row) for row in rows)


_SIDES = ", ".join(
    f"""
    {state} as (
        select
            project_id as key,
            amount_cny as amount,
            upload,
            sheet,
            row
        from {state}_rows
    )
    """  # noqa: S608
    for state in ("before", "after")
)
_PROJECTS_SQL = f"with {_SIDES}, {MOST_MOVED}"
