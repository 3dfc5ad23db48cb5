"""Small cells among enterprises and districts: groups left out, districts and sectors put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from fundscope.engine import OpenRelease, query
from fundscope.figures.contributions import FEN_PER_CNY, Row, cells_of, counted, sums_of
from fundscope.figures.protected import CannotProtectError, Protected, only, without
from fundscope.figures.recoding import recoded, small_members
from fundscope.figures.small_cells import RULE, Cells, Contributors, Key, hide_alike

_OF_MONEY = ("project_count", "amount_cny", "amount_per_enterprise_cny")
_OF_DISTRICT = (*_OF_MONEY, "enterprise_count", "rd_cny", "rd_unknown_count")
_SHOWN = ("shown_value", "shown_share", "shown_rank", "shade_step")

# Where both projects and enterprises lie: what is small is put together in either.
_PLACED = ("projects", "enterprises/cells")


def protect_groups(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """Groups of enterprises: one that tells is left out, and with it another, since the whole is shown."""
    columns = [field.name for field in query(name).columns]
    amounts = [column for column in columns if column.endswith("_cny") and not column.startswith("total_")]
    groups = _groups(release, params)
    hidden = hide_alike([_counts(groups), *(_giving(groups, amount) for amount in amounts)], RULE)
    if hidden is None or (hidden and len(hidden) == len(groups)):
        raise CannotProtectError("row")

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return only(table, [(code, "") not in hidden for code in table["group_code"]])

    return Protected(release, dict(params), shown, {"left_out": len(hidden)})


def protect_districts(_name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """What each district has. On a map of enterprises or of R&D the money is left out for all."""
    is_of_enterprises = params.get("measure") in ("enterprises", "rd")
    rows = counted(release, params)
    groups = _groups(release, _places(params) | {"by": "district"})
    tables: list[Cells] = [_counts(groups), _giving(groups, "rd_cny")]
    if not is_of_enterprises:
        tables.append(cells_of(rows, ("district",), params["rule"]))
    small = small_members("district", tables)
    together, left = recoded(release, {"district": small}, params, records=_PLACED)
    again = counted(together, left)

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        is_small = [district in small for district in table["district"]]
        columns = [column for column in (*_OF_DISTRICT, *_SHOWN) if column in table.columns]
        kept = without(table, columns, is_small)
        if is_of_enterprises:
            kept = without(kept, _OF_MONEY, [True] * len(kept))
        return kept

    return Protected(
        release=together,
        params=left,
        shown=shown,
        done={"folded": len(small)},
        sums=() if is_of_enterprises else sums_of(again, ("district",), [params["rule"]]),
    )


def protect_gaps(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """Money beside enterprises, by sector or district: what is small in either is put together in both."""
    axis = "district" if "district" in [field.name for field in query(name).columns] else "sector"
    rule = params["rule"]
    rows = counted(release, params)
    groups = _groups(release, _places(params) | {"by": axis})
    small = small_members(axis, [_counts(groups), cells_of(rows, (axis,), rule)])
    together, left = recoded(release, {axis: small}, params, records=_PLACED)
    return Protected(
        release=together,
        params=left,
        done={"folded": len(small)},
        sums=sums_of(counted(together, left), (axis,), [rule]),
    )


def _places(params: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that enterprises and projects share."""
    return {level: params.get(level) for level in ("sector", "district")}


def _groups(release: OpenRelease, params: Mapping[str, Any]) -> list[Row]:
    """Who gives to each group of enterprises."""
    known = query("enterprises/contributors").param_names()
    asked = {key: value for key, value in params.items() if key in known}
    groups: list[Row] = release.arrow("enterprises/contributors", **asked).to_pylist()
    return groups


def _counts(groups: list[Row]) -> dict[Key, Contributors]:
    """How many enterprises each group has: a table of its own, to which each gives 1."""
    return {(row["group_code"], ""): Contributors.alike(row["enterprise_count"]) for row in groups}


def _giving(groups: list[Row], amount: str) -> dict[Key, Contributors]:
    """What each group gives of an amount such as ``rd_cny``, in fen."""
    count = f"{amount.removesuffix('_cny')}_count"
    return {
        (row["group_code"], ""): Contributors(
            row[count], *(int(row[f"{which}{amount}"] * FEN_PER_CNY) for which in ("largest_", "second_", ""))
        )
        for row in groups
    }
