"""How far each fund has come."""

from __future__ import annotations

import pytest

from tests.handmade import CITY, MILLION, answer, release_of

AMOUNTS = ("fund_id", "size_cny", "decided_cny", "paid_cny", "decided_count", "paid_count")


def test_each_fund_with_what_is_decided_and_paid_of_its_size() -> None:
    """The fund that has decided the larger share stands first, and the totals stand in every row."""
    rows = release_of(**CITY).arrow("funds/deployment").to_pylist()
    totals = {
        "total_size_cny": 1500 * MILLION,
        "total_decided_cny": 650_500_000,
        "total_paid_cny": 340 * MILLION,
        "total_decided_share": pytest.approx(650.5 / 1500),
    }

    assert rows == [
        {
            "fund_id": "F01", "name_en": "Sample Fund A", "name_zh": "示例甲基金",
            "short_en": "A", "short_zh": "甲",
            "sector": "ai", "batch": 1, "size_cny": 1000 * MILLION,
            "decided_cny": 500 * MILLION, "paid_cny": 300 * MILLION, "decided_count": 2, "paid_count": 1,
            "decided_share": pytest.approx(0.5), "paid_share": pytest.approx(0.3), **totals,
        },
        {
            "fund_id": "F02", "name_en": None, "name_zh": "示例乙基金",
            "short_en": "示例乙基金", "short_zh": "示例乙基金",
            "sector": "health", "batch": 2, "size_cny": 500 * MILLION,
            "decided_cny": 150_500_000, "paid_cny": 40 * MILLION,
            "decided_count": 2, "paid_count": 1,
            "decided_share": pytest.approx(0.301), "paid_share": pytest.approx(0.08), **totals,
        },
    ]  # fmt: skip


def test_a_fund_without_projects_is_shown_with_nothing_decided() -> None:
    """A filter on projects leaves every fund; a filter on funds or batches leaves those chosen."""
    release = release_of(**CITY)

    assert answer(release, "funds/deployment", *AMOUNTS, sector=["ai"]) == [
        ("F01", 1000 * MILLION, 500 * MILLION, 300 * MILLION, 2, 1),
        ("F02", 500 * MILLION, 0, 0, 0, 0),
    ]
    assert answer(release, "funds/deployment", *AMOUNTS, batch=["2"]) == [
        ("F02", 500 * MILLION, 150_500_000, 40 * MILLION, 2, 1),
    ]


def test_a_fund_of_no_size_has_no_share() -> None:
    """A share of 0 is not known, and stands last."""
    release = release_of(funds=[{"fund_id": "F01", "size_cny": 0}, {"fund_id": "F02", "size_cny": 10}])

    assert answer(release, "funds/deployment", "fund_id", "decided_share") == [("F02", 0.0), ("F01", None)]
