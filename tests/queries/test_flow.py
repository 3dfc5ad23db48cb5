"""The flow of money between levels: bands, nodes, what is too small to draw, what is picked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.handmade import CITY, MILLION, answer, release_of

FUND_SECTOR_DISTRICT = {"level_1": "fund", "level_2": "sector", "level_3": "district"}
BANDS = ("step", "source", "target", "sector", "amount_cny", "project_count")
WHOLE = 650_500_000


def flow(*columns: str, **params: Any) -> list[tuple[Any, ...]]:
    chosen = {"rule": "decided", "small_share": Decimal(0), **FUND_SECTOR_DISTRICT, **params}
    return answer(release_of(**CITY), "flows/flow", *columns, **chosen)


def test_bands_join_two_levels_at_a_time() -> None:
    """A band for each pair of nodes and sector, in the order of the nodes; the unknown is a node, last."""
    assert flow(*BANDS) == [
        (1, "F01", "ai", "ai", 500 * MILLION, 2),
        (1, "F02", "health", "health", 100 * MILLION, 1),
        (1, "F02", "unknown", "unknown", 50_500_000, 1),
        (2, "ai", "110108", "ai", 300 * MILLION, 1),
        (2, "ai", "110105", "ai", 200 * MILLION, 1),
        (2, "health", "110108", "health", 100 * MILLION, 1),
        (2, "unknown", "unknown", "unknown", 50_500_000, 1),
    ]


def test_a_band_knows_the_whole_of_both_its_nodes() -> None:
    """The node's level, order, money, share and projects, and the whole, stand in every row."""
    ends = ("_level", "", "_rank", "_cny", "_share", "_count", "_nodes")
    source = tuple(f"source{end}" for end in ends)
    target = tuple(f"target{end}" for end in ends)
    fund_2 = ("fund", "F02", 2, 150_500_000, pytest.approx(150.5 / 650.5), 2, 1)

    assert flow(*source, *target, "total_cny", "total_count")[1:3] == [
        (*fund_2, "sector", "health", 2, 100 * MILLION, pytest.approx(100 / 650.5), 1, 1, WHOLE, 4),
        (*fund_2, "sector", "unknown", 1001, 50_500_000, pytest.approx(50.5 / 650.5), 1, 1, WHOLE, 4),
    ]


def test_two_levels_make_one_step() -> None:
    """Any level can stand on either side; the bands keep the sector as their colour."""
    rows = flow(*BANDS, level_1="batch", level_2="round", level_3=None)

    assert rows == [
        (1, "1", "a", "ai", 300 * MILLION, 1),
        (1, "1", "seed", "ai", 200 * MILLION, 1),
        (1, "2", "a", "health", 100 * MILLION, 1),
        (1, "2", "unknown", "unknown", 50_500_000, 1),
    ]


def test_nodes_too_small_to_draw_are_put_together() -> None:
    """Both districts are below 70% of the whole, so they become one node that says there are two."""
    rows = flow(
        "target", "target_rank", "target_cny", "target_nodes", "sector", "amount_cny", small_share=0.7
    )

    assert rows[3:] == [
        ("other", 1000, 600 * MILLION, 2, "ai", 500 * MILLION),
        ("other", 1000, 600 * MILLION, 2, "health", 100 * MILLION),
        ("unknown", 1001, 50_500_000, 1, "unknown", 50_500_000),
    ]


def test_one_small_node_keeps_its_name() -> None:
    """Below 20% of the whole are one sector and the unknown, which is never put into 'other'."""
    assert [row[0] for row in flow("target", small_share=0.2)[:3]] == ["ai", "health", "unknown"]


def test_a_picked_node_is_followed_through_every_step() -> None:
    """Of each band, the money that passes the district picked: P1 and P3."""
    rows = flow("source", "target", "picked_cny", pick_level="district", pick="110108")

    assert rows == [
        ("F01", "ai", 300 * MILLION),
        ("F02", "health", 100 * MILLION),
        ("F02", "unknown", 0),
        ("ai", "110108", 300 * MILLION),
        ("ai", "110105", 0),
        ("health", "110108", 100 * MILLION),
        ("unknown", "unknown", 0),
    ]


def test_the_node_of_small_ones_can_be_picked() -> None:
    """What is behind 'other' is followed as one."""
    rows = flow("source", "target", "picked_cny", small_share=0.7, pick_level="district", pick="other")

    assert rows[:3] == [("F01", "ai", 500 * MILLION), ("F02", "health", 100 * MILLION), ("F02", "unknown", 0)]


def test_a_node_of_exactly_the_least_share_is_drawn() -> None:
    """Only what has less is too small."""
    projects = [
        {"project_id": f"P{place}", "fund_id": "F01", "sector": sector, "decided_cny": amount}
        for place, (sector, amount) in enumerate({"ai": 50, "health": 25, "robotics": 25}.items())
    ]
    params = {"rule": "decided", "small_share": Decimal("0.25"), "level_1": "fund", "level_2": "sector"}
    rows = answer(release_of(projects=projects), "flows/flow", "target", "target_rank", **params)

    assert rows == [("ai", 1), ("health", 2), ("robotics", 2)]


def test_a_pick_is_of_one_level() -> None:
    """'Unknown' is a node of every level; picked among the sectors, it is not that of the districts."""
    projects = [
        {"project_id": "P1", "fund_id": "F01", "district": "110108", "decided_cny": 3},
        {"project_id": "P2", "fund_id": "F01", "sector": "ai", "decided_cny": 5},
    ]
    params = {"rule": "decided", "small_share": 0, "level_1": "sector", "level_2": "district"}
    release = release_of(**CITY | {"projects": projects})
    rows = answer(
        release, "flows/flow", "source", "target", "picked_cny", **params, pick_level="sector", pick="unknown"
    )

    assert rows == [("ai", "unknown", 0), ("unknown", "110108", 3)]


def test_a_filter_does_not_reshuffle_the_nodes() -> None:
    """Chaoyang stays second although the filter leaves Haidian less; the order is that of the release."""
    columns = ("target", "target_rank", "target_cny")
    rows = flow(*columns, level_1="fund", level_2="district", level_3=None, round=["seed", "unknown"])
    paid = flow(*columns, level_1="fund", level_2="district", level_3=None, sector=["health"])

    assert rows == [("110105", 2, 200 * MILLION), ("unknown", 1001, 50_500_000)]
    assert paid == [("110108", 1, 100 * MILLION)]


def test_nothing_flows_where_nothing_counts() -> None:
    """A filter that leaves no project leaves no row."""
    assert flow("source", fund=["F09"]) == []
