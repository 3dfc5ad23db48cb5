"""A figure as PNG costs little more than kaleido alone needs for the drawing; so does the first one.

Both in this process, both with the same Chromium and the same number of pixels. Warm: the drawing bare
through a kaleido of its own that is started already, against the sheet with its words, fonts and passport.
First: from nothing to a picture, each with a Chromium started for it.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import kaleido

from benchmarks.promise import Promise, ratio, seconds
from fundscope.engine import open_release
from fundscope.export import export_figure, view_for
from fundscope.export.chrome import shared_chrome
from fundscope.export.export import context_of
from fundscope.export.fonts import fontconfig_of, fonts_of
from fundscope.export.style import house_style
from fundscope.figures import View, figure_names, make, seen_as
from fundscope.store import Store
from tests.streamlit_server import make_sample_store

_PX = {"width": 1200, "height": 675, "scale": 2}
_ROUNDS = 5
_STARTS = 3


class _Bare:
    """kaleido as its makers have it, on a loop of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._kaleido: Any = None

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def start(self) -> None:
        self._kaleido = kaleido.Kaleido(mathjax=False)
        self._run(self._kaleido.open())

    def picture(self, plot: Any) -> bytes:
        picture: bytes = self._run(self._kaleido.calc_fig(plot, opts={"format": "png", **_PX}))
        return picture

    def close(self) -> None:
        self._run(self._kaleido.close())


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as name:
        release = open_release(Store(str(make_sample_store(Path(name) / "store"))))
        context = seen_as(context_of(release), view_for(View(), "article"))
        figures = [make(figure, context, release) for figure in figure_names()]
        drawn = [figure for figure in figures if figure.plot is not None]
        bare = _Bare()
        # Made once on a machine, not once for each start.
        chrome = shared_chrome(fontconfig_of(fonts_of(house_style(), "en")))

        def first_ours() -> None:
            export_figure(drawn[0], release, format="png")
            chrome.close()

        def first_bare() -> None:
            bare.start()
            bare.picture(drawn[0].plot)
            bare.close()

        measured = ratio(lambda: seconds(first_ours), lambda: seconds(first_bare), rounds=_STARTS)
        yield Promise("the first PNG of a process against kaleido's own start and drawing", measured, 1.3)

        bare.start()
        ratios = [
            ratio(
                lambda figure=figure: seconds(lambda: export_figure(figure, release, format="png")),  # type: ignore[misc]
                lambda figure=figure: seconds(lambda: bare.picture(figure.plot)),  # type: ignore[misc]
                rounds=_ROUNDS,
            )
            for figure in drawn
        ]
        bare.close()
        chrome.close()
        yield Promise(
            "a PNG with words and passport, warm, against kaleido's bare drawing",
            statistics.median(ratios),
            1.3,
        )
