"""A store that was made when the project shipped other code lists."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from fundscope.ingest import open_or_begin
from fundscope.ingest.older_references import older_references
from fundscope.model import datasets
from fundscope.store import Store
from tests.handmade import CITY, table_of


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Made just now."""
    return open_or_begin(str(tmp_path_factory.mktemp("made") / "store"))


def test_a_store_made_now_has_the_lists_of_now(sample_store: Store) -> None:
    assert older_references(sample_store) == ()


def test_a_list_that_was_shipped_otherwise_is_named_until_it_is_replaced(
    sample_store: Store, tmp_path: Path
) -> None:
    """Also where the store has none of it; what somebody has put there since is theirs."""
    now = {name: sample_store.read(sample_store.release(), name) for name in datasets()}
    older: dict[str, pa.Table] = {**now, "projects": table_of("projects", CITY["projects"])}
    older["rounds"] = now["rounds"].slice(1)
    del older["districts"]
    store = Store(str(tmp_path / "store"))
    store.publish(older, base=None, author="A", message="As it was shipped then")
    assert older_references(store) == ("districts", "rounds")

    store.publish({"rounds": now["rounds"].slice(2)}, base=1, author="A", message="As we want it")
    assert older_references(store) == ("districts",)
