"""What differs between the answers that two states of the data give to one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from fundscope.engine.catalogue import Field, Query, query
from fundscope.engine.release import OpenRelease

# What a row is about is said by its other columns: these are measured, named beside it, or only order it.
_MEASURES = ("_cny", "_count", "_value", "_multiple")
_SHARES = ("_share",)
_NOT_KEYS = ("_rank", "_nodes", "_zh", "_en")
_REPEATED = "total_"


@dataclass(frozen=True)
class Mover:
    """A number of one row of an answer that moves: ``key`` is what the row is about, by column."""

    key: Mapping[str, Any]
    column: str
    before: Decimal | None
    after: Decimal | None
    difference: Decimal


@dataclass(frozen=True)
class AnswerDiff:
    """How an answer moves: ``moved_count`` of its ``row_count`` rows, and of the movers the largest.

    Shares of a whole follow from the rest, and so count only where a question gives nothing else.
    """

    moved_count: int
    row_count: int
    largest: Mover | None


def diff_answers(name: str, before: OpenRelease, after: OpenRelease, **params: Any) -> AnswerDiff:
    """Ask two states of the data one question, and compare the answers row by row.

    A number that a row has in one answer only counts as nothing in the other.
    """
    asked = query(name)
    keys, measures = _keys(asked), _measures(asked)
    with duckdb.connect(":memory:") as connection:
        connection.register("before_answer", before.arrow(name, **params))
        connection.register("after_answer", after.arrow(name, **params))
        if not measures:
            return AnswerDiff(0, 0, None)
        connection.execute(_moved_sql(keys, measures))
        moved_count, row_count = connection.sql(
            "select count(distinct place) filter (where difference <> 0), count(distinct place) from moved"
        ).fetchall()[0]
        movers = connection.sql(_largest_sql(keys)).fetchall()
    largest = None
    if movers:
        *values, column, then, now, difference = movers[0]
        largest = Mover(dict(zip(keys, values, strict=True)), column, then, now, difference)
    return AnswerDiff(moved_count, row_count, largest)


def _is_measure(column: Field, ends: tuple[str, ...]) -> bool:
    is_number = column.type in ("decimal", "integer", "share")
    is_own = not column.name.startswith(_REPEATED)
    return is_number and is_own and (column.name.endswith(ends) or column.name.startswith("days_"))


def _measures(asked: Query) -> list[str]:
    numbers = [column.name for column in asked.columns if _is_measure(column, _MEASURES)]
    return numbers or [column.name for column in asked.columns if _is_measure(column, _SHARES)]


def _keys(asked: Query) -> list[str]:
    return [
        column.name
        for column in asked.columns
        if not _is_measure(column, (*_MEASURES, *_SHARES))
        and not column.name.endswith(_NOT_KEYS)
        and not column.name.startswith(_REPEATED)
    ]


# Only names from the headers of the catalogue are written into these statements.


def _moved_sql(keys: list[str], measures: list[str]) -> str:
    """A row for each number: the row of the answer it belongs to, before, after and the difference."""
    listed = ", ".join(f'"{key}"' for key in keys)
    partition = f"partition by {listed}" if keys else ""
    numbered = f"select *, row_number() over ({partition}) as copy from"
    same = " and ".join(f'before."{key}" is not distinct from after."{key}"' for key in (*keys, "copy"))
    named = "".join(f'coalesce(after."{key}", before."{key}") as "{key}", ' for key in keys)
    key_list = "".join(f'"{key}", ' for key in keys)
    numbers = " union all ".join(
        f"select {key_list} place, {rank} as rank, '{measure}' as measure, "  # noqa: S608
        f'"before_{measure}" as before, "after_{measure}" as after '
        "from paired"
        for rank, measure in enumerate(measures)
    )
    sides = ", ".join(
        f'cast({side}."{measure}" as decimal(38, 6)) as "{side}_{measure}"'
        for measure in measures
        for side in ("before", "after")
    )
    return f"""
        create temp table moved as
        with before as ({numbered} before_answer),
        after as ({numbered} after_answer),
        paired as (
            select {named} row_number() over () as place, {sides}
            from before
            full join after on {same}
        ),
        numbers as ({numbers})
        select *, coalesce(after, 0) - coalesce(before, 0) as difference
        from numbers
    """  # noqa: S608


def _largest_sql(keys: list[str]) -> str:
    """The largest mover: money before counts, since one cannot be weighed against the other."""
    listed = "".join(f'"{key}", ' for key in keys)
    return f"""
        select {listed} measure, before, after, difference
        from moved
        where difference <> 0
        order by case when ends_with(measure, '_cny') then 0 else 1 end, abs(difference) desc, rank, place
        limit 1
    """  # noqa: S608
