"""A figure fit to leave the house: no number in it tells of a single enterprise.

What is small is first put together with its like, in the records themselves, so that the figure's own query
adds up what is left: sectors, districts and rounds under the code ``withheld``, months with the months that
follow, bands with their neighbours, steps of a bridge with each other. Cells where two such axes cross are
then left out of the answer, with as many others as it takes that the totals do not tell them
(``small_cells``). What is the amount of one project, the largest or the one in the middle, is left out too. A
figure that would still tell is not shown at all, and says why.

This protects one view of one figure. What several tell together is for ``audit`` to find.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from fundscope.engine import OpenRelease, query
from fundscope.figures.audit import TooManyAmountsError, told_by
from fundscope.figures.contributions import UNPAID, cells_of, counted, sums_of
from fundscope.figures.protected import CannotProtectError, Protected, only, tells_of_one, without
from fundscope.figures.protection_of_bands import protect_bands, protect_steps
from fundscope.figures.protection_of_crossings import protect_flow, protect_quotients
from fundscope.figures.protection_of_enterprises import protect_districts, protect_gaps, protect_groups
from fundscope.figures.protection_of_funds import protect_funds
from fundscope.figures.recoding import FOLDED, merged_months, recoded, small_members
from fundscope.figures.small_cells import RULE, Key, hide_alike, hide_cells

# The columns that rows can be of, and the word that a grain has for each.
_AXES = {
    "fund_id": "fund",
    "sector": "sector",
    "district": "district",
    "round": "round",
    "half_year_on": "half-year",
    "month_on": "month",
}
_TOTALS = ("decided", "paid", UNPAID)
_DATED = ("half_year_on", "month_on")

# How a figure is protected, by the question that its own is built on.
_BUILT_ON = {
    "bridge/changes": protect_steps,
    "enterprises/cells_grouped": protect_groups,
    "districts/measures": protect_districts,
    "funds/measures": protect_funds,
}


def rests_on_enterprises(name: str) -> bool:
    """Whether a figure counts or adds up enterprises; others have nothing to hide."""
    return re.search(r"\b(projects|enterprises)\b", query(name).sql) is not None


def totals_tell(release: OpenRelease, params: Mapping[str, Any]) -> bool:
    """Whether what is decided, paid or waits to be paid under these filters tells of one enterprise."""
    rows = counted(release, params)
    tables = [cells_of([row | {"whole": ""} for row in rows], ("whole",), rule) for rule in _TOTALS]
    return any(hide_cells(cells, RULE).sensitive for cells in tables)


def protect(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """What has to be put together and left out of a figure that is asked with these parameters.

    Raises:
        CannotProtectError: the figure tells of single enterprises whatever is hidden.
    """
    protected = _protected(name, release, params)
    try:
        tells = told_by(protected.sums)
    except TooManyAmountsError:
        tells = frozenset("?")
    if tells:
        raise CannotProtectError("together")
    single = tells_of_one(name)

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        left = protected.shown(table)
        return without(left, single, [True] * len(left)) if single else left

    return replace(protected, shown=shown, done=dict(protected.done) | {"single": len(single)})


def _protected(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    asked = query(name)
    for built_on, way in _BUILT_ON.items():
        if built_on in asked.uses:
            return way(name, release, params)
    if "gaps/cumulative" in asked.uses:
        # An index of concentration is itself a statement about the largest.
        raise CannotProtectError("concentration")
    columns = [field.name for field in asked.columns]
    if "source" in columns:
        return protect_flow(name, release, params)
    if "location_quotient" in columns:
        return protect_quotients(name, release, params)
    if "band_rank" in columns:
        return protect_bands(name, release, params)
    if "projects/counted" not in asked.uses:
        raise CannotProtectError("row")
    if "enterprise_count" in columns:
        return protect_gaps(name, release, params)
    return _protect_axes(name, release, params)


def _protect_axes(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """A table of one axis or two: small members put together, cells that tell left out."""
    axes = _axes(name)
    rows = counted(release, params)
    rules = [params["rule"]] if "rule" in params else ["decided", "paid"]
    # A row that shows both rules tells their difference.
    held_to = rules if len(rules) == 1 or set(axes) & set(_DATED) else [*rules, UNPAID]
    folds = {
        axis: small_members(axis, [cells_of(rows, (axis,), rule) for rule in held_to])
        for axis in axes
        if axis in FOLDED
    }
    months = merged_months(rows, rules) if "month_on" in axes else {}
    together, left = recoded(release, folds, params, months)
    again = counted(together, left)
    hidden = _hidden(again, axes, rules)
    unpaid = _hidden_paid(again, axes, hidden) if UNPAID in held_to else hidden
    paid_columns = [field.name for field in query(name).columns if field.name.startswith("paid_")]

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        keys = [_answer_key(row, axes) for _, row in table.iterrows()]
        kept = without(table, paid_columns, [key in unpaid for key in keys]) if unpaid else table
        if "half_year_on" in axes:  # a cell of a table that shows all its places is marked, not missing
            return without(kept, ("amount_cny", "project_count"), [key in hidden for key in keys])
        return only(kept, [key not in hidden for key in keys])

    sums = [sums_of(again, axes, [rule], unpaid if rule == "paid" else hidden) for rule in rules]
    return Protected(
        release=together,
        params=left,
        shown=shown,
        done={
            "folded": sum(len(codes) for codes in folds.values()),
            "merged": len(months),
            "cells_kept_back" if "half_year_on" in axes else "left_out": len(hidden),
            "paid": len(unpaid - hidden),
        },
        sums=tuple(itertools.chain.from_iterable(sums)),
    )


def _hidden_paid(rows: Any, axes: tuple[str, ...], hidden: frozenset[Key]) -> frozenset[Key]:
    """Where the money paid is to be left out, since beside the money decided it tells what waits."""
    found = hide_alike([cells_of(rows, axes, rule) for rule in ("paid", UNPAID)], RULE, hidden)
    if found is None:
        raise CannotProtectError(axes[0])
    return found


def _hidden(rows: Any, axes: tuple[str, ...], rules: list[str]) -> frozenset[Key]:
    """The cells to leave out of a table; its rows and columns have been made safe where they can be."""
    if len(axes) == 1:
        held_to = rules if axes[0] in (*FOLDED, *_DATED) else rules[:1]
        hidden = hide_alike([cells_of(rows, axes, rule) for rule in held_to], RULE)
        if hidden is None or (hidden and axes[0] in (*FOLDED, *_DATED)):
            raise CannotProtectError(axes[0])
        return hidden
    for axis in axes:
        if any(hide_cells(cells_of(rows, (axis,), rule), RULE).sensitive for rule in rules):
            raise CannotProtectError(axis)
    found = hide_cells(cells_of(rows, axes, rules[0]), RULE)
    if len(rules) > 1 or not found.is_safe:
        raise CannotProtectError(axes[1])
    return found.all


def _answer_key(row: Any, axes: tuple[str, ...]) -> Key:
    return str(row[axes[0]]), str(row[axes[1]]) if len(axes) > 1 else ""


def _axes(name: str) -> tuple[str, ...]:
    """What the rows of a figure are of, as its grain says: each sector, each sector and half-year."""
    asked = query(name)
    if re.search(r"\b(project|enterprise|band)\b", asked.grain):
        raise CannotProtectError("row")
    columns = [field.name for field in asked.columns]
    axes = tuple(axis for axis, word in _AXES.items() if axis in columns and word in asked.grain)
    if len(axes) > 2 or not axes:
        raise CannotProtectError("row")
    return axes
