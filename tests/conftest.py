"""What tests of several rooms share."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from hypothesis import settings

from fundscope.engine import OpenRelease, open_release
from fundscope.store import Store

# Examples that ask a query take milliseconds each, so there are not too many. No deadline: the tests
# share the machine. No database: nothing is written into the checkout, and a failure prints the line
# that repeats it.
settings.register_profile("fundscope", max_examples=50, deadline=None, database=None, print_blob=True)
settings.load_profile("fundscope")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The address of a store that holds the sample as release 1, made once in a run of the tests.

    Tests read it and never write to it, for all workers share it.
    """
    from fundscope.ingest import open_or_begin

    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    address = shared / "sample-store"
    with (shared / "sample-store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        open_or_begin(str(address))
    return address


@pytest.fixture(scope="session")
def sample_release(sample_store: Path) -> OpenRelease:
    """The sample, opened."""
    return open_release(Store(str(sample_store)))
