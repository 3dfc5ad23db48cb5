"""Opening a release takes at most three times what DuckDB needs to read the same files into tables.

Both in this process: what is promised is the work of opening, and both sides have imported their
libraries before. ``open_release`` keeps what it has opened, so the reading beneath it is measured.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.promise import Promise, ratio, seconds
from fundscope.engine import load_release
from fundscope.store import Store
from tests.streamlit_server import make_sample_store


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as name:
        address = str(make_sample_store(Path(name) / "store"))
        store = Store(address)
        release = store.release()
        files = {dataset: store.parquet_files(release, dataset) for dataset in release.datasets}

        def open_ours() -> None:
            fresh = Store(address)
            load_release(fresh, fresh.release())

        def read_bare() -> None:
            connection = duckdb.connect(":memory:")
            for dataset, paths in files.items():
                connection.execute(
                    f'create table "{dataset}" as select * from read_parquet($files)',  # noqa: S608 (declared names)
                    {"files": paths},
                )

        measured = ratio(lambda: seconds(open_ours), lambda: seconds(read_bare), rounds=25)
        yield Promise("opening a release against DuckDB reading the same Parquet files", measured, 3.0)
