"""What will change: totals, figures and the rows behind them, on the hand-made city."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fundscope.engine import OpenRelease
from fundscope.figures import Moved, View, read_context, seen_as, what_moves
from tests.handmade import CITY, MILLION, release_of

BEFORE = release_of(**CITY)


def _moved(after: OpenRelease) -> Moved:
    contexts = tuple(seen_as(read_context(release), View()) for release in (BEFORE, after))
    return what_moves(BEFORE, after, (contexts[0], contexts[1]))


def _with(project_id: str, **changes: Any) -> OpenRelease:
    rows = [row | changes if row["project_id"] == project_id else row for row in CITY["projects"]]
    return release_of(**{**CITY, "projects": rows})


@pytest.fixture(scope="module")
def paid_more() -> Moved:
    """P3 has been paid 60 million more."""
    return _moved(_with("P3", paid_cny=100 * MILLION, _sheet="项目", _row=4, _source="a" * 64))


def test_nothing_moves_where_nothing_changed() -> None:
    moved = _moved(release_of(**CITY))

    assert (moved.totals, moved.figures, moved.projects) == ((), (), {"decided": (), "paid": ()})


def test_totals_have_before_after_and_difference(paid_more: Moved) -> None:
    """Paid, and what follows from it; the counts stay."""
    totals = {total.name: (total.before, total.after, total.difference) for total in paid_more.totals}

    assert set(totals) == {"paid_cny", "unpaid_cny", "paid_share"}
    assert totals["paid_cny"] == (340 * MILLION, 400 * MILLION, 60 * MILLION)
    assert totals["unpaid_cny"][2] == -60 * MILLION


def test_the_projects_that_moved_a_total_have_their_place(paid_more: Moved) -> None:
    (project,) = paid_more.projects["paid"]

    assert paid_more.projects["decided"] == ()
    assert project.project_id == "P3"
    assert (project.before_cny, project.after_cny) == (Decimal(40 * MILLION), Decimal(100 * MILLION))
    assert (project.sheet, project.row) == ("项目", 4)
    assert project.difference_cny == project.all_cny == Decimal(60 * MILLION)


def test_a_figure_moves_only_under_the_rule_that_counts_it(paid_more: Moved) -> None:
    rules = {figure.rule for figure in paid_more.figures if figure.name == "flows/by_sector"}

    assert rules == {"paid"}


def test_a_figure_names_the_projects_behind_its_largest_mover(paid_more: Moved) -> None:
    """Also where a code in its key is another's: the sector of a fund is not that of its projects."""
    deployment = next(figure for figure in paid_more.figures if figure.name == "funds/deployment")

    assert deployment.answer.moved_count == 1
    assert deployment.counted == "paid"
    assert [project.project_id for project in deployment.projects] == ["P3"]


def test_what_changes_sides_moves_figures_and_no_total() -> None:
    """P2 is of another sector: the whole stays, the parts do not."""
    moved = _moved(_with("P2", sector="robotics"))

    assert moved.totals == ()
    assert "flows/by_sector" in {figure.name for figure in moved.figures}


def _with_funds(**changes: Any) -> OpenRelease:
    rows = [row | changes if row["fund_id"] == "F01" else row for row in CITY["funds"]]
    return release_of(**{**CITY, "funds": rows})


def test_a_fund_that_moves_is_named_with_its_cell() -> None:
    """As what moves the totals, and behind the figures that show it; no project is."""
    before = next(row["size_cny"] for row in CITY["funds"] if row["fund_id"] == "F01")
    moved = _moved(_with_funds(size_cny=before + 100 * MILLION, _sheet="基金", _row=2, _source="a" * 64))
    (row,) = moved.rows
    deployment = next(figure for figure in moved.figures if figure.name == "funds/deployment")

    assert (row.dataset, row.column, row.key, row.difference) == (
        "funds", "size_cny", "F01", Decimal(100 * MILLION),
    )  # fmt: skip
    assert (row.sheet, row.row) == ("基金", 2)
    assert moved.projects == {"decided": (), "paid": ()}
    assert [row.key for row in deployment.rows] == ["F01"]


def test_enterprises_that_come_are_behind_the_figures_that_count_them() -> None:
    """Of those that come, the ones in the group that moves most."""
    new = [
        {"enterprise_id": "N1", "name_zh": "示例甲", "district": "110108", "sector": "ai"},
        {"enterprise_id": "N2", "name_zh": "示例乙", "district": "110108", "sector": "ai"},
        {"enterprise_id": "N3", "name_zh": "示例丙", "district": "110105", "sector": "health"},
    ]
    moved = _moved(release_of(**{**CITY, "enterprises": [*CITY.get("enterprises", ()), *new]}))
    (grouped,) = (figure for figure in moved.figures if figure.name == "enterprises/by_group")

    assert {row.key for row in moved.rows} == {"N1", "N2", "N3"}
    assert {row.difference for row in moved.rows} == {1}
    assert grouped.answer.largest is not None
    assert sum(row.difference for row in grouped.rows) == grouped.answer.largest.difference
