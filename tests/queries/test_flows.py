"""Where the money goes: by sector, by half-year, by month."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handmade import CITY, MILLION, answer, release_of


def test_money_by_sector_ends_with_what_is_unknown() -> None:
    """The largest sector first, a row for the unknown, and the whole in every row."""
    rows = answer(release_of(**CITY), "flows/by_sector", rule="decided")
    whole = (650_500_000, 4)
    names = {
        "ai": ("Artificial intelligence", "人工智能", "AI", "智能"),
        "health": ("Medicine and health", "医药健康", "Health", "医药"),
    }

    assert rows == [
        ("ai", *names["ai"], 2, 500 * MILLION, pytest.approx(500 / 650.5), *whole),
        ("health", *names["health"], 1, 100 * MILLION, pytest.approx(100 / 650.5), *whole),
        ("unknown", None, None, None, None, 1, 50_500_000, pytest.approx(50.5 / 650.5), *whole),
    ]


def test_money_by_sector_follows_rule_and_filters() -> None:
    """A sector that gets nothing has no row."""
    columns = ("sector", "project_count", "amount_cny", "total_cny")
    rows = answer(release_of(**CITY), "flows/by_sector", *columns, rule="paid", district=["110108"])

    assert rows == [("ai", 1, 300 * MILLION, 340 * MILLION), ("health", 1, 40 * MILLION, 340 * MILLION)]


def test_money_by_sector_and_half_year() -> None:
    """June belongs to the first half-year and July to the second; sums stand beside each cell."""
    columns = (
        "sector",
        "half_year_on",
        "project_count",
        "amount_cny",
        "half_year_cny",
        "sector_cny",
        "total_cny",
    )
    rows = answer(release_of(**CITY), "flows/by_sector_and_half_year", *columns, rule="decided")
    first, second = date(2024, 1, 1), date(2024, 7, 1)

    assert rows == [
        ("ai", first, 2, 500 * MILLION, 500 * MILLION, 500 * MILLION, 650_500_000),
        ("health", second, 1, 100 * MILLION, 150_500_000, 100 * MILLION, 650_500_000),
        ("unknown", second, 1, 50_500_000, 150_500_000, 50_500_000, 650_500_000),
    ]


def test_money_paid_on_an_unknown_day_has_a_half_year_and_a_month_of_its_own() -> None:
    """They stand last, so that the parts still add up to the whole."""
    projects = [
        {"project_id": "P1", "fund_id": "F01", "sector": "ai", "paid_cny": 5},
        {"project_id": "P2", "fund_id": "F01", "sector": "ai", "paid_cny": 7, "paid_on": "2024-06-30"},
    ]
    release = release_of(projects=projects)
    half_years = answer(
        release, "flows/by_sector_and_half_year", "half_year_on", "amount_cny", "half_year_cny", rule="paid"
    )
    months = answer(release, "flows/pace", "month_on", "month_end_on", "paid_cny", "cumulative_paid_cny")

    assert half_years == [(date(2024, 1, 1), 7, 7), (None, 5, 5)]
    assert months == [(date(2024, 6, 1), date(2024, 6, 30), 7, 7), (None, None, 5, 12)]


def test_pace_adds_up_month_by_month() -> None:
    """A month in which money was decided or paid has a row, counted by each rule's own day."""
    columns = (
        "month_on", "decided_cny", "paid_cny", "decided_count", "paid_count",
        "cumulative_decided_cny", "cumulative_paid_cny",
    )  # fmt: skip
    rows = answer(release_of(**CITY), "flows/pace", *columns)

    assert rows == [
        (date(2024, 1, 1), 300 * MILLION, 0, 1, 0, 300 * MILLION, 0),
        (date(2024, 2, 1), 0, 300 * MILLION, 0, 1, 300 * MILLION, 300 * MILLION),
        (date(2024, 3, 1), 200 * MILLION, 0, 1, 0, 500 * MILLION, 300 * MILLION),
        (date(2024, 7, 1), 100 * MILLION, 0, 1, 0, 600 * MILLION, 300 * MILLION),
        (date(2024, 8, 1), 0, 40 * MILLION, 0, 1, 600 * MILLION, 340 * MILLION),
        (date(2024, 12, 1), 50_500_000, 0, 1, 0, 650_500_000, 340 * MILLION),
    ]


def test_pace_knows_the_last_day_of_each_month() -> None:
    """2024 is a leap year."""
    rows = answer(
        release_of(**CITY), "flows/pace", "month_end_on", district=["110108"], until=date(2024, 2, 29)
    )

    assert rows == [(date(2024, 1, 31),), (date(2024, 2, 29),)]
