"""How fast the funds go, and when their money will be placed: on a few rows, worked out by hand."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.handmade import MILLION, Row, answer, release_of


def _fund(number: int, established: str | None, size: int) -> Row:
    return {
        "fund_id": f"F{number:02}",
        "batch": number,
        "established": established,
        "size_cny": size * MILLION,
    }


def _project(number: int, fund: int, decided_on: str | None, million: int, paid_on: str | None = None) -> Row:
    return {
        "project_id": f"P{number}",
        "fund_id": f"F{fund:02}",
        "decided_on": decided_on,
        "decided_cny": million * MILLION,
        "paid_on": paid_on,
        "paid_cny": million * MILLION if paid_on else None,
    }


# The last month with a decision is December 2024. F01 is then 24 months old (January 2023 counted), F02
# three; of F03 the month of set-up is not known.
FUNDS = [_fund(1, "2023-01-01", 1200), _fund(2, "2024-10-01", 600), _fund(3, None, 100)]
PROJECTS = [
    _project(1, 1, "2023-05-10", 120, "2023-06-01"),
    _project(2, 1, "2024-02-10", 60),
    _project(3, 1, "2024-07-01", 30),
    _project(4, 1, "2024-12-31", 90, "2025-01-15"),
    _project(5, 1, None, 10),
    _project(6, 2, "2024-10-05", 15),
    _project(7, 3, "2024-12-01", 20),
]
ASSUMED: dict[str, Any] = {"rule": "decided", "horizon": 5}
OUTLOOK = ASSUMED | {"spread": 0.2, "most_months": 360}


def measured(*columns: str, **params: Any) -> list[tuple[Any, ...]]:
    release = release_of(funds=FUNDS, projects=PROJECTS)
    return answer(release, "funds/measures", *columns, **ASSUMED | params)


def test_money_and_cheques_of_each_fund() -> None:
    """The median of five is the third; of one it is that one. Undated money is placed all the same."""
    columns = ("fund_id", "placed_cny", "open_cny", "undated_cny", "project_count", "median_cny")

    assert measured(*columns) == [
        ("F01", 310 * MILLION, 890 * MILLION, 10 * MILLION, 5, 60 * MILLION),
        ("F02", 15 * MILLION, 585 * MILLION, 0, 1, 15 * MILLION),
        ("F03", 20 * MILLION, 80 * MILLION, 0, 1, 20 * MILLION),
    ]


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    """F01 has paid two cheques, 120 and 90 million; the two others none."""
    rows = measured("median_cny", "largest_cny", "five_largest_share", "project_count", rule="paid")

    assert rows == [(105 * MILLION, 120 * MILLION, 1.0, 2), (None, None, None, 0), (None, None, None, 0)]


def test_the_five_largest_are_five() -> None:
    """Of six cheques of 1 to 6 million, 2 to 6 make 20 of 21."""
    projects = [_project(number, 1, "2024-01-01", number) for number in range(1, 7)]
    release = release_of(funds=FUNDS[:1], projects=projects)

    assert answer(release, "funds/measures", "five_largest_share", **ASSUMED) == [(pytest.approx(20 / 21),)]


def test_the_straight_line_and_what_is_needed() -> None:
    """F01: 24 of 60 months, 40% of 1,200 = 480 million; 890 left for 36 months. Nothing of F03 is known."""
    columns = ("age_count", "left_count", "line_share", "line_cny", "ahead_cny", "monthly_needed_cny")

    assert measured(*columns) == [
        (24, 36, 0.4, 480 * MILLION, -170 * MILLION, Decimal("24722222.22")),
        (3, 57, 0.05, 30 * MILLION, -15 * MILLION, Decimal("10263157.89")),
        (None, None, None, None, None, None),
    ]


def test_a_pace_is_over_the_months_looked_back_or_the_funds_own() -> None:
    """F01: 120 in 6 months, 180 in 12, 300 dated in 24; F02 is three months old; F03 of no known age."""
    columns = ("monthly_6_cny", "monthly_12_cny", "monthly_all_cny", "needed_multiple")

    assert measured(*columns) == [
        (20 * MILLION, 15 * MILLION, Decimal("12500000.00"), Decimal("1.65")),
        (5 * MILLION, 5 * MILLION, 5 * MILLION, Decimal("2.05")),
        (Decimal("3333333.33"), Decimal("1666666.67"), None, None),
    ]


def test_once_the_horizon_is_over_no_pace_is_needed() -> None:
    """With a horizon of one year, F01 should long have placed all of it."""
    (first, *_) = measured("left_count", "line_share", "line_cny", "monthly_needed_cny", horizon=1)

    assert first == (-12, 1.0, 1200 * MILLION, None)


def test_the_last_month_is_that_of_the_whole_release_by_the_rule() -> None:
    """So that all funds are measured on one day, whichever of them is asked for."""
    assert measured("as_of_on", fund=["F02"]) == [(date(2024, 12, 31),)]
    assert measured("as_of_on", fund=["F02"], rule="paid") == [(date(2025, 1, 31),)]


def test_straight_line_orders_and_counts() -> None:
    """From the furthest ahead, the unknown last; the totals are of the funds that have a line."""
    release = release_of(funds=FUNDS, projects=PROJECTS)
    columns = ("fund_id", "ahead_share", "total_ahead_cny", "behind_count", "unknown_count")

    assert answer(release, "funds/straight_line", *columns, **ASSUMED) == [
        ("F02", pytest.approx(-0.025), -185 * MILLION, 2, 1),
        ("F01", pytest.approx(-170 / 1200), -185 * MILLION, 2, 1),
        ("F03", None, -185 * MILLION, 2, 1),
    ]


def test_the_outlook_gives_a_range_for_each_pace() -> None:
    """890 million of F01 at 20 a month: 24 a month takes 38 months, 16 a month 56; from December 2024 on."""
    release = release_of(funds=FUNDS[:1], projects=PROJECTS[:5])
    columns = ("basis", "monthly_cny", "earliest_count", "latest_count", "earliest_on", "latest_on")

    assert answer(release, "funds/outlook", *columns, own_pace_cny=100 * MILLION, **OUTLOOK) == [
        ("six", 20 * MILLION, 38, 56, date(2028, 2, 1), date(2029, 8, 1)),
        ("twelve", 15 * MILLION, 50, 75, date(2029, 2, 1), date(2031, 3, 1)),
        ("all", Decimal("12500000.00"), 60, 89, date(2029, 12, 1), date(2032, 5, 1)),
        ("own", 100 * MILLION, 8, 12, date(2025, 8, 1), date(2025, 12, 1)),
    ]


def test_what_lies_too_far_off_has_no_date() -> None:
    """A fund that has placed nothing lately, or so little that it would take more than the months allowed."""
    projects = [_project(1, 1, "2024-12-01", 1), _project(2, 2, "2024-12-01", 100)]
    funds = [_fund(1, "2020-01-01", 1000), _fund(2, "2024-01-01", 500), _fund(3, "2024-01-01", 500)]
    release = release_of(funds=funds, projects=projects)
    columns = ("fund_id", "earliest_count", "latest_count", "latest_on", "late_count")
    rows = answer(release, "funds/outlook_by_fund", *columns, **OUTLOOK)

    assert rows == [
        ("F02", 20, 60, date(2029, 12, 1), 2),
        ("F01", None, None, None, 2),
        ("F03", None, None, None, 2),
    ]


def test_a_fund_that_has_placed_all_is_done_in_the_last_month() -> None:
    """Nothing is open, so no month is to come."""
    release = release_of(funds=[_fund(1, "2024-01-01", 5)], projects=[_project(1, 1, "2024-03-05", 5)])
    columns = ("open_cny", "earliest_count", "earliest_on", "latest_on")

    assert answer(release, "funds/outlook_by_fund", *columns, **OUTLOOK) == [
        (0, 0, date(2024, 3, 1), date(2024, 3, 1))
    ]


def test_the_faster_pace_is_never_later() -> None:
    """Of any fund, placed and open make up the size, and the earliest month is not after the latest."""
    chance = random.Random(20250321)  # noqa: S311 the same rows every time
    funds = [_fund(number, "2022-01-01", 8_000) for number in range(1, 60)]
    days = [f"{2022 + month // 12}-{month % 12 + 1:02}-10" for month in range(36)]
    projects = [
        _project(number, chance.randrange(1, 60), chance.choice(days), chance.randrange(1, 900))
        for number in range(250)
    ]
    release = release_of(funds=funds, projects=projects)
    sums = answer(release, "funds/measures", "size_cny", "placed_cny", "open_cny", **ASSUMED)
    rows = answer(release, "funds/outlook_by_fund", "earliest_count", "latest_count", **OUTLOOK)

    assert all(placed + left == size for size, placed, left in sums)
    assert len(rows) == len(funds)
    assert all(latest is None or earliest <= latest for earliest, latest in rows)
    assert any(latest is not None for _, latest in rows)


def test_the_timeline_has_a_row_for_each_fund_and_month() -> None:
    """With the largest cheque of it; undated money in a row of no month."""
    release = release_of(funds=FUNDS, projects=PROJECTS)
    columns = ("fund_id", "month_on", "project_count", "amount_cny", "month_cny", "month_count")

    assert answer(release, "funds/timeline", *columns, rule="decided", fund=["F01", "F03"]) == [
        ("F01", date(2023, 5, 1), 1, 120 * MILLION, 120 * MILLION, 1),
        ("F01", date(2024, 2, 1), 1, 60 * MILLION, 60 * MILLION, 1),
        ("F01", date(2024, 7, 1), 1, 30 * MILLION, 30 * MILLION, 1),
        ("F01", date(2024, 12, 1), 1, 90 * MILLION, 110 * MILLION, 2),
        ("F01", None, 1, 10 * MILLION, 10 * MILLION, 1),
        ("F03", date(2024, 12, 1), 1, 20 * MILLION, 110 * MILLION, 2),
    ]
