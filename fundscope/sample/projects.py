"""Made-up projects that add up exactly to every published total."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fundscope.sample.apportion import apportion, pick
from fundscope.sample.recipe import Recipe

# The one fund of which a part-way total was published, and the day of it.
_EARLY_FUND, _EARLY_UNTIL = "F01", date(2024, 2, 29)

# How large the round makes a cheque, beside that of a Series A.
_ROUND_FACTOR = {
    "seed": 0.3,
    "angel": 0.4,
    "pre_a": 0.7,
    "a": 1.0,
    "b": 1.5,
    "c": 2.0,
    "d": 2.4,
    "pre_ipo": 2.6,
    "strategic": 1.8,
}
_DAYS_TO_PAY = (12, 110)


def make_projects(recipe: Recipe, enterprises: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row a project, in the columns of the dataset; money in yuan, unknown as None or NaN."""
    how = recipe.values["projects"]
    funds = _with_shares(recipe)
    table = pd.concat([_of_fund(recipe, fund, rng) for fund in funds], ignore_index=True)
    table["round"] = pick(rng, how["rounds"], len(table))
    _add_cheques(table, recipe, funds, rng)
    table["sector"] = _sectors(table, recipe, rng)
    table["district"] = pick(rng, how["districts"], len(table))
    table["enterprise_id"] = _enterprises(table, enterprises, how["other_enterprise_share"], rng)
    _add_payments(table, recipe, rng)
    multiple = 1.4 + rng.gamma(2.0, 1.1, len(table))
    table["round_total_cny"] = (table["decided_cny"] * multiple / 1_000_000).round().astype(
        "int64"
    ) * 1_000_000
    table["round_total_cny"] = np.maximum(table["round_total_cny"], table["decided_cny"]).astype(object)
    table = table.sort_values(["decided_on", "fund_id"], kind="stable", ignore_index=True)
    width = max(3, len(str(len(table))))
    table["project_id"] = [f"SAMPLE-P{number:0{width}d}" for number in range(1, len(table) + 1)]
    _forget(table, how, rng)
    return table.drop(columns=["is_early", "own_sector"])


def _with_shares(recipe: Recipe) -> list[dict[str, Any]]:
    """The funds with the number of their projects and what they decided, apportioned by the recipe."""
    funds = recipe.funds
    counts = apportion(
        recipe.totals["decided_count", None] * recipe.times, [fund["project_weight"] for fund in funds]
    )
    amounts = apportion(
        recipe.totals["decided_cny", None] // _step(recipe), [fund["decided_weight"] for fund in funds]
    )
    return [
        fund | {"count": int(count), "decided_cny": int(amount) * _step(recipe)}
        for fund, count, amount in zip(funds, counts, amounts, strict=True)
    ]


def _step(recipe: Recipe) -> int:
    """Cheques are round: whole 100,000 yuan; in a larger sample, whose cheques are smaller, 1,000."""
    return 100_000 if recipe.times == 1 else 1_000


def _of_fund(recipe: Recipe, fund: dict[str, Any], rng: np.random.Generator) -> pd.DataFrame:
    """A fund's decisions by day, those of the published part-way total apart."""
    early = 0
    if fund["fund_id"] == _EARLY_FUND:
        early = recipe.totals["decided_count", _EARLY_FUND] * recipe.times
    first = fund["established"].replace(day=4)
    rise = recipe.values["projects"]["pace_rise"]
    days = [
        *_working_days(recipe, first, _EARLY_UNTIL, early, rise=1.0, rng=rng),
        *_working_days(
            recipe,
            date(2024, 3, 1) if early else first,
            recipe.last_on,
            fund["count"] - early,
            rise=rise,
            rng=rng,
        ),
    ]
    return pd.DataFrame(
        {
            "fund_id": fund["fund_id"],
            "own_sector": fund["sector"],
            "decided_on": days,
            "is_early": [True] * early + [False] * (fund["count"] - early),
        }
    )


def _working_days(
    recipe: Recipe, first: date, last: date, count: int, *, rise: float, rng: np.random.Generator
) -> list[date]:
    """Days on which a committee may sit, busier towards the end where ``rise`` is above 1."""
    calendar = np.busdaycalendar(holidays=[np.datetime64(day) for day in recipe.values["holidays"]])
    days = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    days = days[np.is_busday(days, busdaycal=calendar)]
    places = (rng.random(count) ** (1 / rise) * len(days)).astype(int)
    return [day.item() for day in np.sort(days[places])]


def _add_cheques(
    table: pd.DataFrame, recipe: Recipe, funds: list[dict[str, Any]], rng: np.random.Generator
) -> None:
    """Lognormal cheques, larger in later rounds, scaled so that each fund's add up to what it decided."""
    how, step = recipe.values["projects"], _step(recipe)
    weights = np.exp(rng.normal(0, how["cheque_sigma"], len(table))) * table["round"].map(_ROUND_FACTOR)
    table["decided_cny"] = 0
    early_cny = recipe.totals["decided_cny", _EARLY_FUND]
    for fund in funds:
        of_fund = table["fund_id"] == fund["fund_id"]
        is_early = of_fund & table["is_early"]
        early_total = early_cny if is_early.any() else 0
        for rows, total in (
            (is_early, early_total),
            (of_fund & ~table["is_early"], fund["decided_cny"] - early_total),
        ):
            if rows.any():
                # Nobody invests nothing: one step each, the rest by weight.
                rest = total // step - int(rows.sum())
                table.loc[rows, "decided_cny"] = (1 + apportion(rest, weights[rows].to_numpy())) * step


def _sectors(table: pd.DataFrame, recipe: Recipe, rng: np.random.Generator) -> NDArray[np.object_]:
    how = recipe.values["projects"]
    own = rng.random(len(table)) < how["own_sector_share"]
    sectors = table["own_sector"].to_numpy(dtype=object, copy=True)
    for place in np.flatnonzero(~own):
        sectors[place] = pick(rng, how["neighbours"][sectors[place]], 1)[0]
    return sectors


def _enterprises(
    table: pd.DataFrame, enterprises: pd.DataFrame, again_share: float, rng: np.random.Generator
) -> list[str]:
    """An enterprise of the project's sector and district for each, a few of them for two projects."""
    known = enterprises[["enterprise_id", "sector", "district"]].dropna()
    pools = {
        place: list(rng.permutation(rows["enterprise_id"].to_numpy()))
        for place, rows in known.groupby(["sector", "district"], sort=True)
    }
    chosen: list[str] = []
    for sector, district in zip(table["sector"], table["district"], strict=True):
        if chosen and rng.random() < again_share:
            chosen.append(chosen[int(rng.integers(len(chosen)))])
        else:
            chosen.append(pools[sector, district].pop())
    return chosen


def _add_payments(table: pd.DataFrame, recipe: Recipe, rng: np.random.Generator) -> None:
    """Pay the earlier decisions, most in full, so that number and sum are those published."""
    count = recipe.totals["paid_count", None] * recipe.times
    target = recipe.totals["paid_cny", None]
    calendar = np.busdaycalendar(holidays=[np.datetime64(day) for day in recipe.values["holidays"]])
    decided_on = np.array(table["decided_on"].tolist(), dtype="datetime64[D]")
    last = np.datetime64(recipe.last_on)
    payable = np.busday_offset(decided_on, 5, roll="forward", busdaycal=calendar) <= last
    waited = decided_on + rng.integers(0, 60, len(table))
    paid = np.zeros(len(table), dtype=bool)
    paid[np.lexsort((waited, ~payable))[:count]] = True
    days = np.busday_offset(
        decided_on + rng.integers(*_DAYS_TO_PAY, len(table)), 0, roll="forward", busdaycal=calendar
    )
    latest = np.busday_offset(last, 0, roll="backward", busdaycal=calendar)
    earliest = np.busday_offset(decided_on, 5, roll="forward", busdaycal=calendar)
    # What would fall into the next year was paid in the last days of this one.
    late = days > latest
    days[late] = np.busday_offset(latest, -rng.integers(0, 8, int(late.sum())), busdaycal=calendar)
    days = np.maximum(days, earliest)
    decided = table["decided_cny"].to_numpy()
    amounts = _paid_amounts(np.where(paid, decided, 0), target, _step(recipe), rng)
    table["paid_on"] = [day.item() if is_paid else None for day, is_paid in zip(days, paid, strict=True)]
    table["paid_cny"] = [
        int(amount) if is_paid else None for amount, is_paid in zip(amounts, paid, strict=True)
    ]
    status = np.where(~paid, "decided", np.where(amounts < decided, "part_paid", "paid"))
    table["status"] = status
    attracted = rng.choice(
        np.flatnonzero(paid), recipe.totals["attracted_count", None] * recipe.times, replace=False
    )
    table["is_attracted"] = np.isin(np.arange(len(table)), attracted)


def _paid_amounts(
    decided: NDArray[np.int64], target: int, step: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """What was paid on each: in full, but for a sixth of the projects, on which the excess is still due."""
    amounts = decided.copy()
    excess = int(amounts.sum()) - target
    if excess < 0:
        raise ValueError("The earlier decisions are worth less than what was paid; choose another seed.")
    paid = np.flatnonzero(decided)
    order = paid[np.argsort(-decided[paid] * rng.random(len(paid)), kind="stable")]
    partly = order[: max(1, len(paid) // 6)]
    if excess > int((decided[partly] - step).sum()) * 0.9:
        raise ValueError("Too much would be left unpaid on too few projects; choose another seed.")
    while excess > 0:
        room = amounts[partly] - np.maximum(step, decided[partly] // 10 // step * step)
        less = np.minimum(apportion(excess // step, np.maximum(room, 0) + 1) * step, np.maximum(room, 0))
        amounts[partly] -= less
        excess -= int(less.sum())
    return amounts


def _forget(table: pd.DataFrame, how: dict[str, Any], rng: np.random.Generator) -> None:
    """Leave cells empty, as records do."""
    for column, share in (
        ("sector", how["unknown_sector_share"]),
        ("district", how["unknown_district_share"]),
        ("round", how["unknown_round_share"]),
        ("round_total_cny", how["unknown_round_total_share"]),
    ):
        table[column] = table[column].astype(object)
        table.loc[rng.choice(len(table), round(len(table) * share), replace=False), column] = None
