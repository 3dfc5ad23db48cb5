"""Enterprises: classes, filters, groups, search and card, on a few rows written out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fundscope.words import pinyin_pattern
from tests.handmade import MILLION, answer, release_of


def enterprise(number: int, **known: Any) -> dict[str, Any]:
    return {"enterprise_id": f"E{number}", "name_zh": f"示例企业{number}号"} | known


# Of E5 nothing is known; E6 has R&D spending and no revenue.
ENTERPRISES = [
    enterprise(
        1,
        sector="ai",
        district="110108",
        founded_on="2024-03-01",
        employees=19,
        revenue_cny=100,
        rd_cny=20,
        is_srdi=True,
        is_little_giant=True,
    ),
    enterprise(
        2,
        sector="ai",
        district="110105",
        founded_on="2020-01-01",
        employees=20,
        revenue_cny=1000,
        rd_cny=29,
        is_srdi=True,
        is_unicorn=False,
    ),
    enterprise(
        3,
        sector="health",
        district="110108",
        founded_on="2019-12-31",
        employees=1000,
        hnte_year=2024,
        is_listed=True,
    ),
    enterprise(4, sector="health", founded_on="1990-05-05", employees=299, revenue_cny=200, rd_cny=10),
    enterprise(5),
    enterprise(
        6, tech_field="aerospace", revenue_cny=0, rd_cny=5, uscc="91990000MA0000006R", name_en="Sixth Ltd"
    ),
]
PROJECTS = [
    {"project_id": "P1", "fund_id": "F01", "enterprise_id": "E2", "decided_cny": 300, "paid_cny": 100},
    {"project_id": "P2", "fund_id": "F01", "enterprise_id": "E2", "decided_cny": 200},
    {"project_id": "P3", "fund_id": "F01", "enterprise_id": "E4", "decided_cny": 50, "paid_cny": 50},
]
RELEASE = release_of(enterprises=ENTERPRISES, projects=PROJECTS)


def test_classes_begin_at_their_lower_bound() -> None:
    """Age at the end of the last year of recognition; R&D over revenue; unknown where a part is missing."""
    rows = answer(RELEASE, "enterprises/classed", "enterprise_id", "age", "staff", "intensity", "age_on")

    assert rows == [
        ("E1", "00-04", "0000-0019", "20-up", date(2024, 12, 31)),
        ("E2", "00-04", "0020-0099", "00-03", date(2024, 12, 31)),
        ("E3", "05-09", "1000-up", "unknown", date(2024, 12, 31)),
        ("E4", "20-up", "0100-0299", "05-10", date(2024, 12, 31)),
        ("E5", "unknown", "unknown", "unknown", date(2024, 12, 31)),
        ("E6", "unknown", "unknown", "unknown", date(2024, 12, 31)),
    ]


def test_without_a_year_of_recognition_ages_are_reckoned_to_the_last_foundation() -> None:
    """The end of that year."""
    release = release_of(
        enterprises=[enterprise(1, founded_on="2010-06-01"), enterprise(2, founded_on="2001-01-01")]
    )

    assert answer(release, "enterprises/classed", "age", "age_on") == [
        ("00-04", date(2010, 12, 31)),
        ("05-09", date(2010, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("filters", "counted"),
    [
        ({}, ["E1", "E2", "E3", "E4", "E5", "E6"]),
        ({"sector": ["health"]}, ["E3", "E4"]),
        ({"district": ["110108", "unknown"]}, ["E1", "E3", "E4", "E5", "E6"]),
        ({"tech_field": ["aerospace"]}, ["E6"]),
        ({"age": ["00-04"], "sector": ["ai"]}, ["E1", "E2"]),
        ({"staff": ["unknown"]}, ["E5", "E6"]),
        ({"intensity": ["20-up"]}, ["E1"]),
        ({"standing": ["srdi"]}, ["E1", "E2"]),
        ({"standing": ["listed", "little_giant"]}, ["E1", "E3"]),
        ({"standing": ["unicorn"]}, []),
        ({"standing": ["unknown"], "sector": ["unknown"]}, ["E5", "E6"]),
        ({"sector": []}, []),
    ],
)
def test_filters_narrow_which_enterprises_count(filters: dict[str, Any], counted: list[str]) -> None:
    """Each by its own codes, all together; who is left out is told by the first filter that does it."""
    left_out = answer(RELEASE, "enterprises/left_out", "enterprise_count", **filters)

    assert answer(RELEASE, "enterprises/counted", "enterprise_id", **filters) == [(name,) for name in counted]
    assert sum(count for (count,) in left_out) == len(ENTERPRISES) - len(counted)


def test_left_out_names_the_first_filter() -> None:
    """E5 and E6 have neither sector nor district; the sector comes first."""
    filters = {"sector": ["ai"], "district": ["110108"]}

    assert answer(RELEASE, "enterprises/left_out", **filters) == [("sector", 4), ("district", 1)]


def test_groups_are_ranked_or_in_their_own_order_and_the_unknown_last() -> None:
    """By sector the largest first, by age from young to old."""
    columns = ("group_code", "enterprise_count", "enterprise_share", "total_count")

    assert answer(RELEASE, "enterprises/by_group", *columns, by="sector") == [
        ("ai", 2, pytest.approx(2 / 6), 6),
        ("health", 2, pytest.approx(2 / 6), 6),
        ("unknown", 2, pytest.approx(2 / 6), 6),
    ]
    assert answer(RELEASE, "enterprises/by_group", "group_code", "enterprise_count", by="age") == [
        ("00-04", 2),
        ("05-09", 1),
        ("20-up", 1),
        ("unknown", 2),
    ]


def test_rd_spending_is_held_against_revenue_where_both_are_known() -> None:
    """E6 counts with its spending and not in the intensity: 0 of revenue is known, and divides nothing."""
    columns = ("group_code", "rd_cny", "rd_share", "rd_intensity_share", "rd_unknown_count")

    assert answer(RELEASE, "enterprises/rd_by_group", *columns, by="sector") == [
        ("ai", 49, pytest.approx(49 / 64), pytest.approx(49 / 1100), 0),
        ("health", 10, pytest.approx(10 / 64), pytest.approx(10 / 200), 1),
        ("unknown", 5, pytest.approx(5 / 64), None, 1),
    ]


def test_totals_say_what_the_funds_gave() -> None:
    """Two enterprises of six, for all their projects."""
    (totals,) = RELEASE.arrow("enterprises/totals").to_pylist()
    of_ai = RELEASE.arrow("enterprises/totals", sector=["ai"]).to_pylist()[0]

    assert {
        key: totals[key] for key in ("enterprise_count", "funded_count", "decided_cny", "paid_cny", "rd_cny")
    } == {
        "enterprise_count": 6,
        "funded_count": 2,
        "decided_cny": 550,
        "paid_cny": 150,
        "rd_cny": 64,
    }
    assert (of_ai["enterprise_count"], of_ai["funded_count"], of_ai["decided_cny"]) == (2, 1, 500)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["E1", "E2", "E3", "E4", "E5", "E6"]),
        ("示例企业3", ["E3"]),
        ("sixth", ["E6"]),
        ("ma0000006r", ["E6"]),
        ("e5", ["E5"]),
        ("slqy2", ["E2"]),
        ("shili qiye 4", ["E4"]),
        ("shiliqiye", ["E1", "E2", "E3", "E4", "E5", "E6"]),
        ("_", []),
        ("nobody", []),
    ],
)
def test_enterprises_are_found_by_name_code_or_pinyin(search: str, found: list[str]) -> None:
    """Part of it is enough; how many match is told on the page; those that match are taken away in parts."""
    asked = {"search": search, "pinyin": pinyin_pattern(search)}
    page = {"sort": "enterprise_id", "page_rows": 10, "page": 0}

    columns = ("enterprise_id", "found_count")
    assert answer(RELEASE, "enterprises/search", *columns, **asked, **page) == [
        (name, len(found)) for name in found
    ]
    assert (
        answer(RELEASE, "enterprises/next_rows", "enterprise_id", **asked, after="E2", row_count=2)
        == [(name,) for name in found if name > "E2"][:2]
    )


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("decided", ["E2", "E4", "E1"]),
        ("rd", ["E2", "E1", "E4"]),
        ("employees", ["E3", "E4", "E2"]),
        ("youngest", ["E1", "E2", "E3"]),
        ("enterprise_id", ["E1", "E2", "E3"]),
    ],
)
def test_a_page_is_sorted_with_the_unknown_last(sort: str, first: list[str]) -> None:
    """The most first, and among equals by id."""
    rows = answer(RELEASE, "enterprises/search", "enterprise_id", sort=sort, page_rows=3, page=0)

    assert rows == [(name,) for name in first]


def test_a_card_has_the_enterprise_with_its_money_and_its_projects_have_their_rows() -> None:
    """Nothing received is 0; nobody of that id is nobody."""
    columns = ("name_zh", "rd_intensity_share", "project_count", "decided_cny", "paid_cny")
    projects = answer(RELEASE, "enterprises/projects", "project_id", "paid_cny", enterprise_id="E2")

    assert answer(RELEASE, "enterprises/card", *columns, enterprise_id="E2") == [
        ("示例企业2号", pytest.approx(0.029), 2, Decimal(500), Decimal(100))
    ]
    assert answer(RELEASE, "enterprises/card", *columns, enterprise_id="E5") == [
        ("示例企业5号", None, 0, 0, 0)
    ]
    assert answer(RELEASE, "enterprises/card", enterprise_id="E9") == []
    assert projects == [("P1", 100), ("P2", None)]


def test_millions_of_yuan_stay_exact() -> None:
    """Sums are decimals."""
    rows = [enterprise(number, rd_cny=Decimal("0.01") + MILLION) for number in range(3)]
    (totals,) = release_of(enterprises=rows).arrow("enterprises/totals").to_pylist()

    assert totals["rd_cny"] == Decimal("3000000.03")
