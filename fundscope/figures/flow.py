"""The flow of money: from fund to sector to district, or between any levels the reader chooses.

Drawn from cartesian traces rather than plotly's Sankey, because a click on a Sankey node tells a page
nothing, its labels cannot carry values, and its order is its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.flow_layout import Band, FlowLayout, Node, lay_out, outline
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas, with_alpha
from fundscope.figures.scope import rule_words, subtitle
from fundscope.figures.view import NO_ONE_CODES, OTHER_CODE, View

# A node with less than this share of the whole is too small to draw alone and is put into "other".
SMALL_SHARE = 0.015

_HEIGHT_PX = {"wide": 520, "narrow": 420}
_PANEL_GAP_PX = 48
_HEAD_PX = 30
_OUTER_LABEL_PX = 176
# Width of a node, as a share of the drawing's width.
_NODE_WIDTH = 0.014
_LABEL_GAP = "\N{NO-BREAK SPACE}" * 3


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
    return lay_out(rows_of(table), _HEIGHT_PX["wide"]).nodes


def folded_codes(table: pd.DataFrame, context: Context, level: str) -> tuple[str, ...]:
    """The codes that stand behind a level's "other" node."""
    drawn = {node.code for node in nodes_of(table) if node.level == level}
    labels = context.labels[level]
    chosen = getattr(context.view, level) or tuple(labels)
    return tuple(
        code for code in chosen if code in labels and labels[code].has_projects and code not in drawn
    )


def _widest_stream(rows: list[Any], context: Context) -> dict[str, str]:
    """The widest stream of the first step between two named nodes, for the headline."""
    first_step = [row for row in rows if row.step == 1 and row.amount_cny is not None]
    named = [row for row in first_step if not {row.source, row.target} & set(NO_ONE_CODES)]
    streams: Counter[tuple[str, str]] = Counter()
    for row in named or first_step:
        streams[row.source, row.target] += row.amount_cny
    ((source, target), amount_cny), *_ = streams.most_common(1)
    return {
        "source": context.name_in_sentence(context.view.levels[0], source),
        "target": context.name_in_sentence(context.view.levels[1], target),
        "value": context.money(amount_cny),
    }


def _end_shares(layout: FlowLayout, context: Context) -> list[str]:
    """The nodes of the last level with their shares of the whole, largest first."""
    last = max(node.position for node in layout.nodes)
    ends = sorted((node for node in layout.nodes if node.position == last), key=lambda node: -node.amount_cny)
    return [
        context.text(
            "alt.item",
            name=context.name(node.level, node.code, nodes=node.node_count),
            value=context.money(node.amount_cny),
            share=context.share(node.share),
        )
        for node in ends
    ]


def _said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    layout = lay_out(rows, _HEIGHT_PX["wide"])
    total_cny = rows[0].total_cny
    last = max(node.position for node in layout.nodes)
    ends = [n for n in layout.nodes if n.position == last and n.code not in NO_ONE_CODES]
    levels = [context.text(f"level.{level}") for level in context.view.levels]
    values = {
        "total": context.money(total_cny),
        "count": context.number(rows[0].total_count),
        "rule": rule_words(context),
        "levels": context.text("list.arrow").join(levels),
    } | _widest_stream(rows, context)
    if ends:
        top = max(ends, key=lambda node: node.amount_cny)
        headline = context.text(
            "flows/flow.headline",
            end=context.name(top.level, top.code),
            share=context.share(top.share),
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
                total=context.money(total_cny, digits=5),
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
            list=context.text("list.separator").join(_end_shares(layout, context)),
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


@dataclass(frozen=True)
class Panel:
    """A part of the drawing with columns of its own: all of them side by side, or one step a panel."""

    first: int
    last: int
    offset: float

    def x(self, position: int) -> float:
        return (position - self.first) / (self.last - self.first)


def _panels(layout: FlowLayout, is_wide: bool) -> tuple[Panel, ...]:
    """One panel on a wide screen; on a phone a panel for each step, one under the other."""
    positions = max(node.position for node in layout.nodes)
    if is_wide:
        return (Panel(1, positions, 0.0),)
    return tuple(
        Panel(step, step + 1, (step - 1) * (layout.height + _PANEL_GAP_PX)) for step in range(1, positions)
    )


def _band_traces(layout: FlowLayout, panel: Panel, context: Context) -> Iterable[dict[str, Any]]:
    """Each band as a filled outline; of a band only in part picked, the part stands out."""
    names = {
        (node.position, node.code): context.name(node.level, node.code, short=True, nodes=node.node_count)
        for node in layout.nodes
    }
    has_pick = bool(context.view.pick)
    # A colour means a sector only where a node says which.
    told = {node.code for node in layout.nodes if node.level == "sector"}
    for band in layout.bands:
        if not panel.first <= band.step < panel.last:
            continue
        left = panel.x(band.step) + _NODE_WIDTH / 2
        right = panel.x(band.step + 1) - _NODE_WIDTH / 2
        colour = context.sector_colour(band.sector) if band.sector in told else context.look.quiet_ink
        hover = _band_words(band, context, names)
        parts = [(1.0, 0.12 if has_pick else 0.45)]
        if has_pick and band.picked_cny:
            parts.append((band.picked_cny / band.amount_cny, 0.72))
        for part, alpha in parts:
            top, arrived = band.source_top + panel.offset, band.target_top + panel.offset
            source = (top, top + (band.source_bottom - band.source_top) * part)
            target = (arrived, arrived + (band.target_bottom - band.target_top) * part)
            xs, ys = outline(left, right, source, target)
            yield {
                "type": "scatter", "x": xs, "y": ys, "mode": "lines", "line": {"width": 0},
                "fill": "toself", "fillcolor": with_alpha(colour, alpha),
                "hoveron": "fills", "text": hover, "hoverinfo": "text",
            }  # fmt: skip


def _node_trace(nodes: list[Node], x: float, offset: float, context: Context) -> dict[str, Any]:
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
        "base": [node.top + offset for node in nodes],
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


def _label_trace(nodes: list[Node], x: float, offset: float, side: str, context: Context) -> dict[str, Any]:
    """The names and values beside the nodes of one level; they can be clicked too."""
    ink = context.look.ink
    ground = context.look.ground
    # The point lies on the node, so that the label is never out of the drawing: spaces keep it off.
    before, after = ("", _LABEL_GAP) if side == "left" else (_LABEL_GAP, "")

    def label(node: Node) -> str:
        name = context.name(node.level, node.code, short=True, nodes=node.node_count)
        if context.view.pick == node.key:
            name = f"<b><u>{name}</u></b>"
        return f"{before}{name}  <b>{context.money(node.amount_cny)}</b>{after}"

    return {
        "type": "scatter",
        "mode": "text",
        "x": [x] * len(nodes),
        "y": [node.middle + offset for node in nodes],
        "text": [label(node) for node in nodes],
        "textposition": f"middle {side}",
        "textfont": {
            "size": BODY_PX if context.view.size == "wide" else LABEL_PX,
            "color": ink,
            # A halo in the ground's colour lets labels be read across the bands.
            "shadow": f"0 0 3px {ground}, 0 0 3px {ground}, 0 0 2px {ground}",
        },
        "customdata": [node.key for node in nodes],
        "hoverinfo": "skip",
        "cliponaxis": False,
        "selected": {"textfont": {"color": ink}},
        "unselected": {"textfont": {"color": ink}},
    }


def _side(panel: Panel, position: int, is_wide: bool) -> str:
    """Which side of its node a label stands: outside the drawing where there is room, else inside."""
    if is_wide:
        return "left" if position == panel.first else "right"
    return "right" if position == panel.first else "left"


def _draw_panel(plot: go.Figure, layout: FlowLayout, panel: Panel, context: Context) -> None:
    is_wide = context.view.size == "wide"
    traces = list(_band_traces(layout, panel, context))
    for position in range(panel.first, panel.last + 1):
        nodes = [node for node in layout.nodes if node.position == position]
        x, side = panel.x(position), _side(panel, position, is_wide)
        traces.append(_node_trace(nodes, x, panel.offset, context))
        traces.append(_label_trace(nodes, x, panel.offset, side, context))
        at_edge = position in (panel.first, panel.last)
        plot.add_annotation(
            x=x,
            y=panel.offset,
            yanchor="bottom",
            yshift=8,
            showarrow=False,
            xanchor=("right" if side == "left" else "left") if at_edge and not is_wide else "center",
            text=context.text(f"level.{nodes[0].level}"),
            font={"size": LABEL_PX, "color": context.look.quiet_ink},
        )
    plot.add_traces(traces)


@enter("flows/flow", say=_said, params=_params, by_width=True)
def flow(table: pd.DataFrame, context: Context) -> go.Figure:
    """Columns of nodes joined by bands in the colours of their sectors, values printed at the nodes."""
    is_wide = context.view.size == "wide"
    layout = lay_out(rows_of(table), _HEIGHT_PX[context.view.size])
    panels = _panels(layout, is_wide)
    drawn = panels[-1].offset + layout.height
    side = _OUTER_LABEL_PX if is_wide else 4
    plot = canvas(context.view.theme, height=round(drawn) + _HEAD_PX + 10)
    for panel in panels:
        _draw_panel(plot, layout, panel, context)
    plot.update_layout(
        margin={"l": side, "r": side, "t": _HEAD_PX, "b": 10},
        barmode="overlay",
        hovermode="closest",
        clickmode="event+select",
    )
    edge = _NODE_WIDTH / 2
    plot.update_xaxes(visible=False, range=[-edge, 1 + edge])
    plot.update_yaxes(visible=False, range=[drawn, 0])
    return plot
