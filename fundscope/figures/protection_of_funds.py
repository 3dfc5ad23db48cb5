"""Small cells in what funds have placed and at which pace: a fund that tells of an enterprise is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fundscope.engine import OpenRelease, query
from fundscope.figures.contributions import cells_of, counted, sums_of, together
from fundscope.figures.protected import CannotProtectError, Protected
from fundscope.figures.small_cells import RULE, hide_alike, is_sensitive

# The windows that a pace is measured in, and how many months back each reaches.
_WINDOWS = (("six", 6), ("twelve", 12), ("older", 100_000))


def protect_funds(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """Money placed by each fund in all, in the last six months, in the six before and earlier.

    A figure of paces shows each of these, and what lies between two of them follows.
    """
    columns = [field.name for field in query(name).columns]
    rows = _windowed(counted(release, params), params["rule"], _last_month(release, params["rule"]))
    has_pace = any(column.startswith("monthly_") for column in columns)
    rules = [params["rule"], *(["undated", *(window for window, _ in _WINDOWS)] if has_pace else [])]
    tables = [cells_of(rows, ("fund_id",), rule) for rule in rules]
    if any(is_sensitive(together(cells, cells.keys()).values(), RULE) for cells in tables):
        raise CannotProtectError("pace" if has_pace else "fund_id")
    if "fund_id" not in columns:
        return Protected(release, dict(params), sums=_wholes(rows, rules))
    hidden = hide_alike(tables, RULE)
    if hidden is None or hidden >= tables[0].keys():
        raise CannotProtectError("pace" if has_pace else "fund_id")

    # Asked without the funds that are left out, so that counts and totals are of those shown.
    chosen = params.get("fund") or sorted(release.table("funds")["fund_id"].to_pylist())
    left = [fund for fund in chosen if (fund, "") not in hidden]
    return Protected(
        release=release,
        params=dict(params) | ({"fund": left} if hidden else {}),
        done={"funds": len(hidden)},
        sums=sums_of([row for row in rows if row["fund_id"] in left], ("fund_id",), rules),
    )


def _wholes(rows: list[dict[str, Any]], rules: list[str]) -> Any:
    return sums_of([row | {"fund_id": ""} for row in rows], ("fund_id",), rules)


def _last_month(release: OpenRelease, rule: str) -> int:
    """The last month in which the release places money under the rule, as months since the year 0."""
    days = [row["counted_on"] for row in counted(release, {}) if row["rule"] == rule and row["counted_on"]]
    return max((day.year * 12 + day.month for day in days), default=0)


def _windowed(rows: list[dict[str, Any]], rule: str, last: int) -> list[dict[str, Any]]:
    """The rows that count, and each once more under the window that its month lies in."""
    kept = [row for row in rows if row["rule"] == rule]
    return kept + [row | {"rule": _window(row["counted_on"], last)} for row in kept]


def _window(day: date | None, last: int) -> str:
    if day is None:
        return "undated"
    ago = last - day.year * 12 - day.month
    return next(window for window, months in _WINDOWS if ago < months)
