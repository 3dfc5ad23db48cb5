"""Figures with small cells hidden: no number shown rests on too few, and none is shown that would tell."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd
import pytest

from fundscope.engine import OpenRelease
from fundscope.figures import MadeFigure, View, figure_names, make, read_context, seen_as
from fundscope.figures.catalogue import question
from fundscope.figures.protection import rests_on_enterprises
from fundscope.figures.small_cells import RULE, is_sensitive
from tests.handmade import CITY, MILLION, Row, release_of


def _hidden(release: OpenRelease, name: str, **chosen: Any) -> MadeFigure:
    context = seen_as(read_context(release), View(small_cells="hidden", **chosen))
    return make(name, context, release)


def _project(number: int, sector: str, district: str, month: int, amount: int) -> Row:
    day = date(2024, month, 9)
    return {
        "project_id": f"Q{number}",
        "fund_id": "F01",
        "enterprise_id": f"X{number}",
        "sector": sector,
        "district": district,
        "decided_on": day,
        "decided_cny": amount * MILLION,
        "paid_on": day,
        "paid_cny": amount * MILLION,
    }


# Five enterprises a sector and half-year, but for one sector that has a single one in January.
PROJECTS = [
    _project(10 * place + number, sector, "110108", month, 10 + number)
    for place, (sector, month) in enumerate(
        (sector, month) for sector in ("ai", "health", "chips") for month in (3, 9)
    )
    for number in range(5)
]
LONELY = [*PROJECTS, _project(99, "robots", "110105", 1, 40)]


def test_a_sector_of_one_enterprise_is_put_together_with_another() -> None:
    """It is nowhere in the answer, nor in the words; what it is put with is the smallest."""
    made = _hidden(release_of(**CITY | {"projects": LONELY}), "flows/by_sector")
    sectors = list(made.table["sector"])

    assert "robots" not in sectors
    assert "withheld" in sectors
    assert len(sectors) == 3
    assert any("protect" in note for note in made.footnotes)


def test_months_of_one_enterprise_are_added_to_those_that_follow() -> None:
    """January's single decision stands in March, and the rising line still ends at the whole."""
    made = _hidden(release_of(**CITY | {"projects": LONELY}), "flows/pace")

    assert list(made.table["month_on"].astype(str)) == ["2024-03-01", "2024-09-01"]
    assert made.table["cumulative_decided_cny"].iloc[-1] == sum(row["decided_cny"] for row in LONELY)


def test_a_figure_that_tells_whatever_is_hidden_is_not_shown() -> None:
    """All money of one enterprise: no drawing, no numbers, a sentence."""
    made = _hidden(release_of(**CITY | {"projects": [LONELY[-1]]}), "flows/by_sector")

    assert made.plot is None
    assert made.table.empty
    assert "cannot go out" in made.headline


def test_where_nothing_is_small_the_figure_is_the_same() -> None:
    """And a note says that it was looked at."""
    release = release_of(**CITY | {"projects": PROJECTS})
    shown = make("flows/by_sector", seen_as(read_context(release), View()), release)
    hidden = _hidden(release, "flows/by_sector")

    assert hidden.table.equals(shown.table)
    assert hidden.headline == shown.headline
    assert len(hidden.footnotes) == len(shown.footnotes) + 1


@pytest.mark.parametrize("name", ["funds/by_district", "enterprises/by_group"])
def test_where_nothing_matches_nothing_is_hidden(name: str) -> None:
    """The figure says that the filters find nothing, as it does with small cells shown."""
    made = _hidden(release_of(**CITY), name, sector=("space",))

    assert made.table.empty
    assert "Nothing matches" in made.headline


def _given(release: OpenRelease, made: MadeFigure, rule: str) -> dict[tuple[str, ...], dict[str, int]]:
    """What each enterprise gives to each row that is shown, counted from the records without our help."""
    asked = {key: value for key, value in question(made.name, made.view).items() if key != "rule"}
    cells: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    axes = [axis for axis in ("sector", "half_year_on", "fund_id") if axis in made.table.columns]
    axes = ["fund_id"] if "fund_id" in axes else axes
    for row in release.run("projects/counted", **asked).to_dict("records"):
        if row["rule"] == rule:
            day = row["counted_on"]
            half_year = str(date(day.year, 1 if day.month <= 6 else 7, 1)) if isinstance(day, date) else ""
            places = {"half_year_on": half_year, "sector": row["sector"], "fund_id": row["fund_id"]}
            cells[tuple(places[axis] for axis in axes)][row["enterprise_id"]] += int(row["amount_cny"] * 100)
    told = made.table[made.table["amount_cny"].notna()] if "amount_cny" in made.table else made.table
    shown = {tuple(str(row[axis]) for axis in axes) for _, row in told.iterrows()}
    return {key: given for key, given in cells.items() if key in shown}


@pytest.mark.parametrize("rule", ["decided", "paid"])
@pytest.mark.parametrize("name", ["flows/by_sector", "flows/by_sector_and_half_year", "funds/deployment"])
def test_no_number_of_the_sample_rests_on_too_few(sample_release: OpenRelease, name: str, rule: Any) -> None:
    """Every row shown stands on three enterprises at least, and on none of them too much."""
    made = _hidden(sample_release, name, rule=rule)
    given = _given(sample_release, made, rule)

    assert given
    assert [key for key, each in given.items() if is_sensitive(each.values(), RULE)] == []


@pytest.mark.parametrize("name", figure_names())
def test_every_figure_is_protected_or_says_why_not(sample_release: OpenRelease, name: str) -> None:
    """By default a figure that nobody has thought of is kept back."""
    made = _hidden(sample_release, name)

    assert (made.plot is None) == made.table.empty
    if rests_on_enterprises(name) and made.plot is not None:
        assert len(made.footnotes) > 0


def _lone(amount: int, **changed: Any) -> Row:
    return _project(99, "robots", "110105", 1, amount) | changed


def test_a_band_of_one_cheque_reaches_to_its_neighbour() -> None:
    """No band of a single cheque, no largest, no median: the headline speaks of a band."""
    made = _hidden(release_of(**CITY | {"projects": [*PROJECTS, _lone(400)]}), "projects/cheques")
    row = made.table.iloc[-1]

    assert list(made.table["project_count"]) == [31]
    assert (int(row["least_cny"]), row["below_cny"] is pd.NA or row["below_cny"] is None) == (
        10_000_000,
        True,
    )
    assert made.table["total_largest_cny"].isna().all()
    assert "400" not in made.headline + made.alt


def test_steps_of_few_enterprises_become_one_step() -> None:
    """What is unpaid of one enterprise is put together with what others lack."""
    unpaid = [
        row | {"paid_cny": None, "paid_on": None} if place < 6 else row for place, row in enumerate(PROJECTS)
    ]
    part = [_lone(40, paid_cny=10 * MILLION)]
    made = _hidden(release_of(**CITY | {"projects": [*unpaid, *part]}), "bridge/waterfall")

    assert list(made.table["step"]) == ["first", "withheld", "second"]
    assert (
        made.table["amount_cny"].iloc[1]
        == made.table["amount_cny"].iloc[2] - made.table["amount_cny"].iloc[0]
    )


def test_a_filter_over_what_is_put_together_loses_nothing() -> None:
    """The sectors that a filter names are still counted when one of them goes by another code."""
    release = release_of(**CITY | {"projects": LONELY})
    made = _hidden(release, "flows/by_sector", sector=("robots", "ai", "chips", "health"))

    assert sum(made.table["amount_cny"]) == sum(row["decided_cny"] for row in LONELY)
    assert made.table["total_cny"].iloc[0] == sum(made.table["amount_cny"])


def test_a_district_kept_back_is_marked_on_the_map(sample_release: OpenRelease) -> None:
    """Its tile stays and says so; its money stands with others beside the map."""
    made = _hidden(sample_release, "districts/tile_map")
    kept_back = made.table[made.table["enterprise_count"].isna()]

    assert len(kept_back) > 1
    assert kept_back[["amount_cny", "shown_value", "shown_rank"]].isna().all().all()
    assert "withheld" in list(made.table["district"])
    assert made.plot is not None
    assert "kept back" in str(made.plot.to_plotly_json()["data"])


def test_bands_kept_back_are_not_drawn_and_leave_their_nodes(sample_release: OpenRelease) -> None:
    """Every node keeps its money; what is hidden of a node is never one band alone."""
    made = _hidden(sample_release, "flows/flow", levels=("batch", "sector", "district"))
    hidden = made.table[made.table["amount_cny"].isna()]

    assert 0 < len(hidden) < len(made.table)
    assert hidden[["picked_cny", "project_count"]].isna().all().all()
    assert hidden.groupby(["step", "source"]).size().min() > 1
    assert made.plot is not None
