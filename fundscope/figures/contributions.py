"""What each project and each enterprise gives to the sums that a figure shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from fundscope.engine import OpenRelease, query
from fundscope.figures.small_cells import Contributions, Key

FEN_PER_CNY = 100
# What is decided and not paid follows from a row that shows both, so it is held to the rule as well.
UNPAID = "unpaid"

Row = dict[str, Any]

# One project's amount in fen. A project that is changed from one release to the next is another unit.
Unit = tuple[str, str, int]
# A sum that is shown: how often each unit is in it.
Sum = Mapping[Unit, int]


def counted(release: OpenRelease, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every project that counts under the filters, by counting rule and as unpaid; ``fen`` is its amount."""
    known = query("projects/counted").param_names()
    asked = {key: value for key, value in params.items() if key in known}
    rows: list[dict[str, Any]] = release.arrow("projects/counted", **asked).to_pylist()
    for row in rows:
        row["fen"] = int(row["amount_cny"] * FEN_PER_CNY)
        row["batch"] = str(row["batch"])
    paid = {row["project_id"]: row["fen"] for row in rows if row["rule"] == "paid"}
    waiting = [
        row | {"rule": UNPAID, "fen": left, "decided_fen": row["fen"]}
        for row in rows
        if row["rule"] == "decided" and (left := row["fen"] - paid.get(row["project_id"], 0)) > 0
    ]
    return rows + waiting


def place(row: Row, axis: str) -> str:
    """Where a project stands on an axis, as the answer of a figure has it."""
    value = row["counted_on" if axis in ("half_year_on", "month_on") else axis]
    if isinstance(value, date):
        month = value.month if axis == "month_on" else 1 if value.month <= 6 else 7
        value = date(value.year, month, 1)
    return str(value)


def key_of(row: Row, axes: Sequence[str]) -> Key:
    """The cell of a project in a table of one axis or two."""
    return place(row, axes[0]), place(row, axes[1]) if len(axes) > 1 else ""


def cells_of(rows: Iterable[Row], axes: Sequence[str], rule: str) -> dict[Key, dict[str, int]]:
    """What each enterprise gives to each cell, in fen. Projects of no known enterprise count as one."""
    cells: dict[Key, dict[str, int]] = {}
    for row in rows:
        if row["rule"] == rule:
            given = cells.setdefault(key_of(row, axes), {})
            enterprise = row["enterprise_id"] or ""
            given[enterprise] = given.get(enterprise, 0) + row["fen"]
    return cells


def sums_of(
    rows: Iterable[Row], axes: Sequence[str], rules: Iterable[str], hidden: frozenset[Key] = frozenset()
) -> tuple[Sum, ...]:
    """The sums of a table that shows its cells but the hidden ones, its rows, its columns and the whole."""
    sums: dict[tuple[Any, ...], dict[Unit, int]] = {}
    for row in rows:
        if row["rule"] not in rules:
            continue
        key = key_of(row, axes)
        shown: list[tuple[Any, ...]] = [
            ("whole",),
            *(("line", axis, key[axis]) for axis in range(len(axes)) if len(axes) > 1),
        ]
        if key not in hidden:
            shown.append(("cell", key))
        for at in shown:
            add(sums.setdefault((row["rule"], *at), {}), row)
    return tuple(sums.values())


def add(sum_: dict[Unit, int], row: Row) -> None:
    """Add what a project gives to a sum; what waits to be paid is what is decided less what is paid."""
    project, enterprise, fen = str(row["project_id"]), str(row["enterprise_id"] or ""), int(row["fen"])
    if row["rule"] != UNPAID:
        sum_[project, enterprise, fen] = 1
        return
    decided = int(row["decided_fen"])
    sum_[project, enterprise, decided] = 1
    if decided > fen:
        sum_[project, enterprise, decided - fen] = -1


def together(cells: Contributions, keys: Iterable[Key]) -> dict[str, int]:
    """What each enterprise gives to several cells in all."""
    given: dict[str, int] = {}
    for enterprise, amount in itertools.chain.from_iterable(cells.get(key, {}).items() for key in keys):
        given[enterprise] = given.get(enterprise, 0) + amount
    return given
