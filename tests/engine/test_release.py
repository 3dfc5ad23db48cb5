"""A release held in memory, and questions asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from fundscope.engine import OpenRelease, UnknownParameterError, database, open_release
from fundscope.engine import release as opening
from fundscope.store import Store
from tests.handmade import CITY, MILLION, Row, answer, release_of, table_of


def published(store: Store, changes: Mapping[str, Sequence[Row]], base: int | None = None) -> int:
    tables = {name: table_of(name, rows) for name, rows in changes.items()}
    return store.publish(tables, base=base, author="A. Nalyst", message="Made by hand").number


def test_an_answer_keeps_money_exact_and_the_unknown_unknown() -> None:
    """Decimals to the fen, NA for what is not known."""
    listed = release_of(**CITY).run("projects/list", rule="decided", fund=["F02"])

    assert list(listed["decided_cny"]) == [Decimal("100000000.00"), Decimal("50500000.00")]
    assert listed["sector_en"][1] is pd.NA
    assert listed["paid_cny"][1] == 0


def test_a_parameter_that_a_query_has_not_is_refused_with_those_it_has() -> None:
    """A mistyped filter never quietly filters nothing."""
    complaint = "reference/rates has no parameter fund; it takes no parameters."
    with pytest.raises(UnknownParameterError, match=complaint):
        release_of().run("reference/rates", fund=["F01"])
    with pytest.raises(
        UnknownParameterError, match=r"flows/by_sector has no parameter secter; it takes fund, batch"
    ):
        release_of().run("flows/by_sector", rule="decided", secter=["ai"])


def test_a_value_is_never_read_as_sql() -> None:
    """It is bound, so that a quote in it is a quote."""
    release = release_of(**CITY)

    assert answer(release, "projects/counted", fund=["F01') or 1 = 1 --"]) == []
    assert len(answer(release, "projects/counted")) == 6


def test_a_release_is_read_from_the_store_once(tmp_path: Path) -> None:
    """And then shared by all who ask for it in this process."""
    store = Store(str(tmp_path / "store"))
    number = published(store, CITY)

    assert open_release(store, number) is open_release(Store(store.address))


def test_each_release_keeps_its_own_rows(tmp_path: Path) -> None:
    """A later release changes nothing of an earlier one, and is the one that is opened unasked."""
    store = Store(str(tmp_path / "store"))
    first = published(store, CITY)
    second = published(store, {"projects": CITY["projects"][:1]}, base=first)
    totals = [
        answer(opened, "headline/totals", "decided_cny", "fund_count")
        for opened in (open_release(store, first), open_release(store, second), open_release(store))
    ]

    assert totals == [[(650_500_000, 2)], [(300 * MILLION, 2)], [(300 * MILLION, 2)]]


def test_a_dataset_that_a_release_has_not_is_empty(tmp_path: Path) -> None:
    """So that every question can be asked of every release."""
    store = Store(str(tmp_path / "store"))
    published(store, {"funds": CITY["funds"]})

    assert answer(open_release(store), "headline/totals", "fund_count", "decided_count") == [(2, 0)]


def test_what_is_kept_is_worked_out_once_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """And in parts, each of which is held compressed: here of two rows."""
    monkeypatch.setattr(database, "PART_ROWS", 2)
    monkeypatch.setattr(opening, "PART_ROWS", 2)
    release = release_of(**CITY)
    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(answer, release, "enterprises/totals", "enterprise_count") for _ in range(8)]

    assert [asking.result() for asking in asked] == [[(3,)]] * 8
    assert release.table("projects").column("project_id").to_pylist() == ["P1", "P2", "P3", "P4"]
    assert answer(release, "enterprises/listed", "enterprise_id", "project_count") == answer(
        release_of(**CITY), "enterprises/listed", "enterprise_id", "project_count"
    )


def test_other_tables_stand_instead_of_those_held() -> None:
    """What is kept is worked out from them, or is one of them; the release itself stays as it is."""
    release = release_of(**CITY)
    before = answer(release, "enterprises/totals", "enterprise_count", "decided_cny")
    first = release.with_tables({"enterprises": release.table("enterprises").slice(0, 1)})
    cells = first.table("enterprises/cells")
    without_cells = first.with_tables({"enterprises/cells": cells.slice(0, 0)})

    assert answer(first, "enterprises/totals", "enterprise_count") == [(1,)]
    assert first.table("enterprises").num_rows == cells.num_rows == 1
    assert answer(without_cells, "enterprises/totals", "enterprise_count") == [(0,)]
    assert answer(release, "enterprises/totals", "enterprise_count", "decided_cny") == before


def test_a_large_release_is_let_go_of_sooner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many bytes are held in all, but always the release that was asked for last."""
    monkeypatch.setattr(OpenRelease, "size_bytes", lambda _: 10**12)
    store = Store(str(tmp_path / "store"))
    first = published(store, CITY)
    second = published(store, {"projects": CITY["projects"][:1]}, base=first)
    opened = open_release(store, first)

    assert open_release(store, first) is opened
    assert open_release(store, second) is open_release(store, second)
    assert open_release(store, first) is not opened


def test_many_may_ask_at_once() -> None:
    """Each call has a cursor of its own."""
    release = release_of(**CITY)
    with ThreadPoolExecutor(8) as readers:
        asked = [
            readers.submit(answer, release, "headline/totals", "decided_cny", fund=[fund])
            for fund in ["F01", "F02"] * 20
        ]

    assert [asking.result() for asking in asked] == [[(500 * MILLION,)], [(150_500_000,)]] * 20


def test_an_open_release_is_shut_off_from_files_and_networks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever finds its way into a query reads nothing of this machine."""
    store = Store(str(tmp_path / "store"))
    published(store, CITY)
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    cursor = open_release(store)._database.cursor()

    with pytest.raises(duckdb.PermissionException):
        cursor.execute(f"select * from read_csv('{secret}')")  # noqa: S608 our own file
    with pytest.raises(duckdb.InvalidInputException):
        cursor.execute("set enable_external_access = true")
