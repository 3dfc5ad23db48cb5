"""Where each sector is at home: location quotients of enterprises by district.

A location quotient is the share of a sector in a district over its share in the city. So the US Bureau
of Labor Statistics defines it (Location Quotient Calculator, www.bls.gov/help/def/lq.htm), with jobs
where we count enterprises: ``(enterprises of the sector in the district / all of the district) /
(enterprises of the sector in the city / all of the city)``. The mean over all districts, weighted by
their enterprises, is 1 for each sector.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope.engine import query
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas
from fundscope.figures.scope import filter_words

_ROW_PX = 25
_NAME_PX = 84
_HEAD_PX = 88
# Room for the last heading, which leans out of its column.
_LAST_HEAD_PX = 26
# Of fewer enterprises a quotient says little, and stands in brackets.
_FEW = 20
_STEPS = 5


def _said(table: pd.DataFrame, context: Context) -> Said:
    rows, name = rows_of(table), "districts/location_quotient"
    told = [row for row in rows if row.quotient_rank is not None]
    top = min(told, key=lambda row: row.quotient_rank)
    values = {
        "district": context.name("district", top.district, short=True),
        "sector": context.name("sector", top.sector),
        "quotient": context.number(top.location_quotient, 2),
        "enterprises": context.plural("count.enterprise", top.enterprise_count),
    }
    listed = context.text("list.separator").join(
        context.text(
            f"{name}.alt_item",
            sector=context.name("sector", row.sector, short=True),
            district=context.name("district", row.district, short=True),
            quotient=context.number(row.location_quotient, 2),
        )
        for row in sorted(told, key=lambda row: row.quotient_rank)[:5]
    )
    parts = [context.text(f"{name}.subtitle")]
    if narrowed := filter_words(context, query(name).param_names()):
        parts.append(context.text("filter.only", filters=narrowed))
    notes = [context.text(f"{name}.definition"), context.text(f"{name}.few", few=context.number(_FEW))]
    if top.total_unknown_count:
        notes.append(context.plural("note.unplaced_enterprises", top.total_unknown_count))
    return Said(
        headline=context.text(f"{name}.headline", **values),
        subtitle=context.text("subtitle.separator").join(parts),
        alt=context.text(f"{name}.alt", list=listed),
        footnotes=tuple(notes),
    )


def _printed(row: Any, context: Context) -> str:
    """Two decimals; of few enterprises one, in brackets; a sign for a cell kept back."""
    if row.enterprise_count is None:
        return context.text("withheld.sign")
    if row.enterprise_count < _FEW:
        return f"({context.number(row.location_quotient, 1)})"
    return context.number(row.location_quotient, 2)


def _about(row: Any, context: Context) -> str:
    if row.enterprise_count is None:
        return context.text("withheld.value")
    enterprises = context.plural("count.enterprise", row.enterprise_count)
    return f"{context.number(row.location_quotient, 2)} · {enterprises}"


@enter("districts/location_quotient", say=_said)
def location_quotient(table: pd.DataFrame, context: Context) -> go.Figure:
    """Districts down, sectors across; blue above one, brown below, the number in every cell."""
    look, rows = context.look, rows_of(table)
    districts = list(dict.fromkeys(row.district for row in rows))
    sectors = list(dict.fromkeys(row.sector for row in rows))
    cells = {(row.district, row.sector): row for row in rows}
    plot = canvas(context.view.theme, height=_ROW_PX * len(districts) + _HEAD_PX + 4)
    edges = [place / _STEPS for place in range(_STEPS + 1)]
    scale = [
        [edge, colour]
        for place, colour in enumerate(look.diverging)
        for edge in (edges[place], edges[place + 1])
    ]
    plot.add_heatmap(
        # What the steps are of, for programs that draw the cells themselves.
        meta=[
            [
                None if (value := cells[district, sector].location_quotient) is None else float(value)
                for sector in sectors
            ]
            for district in districts
        ],
        z=[[cells[district, sector].quotient_step for sector in sectors] for district in districts],
        x=[context.name("sector", sector, short=True) for sector in sectors],
        y=[context.name("district", district, short=True) for district in districts],
        text=[[_printed(cells[district, sector], context) for sector in sectors] for district in districts],
        texttemplate="%{text}",
        textfont={"size": LABEL_PX, "color": look.ink},
        customdata=[[f"district:{district}" for _ in sectors] for district in districts],
        hovertext=[
            [
                f"<b>{context.name('sector', sector)}</b><br>{context.name('district', district)}<br>"
                f"{_about(cells[district, sector], context)}"
                for sector in sectors
            ]
            for district in districts
        ],
        hoverinfo="text",
        colorscale=scale,
        zmin=-2.5,
        zmax=2.5,
        showscale=False,
        xgap=2,
        ygap=2,
    )
    plot.update_layout(margin={"l": _NAME_PX, "r": _LAST_HEAD_PX, "t": _HEAD_PX, "b": 4})
    plot.update_xaxes(
        side="top", type="category", tickangle=-60, tickfont={"size": LABEL_PX, "color": look.ink}
    )
    plot.update_yaxes(autorange="reversed", type="category", tickfont={"size": BODY_PX, "color": look.ink})
    return plot
