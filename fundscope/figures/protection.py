"""A figure fit to leave the house: no number in it tells of a single enterprise.

What is small is first put together with its like, in the records themselves, so that the figure's own query
adds up what is left: sectors, districts and rounds under the code ``withheld``, months with the months that
follow. Cells where two such axes cross are then left out of the answer, with as many others as it takes that
the totals do not tell them (``small_cells``). A figure that would still tell is not shown at all.

This protects one view of one figure. Two files of other filters may tell by their difference what neither
tells alone; a kit, which has one view, does not put them together.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.engine import OpenRelease, query
from fundscope.figures.small_cells import HiddenCells, SmallCellRule, hide_cells, is_sensitive
from fundscope.figures.view import WITHHELD_CODE

RULE = SmallCellRule()

# Axes whose small members can be put together.
_FOLDED = ("sector", "district", "round")
_FEN_PER_CNY = 100

Rows = list[dict[str, Any]]


class CannotProtectError(Exception):
    """No hiding makes the figure safe; ``axis`` is what is too small, or crosses too finely."""

    def __init__(self, axis: str) -> None:
        self.axis = axis
        super().__init__(axis)


@dataclass(frozen=True)
class Protected:
    """The records with what is small put together, and the cells to leave out of the answer.

    ``folded_count`` members of axes and ``merged_count`` months stand together with others.
    """

    release: OpenRelease
    axes: tuple[str, ...]
    hidden: frozenset[tuple[str, str]]
    folded_count: int
    merged_count: int

    def is_hidden(self, row: Any) -> bool:
        """Whether a row of the answer is a cell to be left out."""
        if len(self.axes) != 2:
            return False
        first, second = (str(row[axis]) for axis in self.axes)
        return (first, second) in self.hidden


def rests_on_enterprises(name: str) -> bool:
    """Whether a figure counts or adds up enterprises; others have nothing to hide."""
    return re.search(r"\b(projects|enterprises)\b", query(name).sql) is not None


def protect(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """What has to be put together and left out of a figure that is asked with these parameters.

    Raises:
        CannotProtectError: the figure tells of single enterprises whatever is hidden.
    """
    if "enterprises/cells_grouped" in query(name).uses:
        return _unchanged(name, release, params)
    axes = _axes(name)
    asked = {key: value for key, value in params.items() if key in query("projects/counted").param_names()}
    counted = release.arrow("projects/counted", **asked).to_pylist()
    rules = [params["rule"]] if "rule" in params else ["decided", "paid"]
    folds = {axis: _small_members(counted, axis, rules) for axis in axes if axis in _FOLDED}
    months = _merged_months(counted, rules) if "month_on" in axes else {}
    recoded = _recoded(release, folds, months)
    again = recoded.arrow("projects/counted", **asked).to_pylist()
    for axis in axes:
        if any(_is_any_sensitive(again, axis, rule) for rule in rules):
            raise CannotProtectError(axis)
    hidden: frozenset[tuple[str, str]] = frozenset()
    if len(axes) == 2:
        found = [hide_cells(_cells(again, *axes, rule), RULE) for rule in rules]
        if len(found) > 1 or not found[0].is_safe:
            raise CannotProtectError(axes[1])
        hidden = found[0].all
    return Protected(
        release=recoded,
        axes=axes,
        hidden=hidden,
        folded_count=sum(len(codes) for codes in folds.values()),
        merged_count=len(months),
    )


def _unchanged(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """The release as it is, for a figure of groups of enterprises none of which is small.

    Groups of thousands need no folding, and one that does is not shown: then the figure is kept back.
    """
    asked = {key: value for key, value in params.items() if key in query("enterprises/grouped").param_names()}
    measures = [field.name for field in query(name).columns if field.name in ("rd_cny", "revenue_cny")]
    cells: dict[str, dict[str, dict[str, int]]] = {}
    for row in release.arrow("enterprises/grouped", **asked).to_pylist():
        group = cells.setdefault(row["group_code"], {measure: {} for measure in ("count", *measures)})
        group["count"][row["enterprise_id"]] = 1
        for measure in measures:
            group[measure][row["enterprise_id"]] = int((row[measure] or 0) * _FEN_PER_CNY)
    if any(is_sensitive(given.values(), RULE) for group in cells.values() for given in group.values()):
        raise CannotProtectError("row")
    return Protected(release, (), frozenset(), folded_count=0, merged_count=0)


def _axes(name: str) -> tuple[str, ...]:
    """What the rows of a figure are of, as its grain says: each sector, each sector and half-year."""
    asked = query(name)
    if "projects/counted" not in asked.uses:
        raise CannotProtectError("row")
    columns = [field.name for field in asked.columns]
    if "source" in columns:
        # Records of a few hundred projects cross too finely for the bands of a flow.
        raise CannotProtectError("flow")
    if re.search(r"\b(project|enterprise|band)\b", asked.grain):
        raise CannotProtectError("row")
    axes = tuple(axis for axis, word in _AXES.items() if axis in columns and word in asked.grain)
    if len(axes) > 2 or not axes:
        raise CannotProtectError("row")
    return axes


# The columns that rows can be of, and the word that a grain has for each.
_AXES = {
    "fund_id": "fund",
    "sector": "sector",
    "district": "district",
    "round": "round",
    "half_year_on": "half-year",
    "month_on": "month",
}


def _place(row: Mapping[str, Any], axis: str) -> str:
    """Where a counted project stands on an axis, as the answer of a figure has it."""
    value = row["counted_on" if axis in ("half_year_on", "month_on") else axis]
    if isinstance(value, date):
        month = value.month if axis == "month_on" else 1 if value.month <= 6 else 7
        value = date(value.year, month, 1)
    return str(value)


def _cells(rows: Rows, first: str, second: str | None, rule: str) -> dict[tuple[str, str], dict[str, int]]:
    """What each enterprise gives to each cell, in fen. Projects of no known enterprise count as one."""
    cells: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        if row["rule"] == rule:
            key = _place(row, first), _place(row, second) if second else ""
            enterprise = row["enterprise_id"] or ""
            given = cells.setdefault(key, {})
            given[enterprise] = given.get(enterprise, 0) + int(row["amount_cny"] * _FEN_PER_CNY)
    return cells


def _is_any_sensitive(rows: Rows, axis: str, rule: str) -> bool:
    return any(is_sensitive(given.values(), RULE) for given in _cells(rows, axis, None, rule).values())


def _small_members(rows: Rows, axis: str, rules: list[str]) -> frozenset[str]:
    """The codes of an axis to put together, so that under no rule a sum over one of them tells."""
    found: list[HiddenCells] = [hide_cells(_cells(rows, axis, None, rule), RULE) for rule in rules]
    if not all(hidden.is_safe for hidden in found):
        raise CannotProtectError(axis)
    small = frozenset(code for hidden in found for code, _ in hidden.all)
    if small and small == {_place(row, axis) for row in rows}:
        raise CannotProtectError(axis)  # one sum of everything would be left
    return small


def _merged_months(rows: Rows, rules: list[str]) -> dict[date, date]:
    """The month that each month too small for itself is shown with: the end of a run that is not.

    What is left over at the end goes with the run before it.
    """
    given = {rule: _cells(rows, "month_on", None, rule) for rule in rules}
    months = sorted({month for rule in rules for month, _ in given[rule] if month != "None"})
    runs: list[list[str]] = [[]]
    for month in months:
        runs[-1].append(month)
        if not any(_is_run_sensitive(given[rule], runs[-1]) for rule in rules):
            runs.append([])
    left_over = runs.pop()
    if left_over and runs:
        runs[-1] += left_over
    elif left_over:
        raise CannotProtectError("month_on")
    return {
        date.fromisoformat(month): date.fromisoformat(run[-1])
        for run in runs
        for month in run
        if month != run[-1]
    }


def _is_run_sensitive(cells: Mapping[tuple[str, str], Mapping[str, int]], months: list[str]) -> bool:
    together: dict[str, int] = {}
    for enterprise, amount in itertools.chain.from_iterable(
        cells.get((month, ""), {}).items() for month in months
    ):
        together[enterprise] = together.get(enterprise, 0) + amount
    return is_sensitive(together.values(), RULE)


def _recoded(
    release: OpenRelease, folds: Mapping[str, frozenset[str]], months: Mapping[date, date]
) -> OpenRelease:
    """The release with its projects under the codes and in the months that they are shown with."""
    projects = release.table("projects")
    for axis, codes in folds.items():
        if codes:
            known = pc.fill_null(projects[axis], "unknown")
            is_small = pc.is_in(known, value_set=pa.array(sorted(codes), pa.string()))
            projects = _with(projects, axis, pc.if_else(is_small, WITHHELD_CODE, projects[axis]))
    for column in ("decided_on", "paid_on") if months else ():
        days = projects[column].to_pylist()
        moved = [day and months.get(day.replace(day=1), day) for day in days]
        projects = _with(projects, column, pa.array(moved, projects[column].type))
    return release.with_tables({"projects": projects})


def _with(table: pa.Table, column: str, values: Any) -> pa.Table:
    place = table.column_names.index(column)
    return table.set_column(place, table.field(column), values)
