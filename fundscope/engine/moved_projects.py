"""Which projects move a total between two states of the data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

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
        connection.register("before", before.arrow(_ROWS, rule=rule, **filters))
        connection.register("after", after.arrow(_ROWS, rule=rule, **filters))
        rows = connection.execute(_PROJECTS_SQL, {"most": most}).fetchall()
    return tuple(MovedProject(*row) for row in rows)


_PROJECTS_SQL = """
    with paired as (
        select
            coalesce(after.project_id, before.project_id) as project_id,
            before.amount_cny as before_cny,
            after.amount_cny as after_cny,
            coalesce(after.amount_cny, 0) - coalesce(before.amount_cny, 0) as difference_cny,
            coalesce(after.upload, before.upload) as upload,
            coalesce(after.sheet, before.sheet) as sheet,
            coalesce(after.row, before.row) as row
        from before
        full join after on after.project_id = before.project_id
    )

    select
        project_id,
        before_cny,
        after_cny,
        difference_cny,
        upload,
        sheet,
        row,
        sum(difference_cny) over () as all_cny
    from paired
    where difference_cny <> 0
    order by abs(difference_cny) desc, project_id
    limit $most
"""
