"""`init` (three workbooks to release 1) takes at most ten times what calamine needs merely to read them.

Both in fresh processes: `init` is a command that a person starts, so its imports and the child process
in which it reads are part of what that person waits for; calamine's side starts a Python as well.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.promise import Promise, ratio, seconds
from tests.streamlit_server import CHECKOUT, make_sample_store

WORKBOOKS = sorted((CHECKOUT / "data" / "sample").glob("*.xlsx"))
READ_MERELY = """
import sys
from python_calamine import CalamineWorkbook
for path in sys.argv[1:]:
    workbook = CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()
"""


def _import_sample() -> None:
    with tempfile.TemporaryDirectory() as name:
        make_sample_store(Path(name) / "store")


def _read_merely() -> None:
    subprocess.run([sys.executable, "-c", READ_MERELY, *WORKBOOKS], check=True)


def measure() -> Iterator[Promise]:
    measured = ratio(lambda: seconds(_import_sample), lambda: seconds(_read_merely), rounds=7)
    yield Promise("init (three workbooks to release 1) against calamine reading them", measured, 10.0)
