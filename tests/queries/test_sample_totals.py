"""Every question, asked of the sample, adds up to the published totals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fundscope.engine import OpenRelease
from tests.handmade import MILLION, answer
from tests.queries.examples import NEEDED, QUESTIONS, params

BILLION = 1000 * MILLION
# As published: yuan and projects, by counting rule.
TOTALS = {"decided": (17 * BILLION, 167), "paid": (12_733 * MILLION, 135)}

# Questions with a part in each row: the column of the amount and that of the number of projects.
BY_RULE = {
    "explain/rows": ("amount_cny", None),
    "explain/sources": (None, "project_count"),
    "flows/by_sector": ("amount_cny", "project_count"),
    "flows/by_sector_and_half_year": ("amount_cny", "project_count"),
    "funds/by_district": ("amount_cny", "project_count"),
    "funds/by_round": ("amount_cny", "project_count"),
    "funds/measures": ("placed_cny", "project_count"),
    "funds/straight_line": ("placed_cny", None),
    "funds/timeline": ("amount_cny", "project_count"),
    "gaps/by_district": ("amount_cny", "project_count"),
    "gaps/by_sector": ("amount_cny", "project_count"),
    "projects/cheques": ("amount_cny", "project_count"),
}
BOTH_RULES = {"flows/pace", "funds/deployment", "headline/totals"}
# Questions with a test of their own below, and those about no total.
BY_THEMSELVES = {
    "brief/missing",
    "explain/funds",
    "explain/left_out",
    "flows/flow",
    "funds/outlook",
    "funds/outlook_by_fund",
    "funds/pace_needed",
    "gaps/cumulative",
    "gaps/hhi",
    "gaps/top_shares",
    "projects/counted",
    "projects/list",
    "projects/search",
    "projects/unpaid",
    "published/controls",
}
# Those about enterprises and districts are held in ``test_sample_places.py``.
OF_PLACES = {name for name in QUESTIONS if name.startswith(("enterprises/", "districts/"))}
# Those between two totals are held, for any two, in ``test_bridge.py``.
OF_BRIDGES = {name for name in QUESTIONS if name.startswith("bridge/")}
# Published series stand beside the records, never among them.
SERIES = {
    "published/high_tech_enterprises",
    "published/rd_intensity",
    "published/series",
    "published/specialised_enterprises",
    "published/unicorns",
}
NO_TOTAL = {
    "projects/card",
    "published/facts",
    "reference/labels",
    "reference/rates",
    "reference/records_until",
}

each_rule = pytest.mark.parametrize("rule", TOTALS)


def added_up(rows: list[tuple[Any, ...]], column: int = 0) -> Any:
    return sum(row[column] for row in rows)


def test_every_question_is_held_against_the_totals() -> None:
    """A new one is entered above, by what its rows add up to."""
    assert set(QUESTIONS) == {
        *BY_RULE,
        *BOTH_RULES,
        *BY_THEMSELVES,
        *NO_TOTAL,
        *OF_PLACES,
        *OF_BRIDGES,
        *SERIES,
    }


@each_rule
@pytest.mark.parametrize("name", BY_RULE)
def test_parts_add_up_to_the_published_total(sample_release: OpenRelease, name: str, rule: str) -> None:
    """Where the question takes the counting rule."""
    amount, count = BY_RULE[name]
    amount_cny, project_count = TOTALS[rule]

    if amount:
        assert added_up(answer(sample_release, name, amount, rule=rule)) == amount_cny
    if count:
        assert added_up(answer(sample_release, name, count, rule=rule)) == project_count


@each_rule
@pytest.mark.parametrize("name", sorted(BOTH_RULES))
def test_decided_and_paid_side_by_side_add_up(sample_release: OpenRelease, name: str, rule: str) -> None:
    """Where the answer has a column for each rule."""
    rows = answer(sample_release, name, f"{rule}_cny", f"{rule}_count")

    assert (added_up(rows), added_up(rows, 1)) == TOTALS[rule]


@each_rule
def test_every_step_of_the_flow_adds_up(sample_release: OpenRelease, rule: str) -> None:
    """Fund to sector, and sector to district."""
    columns = ("step", "amount_cny", "project_count", "total_cny", "total_count")
    asked = params(QUESTIONS["flows/flow"], NEEDED | {"rule": rule})
    rows = answer(sample_release, "flows/flow", *columns, **asked)
    steps = [[row for row in rows if row[0] == step] for step in (1, 2)]

    assert [(added_up(step, 1), added_up(step, 2)) for step in steps] == [TOTALS[rule]] * 2
    assert {row[3:] for row in rows} == {TOTALS[rule]}


@each_rule
def test_the_lists_hold_every_project(sample_release: OpenRelease, rule: str) -> None:
    """Each once, with its amount."""
    listed = answer(sample_release, "projects/list", f"{rule}_cny", "project_id", rule=rule)
    counted = answer(sample_release, "projects/counted", "amount_cny", "rule", "project_id")
    of_rule = [row for row in counted if row[1] == rule]

    assert (added_up(listed), len({row[1] for row in listed})) == TOTALS[rule]
    assert (added_up(of_rule), len({row[2] for row in of_rule})) == TOTALS[rule]


@each_rule
def test_a_search_for_everything_finds_every_project(sample_release: OpenRelease, rule: str) -> None:
    """On pages of fifty, each of which knows the whole."""
    columns = (f"{rule}_cny", "found_cny", "found_count")
    asked = {"rule": rule, "page_rows": 50}
    rows = [
        row
        for page in range(4)
        for row in answer(sample_release, "projects/search", *columns, **asked, page=page)
    ]

    assert (added_up(rows), len(rows)) == TOTALS[rule]
    assert {row[1:] for row in rows} == {TOTALS[rule]}


@each_rule
def test_what_is_open_is_the_size_less_what_is_placed(sample_release: OpenRelease, rule: str) -> None:
    """Of all funds together at each pace, and added up over the funds."""
    asked = params(QUESTIONS["funds/outlook"], NEEDED | {"rule": rule})
    rest = 100 * BILLION - TOTALS[rule][0]
    by_fund = [
        added_up(answer(sample_release, name, "open_cny", **params(QUESTIONS[name], asked)))
        for name in ("funds/outlook_by_fund", "funds/pace_needed")
    ]

    assert answer(sample_release, "funds/outlook", "open_cny", **asked) == [(rest,)] * 3
    assert by_fund == [rest, rest]


@each_rule
def test_the_money_of_the_last_month_is_all_money(sample_release: OpenRelease, rule: str) -> None:
    """By sector, by district and by enterprise, known and unknown."""
    total = TOTALS[rule][0]
    pieces = answer(sample_release, "gaps/cumulative", "month_on", "dimension", "amount_cny", rule=rule)
    columns = ("month_on", "dimension", "known_cny", "unknown_cny")
    indices = answer(sample_release, "gaps/hhi", *columns, rule=rule)
    last = max(row[0] for row in pieces)
    dimensions = {row[1] for row in pieces}
    known = {row[1]: row[2] for row in indices if row[0] == last}

    assert len(dimensions) == 3
    assert {added_up([row for row in pieces if row[:2] == (last, each)], 2) for each in dimensions} == {total}
    assert {row[2] + row[3] for row in indices if row[0] == last} == {total}
    assert known == {
        row[1]: row[2]
        for row in answer(sample_release, "gaps/top_shares", "month_on", "dimension", "known_cny", rule=rule)
        if row[0] == last
    }


def test_what_is_not_paid_is_what_is_left_out(sample_release: OpenRelease) -> None:
    """Of 167 projects decided, 32 have got nothing yet; counted by decision, none is left out."""
    unpaid = answer(sample_release, "explain/left_out", "reason", "project_count", rule="paid")

    assert unpaid == [("unpaid", 167 - 135)]
    assert answer(sample_release, "explain/left_out", rule="decided") == []


def test_what_waits_is_what_is_decided_and_not_paid(sample_release: OpenRelease) -> None:
    """17.0 bn decided less 12.733 bn paid."""
    rows = answer(
        sample_release, "projects/unpaid", "amount_cny", "project_count", "total_cny", "total_count"
    )

    assert added_up(rows) == 17 * BILLION - Decimal("12.733") * BILLION
    assert {(row[2], row[3]) for row in rows} == {(added_up(rows), added_up(rows, 1))}


def test_what_a_brief_calls_missing_is_what_the_sectors_call_unknown(sample_release: OpenRelease) -> None:
    """The same money without a sector in both."""
    missing = answer(sample_release, "brief/missing", "gap", "amount_cny", "project_count", rule="decided")
    sectors = answer(
        sample_release, "flows/by_sector", "sector", "amount_cny", "project_count", rule="decided"
    )

    assert ("sector", *next(row[1:] for row in sectors if row[0] == "unknown")) in missing


def test_the_funds_behind_a_size_add_up_to_it(sample_release: OpenRelease) -> None:
    """All eight count, none is left out."""
    funds = answer(sample_release, "explain/funds", "size_cny", "reason")

    assert added_up(funds) == 100 * BILLION
    assert {reason for _, reason in funds} == {None}


def test_the_headline_is_the_published_one(sample_release: OpenRelease) -> None:
    """Funds, projects and enterprises."""
    (totals,) = sample_release.arrow("headline/totals").to_pylist()

    assert totals == {
        "fund_count": 8,
        "size_cny": 100 * BILLION,
        "decided_count": 167,
        "decided_cny": 17 * BILLION,
        "paid_count": 135,
        "paid_cny": 12_733 * MILLION,
        "unpaid_cny": 4_267 * MILLION,
        "undecided_cny": 83 * BILLION,
        "decided_share": pytest.approx(0.17),
        "paid_share": pytest.approx(0.749),
        "attracted_count": 18,
        "enterprise_count": 29_700,
    }


def test_no_record_total_differs_from_its_published_figure(sample_release: OpenRelease) -> None:
    """All funds, each fund and each batch; every kind of total is held against some figure."""
    columns = ("fact_id", "controls", "difference_value")
    rows = answer(sample_release, "published/controls", *columns)

    assert {row[0]: row[2] for row in rows if row[2] != Decimal(0)} == {}
    assert {row[1] for row in rows} == {
        "attracted_count",
        "decided_cny",
        "decided_count",
        "enterprise_count",
        "fund_count",
        "paid_cny",
        "paid_count",
        "size_cny",
    }


def test_nothing_of_the_sample_is_unknown_to_the_reference_tables(sample_release: OpenRelease) -> None:
    """Every code that a project carries has a name, and there is the rate for dollars."""
    labels = answer(sample_release, "reference/labels", "level", "code", "has_projects")
    named = {(level, code) for level, code, _ in labels}
    columns = ("fund_id", "sector", "district", "round")
    counted = answer(sample_release, "projects/counted", *columns)
    levels = ("fund", "sector", "district", "round")
    carried = {pair for row in counted for pair in zip(levels, row, strict=True) if pair[1] != "unknown"}

    assert carried - named == set()
    assert answer(sample_release, "reference/rates", "currency", "cny_per_unit") == [
        ("usd", Decimal("7.2307"))
    ]
