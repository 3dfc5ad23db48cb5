"""Small cells among enterprises and districts: groups left out, districts and sectors put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from fundscope.engine import OpenRelease, query
from fundscope.figures.contributions import FEN_PER_CNY, cells_of, counted, sums_of
from fundscope.figures.protected import CannotProtectError, Protected, without
from fundscope.figures.recoding import recoded, small_members
from fundscope.figures.small_cells import RULE, Contributions, Key, hide_alike
from fundscope.figures.view import UNKNOWN_CODE

_OF_MONEY = ("project_count", "amount_cny", "amount_per_enterprise_cny")
_OF_DISTRICT = (*_OF_MONEY, "enterprise_count", "rd_cny", "rd_unknown_count")
_SHOWN = ("shown_value", "shown_share", "shown_rank", "shade_step")


def protect_groups(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """Groups of enterprises: one that tells is left out, and with it another, since the whole is shown."""
    asked = {key: value for key, value in params.items() if key in query("enterprises/grouped").param_names()}
    measures = [field.name for field in query(name).columns if field.name in ("rd_cny", "revenue_cny")]
    rows = release.arrow("enterprises/grouped", **asked).to_pylist()
    tables: dict[str, dict[Key, dict[str, int]]] = {measure: {} for measure in ("", *measures)}
    for row in rows:
        for measure, cells in tables.items():
            given = cells.setdefault((row["group_code"], ""), {})
            given[row["enterprise_id"]] = int((row[measure] or 0) * FEN_PER_CNY) if measure else 1
    hidden = hide_alike(list(tables.values()), RULE)
    if hidden is None or hidden >= tables[""].keys():
        raise CannotProtectError("row")

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        is_left = [(code, "") not in hidden for code in table["group_code"]]
        return table[is_left].reset_index(drop=True)

    return Protected(release, dict(params), shown, {"left_out": len(hidden)})


def protect_districts(_name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """What each district has. On a map of enterprises or of R&D the money is left out for all."""
    is_of_enterprises = params.get("measure") in ("enterprises", "rd")
    rows = counted(release, params)
    tables = _enterprise_tables(release, "district", params)
    if not is_of_enterprises:
        tables = [*tables, cells_of(rows, ("district",), params["rule"])]
    small = small_members("district", tables)
    together, left = recoded(release, {"district": small}, params, datasets=("projects", "enterprises"))
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
    count, *_ = _enterprise_tables(release, axis, params)
    small = small_members(axis, [count, cells_of(rows, (axis,), rule)])
    together, left = recoded(release, {axis: small}, params, datasets=("projects", "enterprises"))
    return Protected(
        release=together,
        params=left,
        done={"folded": len(small)},
        sums=sums_of(counted(together, left), (axis,), [rule]),
    )


def _enterprise_tables(release: OpenRelease, axis: str, params: Mapping[str, Any]) -> list[Contributions]:
    """How many enterprises stand at each place of an axis, and what each of them spends on R&D."""
    columns = release.table("enterprises").select(["enterprise_id", "sector", "district", "rd_cny"])
    counts: dict[Key, dict[str, int]] = {}
    spending: dict[Key, dict[str, int]] = {}
    for row in columns.to_pylist():
        at = {level: row[level] or UNKNOWN_CODE for level in ("sector", "district")}
        if all(not params.get(level) or at[level] in params[level] for level in at):
            key = at[axis], ""
            counts.setdefault(key, {})[row["enterprise_id"]] = 1
            spending.setdefault(key, {})[row["enterprise_id"]] = int((row["rd_cny"] or 0) * FEN_PER_CNY)
    return [counts, spending]
