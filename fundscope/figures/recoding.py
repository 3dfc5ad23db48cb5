"""Records with what is small put together, so that a figure's own query adds up what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.engine import OpenRelease
from fundscope.figures.audit import told_by
from fundscope.figures.contributions import Row, cells_of, place, sums_of, together
from fundscope.figures.protected import CannotProtectError
from fundscope.figures.small_cells import RULE, Cells, hide_alike, is_sensitive
from fundscope.figures.view import UNKNOWN_CODE, WITHHELD_CODE

# Axes whose small members can be put together.
FOLDED = ("sector", "district", "round")


def small_members(axis: str, tables: Sequence[Cells]) -> frozenset[str]:
    """The codes of an axis to put together, so that in none of the tables a sum over one of them tells.

    Raises:
        CannotProtectError: even all of them together would.
    """
    hidden = hide_alike(tables, RULE)
    small = frozenset(code for code, _ in hidden or ())
    if hidden is None or (small and small >= {code for cells in tables for code, _ in cells}):
        raise CannotProtectError(axis)  # one sum of everything would be left
    return small


def recoded(
    release: OpenRelease,
    folds: Mapping[str, frozenset[str]],
    params: Mapping[str, Any],
    months: Mapping[date, date] | None = None,
    records: Iterable[str] = ("projects",),
) -> tuple[OpenRelease, dict[str, Any]]:
    """The release with its records under the codes and in the months that they are shown with.

    A filter over codes that are put together is heeded here, since the question could not find them any
    more: the parameters that come back are without it. ``records`` are datasets and answers that are kept.
    """
    folds = {axis: codes for axis, codes in folds.items() if codes}
    tables = {name: release.table(name) for name in records} if folds or months else {}
    for axis, codes in folds.items():
        for name, table in tables.items():
            tables[name] = _folded(table, axis, codes, params.get(axis))
    for column in ("decided_on", "paid_on") if months else ():
        days = tables["projects"][column].to_pylist()
        moved = [day and (months or {}).get(day.replace(day=1), day) for day in days]
        kind = tables["projects"][column].type
        tables["projects"] = _with(tables["projects"], column, pa.array(moved, kind))
    left = {name: None if name in folds else value for name, value in params.items()}
    return release.with_tables(tables) if tables else release, left


def _folded(table: pa.Table, axis: str, codes: frozenset[str], chosen: Sequence[str] | None) -> pa.Table:
    known = pc.fill_null(table[axis], UNKNOWN_CODE)
    is_small = pc.is_in(known, value_set=pa.array(sorted(codes), pa.string()))
    folded = _with(table, axis, pc.if_else(is_small, WITHHELD_CODE, table[axis]))
    if not chosen:
        return folded
    return folded.filter(pc.is_in(known, value_set=pa.array(list(chosen), pa.string())))


def _with(table: pa.Table, column: str, values: Any) -> pa.Table:
    at = table.column_names.index(column)
    return table.set_column(at, table.field(column), values)


def merged_months(rows: Sequence[Row], rules: Sequence[str]) -> dict[date, date]:
    """The month that each month too small for itself is shown with: the end of a run that is not.

    What is left over at the end goes with the run before it. Where two rules are shown, months of the one
    less those of the other may still tell; then more runs are put together, those that help most first.
    """
    given = {rule: cells_of(rows, ("month_on",), rule) for rule in rules}
    months = sorted({place(row, "month_on") for row in rows if row["rule"] in rules} - {"None"})

    def tells(run: Sequence[str]) -> bool:
        keys = [(month, "") for month in run]
        return any(is_sensitive(together(cells, keys).values(), RULE) for cells in given.values())

    found = runs(months, tells, "month_on") if months else []
    while len(rules) > 1 and len(found) > 1 and _told(rows, rules, found):
        coarser = [[*found[:at], found[at] + found[at + 1], *found[at + 2 :]] for at in range(len(found) - 1)]
        found = min(coarser, key=lambda each: len(_told(rows, rules, each)))
    return {
        date.fromisoformat(month): date.fromisoformat(run[-1])
        for run in found
        for month in run
        if month != run[-1]
    }


def _told(rows: Sequence[Row], rules: Sequence[str], found: Sequence[Sequence[str]]) -> frozenset[str]:
    """Of which enterprises the runs of months tell together."""
    run_of = {month: run[-1] for run in found for month in run}
    placed = [row | {"run": run_of.get(place(row, "month_on"), "")} for row in rows]
    return told_by(sums_of(placed, ("run",), rules))


def runs(members: Sequence[str], tells: Any, axis: str) -> list[list[str]]:
    """Neighbours put together, as few as it takes that no run tells; the rest goes with the last one.

    Raises:
        CannotProtectError: even all of them together would tell.
    """
    found: list[list[str]] = [[]]
    for member in members:
        found[-1].append(member)
        if not tells(found[-1]):
            found.append([])
    left_over = found.pop()
    if left_over and not found:
        raise CannotProtectError(axis)
    if left_over:
        found[-1] += left_over
        if tells(found[-1]):  # rare: a large one at the end dominates what was safe
            raise CannotProtectError(axis)
    return found
