"""Stretches of months in rows, as when a fund's money will have been placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from fundscope.figures.context import Context
from fundscope.figures.look import canvas
from fundscope.figures.ranked import NAME_PX, Mark, add_key, name_rows

_ROW_PX = 44
_SAID_PX = 112
# Of the room of a row.
_BAR_SHARE = 0.32
_DAY_MS = 24 * 3600 * 1000
_MOST_TICKS = {"wide": 4, "narrow": 2}


@dataclass(frozen=True)
class Stretch:
    """From one month to another in a row; an end that is too far off for a date is None."""

    name: str
    first: date | None
    last: date | None
    horizon: date | None
    said: str


def stretches(context: Context, rows: Sequence[Stretch], today: date, key: Sequence[Mark]) -> go.Figure:
    """A bar from the first to the last month of each row, and a tick where its horizon ends.

    A bar whose end is too far off runs to the edge and ends in an arrow.
    """
    look = context.look
    known = [day for row in rows for day in (row.first, row.last, row.horizon) if day]
    edge = date(max([today, *known]).year + 2, 1, 1)
    plot = canvas(context.view.theme, height=_ROW_PX * len(rows) + 72)
    drawn = [(row, row.first, row.last or edge) for row in rows if row.first]
    plot.add_bar(
        base=[first for _, first, _ in drawn],
        x=[(last - first).days * _DAY_MS for _, first, last in drawn],
        y=[row.name for row, *_ in drawn],
        orientation="h",
        width=_BAR_SHARE,
        marker={"color": look.accent},
        hovertext=[f"<b>{row.name}</b><br>{row.said}" for row, *_ in drawn],
        hoverinfo="text",
    )
    endless = [row for row, *_ in drawn if row.last is None]
    plot.add_scatter(
        x=[edge] * len(endless),
        y=[row.name for row in endless],
        mode="markers",
        marker={"symbol": "triangle-right", "size": 20, "color": look.accent},
        hoverinfo="skip",
        cliponaxis=False,
    )
    ticked = [row for row in rows if row.horizon]
    plot.add_scatter(
        x=[row.horizon for row in ticked],
        y=[row.name for row in ticked],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 26, "color": look.ink, "line": {"width": 2}},
        hoverinfo="skip",
    )
    name_rows(plot, context, [row.name for row in rows], [row.said for row in rows])
    add_key(plot, context, key)
    years = [date(year, 1, 1) for year in range(today.year + 1, edge.year + 1)]
    ticks = years[:: 1 + (len(years) - 1) // _MOST_TICKS[context.view.size]]
    plot.update_layout(margin={"l": NAME_PX, "r": _SAID_PX, "t": 36, "b": 32})
    plot.update_xaxes(
        type="date", range=[today, edge], tickvals=ticks, ticktext=[str(day.year) for day in ticks],
        tickangle=0, showgrid=True, gridcolor=look.grid,
    )  # fmt: skip
    return plot
