"""The figure of when the funds placed their money, month by month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import LABEL_PX, canvas, round_steps, with_alpha
from fundscope.figures.ranked import NAME_PX, add_key, name_rows
from fundscope.figures.scope import rule_words, subtitle
from fundscope.figures.ticks import month_ticks, tick_words

_ROW_PX = 46
_LARGEST_BUBBLE_PX = 42
_TOTAL_PX = 92
_NAME = "funds/timeline"


def _timeline_said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    dated = [row for row in rows if row.month_on is not None]
    undated = [row for row in rows if row.month_on is None]
    funds = list(dict.fromkeys(row.fund_id for row in rows))
    values = {
        "rule": rule_words(context),
        "total": context.money(rows[0].total_cny),
        "projects": context.plural("count.project", rows[0].total_count),
    }
    if dated:
        busiest = max(dated, key=lambda row: row.month_cny)
        values |= {
            "month": words.month(busiest.month_on, context.lang),
            "amount": context.money(busiest.month_cny),
            "of_month": context.plural("count.project", busiest.month_count),
            "since": words.month(min(row.month_on for row in dated), context.lang),
            "until": words.month(max(row.month_on for row in dated), context.lang),
        }
        headline = context.text(f"{_NAME}.headline", **values)
        alt = context.text(f"{_NAME}.alt", list=_listed(rows, funds, context), **values)
    else:
        headline = alt = context.text(f"{_NAME}.headline_undated", **values)
    notes = []
    if undated:
        notes.append(context.text("note.undated", money=context.money(undated[0].month_cny)))
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text(f"{_NAME}.subtitle", **values)),
        alt=alt,
        footnotes=tuple(notes),
    )


def _listed(rows: list[Any], funds: list[str], context: Context) -> str:
    totals = {row.fund_id: row.fund_cny for row in rows}
    return context.text("list.separator").join(
        f"{context.name('fund', fund, short=True)} {context.money(totals[fund])}" for fund in funds
    )


@enter(_NAME, say=_timeline_said)
def timeline(table: pd.DataFrame, context: Context) -> go.Figure:
    """Of several funds a row each, a circle for each month; of one fund a bar for each month."""
    rows = [row for row in rows_of(table) if row.month_on is not None]
    if not rows:
        return canvas(context.view.theme, height=60)
    funds = list(dict.fromkeys(row.fund_id for row in rows))
    plot = _bars(rows, context) if len(funds) == 1 else _bubbles(rows, funds, context)
    first = min([row.month_on for row in rows] + [row.established for row in rows if row.established])
    last = max(row.month_on for row in rows)
    ticks = month_ticks(first, last)
    plot.update_xaxes(
        range=[_shifted(first, -20), _shifted(last, 20)],
        tickvals=ticks,
        ticktext=tick_words(ticks, context),
        tickangle=0,
        showline=True,
        linecolor=context.look.quiet_ink,
    )
    return plot


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)


def _about(row: Any, context: Context) -> str:
    projects = context.plural("count.project", row.project_count)
    return (
        f"<b>{context.name('fund', row.fund_id, short=True)}</b><br>{words.month(row.month_on, context.lang)}"
        f"<br>{context.money(row.amount_cny)}<br>{projects}"
    )


def _bubbles(rows: list[Any], funds: list[str], context: Context) -> go.Figure:
    """Circles whose areas are the money; a tick in the month in which the fund was set up."""
    look = context.look
    names = {fund: context.name("fund", fund, short=True) for fund in funds}
    plot = canvas(context.view.theme, height=_ROW_PX * len(funds) + 96)
    largest = max(context.amount(row.amount_cny) for row in rows)
    plot.add_scatter(
        x=[row.month_on for row in rows],
        y=[names[row.fund_id] for row in rows],
        mode="markers",
        marker={
            "size": [context.amount(row.amount_cny) for row in rows],
            "sizemode": "area",
            "sizeref": 2 * (largest or 1.0) / _LARGEST_BUBBLE_PX**2,
            "sizemin": 2,
            "color": with_alpha(look.accent, 0.65),
            "line": {"color": look.ground, "width": 1},
        },
        customdata=[f"fund:{row.fund_id}" for row in rows],
        hovertext=[_about(row, context) for row in rows],
        hoverinfo="text",
        cliponaxis=False,
    )
    set_up = {row.fund_id: row.established for row in rows if row.established}
    plot.add_scatter(
        x=list(set_up.values()),
        y=[names[fund] for fund in set_up],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 18, "color": look.quiet_ink, "line": {"width": 2}},
        hovertext=[
            context.text(f"{_NAME}.set_up", month=words.month(day, context.lang)) for day in set_up.values()
        ],
        hoverinfo="text",
    )
    totals = {row.fund_id: row.fund_cny for row in rows}
    name_rows(plot, context, list(names.values()), [context.money(totals[fund]) for fund in funds])
    money, set_up_words = context.text("funds/timeline.key_money"), context.text("funds/timeline.key_set_up")
    add_key(plot, context, [("●", look.accent, money), ("|", look.quiet_ink, set_up_words)])
    plot.update_layout(margin={"l": NAME_PX, "r": _TOTAL_PX, "t": 36, "b": 48})
    plot.update_yaxes(showgrid=True, gridcolor=look.grid)
    return plot


def _bars(rows: list[Any], context: Context) -> go.Figure:
    """A bar for each month, the largest with its value on top."""
    look = context.look
    plot = canvas(context.view.theme, height=300)
    amounts = [context.amount(row.amount_cny) for row in rows]
    largest = max(amounts)
    top = max(rows, key=lambda row: row.amount_cny)
    plot.add_bar(
        x=[row.month_on for row in rows],
        y=amounts,
        width=20 * 24 * 3600 * 1000,
        marker={"color": look.accent},
        text=[context.money(row.amount_cny) if row is top else "" for row in rows],
        textposition="outside",
        textangle=0,
        constraintext="none",
        textfont={"size": LABEL_PX, "color": look.ink},
        cliponaxis=False,
        hovertext=[_about(row, context) for row in rows],
        hoverinfo="text",
    )
    steps = round_steps(largest)
    plot.update_layout(margin={"l": 64, "r": 12, "t": 28, "b": 48})
    plot.update_yaxes(
        range=[0, largest * 1.05 or 1.0],
        tickvals=steps,
        ticktext=[context.on_axis(step) if step else "0" for step in steps],
        showgrid=True,
        gridcolor=look.grid,
    )
    return plot
