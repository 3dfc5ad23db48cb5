"""One step of the desk: its number, its name, what it found."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from html import escape

import streamlit as st

from fundscope.ui.scene import Scene


@contextlib.contextmanager
def step(scene: Scene, number: int, name: str, told: str) -> Iterator[None]:
    """A part of the page under the number and name of a step, with one sentence on where it stands."""
    title = scene.text(f"desk.{name}.title")
    with st.container(key=f"figure-step-{name}"):
        st.html(
            f"<section class='fs-figure'><h2><span class='fs-number'>{number}</span> {escape(title)}</h2>"
            f"<p class='fs-sub'>{escape(told)}</p></section>"
        )
        yield
