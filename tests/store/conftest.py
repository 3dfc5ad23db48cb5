"""A store of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundscope.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store, at an address that no program should take apart."""
    return Store(str(tmp_path / "数据 100% of it #1"))
