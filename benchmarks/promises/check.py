"""`check` of a workbook of 29,700 enterprises takes at most four times what calamine needs merely to read it.

Beside a release that holds the same enterprises, so that every rule has something to compare with; within
a process that has its libraries loaded, as the desk has. The child process that reads is started anew each
time, as it is for every file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.promise import Promise, ratio, seconds
from fundscope.ingest import check_file
from fundscope.store import Store
from tests.streamlit_server import CHECKOUT, make_sample_store

WORKBOOK = CHECKOUT / "data" / "sample" / "enterprises.xlsx"


def _read_merely() -> None:
    workbook = CalamineWorkbook.from_path(str(WORKBOOK))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(str(make_sample_store(Path(folder) / "store")))
        measured = ratio(
            lambda: seconds(lambda: check_file(WORKBOOK, "enterprises", store)),
            lambda: seconds(_read_merely),
            rounds=5,
        )
    yield Promise("check of 29,700 enterprises against calamine reading them", measured, 4.0)
