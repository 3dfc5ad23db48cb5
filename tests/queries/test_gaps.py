"""Where enterprises are and money is not; how concentrated the money is: worked out by hand."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fundscope.engine import OpenRelease
from tests.handmade import MILLION, Row, answer, release_of

# Ten enterprises: six of AI in Haidian, three of health in Chaoyang, one of which nothing is known.
ENTERPRISES = [
    *({"enterprise_id": f"A{number}", "sector": "ai", "district": "110108"} for number in range(6)),
    *({"enterprise_id": f"H{number}", "sector": "health", "district": "110105"} for number in range(3)),
    {"enterprise_id": "U"},
]


def _project(number: int, enterprise: str, sector: str | None, month: int, million: int) -> Row:
    return {
        "project_id": f"P{number}",
        "fund_id": "F01",
        "enterprise_id": enterprise,
        "sector": sector,
        "district": {"ai": "110108", "health": "110105"}.get(sector or ""),
        "decided_on": date(2024, month, 5),
        "decided_cny": million * MILLION,
    }


# AI gets 20 of 100 million, health 70, and of 10 the sector is not known.
PROJECTS = [
    _project(1, "A0", "ai", 1, 20),
    _project(2, "H0", "health", 2, 40),
    _project(3, "H1", "health", 2, 30),
    _project(4, "U", None, 3, 10),
]
RELEASE = release_of(enterprises=ENTERPRISES, projects=PROJECTS, funds=[{"fund_id": "F01"}])


def asked(name: str, *columns: str, **params: Any) -> list[tuple[Any, ...]]:
    return answer(RELEASE, name, *columns, rule="decided", **params)


def test_the_gap_is_in_shares_money_and_enterprises() -> None:
    """AI has 60% of the enterprises and 20% of the money: 40 million short, as if it had 4 fewer of them."""
    columns = ("enterprise_count", "amount_cny", "enterprise_share", "amount_share", "gap_cny", "gap_count")

    assert asked("gaps/by_sector", "sector", *columns) == [
        ("ai", 6, 20 * MILLION, 0.6, 0.2, -40 * MILLION, -4),
        ("health", 3, 70 * MILLION, 0.3, 0.7, 40 * MILLION, 4),
        ("unknown", 1, 10 * MILLION, 0.1, 0.1, 0, 0),
    ]
    assert asked("gaps/by_district", "district", *columns)[0] == (
        "110108", 6, 20 * MILLION, 0.6, 0.2, -40 * MILLION, -4,
    )  # fmt: skip


def test_the_quotient_is_one_where_both_shares_are_equal() -> None:
    """A third for AI, seven thirds for health."""
    assert asked("gaps/by_sector", "quotient_multiple") == [
        (Decimal("0.33"),),
        (Decimal("2.33"),),
        (Decimal("1.00"),),
    ]


def test_a_filter_narrows_both_sides() -> None:
    """Within Haidian all enterprises and all money are of AI, and there is no gap."""
    assert asked("gaps/by_sector", "sector", "enterprise_count", "gap_cny", district=["110108"]) == [
        ("ai", 6, 0)
    ]


def test_a_sector_on_one_side_only_is_shown() -> None:
    """With nothing on the other; without any money there is no share to compare."""
    projects = [_project(1, "A0", "robotics", 1, 20)]
    release = release_of(enterprises=ENTERPRISES, projects=projects)
    columns = ("sector", "enterprise_count", "amount_cny", "quotient_multiple")
    rows = answer(release, "gaps/by_sector", *columns, rule="decided")

    assert rows[2] == ("robotics", 0, 20 * MILLION, None)
    assert answer(release, "gaps/by_sector", "sector", rule="paid") == []


def test_the_index_adds_up_squared_shares_of_what_is_known() -> None:
    """January: all in AI, 1. February: 20 and 70 of 90. March adds money of no known sector only."""
    rows = asked("gaps/hhi", "dimension", "month_on", "group_count", "hhi_value", "known_cny", "unknown_cny")
    two = Decimal("0.654321")

    assert [row for row in rows if row[0] == "sector"] == [
        ("sector", date(2024, 1, 1), 1, 1, 20 * MILLION, 0),
        ("sector", date(2024, 2, 1), 2, two, 90 * MILLION, 0),
        ("sector", date(2024, 3, 1), 2, two, 90 * MILLION, 10 * MILLION),
    ]
    assert rows[-1][0] == "sector"
    assert [row[3] for row in rows if row[0] == "enterprise"] == [1, Decimal("0.358025"), Decimal("0.300000")]


def test_the_index_of_the_enterprises_stands_beside_it() -> None:
    """Six and three of nine: five ninths. Enterprises have no index of themselves."""
    rows = dict(asked("gaps/hhi", "dimension", "firms_hhi_value"))

    assert rows == {"sector": Decimal("0.555556"), "district": Decimal("0.555556"), "enterprise": None}


def test_the_largest_share() -> None:
    """In the end health has 70 of 90 of known sector; the three largest enterprises 90 of 100."""
    columns = ("dimension", "month_on", "top_1_share", "top_3_share", "top_10_share")
    last = {row[0]: row[2:] for row in asked("gaps/top_shares", *columns) if row[1] == date(2024, 3, 1)}

    assert last["sector"] == (pytest.approx(7 / 9), 1.0, 1.0)
    assert last["enterprise"] == (pytest.approx(0.4), pytest.approx(0.9), 1.0)


def _random_release() -> OpenRelease:
    """Twelve funds with two dozen projects each, of any sector and month."""
    chance = random.Random(20250321)  # noqa: S311 the same rows every time
    sectors = ["ai", "health", "robotics", None]
    projects = [
        _project(
            number,
            f"A{chance.randrange(8)}",
            chance.choice(sectors),
            chance.randrange(1, 13),
            chance.randrange(1, 999),
        )
        | {"fund_id": f"F{number % 12:02}"}
        for number in range(288)
    ]
    return release_of(enterprises=ENTERPRISES, projects=projects)


RANDOM = _random_release()


@pytest.mark.parametrize("fund", [None, *(f"F{number:02}" for number in range(12))])
def test_shares_add_up_and_the_index_stays_in_its_bounds(fund: str | None) -> None:
    """Shares to 1, gaps to 0; the index between 1/n and 1, shares of the largest rising with their number."""
    narrowed: dict[str, Any] = {"rule": "decided", "fund": [fund] if fund else None}
    shares = answer(RANDOM, "gaps/by_sector", "enterprise_share", "amount_share", "gap_share", **narrowed)
    indices = answer(RANDOM, "gaps/hhi", "hhi_value", "equal_value", **narrowed)
    tops = answer(RANDOM, "gaps/top_shares", "top_1_share", "top_3_share", "top_10_share", **narrowed)

    assert [sum(row[place] for row in shares) for place in range(3)] == [
        pytest.approx(total, abs=1e-9) for total in (1, 1, 0)
    ]
    assert indices
    assert all(equal - Decimal("0.000001") <= index <= 1 for index, equal in indices)
    assert all(0 < one <= three + 1e-12 <= ten + 2e-12 <= 1 + 1e-9 for one, three, ten in tops)
