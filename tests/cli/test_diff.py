"""`diff`: what changed between two releases."""

from __future__ import annotations

import pytest

from fundscope.engine import query
from fundscope.model import LANGUAGES, Language
from fundscope.store import Store
from fundscope.words import text
from tests.cli.conftest import Run
from tests.handmade import CITY, table_of


@pytest.fixture
def changed(store: Store) -> Store:
    """As release 3, P1 is paid in half and P3 is a round further; P4 is there again."""
    first, second, third, fourth = CITY["projects"]
    projects = [{**first, "paid_cny": 150_000_000}, second, {**third, "round": None}, fourth]
    store.publish(
        {"projects": table_of("projects", projects)}, base=2, author="C. Nalyst", message="Corrected"
    )
    return store


def test_rows_cells_and_totals_that_differ_are_listed(run: Run, changed: Store) -> None:
    """Rows by key, cells with what stood there, totals before and after."""
    assert run("diff", "2", "3").lines == [
        "Projects: 1 added, 0 removed, 2 changed (cells: 2), 1 the same",
        "  + P4",
        "  ~ P1  Amount paid: 300000000.00 → 150000000.00",
        "  ~ P3  Round: a → unknown",
        "",
        "total                                      before             after       difference",
        "funds                                           2                 2                0",
        "size of the funds (yuan)         1,500,000,000.00  1,500,000,000.00             0.00",
        "projects decided                                3                 4                1",
        "decided (yuan)                     600,000,000.00    650,500,000.00    50,500,000.00",
        "projects paid                                   2                 2                0",
        "paid (yuan)                        340,000,000.00    190,000,000.00  -150,000,000.00",
        "decided and not yet paid (yuan)    260,000,000.00    460,500,000.00   200,500,000.00",
        "not yet decided (yuan)             900,000,000.00    849,500,000.00   -50,500,000.00",
        "projects attracted                              1                 1                0",
        "high-tech enterprises                           3                 3                0",
    ]


def test_a_long_list_is_cut_and_says_so(run: Run, changed: Store) -> None:
    """With how to see the rest."""
    lines = run("diff", "2", "3", "--rows", "1").lines

    assert lines[1:3] == ["  + P4", "  and 2 more; --rows shows more of them, --json all"]


def test_as_json_everything_is_told(run: Run, changed: Store) -> None:
    """Whole rows, every cell, every total."""
    told = run("diff", "3", "2", "--json").json
    projects = told["datasets"]["projects"]

    assert (told["before"], told["after"], list(told["datasets"])) == (3, 2, ["projects"])
    assert projects["added"] == []
    assert [(row["project_id"], row["decided_on"], row["decided_cny"]) for row in projects["removed"]] == [
        ("P4", "2024-12-31", 50_500_000)
    ]
    assert projects["cells"] == [
        {"key": "P1", "column": "paid_cny", "before": "150000000.00", "after": "300000000.00"},
        {"key": "P3", "column": "round", "before": None, "after": "a"},
    ]
    assert (projects["changed_count"], projects["same_count"]) == (2, 1)
    assert told["totals"]["decided_count"] == {"before": 4, "after": 3, "difference": -1}


def test_releases_with_the_same_data_are_said_to_have_it(run: Run, store: Store) -> None:
    """In one sentence."""
    assert run("diff", "1", "1", "--lang", "zh").out == "第 1 版与第 1 版的数据相同。\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_total_has_its_words(lang: Language) -> None:
    """A total that the query gains is named here as well."""
    names = [column.name for column in query("headline/totals").columns if column.type != "share"]

    assert all(text(f"diff.total.{name}", lang) for name in names)
