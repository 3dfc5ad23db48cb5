"""Small cells in bands and steps: neighbours among bands, and steps of a bridge, are put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from fundscope.engine import OpenRelease, query
from fundscope.figures.contributions import FEN_PER_CNY, UNPAID, Sum, Unit, add, counted, together
from fundscope.figures.protected import CannotProtectError, Protected
from fundscope.figures.recoding import runs
from fundscope.figures.small_cells import RULE, Contributions, hide_cells, is_sensitive

Row = Mapping[str, Any]


def protect_bands(name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """Bands of amounts or of days: one that is small reaches on to its neighbour's end.

    What is read is the figure's own answer with every band, so that its edges stand in one place.
    """
    answer = release.arrow(name, **params).to_pylist()
    rule = params.get("rule", UNPAID)
    rows = [row for row in counted(release, params) if row["rule"] == rule]
    is_in = _within if "least_cny" in query(name).param_names() or "least_cny" in answer[0] else _waited
    members = {
        str(band["band_rank"]): [row for row in rows if is_in(row, band)] for band in answer
    }  # fmt: skip
    given: Contributions = {(band, ""): _given(inside) for band, inside in members.items()}

    def tells(run: list[str]) -> bool:
        return is_sensitive(together(given, [(band, "") for band in run]).values(), RULE)

    if tells(list(members)):
        raise CannotProtectError("band")
    shown = runs(list(members), tells, "band")
    is_whole = len(shown) == len(members)
    sums = [[row for band in run for row in members[band]] for run in shown]
    return Protected(
        release=release,
        params=dict(params) | ({} if is_whole else {"bands": [run[0] for run in shown]}),
        done={"bands": len(members) - len(shown)},
        sums=tuple(_sum(rows) for rows in (*sums, rows)),
    )


def _within(row: Row, band: Row) -> bool:
    return bool(
        row["amount_cny"] >= band["least_cny"]
        and (band["below_cny"] is None or row["amount_cny"] < band["below_cny"])
    )


def _waited(row: Row, band: Row) -> bool:
    days = (band["total_as_of_on"] - row["counted_on"]).days if row["counted_on"] else None
    if days is None:
        return False
    return bool(days >= band["days_from"] and (band["days_to"] is None or days <= band["days_to"]))


def _given(rows: list[dict[str, Any]]) -> dict[str, int]:
    given: dict[str, int] = {}
    for row in rows:
        enterprise = row["enterprise_id"] or ""
        given[enterprise] = given.get(enterprise, 0) + row["fen"]
    return given


def _sum(rows: list[dict[str, Any]]) -> Sum:
    sum_: dict[Unit, int] = {}
    for row in rows:
        add(sum_, row)
    return sum_


def protect_steps(_name: str, release: OpenRelease, params: Mapping[str, Any]) -> Protected:
    """Steps of a bridge: those that tell of one enterprise become one step, with as many as it takes."""
    known = query("bridge/changes").param_names()
    changes = release.arrow("bridge/changes", **{key: params.get(key) for key in known}).to_pylist()
    enterprise_of = _enterprises(release) | _enterprises(release.other)
    for change in changes:
        change["enterprise_id"] = enterprise_of.get(change["project_id"]) or ""
    given: dict[tuple[str, str], dict[str, int]] = {}
    for change in changes:
        by_enterprise = given.setdefault((change["step"], ""), {})
        moved = abs(_fen(change["after_cny"]) - _fen(change["before_cny"]))
        enterprise = change["enterprise_id"]
        by_enterprise[enterprise] = by_enterprise.get(enterprise, 0) + moved
    hidden = hide_cells(given, RULE)
    first = [row for row in counted(release, params) if row["rule"] == params["rule"]]
    if not hidden.is_safe or _tells(_given(first)) or _tells(_second(first, changes)):
        raise CannotProtectError("step")
    withheld = sorted(step for step, _ in hidden.all)
    kept = {step for step, _ in given} - set(withheld)
    groups: list[Callable[[Row], bool]] = [lambda change: change["step"] in withheld]
    groups += [lambda change, step=step: change["step"] == step for step in sorted(kept)]  # type: ignore[misc]
    sums = [_change_sum([change for change in changes if is_in(change)]) for is_in in groups]
    return Protected(
        release=release,
        params=dict(params) | {"withheld": withheld or None},
        done={"steps": len(withheld)},
        sums=(_sum(first), *(sum_ for sum_ in sums if sum_)),
    )


def _tells(given: Mapping[str, int]) -> bool:
    return is_sensitive(given.values(), RULE)


def _enterprises(release: OpenRelease) -> dict[str, str | None]:
    table = release.table("projects").select(["project_id", "enterprise_id"]).to_pydict()
    return dict(zip(table["project_id"], table["enterprise_id"], strict=True))


def _second(first: list[dict[str, Any]], changes: list[dict[str, Any]]) -> dict[str, int]:
    """What each enterprise gives to the second total."""
    given = _given(first)
    for change in changes:
        enterprise = change["enterprise_id"]
        more = _fen(change["after_cny"]) - _fen(change["before_cny"])
        given[enterprise] = given.get(enterprise, 0) + more
    return given


def _change_sum(changes: list[dict[str, Any]]) -> Sum:
    sum_: dict[Unit, int] = {}
    for change in changes:
        for sign, amount in ((-1, _fen(change["before_cny"])), (1, _fen(change["after_cny"]))):
            if amount:
                sum_[change["project_id"], change["enterprise_id"], amount] = sign
    return sum_


def _fen(amount_cny: Decimal) -> int:
    return int(amount_cny * FEN_PER_CNY)
