"""The wall display: one figure at a time, large, for a meeting room."""

from __future__ import annotations

import time
from html import escape

import streamlit as st

from fundscope.figures import figure_names
from fundscope.figures.look import enlarged
from fundscope.ui.figure import PLOTLY, figure_foot, figure_head
from fundscope.ui.headline import headline_numbers
from fundscope.ui.scene import Scene, scene_of
from fundscope.ui.state import view_in_url

_TURN_SECONDS = 15
_SHOWN_AT_FIRST = (
    "flows/flow",
    "funds/deployment",
    "funds/timeline",
    "flows/pace",
    "flows/by_sector",
)

# Type twice as large is read from five metres on a screen of 1080 lines; style.css fits that to others.
_ENLARGED = 2

# A browser fills the screen only for a click on something of the page's own; where it cannot, F11 may.
_FULL_SCREEN = """
<button type='button' class='fs-full' hidden>{button}</button><span class='fs-quiet' hidden>{key}</span>
<script>
for (const button of document.querySelectorAll('.fs-full')) {{
  const told = document.fullscreenEnabled ? button : button.nextElementSibling;
  told.hidden = false;
  button.onclick = () => document.documentElement.requestFullscreen();
}}
</script>
"""


def show_wall(scene: Scene) -> None:
    """Turn through the chosen figures, a new one every quarter of a minute, until somebody pauses it."""
    chosen = _settings(scene)
    paused = st.session_state.setdefault("wall-paused", False)
    turning = st.fragment(_turn, run_every=None if paused else _TURN_SECONDS)
    turning(chosen)


def _settings(scene: Scene) -> list[str]:
    """Which figures turn, and the button that stops them."""
    with st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="wall-bar"
    ):
        paused = st.session_state.get("wall-paused", False)
        button, key = (escape(scene.text(f"wall.full_screen{end}")) for end in ("", "_key"))
        st.html(_FULL_SCREEN.format(button=button, key=key), width="content", unsafe_allow_javascript=True)
        st.button(
            scene.text("wall.go_on" if paused else "wall.pause"), key="wall-pause", on_click=_pause_or_go_on
        )
        with st.popover(scene.text("wall.choose")):
            return st.multiselect(
                scene.text("wall.figures"),
                figure_names(),
                default=_SHOWN_AT_FIRST,
                format_func=lambda name: scene.text(f"{name}.title"),
                key="wall-figures",
                select_all=False,
            )


def _pause_or_go_on() -> None:
    st.session_state["wall-paused"] = not st.session_state.get("wall-paused", False)


def _turn(chosen: list[str]) -> None:
    """One figure; which one follows from the clock, so that every screen in the house shows the same."""
    view, _ = view_in_url()
    scene = scene_of("wall", view)  # anew at each turn, since a release may have been published
    if not chosen:
        headline_numbers(scene)
        return
    key = "wall-name"
    if not st.session_state["wall-paused"] or st.session_state.get(key) not in chosen:
        st.session_state[key] = chosen[int(time.time() // _TURN_SECONDS) % len(chosen)]
    made = scene.figure(st.session_state[key])
    with st.container(key="wall"):
        figure_head(made, scene)
        if made.plot is None:
            return
        plot = scene.once(
            f"enlarged {made.name}", lambda: enlarged(made.plot, _ENLARGED).update_layout(height=None)
        )
        st.plotly_chart(
            plot,
            theme=None,
            width="stretch",
            height="stretch",
            config=PLOTLY,
            alt=made.alt,
            key=f"wall-{made.name}",
        )
        # It lies unseen over the whole figure; the page runs anew, for its bar to say what a touch does next.
        if st.button(scene.text("wall.touch"), key="wall-touch", on_click=_pause_or_go_on):
            st.rerun()
        figure_foot(made, to_press=False)
        place = scene.text("wall.place", number=chosen.index(made.name) + 1, count=len(chosen))
        st.html(f"<p class='fs-note'>{escape(place)}</p>")
