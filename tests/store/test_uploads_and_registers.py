"""Original files and registers: kept as they came."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from fundscope.store import Store, UnknownUploadError

EXPORTS = pa.schema([("figure", pa.string()), ("made_at", pa.timestamp("us", tz="UTC"))])
MADE = datetime(2025, 1, 6, 9, 30, tzinfo=UTC)


def exports(*figures: str) -> pa.Table:
    return pa.Table.from_pylist([{"figure": figure, "made_at": MADE} for figure in figures], EXPORTS)


def test_an_upload_is_kept_to_the_byte(store: Store) -> None:
    """Known by the SHA-256 of its bytes, with the name it came with."""
    data = bytes(range(256)) * 1000
    upload = store.keep_upload(data, "2025年 基金.xlsx")

    assert upload.sha256 == hashlib.sha256(data).hexdigest()
    assert (upload.file_name, upload.size_bytes) == ("2025年 基金.xlsx", 256_000)
    assert Store(store.address).upload(upload.sha256) == upload
    assert Store(store.address).read_upload(upload.sha256) == data


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    """Under the name they first came with."""
    first = store.keep_upload(b"a,b\n1,2\n", "first.csv")
    second = store.keep_upload(b"a,b\n1,2\n", "second.csv")

    assert second == first
    assert len(list((Path(store.address) / "uploads").iterdir())) == 2  # the bytes, and their name


def test_the_same_upload_by_many_at_once_is_one(store: Store) -> None:
    """Every one of them gets it back whole, and no part of it is left lying about."""
    data = b"x" * 100_000
    with ThreadPoolExecutor(4) as writers:
        uploads = list(writers.map(lambda _: store.keep_upload(data, "same.csv"), range(20)))
    kept = {path.name for path in (Path(store.address) / "uploads").iterdir()}

    assert set(uploads) == {uploads[0]}
    assert store.read_upload(uploads[0].sha256) == data
    assert kept == {uploads[0].sha256, f"{uploads[0].sha256}.json"}


@pytest.mark.parametrize("name", ["0" * 64, "../releases", "", "0" * 64 + ".json"])
def test_what_was_never_kept_is_said_to_be_so(store: Store, name: str) -> None:
    """A path is never followed out of the folder."""
    store.keep_upload(b"a", "a.csv")
    with pytest.raises(UnknownUploadError, match="No file with the SHA-256"):
        store.upload(name)
    with pytest.raises(UnknownUploadError, match="No file with the SHA-256"):
        store.read_upload(name)


def test_an_upload_whose_keeping_was_cut_short_is_kept_the_next_time(store: Store) -> None:
    """Its name is written first, so that bytes without a name never exist."""
    upload = store.keep_upload(b"a", "a.csv")
    (Path(store.address) / "uploads" / upload.sha256).unlink()
    with pytest.raises(UnknownUploadError):
        store.upload(upload.sha256)

    assert store.keep_upload(b"a", "again.csv") == store.upload(upload.sha256)
    assert store.read_upload(upload.sha256) == b"a"


def test_a_register_only_grows(store: Store) -> None:
    """It begins empty, and holds every row ever added, in its declared types."""
    assert store.rows("exports", EXPORTS).equals(exports())
    store.append("exports", exports("flows/flow"))
    store.append("exports", exports("flows/pace", "flows/flow"))
    rows = Store(store.address).rows("exports", EXPORTS)

    assert rows.schema.equals(EXPORTS)
    assert sorted(rows.column("figure").to_pylist()) == ["flows/flow", "flows/flow", "flows/pace"]
    assert set(rows.column("made_at").to_pylist()) == {MADE}


def test_a_register_takes_in_a_column_that_comes_later(store: Store) -> None:
    """Unknown in the rows that were there before; and a reader may ask for it before any row has it."""
    later = EXPORTS.append(pa.field("size", pa.string()))
    store.append("exports", exports("flows/flow"))
    before = store.rows("exports", later)
    store.append("exports", pa.Table.from_pylist([{"figure": "flows/pace", "size": "wide"}], later))
    after = store.rows("exports", later)

    assert before.column("size").to_pylist() == [None]
    assert dict(zip(*(after.column(name).to_pylist() for name in ("figure", "size")), strict=True)) == {
        "flows/flow": None,
        "flows/pace": "wide",
    }
    assert store.rows("exports", EXPORTS).schema.equals(EXPORTS)


@pytest.mark.parametrize("name", ["../releases", "Exports", "", "a/b"])
def test_a_register_has_a_plain_name(store: Store, name: str) -> None:
    """It is a folder of the store, and no other."""
    with pytest.raises(ValueError, match="A register is named in lower case letters"):
        store.append(name, exports("flows/flow"))
