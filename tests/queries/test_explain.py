"""Which rows a number counts, which it leaves out and why, and the files they came from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.handmade import CITY, MILLION, answer, release_of


@pytest.mark.parametrize(
    ("filters", "left_out"),
    [
        ({"rule": "decided"}, []),
        ({"rule": "paid"}, [("unpaid", 2, 250_500_000)]),
        ({"rule": "decided", "fund": ["F01"]}, [("fund", 2, 150_500_000)]),
        (
            {"rule": "paid", "fund": ["F01"], "until": date(2024, 12, 31)},
            [("unpaid", 2, 250_500_000), ("fund", 1, 100 * MILLION)],
        ),
        (
            {"rule": "decided", "since": date(2024, 3, 1), "until": date(2024, 7, 1)},
            [("since", 1, 300 * MILLION), ("until", 1, 50_500_000)],
        ),
        ({"rule": "decided", "sector": ["ai"]}, [("sector", 2, 150_500_000)]),
        ({"rule": "decided", "district": ["unknown"]}, [("district", 3, 600 * MILLION)]),
        (
            {"rule": "decided", "round": ["seed"], "batch": ["1"]},
            [("batch", 2, 150_500_000), ("round", 1, 300 * MILLION)],
        ),
    ],
)  # fmt: skip
def test_every_project_left_out_has_one_reason(
    filters: dict[str, Any], left_out: list[tuple[Any, ...]]
) -> None:
    """The first reason that holds; the reasons' projects and those counted are all projects."""
    release = release_of(**CITY)
    counted = len(release.run("explain/rows", **filters))

    assert answer(release, "explain/left_out", **filters) == left_out
    assert counted + sum(count for _, count, _ in left_out) == 4


def test_the_rows_counted_name_their_cells() -> None:
    """The largest first, each with file, sheet and row."""
    release = release_of(
        projects=[
            {"project_id": "P1", "fund_id": "F01", "enterprise_id": "E1", "decided_on": "2024-01-15",
             "decided_cny": 10, "_source": "aa", "_sheet": "项目", "_row": 5},
            {"project_id": "P2", "fund_id": "F01", "enterprise_id": "E2", "decided_on": "2024-01-16",
             "decided_cny": 20, "_source": "aa", "_sheet": "项目", "_row": 9},
        ]
    )  # fmt: skip

    assert answer(release, "explain/rows", rule="decided") == [
        ("P2", "F01", "E2", "unknown", "unknown", "unknown", date(2024, 1, 16), 20, "aa", "项目", 9),
        ("P1", "F01", "E1", "unknown", "unknown", "unknown", date(2024, 1, 15), 10, "aa", "项目", 5),
    ]
    assert answer(release, "explain/sources", rule="decided") == [("aa", "项目", 5, 9, 2)]
