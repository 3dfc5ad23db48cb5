"""The headline totals."""

from __future__ import annotations

import pytest

from tests.handmade import CITY, MILLION, release_of


def test_totals_of_a_whole_release() -> None:
    """Sizes, decisions and payments, what lies between them, and the attracted among the paid."""
    (totals,) = release_of(**CITY).arrow("headline/totals").to_pylist()

    assert totals == {
        "fund_count": 2,
        "size_cny": 1500 * MILLION,
        "decided_count": 4,
        "decided_cny": 650_500_000,
        "paid_count": 2,
        "paid_cny": 340 * MILLION,
        "unpaid_cny": 310_500_000,
        "undecided_cny": 849_500_000,
        "decided_share": pytest.approx(650.5 / 1500),
        "paid_share": pytest.approx(340 / 650.5),
        "attracted_count": 1,
        "enterprise_count": 3,
    }


def test_totals_under_filters() -> None:
    """Fund and batch narrow the funds too; every other filter narrows the projects alone."""
    release = release_of(**CITY)
    (of_a_fund,) = release.arrow("headline/totals", fund=["F02"]).to_pylist()
    (of_a_sector,) = release.arrow("headline/totals", sector=["ai"]).to_pylist()

    assert (of_a_fund["fund_count"], of_a_fund["size_cny"]) == (1, 500 * MILLION)
    assert (of_a_fund["decided_cny"], of_a_fund["paid_cny"]) == (150_500_000, 40 * MILLION)
    assert (of_a_sector["fund_count"], of_a_sector["size_cny"]) == (2, 1500 * MILLION)
    assert (of_a_sector["decided_cny"], of_a_sector["paid_cny"]) == (500 * MILLION, 300 * MILLION)


def test_totals_of_nothing() -> None:
    """Counts and sums of no rows are 0; a share of nothing is not known."""
    (totals,) = release_of().arrow("headline/totals").to_pylist()
    shares = {"decided_share": None, "paid_share": None}

    assert totals == dict.fromkeys(totals, 0) | shares
