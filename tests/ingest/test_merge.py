"""How the rows of a file come together with those of the last release."""

from __future__ import annotations

from typing import Any

import pytest

from fundscope.ingest import Mode
from fundscope.ingest.merge import merge
from fundscope.model import datasets
from tests.handmade import table_of

ENTERPRISES = datasets()["enterprises"]


def _table(*rows: dict[str, Any]) -> Any:
    return table_of(
        "enterprises", [{"_source": "s", "_row": place} | row for place, row in enumerate(rows, 2)]
    )


BEFORE = _table(
    {"enterprise_id": "E1", "name_zh": "甲", "employees": 5}, {"enterprise_id": "E2", "name_zh": "乙"}
)
NEW = _table({"enterprise_id": "E2", "name_zh": "乙二"}, {"enterprise_id": "E3", "name_zh": "丙"})


@pytest.mark.parametrize(
    ("mode", "rows"),
    [
        ("replace", [("E2", "乙二", None), ("E3", "丙", None)]),
        ("add", [("E1", "甲", 5), ("E2", "乙", None), ("E2", "乙二", None), ("E3", "丙", None)]),
        ("update", [("E1", "甲", 5), ("E2", "乙二", None), ("E3", "丙", None)]),
    ],
)
def test_rows_are_replaced_added_or_updated_by_key(mode: Mode, rows: list[Any]) -> None:
    """Adding lets the rule on keys tell what is there twice."""
    merged = merge(BEFORE, NEW, ENTERPRISES, mode, ["enterprise_id", "name_zh"]).to_pylist()

    assert [(row["enterprise_id"], row["name_zh"], row["employees"]) for row in merged] == rows


def test_an_update_leaves_columns_that_the_file_has_not() -> None:
    """And empties those that it has and leaves empty."""
    new = _table({"enterprise_id": "E1"})
    kept = merge(BEFORE, new, ENTERPRISES, "update", ["enterprise_id"]).to_pylist()[0]
    emptied = merge(BEFORE, new, ENTERPRISES, "update", ["enterprise_id", "employees"]).to_pylist()[0]

    assert (kept["name_zh"], kept["employees"]) == ("甲", 5)
    assert (emptied["name_zh"], emptied["employees"]) == ("甲", None)


def test_the_first_rows_of_a_dataset_are_taken_as_they_are() -> None:
    """In whatever mode."""
    assert merge(BEFORE.slice(0, 0), NEW, ENTERPRISES, "update", []) is NEW
