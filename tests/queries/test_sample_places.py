"""Questions about enterprises and districts, asked of the sample, add up to the published totals."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from fundscope.engine import OpenRelease
from fundscope.figures import GROUPINGS, MEASURES
from tests.handmade import MILLION, answer
from tests.queries.examples import QUESTIONS

ENTERPRISES = 29_700
DECIDED, PAID = (17_000 * MILLION, 167), (12_733 * MILLION, 135)

# One row for each enterprise, and the numbers of enterprises whose sum is all of them.
EACH = (
    "enterprises/classed",
    "enterprises/listed",
    "enterprises/counted",
    "enterprises/matching",
    "enterprises/next_rows",
)
COUNTS = {
    "enterprises/cells": "enterprise_count",
    "enterprises/cells_grouped": "enterprise_count",
    "enterprises/cells_told": "enterprise_count",
    "enterprises/by_group": "enterprise_count",
    "enterprises/contributors": "enterprise_count",
    "enterprises/sources": "enterprise_count",
    "enterprises/totals": "enterprise_count",
    "districts/city": "enterprise_count",
    "districts/measures": "enterprise_count",
    "districts/money_per_enterprise": "enterprise_count",
    "districts/tile_map": "enterprise_count",
}
# Held below, or about no total.
BY_THEMSELVES = {"enterprises/rd_by_group", "enterprises/search", "districts/location_quotient"}
NO_TOTAL = {
    "enterprises/card", "enterprises/funded", "enterprises/left_out", "enterprises/projects",
    "districts/leaders",
}  # fmt: skip


def test_every_question_is_held() -> None:
    """A new one is entered above."""
    held = {*EACH, *COUNTS, *BY_THEMSELVES, *NO_TOTAL}

    assert {name for name in QUESTIONS if name.startswith(("enterprises/", "districts/"))} == held


@pytest.mark.parametrize("name", EACH)
def test_every_enterprise_is_there_once(sample_release: OpenRelease, name: str) -> None:
    """None is lost and none is doubled by what is joined to it."""
    ids = answer(sample_release, name, "enterprise_id", **_given(name, by="age", row_count=ENTERPRISES))

    assert len(ids) == len(set(ids)) == ENTERPRISES


@pytest.mark.parametrize("name", COUNTS)
def test_parts_add_up_to_all_enterprises(sample_release: OpenRelease, name: str) -> None:
    """The unknown ones included."""
    rows = answer(
        sample_release, name, COUNTS[name], **_given(name, by="sector", rule="decided", measure="rd")
    )

    assert sum(count for (count,) in rows) == ENTERPRISES


def _given(name: str, **values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key in QUESTIONS[name].param_names()}


@pytest.mark.parametrize("by", GROUPINGS)
def test_enterprises_and_rd_add_up_however_grouped(sample_release: OpenRelease, by: str) -> None:
    """Whatever they are grouped by."""
    (totals,) = sample_release.arrow("enterprises/totals").to_pylist()
    counts = answer(sample_release, "enterprises/by_group", "enterprise_count", by=by)
    spent = answer(sample_release, "enterprises/rd_by_group", "rd_cny", "rd_unknown_count", by=by)

    assert sum(count for (count,) in counts) == ENTERPRISES
    assert sum(rd_cny for rd_cny, _ in spent) == totals["rd_cny"]
    assert sum(unknown for _, unknown in spent) == totals["rd_unknown_count"]


@pytest.mark.parametrize(("rule", "total"), [("decided", DECIDED), ("paid", PAID)])
@pytest.mark.parametrize("measure", MEASURES)
def test_money_of_the_districts_adds_up(
    sample_release: OpenRelease, rule: str, total: tuple[int, int], measure: str
) -> None:
    """Whatever the map shows, and shares add up to one where they are shares of something."""
    columns = ("amount_cny", "project_count", "shown_share")
    rows = answer(sample_release, "districts/tile_map", *columns, rule=rule, measure=measure)

    assert (sum(row[0] for row in rows), sum(row[1] for row in rows)) == total
    if measure != "money_per_enterprise":
        assert sum(row[2] for row in rows) == pytest.approx(1)


def test_the_weighted_mean_of_location_quotients_is_one(sample_release: OpenRelease) -> None:
    """Over all districts, weighted by their enterprises, for each sector."""
    columns = ("sector", "district_count", "location_quotient", "total_count")
    weighted: dict[str, float] = defaultdict(float)
    for sector, count, quotient, total in answer(sample_release, "districts/location_quotient", *columns):
        weighted[sector] += count * float(quotient) / total

    assert len(weighted) == 8
    assert dict(weighted) == pytest.approx(dict.fromkeys(weighted, 1.0), abs=1e-5)


def test_pages_of_a_search_hold_every_enterprise_once(sample_release: OpenRelease) -> None:
    """However they are sorted; the last page has what is left over, and each tells the whole."""
    asked = {"sort": "revenue", "page_rows": 7_000}
    columns = ("enterprise_id", "found_count", "found_decided_cny", "found_paid_cny")
    pages = [answer(sample_release, "enterprises/search", *columns, page=page, **asked) for page in range(5)]

    assert [len(page) for page in pages] == [7_000] * 4 + [1_700]
    assert len({row[0] for page in pages for row in page}) == ENTERPRISES
    assert {row[1:] for page in pages for row in page} == {(ENTERPRISES, DECIDED[0], PAID[0])}
