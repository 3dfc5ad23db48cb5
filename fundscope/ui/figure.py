"""A figure on a page: its words above it, its notes below it, its table one click away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from fundscope.figures import MadeFigure, View, flow, spec_of
from fundscope.figures.written import as_shown
from fundscope.ui.explain import explain_figure
from fundscope.ui.frame import sample_mark
from fundscope.ui.scene import Scene
from fundscope.ui.sentence import as_html
from fundscope.ui.state import chooses, go_to, query_of, shows, view_in_url
from fundscope.words import text

# Nothing of plotly's own chrome, which would speak English on a Chinese page.
PLOTLY = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False}


def figure_head(made: MadeFigure, scene: Scene) -> None:
    """The finding, and what is measured."""
    mark = sample_mark(scene) if made.is_sample else ""
    st.html(
        f"<section class='fs-figure'><h2>{as_html(made.headline)}</h2>"
        f"<p class='fs-sub'>{as_html(made.subtitle)} {mark}</p></section>"
    )


def figure_foot(made: MadeFigure, *, to_press: bool = True) -> None:
    """Notes and source, and the way to the press desk with the same view."""
    notes = " ".join(as_html(note) for note in made.footnotes)
    link = _press_link(made) if to_press else ""
    st.html(f"<p class='fs-note'>{notes} {escape(made.source)}{link}</p>")


def _press_link(made: MadeFigure) -> str:
    # A plain link costs no element of its own, unlike one of Streamlit's.
    address = urlencode({"figure": made.name} | query_of(made.view), safe="/,:")
    said = escape(text("press.link", made.view.lang))
    return f" <a class='fs-to-press' href='press?{escape(address, quote=True)}' target='_self'>{said}</a>"


def figure_table(made: MadeFigure, scene: Scene) -> None:
    """The numbers of a figure, shown once its line is opened."""
    key = f"table-{made.name}"
    shown = st.expander(scene.text("figure.table"), key=key, on_change="rerun")
    if shown.open:
        with shown:
            st.dataframe(as_shown(made, scene.context), hide_index=True, width="stretch", key=f"{key}-rows")


def show_figure(
    scene: Scene, name: str, narrows: bool = False, choice: Callable[[], None] | None = None
) -> None:
    """One figure with its words, notes and table; where it ``narrows``, a click narrows the page.

    ``choice`` draws what the reader can choose about the figure, under its words.
    """
    made = scene.figure(name)
    with st.container(key=f"figure-{name.replace('/', '-')}"):
        figure_head(made, scene)
        if choice is not None:
            choice()
        if made.plot is None:
            return
        by_width(name, lambda size: _chart(scene.figure(name, size=size), narrows))
        figure_foot(made)
        figure_table(made, scene)
        explain_figure(made, scene)


def by_width(name: str, draw: Callable[[str], None]) -> None:
    """Draw for a wide screen, and for a phone where the figure has another drawing for it.

    A screen shows the one made for its width: see ``style.css``.
    """
    if not spec_of(name).by_width:
        draw("wide")
        return
    for size in ("wide", "narrow"):
        with st.container(key=f"only-{size}-{name.replace('/', '-')}"):
            draw(size)


def _chart(made: MadeFigure, narrows: bool) -> None:
    # A new key for each view, so that a second click on the same mark is a click again.
    key = f"chart-{made.name}-{made.view.as_text() if narrows else made.view.size}"
    st.plotly_chart(
        made.plot, theme=None, width="stretch", config=PLOTLY, alt=made.alt, key=key,
        on_select=(lambda: _narrow(key)) if narrows else "ignore", selection_mode="points",
    )  # fmt: skip


def picked_view(scene: Scene) -> View:
    """The view narrowed to the node that is picked in the flow."""
    view = scene.view
    level, _, code = view.pick.partition(":")
    if code != "other":
        return replace(view.narrowed_to(view.pick), pick="")
    behind = flow.folded_codes(scene.figure("flows/flow").table, scene.context, level)
    return replace(view.narrowed_to(f"{level}:{','.join(behind)}"), pick="")


def _clicked_mark(key: str) -> str | None:
    """The level and code that the clicked mark of a chart carries: ``district:110108``."""
    points = st.session_state[key]["selection"]["points"]
    mark = next((point["customdata"] for point in points if point.get("customdata")), None)
    return mark[0] if isinstance(mark, list) else mark


def _narrow(key: str) -> None:
    """Narrow the page to what was clicked; a second click lets it go."""
    mark = _clicked_mark(key)
    if mark is None:
        return
    view, _ = view_in_url()
    level, _, code = mark.partition(":")
    changes: dict[str, Any] = {level: () if getattr(view, level) == (code,) else (code,)}
    go_to(replace(view, pick="", **changes))


def _clicked(key: str) -> None:
    """Pick the node that was clicked; a click on the node already picked lets it go."""
    node = _clicked_mark(key)
    if node is None:
        return
    view, _ = view_in_url()
    go_to(replace(view, pick="" if view.pick == node else node))


def _flow_chart(scene: Scene, size: str) -> None:
    made = scene.figure("flows/flow", size=size)
    # A new key for each pick, so that a second click on the same node is a click again.
    key = f"flow-{size}-{made.view.as_text()}"
    st.plotly_chart(
        made.plot, theme=None, width="stretch", config=PLOTLY, alt=made.alt, key=key,
        on_select=lambda: _clicked(key), selection_mode="points",
    )  # fmt: skip


def show_flow(scene: Scene, with_levels: bool) -> None:
    """The flow, wide and as a phone shows it; with a choice of levels and its table twin where asked."""
    made = scene.figure("flows/flow")
    with st.container(key="figure-flows-flow"):
        figure_head(made, scene)
        if made.plot is None:
            return
        if with_levels:
            _choose_levels(scene)
        by_width(made.name, lambda size: _flow_chart(scene, size))
        figure_foot(made)
        if with_levels:
            _choose_node(made, scene)
        _node_table(made, scene)
        explain_figure(made, scene)


_LEVEL_CHOICES = (
    ("fund", "sector", "district"),
    ("fund", "sector"),
    ("sector", "district"),
    ("batch", "fund", "sector"),
    ("fund", "round", "sector"),
    ("sector", "round"),
)


def _choose_levels(scene: Scene) -> None:
    chosen = scene.view.levels
    options = _LEVEL_CHOICES if chosen in _LEVEL_CHOICES else (*_LEVEL_CHOICES, chosen)
    shows("levels", chosen)
    st.selectbox(
        scene.text("choice.levels"),
        options,
        format_func=lambda levels: scene.text("list.arrow").join(
            scene.text(f"level.{level}") for level in levels
        ),
        width=320,
        **chooses("levels"),
    )


def _choose_node(made: MadeFigure, scene: Scene) -> None:
    """Every node of the drawing in a list, to pick by keyboard."""
    options = {"": scene.text("choice.pick.all")}
    for node in flow.nodes_of(made.table):
        options[node.key] = scene.text(
            "choice.pick.option",
            level=scene.text(f"level.{node.level}"),
            name=scene.context.name(node.level, node.code, nodes=node.node_count),
            value=scene.context.money(node.amount_cny),
        )
    shows("pick", scene.view.pick if scene.view.pick in options else "")
    st.selectbox(
        scene.text("choice.pick"), options, format_func=options.__getitem__, width=420, **chooses("pick")
    )


def _node_table(made: MadeFigure, scene: Scene) -> None:
    """The twin of the drawing: each node with its money."""
    shown = st.expander(scene.text("flow.table"), key="table-flow-nodes", on_change="rerun")
    if not shown.open:
        return
    context = scene.context
    rows = pd.DataFrame(
        [
            {
                scene.text("column.level"): scene.text(f"level.{node.level}"),
                scene.text("column.name"): context.name(node.level, node.code, nodes=node.node_count),
                scene.text("column.amount_cny"): context.money(node.amount_cny),
                scene.text("column.amount_share"): context.share(node.share),
                scene.text("column.project_count"): context.number(node.project_count),
            }
            for node in flow.nodes_of(made.table)
        ]
    )
    with shown:
        st.dataframe(rows, hide_index=True, width="stretch", height="content")
