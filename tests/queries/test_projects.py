"""Which projects count, and the list of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fundscope.words import pinyin_pattern
from tests.handmade import CITY, MILLION, answer, release_of


def test_a_project_counts_once_when_decided_and_once_when_paid() -> None:
    """Paying nothing yet is not a payment; what is not known is called 'unknown'."""
    counted = answer(release_of(**CITY), "projects/counted")

    assert counted == [
        ("decided", "P1", "E1", "F01", 1, "ai", "110108", "a", date(2024, 1, 15), 300 * MILLION),
        ("decided", "P2", "E2", "F01", 1, "ai", "110105", "seed", date(2024, 3, 5), 200 * MILLION),
        ("decided", "P3", "E3", "F02", 2, "health", "110108", "a", date(2024, 7, 1), 100 * MILLION),
        ("decided", "P4", "E1", "F02", 2, "unknown", "unknown", "unknown", date(2024, 12, 31), 50_500_000),
        ("paid", "P1", "E1", "F01", 1, "ai", "110108", "a", date(2024, 2, 10), 300 * MILLION),
        ("paid", "P3", "E3", "F02", 2, "health", "110108", "a", date(2024, 8, 20), 40 * MILLION),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "decided", "paid"),
    [
        ({"fund": ["F01"]}, ["P1", "P2"], ["P1"]),
        ({"batch": ["2"]}, ["P3", "P4"], ["P3"]),
        ({"sector": ["health", "unknown"]}, ["P3", "P4"], ["P3"]),
        ({"district": ["110105"]}, ["P2"], []),
        ({"round": ["unknown"]}, ["P4"], []),
        ({"since": date(2024, 2, 10)}, ["P2", "P3", "P4"], ["P1", "P3"]),
        ({"until": date(2024, 1, 15)}, ["P1"], []),
        ({"since": "2024-07-01", "until": "2024-07-01"}, ["P3"], []),
        ({"fund": ["F01"], "district": ["110108"]}, ["P1"], ["P1"]),
        ({"fund": ["F09"]}, [], []),
        ({"fund": []}, [], []),
    ],
)
def test_filters_narrow_what_counts(filters: dict[str, Any], decided: list[str], paid: list[str]) -> None:
    """A code in the list stays; days are counted by the rule's own day, both ends included."""
    counted = answer(release_of(**CITY), "projects/counted", "rule", "project_id", **filters)

    assert counted == [("decided", name) for name in decided] + [("paid", name) for name in paid]


def test_money_paid_on_an_unknown_day_counts_until_days_are_asked_for() -> None:
    """No day is neither before nor after any other."""
    project = {"project_id": "P1", "fund_id": "F01", "paid_cny": 5}
    release = release_of(projects=[project])
    always = answer(release, "projects/counted", "rule", "counted_on", "amount_cny")
    in_a_century = answer(release, "projects/counted", "rule", since=date(2000, 1, 1), until=date(2100, 1, 1))

    assert always == [("paid", None, 5)]
    assert in_a_century == []


def test_the_list_names_each_project_that_counts_in_both_languages_largest_first() -> None:
    """A name that exists in Chinese only stands in English too; what is not known stays empty."""
    listed = answer(release_of(**CITY), "projects/list", rule="decided", batch=["2"])

    assert listed == [
        (
            "P3", "F02", "示例乙基金", "示例乙基金", "E3", "Sample Enterprise 3", "示例企业 3",
            "Health", "医药", "Haidian District", "海淀区", "Series A", "首轮",
            date(2024, 7, 1), 100 * MILLION, date(2024, 8, 20), 40 * MILLION, None, False, "part_paid",
        ),
        (
            "P4", "F02", "示例乙基金", "示例乙基金", "E1", "Sample Enterprise 1", "示例企业 1",
            None, None, None, None, None, None,
            date(2024, 12, 31), 50_500_000, None, 0, None, None, "decided",
        ),
    ]  # fmt: skip


def test_the_list_follows_the_counting_rule() -> None:
    """Counted by payment, only projects with money paid are listed, by the money paid."""
    release = release_of(**CITY)

    assert answer(release, "projects/list", "project_id", rule="paid") == [("P1",), ("P3",)]
    assert answer(release, "projects/list", "project_id", rule="decided", fund=["F01"]) == [("P1",), ("P2",)]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (None, ["P1", "P2", "P3", "P4"]),
        ("", ["P1", "P2", "P3", "P4"]),
        ("p2", ["P2"]),
        ("示例企业 1", ["P1", "P4"]),
        ("ENTERPRISE 3", ["P3"]),
        ("slqy1", ["P1", "P4"]),
        ("shili qiye 3", ["P3"]),
        ("slqy", ["P1", "P2", "P3", "P4"]),
        ("%", []),
        ("nobody", []),
    ],
)
def test_projects_are_found_by_id_name_or_pinyin(search: str | None, found: list[str]) -> None:
    """Part of it is enough, in any case; a sign of SQL is only a sign."""
    pinyin = pinyin_pattern(search or "")
    params = {"rule": "decided", "search": search, "pinyin": pinyin, "page_rows": 10, "page": 0}

    assert answer(release_of(**CITY), "projects/search", "project_id", **params) == [
        (name,) for name in found
    ]


def test_a_search_gives_one_page_and_the_sum_of_all() -> None:
    """Two a page: the second page of four, largest first."""
    columns = ("project_id", "decided_cny", "found_count", "found_cny")
    params = {"rule": "decided", "page_rows": 2, "page": 1}

    assert answer(release_of(**CITY), "projects/search", *columns, **params) == [
        ("P3", 100 * MILLION, 4, 650_500_000),
        ("P4", 50_500_000, 4, 650_500_000),
    ]


def test_a_card_shows_one_project_with_what_follows_from_it() -> None:
    """How many times the fund's money the round raised, and how long the payment took."""
    columns = ("project_id", "enterprise_zh", "round_multiple", "days_to_pay", "sector")
    release = release_of(**CITY)

    assert answer(release, "projects/card", *columns, project_id="P1") == [("P1", "示例企业 1", 3, 26, "ai")]
    assert answer(release, "projects/card", *columns, project_id="P4") == [
        ("P4", "示例企业 1", None, None, None)
    ]
    assert answer(release, "projects/card", *columns, project_id="P9") == []


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("decided_on", ["P4", "P3", "P2", "P1"]),
        ("paid_on", ["P3", "P1", "P2", "P4"]),
        ("paid", ["P1", "P3", "P4", "P2"]),
        ("round_multiple", ["P1", "P2", "P3", "P4"]),
        ("days_waiting", ["P2", "P3", "P4", "P1"]),
        ("project_id", ["P1", "P2", "P3", "P4"]),
        ("amount", ["P1", "P2", "P3", "P4"]),
    ],
)
def test_projects_are_sorted_largest_and_latest_first(sort: str, found: list[str]) -> None:
    """What is not known comes last, and equal rows by the amount."""
    params = {"rule": "decided", "sort": sort, "page_rows": 10, "page": 0}

    assert answer(release_of(**CITY), "projects/search", "project_id", **params) == [
        (name,) for name in found
    ]


def test_a_project_waits_from_its_decision_to_the_last_day_of_the_records() -> None:
    """P1 is paid in full and waits no more; P3 waits with the part that is still to be paid."""
    params = {"rule": "decided", "page_rows": 10, "page": 0}
    columns = ("project_id", "days_waiting", "round_multiple")

    assert answer(release_of(**CITY), "projects/search", *columns, **params) == [
        ("P1", None, 3), ("P2", 301, None), ("P3", 183, None), ("P4", 0, None),
    ]  # fmt: skip


def test_cheques_stand_in_bands_of_their_size() -> None:
    """Half of the four are no larger than the mean of the middle two."""
    columns = ("least_cny", "below_cny", "project_count", "amount_cny")
    bands = answer(release_of(**CITY), "projects/cheques", *columns, rule="decided")
    totals = ("total_median_cny", "total_largest_cny", "total_top_count", "total_top_share")

    assert bands == [
        (50 * MILLION, 100 * MILLION, 1, 50_500_000),
        (100 * MILLION, 200 * MILLION, 1, 100 * MILLION),
        (200 * MILLION, 500 * MILLION, 2, 500 * MILLION),
    ]
    assert answer(release_of(**CITY), "projects/cheques", *totals, rule="decided")[0] == (
        150 * MILLION, 300 * MILLION, 2, pytest.approx(500 / 650.5),
    )  # fmt: skip


def test_what_waits_stands_in_bands_of_the_time_it_has_waited() -> None:
    """As of the last day counted: by the end of July nothing of P3 was paid."""
    columns = ("days_from", "days_to", "project_count", "amount_cny")

    assert answer(release_of(**CITY), "projects/unpaid", *columns) == [
        (0, 30, 1, 50_500_000),
        (31, 90, 0, 0),
        (91, 180, 0, 0),
        (181, 365, 2, 260 * MILLION),
        (366, None, 0, 0),
    ]
    assert answer(release_of(**CITY), "projects/unpaid", *columns, until=date(2024, 7, 31))[:3] == [
        (0, 30, 1, 100 * MILLION),
        (31, 90, 0, 0),
        (91, 180, 1, 200 * MILLION),
    ]
