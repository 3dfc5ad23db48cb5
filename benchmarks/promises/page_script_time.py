"""A page's script takes at most twice the time of a bare page with the same parts.

Both run warm on real servers and take turns; the time is what Streamlit measures around the script.
The bare page has the same metrics, charts, tables and widgets in the same number, with ready-made data;
prose, layout, navigation, queries and drawing are what a real page pays for on top.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.parts import parts_of
from benchmarks.promise import Promise, ratio
from benchmarks.visitor import COUNTING, visitor
from tests.streamlit_server import DASHBOARD, make_sample_store, streamlit_server

BARE_PAGE = Path(__file__).resolve().parents[1] / "bare_page.py"


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = make_sample_store(folder / "store")
        ours = COUNTING | {"FUNDSCOPE_STORE": str(store)}
        bare = COUNTING | {"BARE_PARTS": name}
        with (
            streamlit_server(DASHBOARD, folder / "ours.txt", ours) as our_server,
            streamlit_server(BARE_PAGE, folder / "bare.txt", bare) as bare_server,
            visitor(our_server.address) as reader,
            visitor(bare_server.address) as bare_reader,
        ):
            reader.open()
            for page in reader.pages:
                page_hash, address = page.page_script_hash, page.url_pathname or "front"
                parts = parts_of(reader.open(page_hash))
                (folder / address).write_bytes(pickle.dumps(parts))
                measured = ratio(
                    lambda page_hash=page_hash: reader.open(page_hash).script_seconds,  # type: ignore[misc]
                    lambda address=address: bare_reader.open("", f"page={address}").script_seconds,  # type: ignore[misc]
                    rounds=25,
                )
                yield Promise(f"script of the page /{page.url_pathname} against a bare page", measured, 2.0)
