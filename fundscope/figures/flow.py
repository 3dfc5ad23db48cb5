"""The flow of money: from fund to sector to district, or between any levels the reader chooses.

Drawn from cartesian traces rather than plotly's Sankey, because a click on a Sankey node tells a page
nothing, its labels cannot carry values, and its order is its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope.figures.catalogue import Said, figure
from fundscope.figures.context import Context
from fundscope.figures.flow_layout import Band, FlowLayout, Node, lay_out, outline
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas, with_alpha
from fundscope.figures.scope import rule_words, subtitle
from fundscope.figures.view import OTHER_CODE, UNKNOWN_CODE, View

# A node with less than this share of the whole is too small to draw alone and is put into "other".
SMALL_SHARE = 0.015

_HEIGHT_PX = {"wide": 520, "narrow": 560}
_NODE_WIDTH = 0.014
_MARGINS = {"wide": {"l": 168, "r": 168, "t": 34, "b": 8}, "narrow": {"l": 2, "r": 2, "t": 30, "b": 8}}


def _params(view: View) -> dict[str, Any]:
    level, _, code = view.pick.partition(":")
    return {
        "level_1": view.levels[0],
        "level_2": view.levels[1],
        "level_3": view.levels[2] if len(view.levels) > 2 else None,
        "small_share": SMALL_SHARE,
        "pick_level": level or None,
        "pick": code or None,
    }


def nodes_of(table: pd.DataFrame) -> tuple[Node, ...]:
    """The nodes of a flow, in the order in which they stand: what its table twin lists."""
    return lay_out(table, _HEIGHT_PX["wide"]).nodes


def folded_codes(table: pd.DataFrame, context: Context, level: str) -> tuple[str, ...]:
    """The codes that stand behind a level's "other" node."""
    drawn = {node.code for node in nodes_of(table) if node.level == level}
    labels = context.labels[level]
    chosen = getattr(context.view, level) or tuple(labels)
    return tuple(code for code in chosen if code in labels and labels[code].has_projects and code not in drawn)


def _largest_band(table: pd.DataFrame, context: Context) -> dict[str, str]:
    """The widest strand of the first step between two named nodes, for the headline."""
    unnamed = [OTHER_CODE, UNKNOWN_CODE]
    named = table[(table["step"] == 1) & ~table["source"].isin(unnamed) & ~table["target"].isin(unnamed)]
    pairs = (named if len(named) else table[table["step"] == 1]).groupby(["source", "target"])["amount_cny"].sum()
    source, target = pairs.astype(float).idxmax()
    return {
        "source": context.name(context.view.levels[0], source, short=True),
        "target": context.name(context.view.levels[1], target, short=True),
        "value": context.money(pairs[source, target]),
    }


def _end_shares(layout: FlowLayout, context: Context, total: float) -> list[str]:
    """The nodes of the last level with their shares of the whole, largest first."""
    last = max(node.position for node in layout.nodes)
    ends = sorted((node for node in layout.nodes if node.position == last), key=lambda node: -node.amount_cny)
    return [
        context.text(
            "alt.item",
            name=context.name(node.level, node.code, nodes=node.node_count),
            value=context.money(node.amount_cny),
            share=context.share(node.amount_cny / total),
        )
        for node in ends
    ]


def _said(table: pd.DataFrame, context: Context) -> Said:
    layout = lay_out(table, _HEIGHT_PX["wide"])
    total = float(table["total_cny"].iloc[0])
    last = max(node.position for node in layout.nodes)
    ends = [n for n in layout.nodes if n.position == last and n.code not in (OTHER_CODE, UNKNOWN_CODE)]
    levels = [context.text(f"level.{level}") for level in context.view.levels]
    values = {
        "total": context.money(table["total_cny"].iloc[0]),
        "count": context.number(int(table["total_count"].iloc[0])),
        "rule": rule_words(context),
        "levels": context.text("list.arrow").join(levels),
    } | _largest_band(table, context)
    if ends:
        top = max(ends, key=lambda node: node.amount_cny)
        headline = context.text(
            "flows/flow.headline",
            end=context.name(top.level, top.code),
            share=context.share(top.amount_cny / total),
            **values,
        )
    else:
        headline = context.text("flows/flow.headline_unknown", **values)
    notes = []
    published = context.control(f"{context.view.rule}_cny")
    if published:
        key = "flows/flow.note_total" if not context.view.is_filtered else "flows/flow.note_part"
        notes.append(
            context.text(
                key,
                total=context.money(table["total_cny"].iloc[0], digits=5),
                published=context.money(published.value, digits=5),
                citation=context.citation(published),
            )
        )
    if any(node.code == OTHER_CODE for node in layout.nodes):
        notes.append(context.text("flows/flow.note_other", share=context.share(SMALL_SHARE)))
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text("flows/flow.subtitle", **values)),
        alt=context.text(
            "flows/flow.alt",
            list=context.text("list.separator").join(_end_shares(layout, context, total)),
            **values,
        ),
        footnotes=tuple(notes),
    )


def _band_words(band: Band, context: Context, names: dict[tuple[int, str], str]) -> str:
    lines = [
        f"<b>{names[band.step, band.source]} → {names[band.step + 1, band.target]}</b>",
        context.name("sector", band.sector),
        f"{context.money(band.amount_cny)} · {context.plural('count.project', band.project_count)}",
    ]
    return "<br>".join(lines)


def _band_traces(layout: FlowLayout, context: Context, positions: int) -> Iterable[dict[str, Any]]:
    """Each band as a filled outline; of a band only in part picked, the part stands out."""
    names = {
        (node.position, node.code): context.name(node.level, node.code, short=True, nodes=node.node_count)
        for node in layout.nodes
    }
    has_pick = bool(context.view.pick)
    for band in layout.bands:
        left = (band.step - 1) / (positions - 1) + _NODE_WIDTH / 2
        right = band.step / (positions - 1) - _NODE_WIDTH / 2
        colour = context.sector_colour(band.sector)
        hover = _band_words(band, context, names)
        parts = [(1.0, 0.12 if has_pick else 0.5)]
        if has_pick and band.picked_cny:
            parts.append((band.picked_cny / band.amount_cny, 0.72))
        for part, alpha in parts:
            source = (band.source_top, band.source_top + (band.source_bottom - band.source_top) * part)
            target = (band.target_top, band.target_top + (band.target_bottom - band.target_top) * part)
            xs, ys = outline(left, right, source, target)
            yield {
                "type": "scatter", "x": xs, "y": ys, "mode": "lines", "line": {"width": 0},
                "fill": "toself", "fillcolor": with_alpha(colour, alpha),
                "hoveron": "fills", "text": hover, "hoverinfo": "text",
            }  # fmt: skip


def _node_trace(nodes: list[Node], x: float, context: Context) -> dict[str, Any]:
    """The nodes of one level as bars: what a click on the drawing finds."""
    colours = [
        context.sector_colour(node.code)
        if node.level == "sector" and node.code != OTHER_CODE
        else context.look.quiet_ink
        for node in nodes
    ]
    return {
        "type": "bar",
        "x": [x] * len(nodes),
        "base": [node.top for node in nodes],
        "y": [max(node.bottom - node.top, 1.0) for node in nodes],
        "width": _NODE_WIDTH,
        "marker": {"color": colours},
        "customdata": [node.key for node in nodes],
        "hovertext": [
            f"<b>{context.name(node.level, node.code, nodes=node.node_count)}</b><br>"
            f"{context.money(node.amount_cny)} · {context.plural('count.project', node.project_count)}"
            for node in nodes
        ],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _label_trace(nodes: list[Node], x: float, side: str, context: Context) -> dict[str, Any]:
    """The names and values beside the nodes of one level; they can be clicked too."""
    ink = context.look.ink

    def label(node: Node) -> str:
        name = context.name(node.level, node.code, short=True, nodes=node.node_count)
        value = context.money(node.amount_cny)
        is_picked = context.view.pick == node.key
        name = f"<b>{name}</b>" if is_picked else name
        return f"{name}  <b>{value}</b>" if context.view.size == "wide" else f"{name} {value}"

    return {
        "type": "scatter",
        "mode": "text",
        "x": [x] * len(nodes),
        "y": [node.middle for node in nodes],
        "text": [label(node) for node in nodes],
        "textposition": f"middle {side}",
        "textfont": {"size": BODY_PX if context.view.size == "wide" else LABEL_PX, "color": ink},
        "customdata": [node.key for node in nodes],
        "hoverinfo": "skip",
        "cliponaxis": False,
        "selected": {"textfont": {"color": ink}},
        "unselected": {"textfont": {"color": ink}},
    }


@figure("flows/flow", say=_said, params=_params)
def flow(table: pd.DataFrame, context: Context) -> go.Figure:
    """Columns of nodes joined by bands in the colours of their sectors, values printed at the nodes."""
    is_wide = context.view.size == "wide"
    layout = lay_out(table, _HEIGHT_PX[context.view.size])
    positions = max(node.position for node in layout.nodes)
    margin = _MARGINS[context.view.size]
    plot = canvas(context.view.theme, height=round(layout.height) + margin["t"] + margin["b"])
    traces = list(_band_traces(layout, context, positions))
    for position in range(1, positions + 1):
        nodes = [node for node in layout.nodes if node.position == position]
        x = (position - 1) / (positions - 1)
        is_outer_left = is_wide and position == 1
        is_inner_right = not is_wide and position == positions
        side = "left" if is_outer_left or is_inner_right else "right"
        nudge = _NODE_WIDTH * (0.9 if is_wide else 1.2) * (-1 if side == "left" else 1)
        traces.append(_node_trace(nodes, x, context))
        traces.append(_label_trace(nodes, x + nudge, side, context))
        plot.add_annotation(
            x=x, y=0, yanchor="bottom", yshift=10, showarrow=False,
            xanchor="right" if side == "left" and not is_wide else "left" if position == 1 and not is_wide else "center",
            text=context.text(f"level.{nodes[0].level}"),
            font={"size": LABEL_PX, "color": context.look.quiet_ink},
        )  # fmt: skip
    plot.add_traces(traces)
    edge = _NODE_WIDTH / 2
    plot.update_layout(margin=margin, barmode="overlay", hovermode="closest", clickmode="event+select")
    plot.update_xaxes(visible=False, range=[-edge, 1 + edge])
    plot.update_yaxes(visible=False, range=[layout.height, 0])
    return plot
