"""A page's script takes at most twice the time of a bare page with the same parts.

Both run warm on real servers and take turns; the time is what Streamlit measures around the script.
The bare page has the same metrics, charts, tables and widgets in the same number, with ready-made data;
prose, layout, navigation, queries and drawing are what a real page pays for on top. Where a page has turned
to another figure, as the wall does, so does its bare twin.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.parts import parts_of
from benchmarks.promise import Promise, ratio
from benchmarks.visitor import COUNTING, Visitor, visitor
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
                twin = _Twin(reader, bare_reader, page.page_script_hash, folder, page.url_pathname or "front")
                yield Promise(
                    f"script of the page /{page.url_pathname} against a bare page",
                    ratio(twin.real_seconds, twin.bare_seconds, rounds=25),
                    2.0,
                )


@dataclass
class _Twin:
    """A page, and a bare page with the parts that it had when it was last opened."""

    reader: Visitor
    bare_reader: Visitor
    page_hash: str
    folder: Path
    name: str
    charts: list[str] | None = None
    turns: int = 0

    def real_seconds(self) -> float:
        visit = self.reader.open(self.page_hash)
        charts = [one.plotly_chart.spec for one in visit.elements if one.WhichOneof("type") == "plotly_chart"]
        if charts != self.charts:
            self.charts, self.turns = charts, self.turns + 1
            (self.folder / f"{self.name}-{self.turns}").write_bytes(pickle.dumps(parts_of(visit)))
            self.bare_seconds()  # it reads them, which is not to be counted
        return visit.script_seconds

    def bare_seconds(self) -> float:
        return self.bare_reader.open("", f"page={self.name}-{self.turns}").script_seconds
