"""Districts: measures, the map, money per enterprise and location quotients, on a few rows written out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.handmade import Row, answer, release_of

DISTRICTS = [
    {"district": "A", "name_zh": "甲区", "kind": "district", "tile_column": 0, "tile_row": 0, "rank": 1},
    {"district": "B", "name_zh": "乙区", "kind": "district", "tile_column": 1, "tile_row": 0, "rank": 2},
    {
        "district": "C",
        "name_zh": "丙区",
        "kind": "development_area",
        "tile_column": 1,
        "tile_row": 1,
        "rank": 3,
    },
]


def enterprises(**of_district: str) -> list[Row]:
    """``enterprises(A="xxy")``: two enterprises of sector x and one of y in district A, each R&D of 10."""
    return [
        {
            "enterprise_id": f"{district}{place}",
            "district": None if district == "unknown" else district,
            "sector": None if sector == "?" else sector,
            "rd_cny": 10,
        }
        for district, sectors in of_district.items()
        for place, sector in enumerate(sectors)
    ]


def project(number: int, district: str | None, decided_cny: int, **known: Any) -> Row:
    project_id = f"P{number}"
    return {
        "project_id": project_id,
        "fund_id": "F01",
        "district": district,
        "decided_cny": decided_cny,
    } | known


RELEASE = release_of(
    districts=DISTRICTS,
    enterprises=enterprises(A="xxxxy", B="xy", unknown="x?"),
    projects=[
        project(1, "A", 80, sector="x", paid_cny=30),
        project(2, "A", 20, sector="y"),
        project(3, "B", 40, sector="x"),
        project(4, None, 9, sector="x", paid_cny=9),
    ],
)


def test_each_district_has_its_money_and_its_enterprises() -> None:
    """No money is 0, no enterprise makes no quotient, and what lies nowhere has a row of its own."""
    assert answer(RELEASE, "districts/measures", rule="decided") == [
        ("A", 2, 100, 5, 50, 0, 20),
        ("B", 1, 40, 2, 20, 0, 20),
        ("C", 0, 0, 0, None, 0, None),
        ("unknown", 1, 9, 2, 20, 0, Decimal("4.5")),
    ]


def test_sector_narrows_both_and_the_rule_the_money() -> None:
    """A filter of enterprises and of projects at once."""
    columns = ("district", "amount_cny", "enterprise_count")

    assert (
        answer(RELEASE, "districts/measures", *columns, rule="decided", sector=["y"])
        == [
            ("A", 20, 1),
            ("B", 0, 1),
            ("C", 0, 0),
        ]
        + [("unknown", 0, 0)] * 0
    )
    assert answer(RELEASE, "districts/measures", *columns[:2], rule="paid") == [
        ("A", 30),
        ("B", 0),
        ("C", 0),
        ("unknown", 9),
    ]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("money", [("A", 100, 1, 5), ("B", 40, 2, 4), ("C", 0, 3, 0), ("unknown", 9, None, 2)]),
        ("projects", [("A", 2, 1, 5), ("B", 1, 2, 5), ("C", 0, 3, 0), ("unknown", 1, None, 5)]),
        ("enterprises", [("A", 5, 1, 5), ("B", 2, 2, 4), ("C", 0, 3, 0), ("unknown", 2, None, 4)]),
        ("rd", [("A", 50, 1, 5), ("B", 20, 2, 4), ("C", None, None, None), ("unknown", 20, None, 4)]),
        (
            "money_per_enterprise",
            [("A", 20, 1, 5), ("B", 20, 1, 5), ("C", None, None, None), ("unknown", 4.5, None, 3)],
        ),
    ],
)
def test_the_map_ranks_and_shades_by_what_it_shows(measure: str, expected: list[Any]) -> None:
    """Equals share a rank; each shade begins at half of the next; unknown is neither 0 nor ranked."""
    columns = ("district", "shown_value", "shown_rank", "shade_step")

    assert answer(RELEASE, "districts/tile_map", *columns, rule="decided", measure=measure) == expected


def test_shares_of_the_map_are_of_the_city_with_the_unknown() -> None:
    """Money per enterprise does not add up, so it has none."""
    columns = ("district", "shown_share")
    money = answer(RELEASE, "districts/tile_map", *columns, rule="decided", measure="money")
    each = answer(RELEASE, "districts/tile_map", *columns, rule="decided", measure="money_per_enterprise")

    assert money == [
        ("A", pytest.approx(100 / 149)),
        ("B", pytest.approx(40 / 149)),
        ("C", 0),
        ("unknown", pytest.approx(9 / 149)),
    ]
    assert {share for _, share in each} == {None}


def test_money_per_enterprise_beside_that_of_the_city() -> None:
    """149 yuan over nine enterprises; a district that has neither is left out."""
    columns = ("district", "amount_per_enterprise_cny", "total_per_enterprise_cny")

    assert answer(RELEASE, "districts/money_per_enterprise", *columns, rule="decided") == [
        ("A", 20, Decimal("16.56")),
        ("B", 20, Decimal("16.56")),
        ("unknown", 4.5, Decimal("16.56")),
    ]


def test_leaders_are_districts_that_are_known_and_have_something() -> None:
    """Of what nobody has, nobody is first."""
    columns = ("measure", "district", "shown_value")
    no_money = release_of(districts=DISTRICTS, enterprises=enterprises(B="x", unknown="xx"))

    assert answer(RELEASE, "districts/leaders", *columns, rule="decided") == [
        ("enterprises", "A", 5),
        ("money", "A", 100),
        ("money_per_enterprise", "A", 20),
    ]
    assert answer(no_money, "districts/leaders", *columns, rule="decided") == [("enterprises", "B", 1)]


def test_a_location_quotient_is_a_share_over_a_share() -> None:
    """In A four of five enterprises are of x, in the city five of seven: 0.8 over 0.714 is 1.12."""
    columns = ("district", "sector", "enterprise_count", "location_quotient", "total_unknown_count")

    assert answer(RELEASE, "districts/location_quotient", *columns) == [
        ("A", "x", 4, Decimal("1.12"), 2),
        ("A", "y", 1, Decimal("0.7"), 2),
        ("B", "x", 1, Decimal("0.7"), 2),
        ("B", "y", 1, Decimal("1.75"), 2),
    ]


def test_location_quotients_are_compared_with_the_whole_city_whatever_is_shown() -> None:
    """A filter chooses rows and changes no number; steps part at halves and fifths."""
    columns = ("district", "sector", "location_quotient", "quotient_step")
    release = release_of(enterprises=enterprises(A="xxx", B="yyyyyyy", C="xyyy"))

    assert answer(release, "districts/location_quotient", *columns, district=["A", "C"], sector=["x"]) == [
        ("C", "x", Decimal("0.875"), 0),
        ("A", "x", Decimal("3.5"), 2),
    ]
    assert answer(release, "districts/location_quotient", "quotient_step", district=["B"]) == [(1,), (-2,)]


def test_a_quotient_of_few_enterprises_ranks_behind() -> None:
    """One of one enterprise is high and says nothing; twenty are enough."""
    release = release_of(enterprises=enterprises(A="x", B="y" * 40 + "x" * 20, C="y" * 20))
    ranks = answer(release, "districts/location_quotient", "district", "sector", "quotient_rank")

    assert sorted(ranks, key=lambda row: row[2])[0] == ("C", "y", 1)
    assert {(district, sector): rank for district, sector, rank in ranks}["A", "x"] > 3


def test_the_whole_city_is_the_sum_of_its_districts_and_of_the_unknown() -> None:
    """Also of a sector; without an enterprise there is nothing to divide by."""
    columns = ("project_count", "amount_cny", "enterprise_count", "rd_cny", "amount_per_enterprise_cny")

    assert answer(RELEASE, "districts/city", *columns, rule="decided") == [(4, 149, 9, 90, Decimal("16.56"))]
    assert answer(RELEASE, "districts/city", *columns, rule="decided", sector=["z"]) == [
        (0, 0, 0, None, None)
    ]
