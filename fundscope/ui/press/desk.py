"""The press desk as a whole: what to do is chosen at the top, and only that is drawn."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from fundscope.ui.press.show_brief import show_brief
from fundscope.ui.press.show_figure import show_one_figure
from fundscope.ui.press.show_kit import show_kit
from fundscope.ui.press.show_register import show_register
from fundscope.ui.press.show_verify import show_verify
from fundscope.ui.scene import Scene

_PARTS: dict[str, Callable[[Scene], None]] = {
    "figure": show_one_figure,
    "kit": show_kit,
    "brief": show_brief,
    "verify": show_verify,
    "register": show_register,
}
_FIRST = "figure"


def show_press(scene: Scene) -> None:
    """One part of the desk, as the address has it: ``press?part=verify``."""
    asked = st.query_params.get("part", _FIRST)
    part = asked if asked in _PARTS else _FIRST
    st.session_state["press-part"] = part
    st.segmented_control(
        scene.text("press.part"),
        list(_PARTS),
        format_func=lambda name: scene.text(f"press.part.{name}"),
        label_visibility="collapsed",
        required=True,
        key="press-part",
        on_change=_chosen,
    )
    _PARTS[part](scene)


def _chosen() -> None:
    st.query_params["part"] = st.session_state["press-part"]
