"""After every page was opened in both languages, the server holds at most 400 MB more than an empty one.

Resident memory of the whole process tree; both servers are real and have had a visitor.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.promise import Promise
from benchmarks.visitor import visitor
from fundscope.model import LANGUAGES
from tests.streamlit_server import DASHBOARD, Server, make_sample_store, streamlit_server


def _resident_mb(server: Server) -> float:
    process = psutil.Process(server.pid)
    tree = [process, *process.children(recursive=True)]
    resident: int = sum(member.memory_info().rss for member in tree)
    return resident / 1e6


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
            empty_mb = _resident_mb(empty)
        store = make_sample_store(folder / "store")
        with (
            streamlit_server(DASHBOARD, folder / "ours.txt", {"FUNDSCOPE_STORE": str(store)}) as ours,
            visitor(ours.address) as reader,
        ):
            reader.open()
            for page in reader.pages:
                for language in LANGUAGES:
                    reader.open(page.page_script_hash, f"lang={language}")
            our_mb = _resident_mb(ours)
    yield Promise(
        "resident memory after opening every page, above an empty server", our_mb - empty_mb, 400, "MB"
    )
