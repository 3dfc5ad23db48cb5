"""What moves in the answer to a question, on the hand-made city with one cell set otherwise."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fundscope.engine import AnswerDiff, OpenRelease, diff_answers
from tests.handmade import CITY, MILLION, release_of

BEFORE = release_of(**CITY)


def _with(project_id: str, **changes: Any) -> OpenRelease:
    """The city with one project changed."""
    projects = [row | changes if row["project_id"] == project_id else row for row in CITY["projects"]]
    return release_of(**{**CITY, "projects": projects})


def _diff(after: OpenRelease, name: str = "flows/by_sector", **params: Any) -> AnswerDiff:
    return diff_answers(name, BEFORE, after, rule="decided", **params)


def test_the_same_data_moves_nothing() -> None:
    assert _diff(release_of(**CITY)) == AnswerDiff(0, 3, None)


def test_one_amount_moves_one_row_though_all_shares_follow() -> None:
    """P3 decides 10 million more; AI and unknown keep their amounts, and their shares do not count."""
    diff = _diff(_with("P3", decided_cny=110 * MILLION))

    assert (diff.moved_count, diff.row_count) == (1, 3)
    assert diff.largest is not None
    assert (diff.largest.key, diff.largest.column) == ({"sector": "health"}, "amount_cny")
    assert [diff.largest.before, diff.largest.after] == [Decimal(100 * MILLION), Decimal(110 * MILLION)]
    assert diff.largest.difference == Decimal(10 * MILLION)


def test_a_row_that_is_new_had_nothing_before() -> None:
    """P2 moves to a sector of its own: AI loses it, robotics appears with it."""
    diff = _diff(_with("P2", sector="robotics"))

    assert (diff.moved_count, diff.row_count) == (2, 4)
    assert diff.largest is not None
    assert abs(diff.largest.difference) == 200 * MILLION


def test_a_filter_narrows_what_is_compared() -> None:
    assert _diff(_with("P3", decided_cny=110 * MILLION), sector=["ai"]).moved_count == 0


def test_a_count_moves_where_no_money_does() -> None:
    """A second project of nothing in health counts one more."""
    extra = CITY["projects"][2] | {"project_id": "P9", "decided_cny": 0}
    diff = _diff(release_of(**{**CITY, "projects": [*CITY["projects"], extra]}))

    assert diff.largest is not None
    assert (diff.largest.column, diff.largest.difference) == ("project_count", Decimal(1))
