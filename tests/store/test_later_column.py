"""A column declared after a release was published: unknown in that release, known from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fundscope.engine import load_release
from fundscope.model import Column, Words, datasets
from fundscope.store import Store, arrow_schema
from tests.handmade import CITY, answer, table_of


@pytest.fixture
def with_note(store: Store) -> Iterator[Store]:
    """A store whose release 1 was published before funds had a note."""
    store.publish(
        {name: table_of(name, CITY.get(name, ())) for name in datasets()},
        base=None,
        author="A. Nalyst",
        message="Before",
    )
    funds = datasets()["funds"]
    note = Column("note", "text", Words(en="Note", zh="备注"))
    # Declarations are read once a process; the test puts back what it has changed.
    datasets()["funds"] = replace(funds, columns=(*funds.columns, note))
    yield store
    datasets()["funds"] = funds


def test_an_old_release_has_it_as_unknown(with_note: Store) -> None:
    """In the declared place and type."""
    funds = with_note.read(with_note.release(1), "funds")

    assert funds.schema.equals(arrow_schema(datasets()["funds"]))
    assert funds.column("note").to_pylist() == [None, None]
    assert funds.column("fund_id").to_pylist() == ["F01", "F02"]


def test_questions_can_still_be_asked_of_an_old_release(with_note: Store) -> None:
    """It opens, and answers as before."""
    opened = load_release(with_note, with_note.release(1))

    assert answer(opened, "headline/totals", "fund_count", "decided_cny") == [(2, 650_500_000)]
    assert opened.table("funds").column("note").to_pylist() == [None, None]


def test_a_later_release_has_it(with_note: Store) -> None:
    """Other datasets are carried over as they were."""
    noted = table_of("funds", [{**CITY["funds"][0], "note": "merged"}])
    second = with_note.publish({"funds": noted}, base=1, author="A. Nalyst", message="After")

    assert with_note.read(second, "funds").column("note").to_pylist() == ["merged"]
    assert with_note.read(with_note.release(1), "funds").column("note").to_pylist() == [None, None]
    assert second.datasets["projects"] == with_note.release(1).datasets["projects"]


def test_the_old_table_brought_up_to_the_declaration_can_be_published(with_note: Store) -> None:
    """What is read of an old release has the form that a release takes."""
    old = with_note.read(with_note.release(1), "funds")
    second = with_note.publish({"funds": old}, base=1, author="A. Nalyst", message="After")

    assert with_note.read(second, "funds").equals(old)
