"""A kit of all figures in all formats takes at most 1.5 times what kaleido needs for its images alone.

Both warm and in turns, in this process: our side makes every file of every figure in one language, with its
words; kaleido's side draws the same PNG, SVG (text and outlines) and PDF from the same drawings, one after
another, through the server it recommends for many images.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kaleido

from benchmarks.promise import Promise, ratio, seconds
from fundscope.engine import open_release
from fundscope.export import KitOrder, compose, house_style, make_kit, size_of, view_for, words_of
from fundscope.figures import View, figure_names, make, read_context, seen_as
from fundscope.store import Store
from tests.streamlit_server import make_sample_store

_ROUNDS = 3
_PICTURES = ("png", "svg", "svg", "pdf")


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as name:
        store = Store(str(make_sample_store(Path(name) / "store")))
        release = open_release(store)
        order = KitOrder(figure_names(), View(), languages=("en",))
        sheets = _sheets(release)
        loop = asyncio.new_event_loop()
        browser = kaleido.Kaleido(mathjax=False)
        loop.run_until_complete(browser.open())

        async def draw() -> None:
            for plot, options in sheets:
                await browser.calc_fig(plot, opts=options)

        try:
            measured = ratio(
                lambda: seconds(lambda: make_kit(release, order)),
                lambda: seconds(lambda: loop.run_until_complete(draw())),
                rounds=_ROUNDS,
            )
        finally:
            loop.run_until_complete(browser.close())
            loop.close()
    yield Promise("a kit of all figures in all formats against kaleido's images alone", measured, 1.5)


def _sheets(release: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The drawings of the kit, as often as it draws them, with kaleido's options."""
    size, style = size_of("article"), house_style()
    context = seen_as(read_context(release), view_for(View(), size))
    made = [make(name, context, release) for name in figure_names()]
    composed = [
        compose(figure, words_of(figure, context.released_at.date(), "FS-0000-0000"), size, "light", style)
        for figure in made
        if figure.plot is not None
    ]
    return [
        (
            sheet.plot,
            {
                "format": kind,
                "width": sheet.width,
                "height": sheet.height,
                "scale": sheet.zoom * (2 if kind == "png" else 1),
            },
        )
        for sheet in composed
        for kind in _PICTURES
    ]
