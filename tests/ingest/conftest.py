"""What tests of the room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundscope.store import Store
from tests.ingest.sheets import KNOWN


@pytest.fixture
def city_store(tmp_path: Path) -> Store:
    """The hand-made city as release 1."""
    store = Store(str(tmp_path / "store"))
    store.publish(KNOWN, base=None, author="A. Nalyst", message="Made by hand")
    return store
