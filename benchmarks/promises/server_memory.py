"""After every page was opened in both languages, the server holds at most 400 MB more than an empty one.

Resident memory of the whole process tree; both servers are real and have had a visitor.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.memory import resident_mb
from benchmarks.promise import Promise
from benchmarks.visitor import visitor
from fundscope.model import LANGUAGES
from tests.streamlit_server import DASHBOARD, make_sample_store, streamlit_server


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty_script = folder / "empty.py"
        empty_script.write_text("import streamlit as st\n\nst.title('Empty')\n", encoding="utf-8")
        with (
            streamlit_server(empty_script, folder / "empty.txt") as empty,
            visitor(empty.address) as reader,
        ):
            reader.open()
            empty_mb = resident_mb(empty.pid)
        store = make_sample_store(folder / "store")
        with (
            streamlit_server(DASHBOARD, folder / "ours.txt", {"FUNDSCOPE_STORE": str(store)}) as ours,
            visitor(ours.address) as reader,
        ):
            reader.open()
            for page in reader.pages:
                for language in LANGUAGES:
                    reader.open(page.page_script_hash, f"lang={language}")
            our_mb = resident_mb(ours.pid)
    yield Promise(
        "resident memory after opening every page, above an empty server", our_mb - empty_mb, 400, "MB"
    )
