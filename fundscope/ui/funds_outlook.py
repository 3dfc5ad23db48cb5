"""The assumptions of an outlook, to be seen and changed, and the sentence that sums it up."""

from __future__ import annotations

from typing import Any

import streamlit as st

from fundscope.figures.context import rows_of
from fundscope.figures.funds_outlook import looked_back
from fundscope.figures.scope import rule_words
from fundscope.figures.view import HORIZON_AT_MOST, OWN_PACE_AT_MOST
from fundscope.ui.scene import Scene
from fundscope.ui.state import chooses, shows

# What a pace is typed in, in yuan: millions in English, 亿元 in Chinese.
_PACE_UNIT_CNY = {"en": 10**6, "zh": 10**8}


def outlook_sentence(scene: Scene) -> str:
    """How much is left, and the range of months in which it will have been placed."""
    return scene.once("outlook", lambda: _sentence(scene))


def _sentence(scene: Scene) -> str:
    made = scene.figure("funds/outlook")
    if made.plot is None:
        return ""
    rows = rows_of(made.table)
    values = {
        "open": scene.context.money(rows[0].open_cny),
        "size": scene.context.money(rows[0].size_cny),
        "rule": rule_words(scene.context),
    }
    if rows[0].open_cny <= 0:
        return scene.text("page.funds.answer_done", **values)
    return scene.text("page.funds.answer", span=looked_back(rows, scene.context), **values)


def assumptions(scene: Scene) -> None:
    """What the outlooks assume: the horizon, and a pace of the reader's own."""
    unit = _PACE_UNIT_CNY[scene.view.lang]

    def whole_yuan(typed: Any) -> int | None:
        return round(typed * unit) or None if typed else None

    with st.container(key="assumptions"):
        st.html(f"<h2 class='fs-step'>{scene.text('funds.assumptions')}</h2>")
        with st.container(horizontal=True, vertical_alignment="top"):
            shows("horizon", scene.view.horizon)
            st.number_input(
                scene.text("funds.horizon"),
                min_value=1,
                max_value=HORIZON_AT_MOST,
                step=1,
                help=scene.text("funds.horizon_help"),
                width=320,
                **chooses("horizon"),
            )
            own = scene.view.own_pace
            shows("own_pace", own / unit if own else None)
            st.number_input(
                scene.text("funds.own_pace"),
                min_value=0.0,
                max_value=OWN_PACE_AT_MOST / unit,
                value=None,
                step=1.0 if scene.view.lang == "zh" else 100.0,
                help=scene.text("funds.own_pace_help"),
                width=320,
                **chooses("own_pace", whole_yuan),
            )
        st.html(f"<p class='fs-note'>{scene.text('funds.horizon_help')}</p>")
