"""Publishing: what is written, what is carried over, what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fundscope.store import (
    Check,
    NoReleaseError,
    Release,
    StaleBaseError,
    Store,
    TableMismatchError,
    UnknownDatasetError,
    UnknownReleaseError,
    UnsignedError,
    Upload,
    Waiver,
)
from tests.handmade import Row, table_of

FUNDS: list[Row] = [{"fund_id": "F01", "name_zh": "示例甲基金"}, {"fund_id": "F02", "name_zh": "示例乙基金"}]
RATES: list[Row] = [{"currency": "usd", "cny_per_unit": Decimal("7.2307")}]


def publish(store: Store, base: int | None, changes: dict[str, Sequence[Row]], **options: Any) -> Release:
    tables = {name: table_of(name, rows) for name, rows in changes.items()}
    signed = {"author": "A. Nalyst", "message": "Why not"} | options
    return store.publish(tables, base=base, **signed)


def files_of_tables(store: Store) -> set[str]:
    return {str(path) for path in (Path(store.address) / "datasets").rglob("*.parquet")}


def test_the_first_release_is_number_1(store: Store) -> None:
    """It says who published it, when, and why."""
    before = datetime.now(UTC)
    release = publish(store, None, {"funds": FUNDS}, author="郭分析", message="第一版")

    assert (release.number, release.base, release.restored_from) == (1, None, None)
    assert (release.author, release.message) == ("郭分析", "第一版")
    assert before <= release.published_at <= datetime.now(UTC)
    assert (release.datasets["funds"].rows, release.is_sample) == (2, False)


def test_what_was_published_is_read_back(store: Store) -> None:
    """By this store and by another at the same address: the release, and every row of it."""
    release = publish(store, None, {"funds": FUNDS})
    other = Store(store.address)

    assert other.releases() == store.releases() == (release,)
    assert other.read(other.release(), "funds").equals(table_of("funds", FUNDS))


def test_only_what_changed_is_written(store: Store) -> None:
    """The rest is carried over: the same version, the same files."""
    first = publish(store, None, {"funds": FUNDS, "rates": RATES})
    files = files_of_tables(store)
    second = publish(store, 1, {"funds": FUNDS[:1]})
    (written,) = files_of_tables(store) - files

    assert second.datasets["rates"] == first.datasets["rates"]
    assert store.parquet_files(second, "funds") == [written]
    assert store.read(second, "funds").num_rows == 1
    assert store.read(first, "funds").num_rows == 2


def test_the_same_content_keeps_its_version(store: Store) -> None:
    """Whatever the order of the rows: a dataset is a set of them."""
    first = publish(store, None, {"funds": FUNDS})
    files = files_of_tables(store)
    second = publish(store, 1, {"funds": FUNDS[::-1]})

    assert (second.number, second.datasets) == (2, first.datasets)
    assert files_of_tables(store) == files


def test_the_same_rows_from_another_file_are_another_content(store: Store) -> None:
    """Where a row came from is part of it."""
    first = publish(store, None, {"funds": [{**FUNDS[0], "_sheet": "一", "_row": 2}]})
    second = publish(store, 1, {"funds": [{**FUNDS[0], "_sheet": "一", "_row": 3}]})

    assert second.datasets["funds"].content_hash != first.datasets["funds"].content_hash
    assert store.read(second, "funds").column("_row").to_pylist() == [3]


def test_empty_text_is_not_the_unknown(store: Store) -> None:
    """They differ in content, and are read back as they were."""
    first = publish(store, None, {"funds": [{"fund_id": "F01", "name_en": ""}]})
    second = publish(store, 1, {"funds": [{"fund_id": "F01", "name_en": None}]})
    names = [store.read(release, "funds").column("name_en").to_pylist() for release in (first, second)]

    assert names == [[""], [None]]
    assert second.datasets["funds"].content_hash != first.datasets["funds"].content_hash


def test_a_dataset_may_become_empty(store: Store) -> None:
    """It is still a dataset of the release, with no rows."""
    publish(store, None, {"funds": FUNDS})
    emptied = publish(store, 1, {"funds": []})

    assert emptied.datasets["funds"].rows == 0
    assert store.read(emptied, "funds").equals(table_of("funds", []))


def test_made_up_rows_are_counted(store: Store) -> None:
    """By the mark that the declaration gives."""
    projects = [{"project_id": "SAMPLE-P001"}, {"project_id": "P001"}]
    release = publish(store, None, {"projects": projects, "rates": RATES})

    assert release.datasets["projects"].sample_rows == 1
    assert release.datasets["rates"].sample_rows == 0
    assert release.is_sample


def test_checks_and_waivers_go_with_their_dataset(store: Store) -> None:
    """Carried over while it stays as it is, replaced when it changes."""
    of_funds = Waiver("range", "funds", ("size_cny",), 1, "As published", "A. Nalyst")
    of_rates = Check("required", "rates", 0)
    uploads = (Upload("0" * 64, "funds.xlsx", 12),)
    first = publish(
        store,
        None,
        {"funds": FUNDS, "rates": RATES},
        checks=[of_rates, Check("range", "funds", 1)],
        waivers=[of_funds],
        uploads=uploads,
    )
    publish(store, 1, {"funds": FUNDS[:1]}, checks=[Check("range", "funds", 0)])
    second = Store(store.address).release()

    assert (first.uploads, second.uploads) == (uploads, ())
    assert Store(store.address).release(1).waivers == (of_funds,)
    assert second.checks == (of_rates, Check("range", "funds", 0))
    assert second.waivers == ()


def test_a_table_that_is_not_as_declared_is_refused(store: Store) -> None:
    """The message says what is missing, too much, or of another type; nothing is published."""
    table = table_of("rates", RATES)
    wrong = table.drop_columns(["dated_on"]).append_column("note", table.column("currency"))
    complaint = (
        r"The table of rates is not as declared: -dated_on, \+note\. The columns must be, in this order"
    )
    with pytest.raises(TableMismatchError, match=complaint):
        store.publish({"rates": wrong}, base=None, author="A. Nalyst", message="Why not")
    mistyped = table.set_column(1, "cny_per_unit", table.column("currency"))
    with pytest.raises(TableMismatchError, match=r"cny_per_unit string ≠ decimal128\(18, 4\)"):
        store.publish({"rates": mistyped}, base=None, author="A. Nalyst", message="Why not")
    disordered = table.select(["cny_per_unit", "currency", *table.column_names[2:]])
    with pytest.raises(TableMismatchError, match="as declared: cny_per_unit, currency, dated_on"):
        store.publish({"rates": disordered}, base=None, author="A. Nalyst", message="Why not")

    assert store.releases() == ()


def test_a_dataset_that_is_not_declared_is_refused(store: Store) -> None:
    """It says which are."""
    with pytest.raises(UnknownDatasetError, match="There is no dataset boats; there are: districts, "):
        store.publish({"boats": table_of("rates", [])}, base=None, author="A. Nalyst", message="Why not")


@pytest.mark.parametrize("signature", [{"author": " "}, {"message": ""}])
def test_nobody_publishes_unsigned(store: Store, signature: dict[str, str]) -> None:
    """A release has an author and a reason."""
    with pytest.raises(UnsignedError):
        publish(store, None, {"funds": FUNDS}, **signature)

    assert store.releases() == ()


def test_a_release_that_is_not_there_is_said_to_be_so(store: Store) -> None:
    """With those that are, or with what to do where there are none."""
    with pytest.raises(NoReleaseError, match=r"has no release yet\. Run: python -m fundscope init"):
        store.release()
    with pytest.raises(NoReleaseError):
        publish(store, 1, {"funds": FUNDS})
    release = publish(store, None, {"funds": FUNDS})
    with pytest.raises(UnknownReleaseError, match=r"no release 2; the releases are 1 to 1\."):
        store.release(2)
    with pytest.raises(UnknownDatasetError, match=r"no dataset rates; there are: funds\."):
        store.read(release, "rates")


def test_looking_at_a_store_that_is_not_there_makes_none(tmp_path: Path) -> None:
    """Not a folder, not a file."""
    address = tmp_path / "nowhere"

    assert Store(str(address)).releases() == ()
    assert not address.exists()


def test_a_release_on_an_old_base_is_refused(store: Store) -> None:
    """The message names everyone who has published since, and the release to start from."""
    releases = [
        publish(store, None, {"funds": FUNDS}),
        publish(store, 1, {"funds": FUNDS[:1]}, author="B. Other", message="One fund only"),
        publish(store, 2, {"rates": RATES}, author="C. Third", message="Rates"),
    ]
    told = [
        f"{release.number}, {release.author}, {release.published_at:%Y-%m-%d %H:%M} UTC: {release.message}"
        for release in releases
    ]
    with pytest.raises(StaleBaseError) as refused:
        publish(store, 1, {"funds": []})
    assert refused.value.values == {"base": 1, "since": f"{told[1]}; {told[2]}", "latest": 3}
    with pytest.raises(StaleBaseError) as refused:
        publish(store, None, {"funds": []})
    assert refused.value.values == {"base": 0, "since": "; ".join(told), "latest": 3}

    assert store.releases() == tuple(releases[::-1])


def test_restoring_publishes_the_old_content_anew(store: Store) -> None:
    """Without writing a row; the releases between stay."""
    waiver = Waiver("range", "funds", (), 1, "As published", "A. Nalyst")
    first = publish(store, None, {"funds": FUNDS}, waivers=[waiver], uploads=[Upload("0" * 64, "a", 1)])
    publish(store, 1, {"funds": FUNDS[:1], "rates": RATES})
    files = files_of_tables(store)
    restored = store.restore(1, author="B. Other", message="The second fund is real")

    assert (restored.number, restored.base, restored.restored_from) == (3, 2, 1)
    assert (restored.author, restored.message) == ("B. Other", "The second fund is real")
    assert (restored.datasets, restored.waivers, restored.uploads) == (first.datasets, (waiver,), ())
    assert files_of_tables(store) == files
    assert [release.number for release in store.releases()] == [3, 2, 1]


def test_restoring_what_is_not_there_is_refused(store: Store) -> None:
    """Nor does anybody restore unsigned."""
    publish(store, None, {"funds": FUNDS})
    with pytest.raises(UnknownReleaseError, match="There is no release 2"):
        store.restore(2, author="A. Nalyst", message="Why not")
    with pytest.raises(UnsignedError):
        store.restore(1, author="", message="Why not")
    with pytest.raises(NoReleaseError):
        Store(f"{store.address} too").restore(1, author="A. Nalyst", message="Why not")

    assert len(store.releases()) == 1
