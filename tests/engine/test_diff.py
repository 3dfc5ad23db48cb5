"""What differs between two states of the data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from fundscope.engine import diff_releases, diff_tables
from fundscope.model import datasets
from fundscope.store import Store, UnknownReleaseError
from tests.handmade import CITY, Row, table_of

FUND: Row = {"fund_id": "F01", "name_zh": "示例甲基金", "size_cny": 1_000_000_000}


def diff_of_funds(before: Sequence[Row], after: Sequence[Row]) -> dict[str, object]:
    diff = diff_tables(table_of("funds", before), table_of("funds", after), datasets()["funds"])
    return {
        "added": diff.added.column("fund_id").to_pylist(),
        "removed": diff.removed.column("fund_id").to_pylist(),
        "cells": [tuple(cell.values()) for cell in diff.cells.to_pylist()],
        "changed": diff.changed_count,
        "same": diff.same_count,
    }


def test_rows_are_known_by_their_key() -> None:
    """Whatever their order; a key that is only in one state is a row added or removed."""
    before = [{"fund_id": "F03"}, {"fund_id": "F01"}, {"fund_id": "F02"}]
    after = [{"fund_id": "F04"}, {"fund_id": "F02"}, {"fund_id": "F00"}]

    assert diff_of_funds(before, after) == {
        "added": ["F00", "F04"],
        "removed": ["F01", "F03"],
        "cells": [],
        "changed": 0,
        "same": 1,
    }


def test_every_cell_that_differs_is_told() -> None:
    """In the order of key and column; what is not known is null, and differs from what is empty."""
    before = [{**FUND, "fund_id": "F02"}, FUND, {"fund_id": "F03", "name_en": ""}]
    after = [
        {**FUND, "size_cny": Decimal("1000000000.01"), "established": "2023-12-01"},
        {**FUND, "fund_id": "F02", "name_zh": None},
        {"fund_id": "F03", "name_en": None},
    ]

    assert diff_of_funds(before, after) == {
        "added": [],
        "removed": [],
        "cells": [
            ("F01", "established", None, "2023-12-01"),
            ("F01", "size_cny", "1000000000.00", "1000000000.01"),
            ("F02", "name_zh", "示例甲基金", None),
            ("F03", "name_en", "", None),
        ],
        "changed": 3,
        "same": 0,
    }


def test_where_a_row_was_read_from_does_not_count() -> None:
    """The same rows from another file are the same rows."""
    before, after = [{**FUND, "_sheet": "一", "_row": 2}], [{**FUND, "_sheet": "二", "_row": 9}]

    assert diff_of_funds(before, after)["same"] == 1
    assert diff_of_funds(before, after)["changed"] == 0


def test_rows_added_and_removed_are_whole() -> None:
    """In the declared form, with where they were read from."""
    row = {**FUND, "_sheet": "一", "_row": 2}
    there, nowhere = table_of("funds", [row]), table_of("funds", [])

    assert diff_tables(nowhere, there, datasets()["funds"]).added.equals(there)
    assert diff_tables(there, nowhere, datasets()["funds"]).removed.equals(there)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The city; then without P4, P1 paid in half, a dollar of another rate; then no change at all."""
    store = Store(str(tmp_path / "store"))
    city = {name: table_of(name, CITY.get(name, ())) for name in datasets() if name != "tech_fields"}
    store.publish(city, base=None, author="A. Nalyst", message="Made by hand")
    first, *others, _last = CITY["projects"]
    changes = {
        "projects": table_of(
            "projects", [{**first, "paid_cny": 150_000_000, "status": "part_paid"}, *others]
        ),
        "rates": table_of("rates", [{**CITY["rates"][0], "cny_per_unit": Decimal("7.1")}]),
        "tech_fields": table_of("tech_fields", [{"tech_field": "it"}]),
    }
    store.publish(changes, base=1, author="A. Nalyst", message="Corrected")
    store.publish({}, base=2, author="A. Nalyst", message="Nothing")
    return store


def test_two_releases_differ_in_some_datasets(store: Store) -> None:
    """Those alone are told, a dataset that only one of them has among them."""
    diff = diff_releases(store, 1, 2)
    told = {one.dataset.name: one for one in diff.datasets}

    assert (diff.before.number, diff.after.number) == (1, 2)
    assert set(told) == {"projects", "rates", "tech_fields"}
    assert told["projects"].removed.column("project_id").to_pylist() == ["P4"]
    assert [tuple(cell.values()) for cell in told["projects"].cells.to_pylist()] == [
        ("P1", "paid_cny", "300000000.00", "150000000.00"),
        ("P1", "status", "paid", "part_paid"),
    ]
    assert (told["projects"].changed_count, told["projects"].same_count) == (1, 2)
    assert told["tech_fields"].added.num_rows == 1


def test_the_headline_totals_are_told_before_and_after(store: Store) -> None:
    """With the difference, also of those that stayed."""
    totals = {
        total.name: (total.before, total.after, total.difference)
        for total in diff_releases(store, 1, 2).totals
    }

    assert totals == {
        "fund_count": (2, 2, 0),
        "size_cny": (1_500_000_000, 1_500_000_000, 0),
        "decided_count": (4, 3, -1),
        "decided_cny": (650_500_000, 600_000_000, -50_500_000),
        "paid_count": (2, 2, 0),
        "paid_cny": (340_000_000, 190_000_000, -150_000_000),
        "unpaid_cny": (310_500_000, 410_000_000, 99_500_000),
        "undecided_cny": (849_500_000, 900_000_000, 50_500_000),
        "attracted_count": (1, 1, 0),
        "enterprise_count": (3, 3, 0),
    }


def test_back_again_is_the_other_way_round(store: Store) -> None:
    """What was added is removed, and the other way."""
    back = {one.dataset.name: one for one in diff_releases(store, 2, 1).datasets}

    assert back["projects"].added.column("project_id").to_pylist() == ["P4"]
    assert back["projects"].cells.to_pylist()[0] == {
        "key": "P1",
        "column": "paid_cny",
        "before": "150000000.00",
        "after": "300000000.00",
    }


def test_releases_with_the_same_data_do_not_differ(store: Store) -> None:
    """Nor does a release from itself."""
    assert diff_releases(store, 2, 3).datasets == diff_releases(store, 2, 2).datasets == ()


def test_a_release_that_is_not_there_cannot_be_compared(store: Store) -> None:
    """Those that are there are named."""
    with pytest.raises(UnknownReleaseError, match="There is no release 4; the releases are 1 to 3"):
        diff_releases(store, 1, 4)
