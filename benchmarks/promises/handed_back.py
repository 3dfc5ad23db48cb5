"""The workbook handed back takes at most three times what openpyxl needs to load and save it.

29,700 enterprises of which every hundredth row has a fault, so that there is something to mark.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.promise import Promise, ratio, seconds
from fundscope.ingest import check_file, hand_back
from tests.streamlit_server import CHECKOUT

WORKBOOK = CHECKOUT / "data" / "sample" / "enterprises.xlsx"
_DISTRICT = 5
_EVERY = 100


def _with_faults() -> bytes:
    workbook = load_workbook(WORKBOOK)
    for row in range(2, workbook.active.max_row, _EVERY):
        workbook.active.cell(row, _DISTRICT).value = "?!"
    return _saved(workbook)


def _saved(workbook: object) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def measure() -> Iterator[Promise]:
    data = _with_faults()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / WORKBOOK.name
        path.write_bytes(data)
        checked = check_file(path, "enterprises")
        measured = ratio(
            lambda: seconds(lambda: hand_back(data, path.name, checked, "en")),
            lambda: seconds(lambda: _saved(load_workbook(io.BytesIO(data)))),
            rounds=2,
        )
    yield Promise("the workbook handed back against openpyxl loading and saving it", measured, 3.0)
