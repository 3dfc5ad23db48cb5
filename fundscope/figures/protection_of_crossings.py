"""Small cells where two axes cross: bands of the flow, and enterprises by district and sector."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from fundscope.engine import OpenRelease
from fundscope.figures.contributions import Row, Sum, Unit, add, cells_of, counted, place
from fundscope.figures.protected import CannotProtectError, Protected, without
from fundscope.figures.recoding import FOLDED, recoded, small_members
from fundscope.figures.small_cells import RULE, Contributors, Key, given_to, hide_cells
from fundscope.figures.view import OTHER_CODE

_AXIS_OF = {"fund": "fund_id"}


def protect_flow(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """Small nodes put together; bands that tell are not drawn, and their money is in the nodes alone.

    Each step is a table whose totals are the nodes. Bands are split by sector only where the sector is one
    of their ends, and nothing is picked: either would be a third axis.
    """
    levels = [params[level] for level in ("level_1", "level_2", "level_3") if params.get(level)]
    axes = [_AXIS_OF.get(level, level) for level in levels]
    rule = params["rule"]
    rows = [row for row in counted(release, params) if row["rule"] == rule]
    folds = {axis: small_members(axis, [cells_of(rows, (axis,), rule)]) for axis in axes if axis in FOLDED}
    for axis in axes:
        if axis not in FOLDED and hide_cells(cells_of(rows, (axis,), rule), RULE).sensitive:
            raise CannotProtectError(axis)
    together, left = recoded(release, folds, params)
    has_sector = all("sector" in pair for pair in itertools.pairwise(levels))
    left |= {"pick": None, "pick_level": None, "by_sector": None if has_sector else "no"}
    again = [row for row in counted(together, left) if row["rule"] == rule]
    drawn = _drawn(together.run(name, **left))
    hidden: set[tuple[int, Key]] = set()
    sums: list[Sum] = []
    for step, pair in enumerate(itertools.pairwise(axes), start=1):
        found, told = _step(again, step, pair, drawn)
        hidden |= found
        sums += told

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        ends = zip(table["step"], table["source"], table["target"], strict=True)
        is_hidden = [(step, (source, target)) in hidden for step, source, target in ends]
        return without(table, ("amount_cny", "picked_cny", "project_count"), is_hidden)

    return Protected(
        release=together,
        params=left,
        shown=shown,
        done={"folded": sum(len(codes) for codes in folds.values()), "bands_kept_back": len(hidden)},
        sums=tuple(sums),
    )


def _drawn(table: pd.DataFrame) -> dict[int, set[str]]:
    """The codes that are nodes of their own at each position; all others are in 'other'."""
    drawn: dict[int, set[str]] = {}
    for step, source, target in zip(table["step"], table["source"], table["target"], strict=True):
        drawn.setdefault(step, set()).add(source)
        drawn.setdefault(step + 1, set()).add(target)
    return drawn


def _step(
    rows: Sequence[Row], step: int, axes: tuple[str, str], drawn: Mapping[int, set[str]]
) -> tuple[set[tuple[int, Key]], list[Sum]]:
    """The bands of a step to keep back, and the sums it shows: its nodes and its other bands."""

    def node(row: Row, end: int) -> str:
        code = place(row, axes[end])
        return code if code in drawn[step + end] else OTHER_CODE

    cells: dict[Key, dict[str, int]] = {}
    sums: dict[tuple[str, ...], dict[Unit, int]] = {}
    for row in rows:
        key = node(row, 0), node(row, 1)
        given, enterprise = cells.setdefault(key, {}), row["enterprise_id"] or ""
        given[enterprise] = given.get(enterprise, 0) + row["fen"]
        for at in (("source", key[0]), ("target", key[1]), key):
            add(sums.setdefault(at, {}), row)
    for end in (0, 1):
        lines: dict[Key, dict[str, int]] = {}
        for key, given in cells.items():
            line = lines.setdefault((key[end], ""), {})
            for enterprise, fen in given.items():
                line[enterprise] = line.get(enterprise, 0) + fen
        if hide_cells(lines, RULE).sensitive:
            raise CannotProtectError("flow")
    found = hide_cells(cells, RULE)
    if not found.is_safe or found.all >= cells.keys():
        raise CannotProtectError("flow")
    told: list[Sum] = [sum_ for at, sum_ in sums.items() if at not in found.all]
    return {(step, key) for key in found.all}, told


def protect_quotients(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """Enterprises by district and sector: a cell of one or two is left out, and what would tell it."""
    everywhere = release.arrow(name).to_pylist()
    cells: dict[Key, Contributors] = {
        (row["district"], row["sector"]): Contributors.alike(row["enterprise_count"]) for row in everywhere
    }
    for end in (0, 1):
        lines = {
            (line, ""): given_to(cell for key, cell in cells.items() if key[end] == line)
            for line in {key[end] for key in cells}
        }
        if hide_cells(lines, RULE).sensitive:
            raise CannotProtectError("district" if end == 0 else "sector")
    found = hide_cells(cells, RULE)
    if not found.is_safe:
        raise CannotProtectError("row")

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        is_hidden = [key in found.all for key in zip(table["district"], table["sector"], strict=True)]
        columns = ("enterprise_count", "location_quotient", "quotient_step", "quotient_rank")
        left = without(table, columns, is_hidden)
        # A gap in the ranks would tell between which two others a hidden cell lies.
        left["quotient_rank"] = left["quotient_rank"].rank().astype(table["quotient_rank"].dtype)
        return left

    return Protected(release, dict(params), shown, {"cells_kept_back": len(found.all)})
