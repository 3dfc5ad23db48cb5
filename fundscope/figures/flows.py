"""Figures of where the money goes, and when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas, round_steps, with_alpha
from fundscope.figures.ranked import NAME_PX, ROW_PX, Bar, ranked_bars
from fundscope.figures.scope import rule_words, subtitle
from fundscope.figures.ticks import month_ticks, tick_words
from fundscope.figures.view import NO_ONE_CODES, UNKNOWN_CODE


def _unknown_note(rows: list[Any], context: Context) -> tuple[str, ...]:
    """How much money has no known sector: a note, where there is any."""
    unknown = [row for row in rows if row.sector == UNKNOWN_CODE and row.amount_cny is not None]
    if not unknown:
        return ()
    count = sum(row.project_count for row in unknown)
    money = context.money(sum(row.amount_cny for row in unknown))
    return (context.plural("note.unknown_sector", count, money=money),)


def _by_sector_said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    known = [row for row in rows if row.sector not in NO_ONE_CODES]
    values = {"total": context.money(rows[0].total_cny), "rule": rule_words(context)}
    if len(known) == 1 and len(rows) > 1:
        headline = context.text(
            "headline.rest_not_specified",
            first=context.name("sector", known[0].sector),
            first_share=context.share(known[0].amount_share),
            **values,
        )
    elif len(known) < 2:
        only = known[0].sector if known else UNKNOWN_CODE
        headline = context.text("flows/by_sector.headline_one", sector=context.name("sector", only), **values)
    else:
        headline = context.text(
            "flows/by_sector.headline",
            first=context.name("sector", known[0].sector),
            first_share=context.share(known[0].amount_share),
            second=context.name("sector", known[1].sector),
            second_share=context.share(known[1].amount_share),
            **values,
        )
    listed = context.text("list.separator").join(
        context.text(
            "alt.item",
            name=context.name("sector", row.sector),
            value=context.money(row.amount_cny),
            share=context.share(row.amount_share),
        )
        for row in rows
    )
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text("flows/by_sector.subtitle", rule=rule_words(context))),
        alt=context.text("flows/by_sector.alt", list=listed, **values),
        footnotes=_unknown_note(rows, context),
    )


@enter("flows/by_sector", say=_by_sector_said)
def by_sector(table: pd.DataFrame, context: Context) -> go.Figure:
    """Ranked bars, one a sector in its colour, the value and its share printed at the end."""

    def bar(row: Any) -> Bar:
        money, share = context.money(row.amount_cny), context.share(row.amount_share)
        return Bar(
            name=context.name("sector", row.sector, short=True),
            amount=context.amount(row.amount_cny),
            printed=context.text("value.with_share", value=money, share=share),
            colour=context.sector_colour(row.sector),
            key=f"sector:{row.sector}",
            about=context.plural("count.project", row.project_count),
        )

    return ranked_bars(context, [bar(row) for row in rows_of(table)])


def _pace_said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    dated = [row for row in rows if row.month_on is not None]
    decided, paid = rows[-1].cumulative_decided_cny, rows[-1].cumulative_paid_cny
    values = {
        "decided": context.money(decided),
        "paid": context.money(paid),
        "unpaid": context.money(decided - paid),
        "until": words.month(dated[-1].month_on, context.lang) if dated else context.text("unknown.date"),
        "since": words.month(dated[0].month_on, context.lang) if dated else context.text("unknown.date"),
    }
    key = "flows/pace.headline" if decided > paid else "flows/pace.headline_all_paid"
    published = (context.control(controls) for controls in ("decided_cny", "paid_cny"))
    notes = [
        context.text(
            f"note.published_{figure.controls}",
            value=context.money(figure.value, digits=5),
            citation=context.citation(figure),
        )
        for figure in published
        if figure and not context.view.is_filtered
    ]
    return Said(
        headline=context.text(key, **values),
        subtitle=subtitle(context, context.text("flows/pace.subtitle")),
        alt=context.text("flows/pace.alt", **values),
        footnotes=tuple(notes),
    )


@enter("flows/pace", say=_pace_said)
def pace(table: pd.DataFrame, context: Context) -> go.Figure:
    """Two rising lines, decided above paid, each named and valued at its end."""
    look = context.look
    plot = canvas(context.view.theme, height=320)
    dated = [row for row in rows_of(table) if row.month_on is not None]
    if not dated:
        return plot
    first, last = dated[0].month_on, dated[-1].month_end_on
    days = [first, *(row.month_end_on for row in dated)]
    lines = (
        ("decided", "cumulative_decided_cny", look.accent_soft, look.track),
        ("paid", "cumulative_paid_cny", look.accent, with_alpha(look.accent, 0.35)),
    )
    for rule, column, colour, fill in lines:
        amounts_cny = [getattr(row, column) for row in dated]
        amounts = [0.0, *(context.amount(value) for value in amounts_cny)]
        name = context.text(f"rule.{rule}_short")
        plot.add_scatter(
            x=days,
            y=amounts,
            name=name,
            mode="lines",
            line={"color": colour, "width": 3},
            fill="tozeroy",
            fillcolor=fill,
            hovertext=[
                "",
                *(
                    f"<b>{name}</b><br>{words.day(day, context.lang)}<br>{context.money(value)}"
                    for day, value in zip(days[1:], amounts_cny, strict=True)
                ),
            ],
            hoverinfo="text",
        )
        plot.add_annotation(
            x=last,
            y=amounts[-1],
            text=f"<b>{context.money(amounts_cny[-1])}</b><br>{name}",
            showarrow=False,
            xanchor="left",
            align="left",
            xshift=8,
            font={"size": BODY_PX, "color": look.ink},
        )
    steps = round_steps(context.amount(dated[-1].cumulative_decided_cny))
    ticks = month_ticks(first, last)
    plot.update_layout(margin={"l": 64, "r": 92, "t": 16, "b": 48})
    plot.update_xaxes(
        range=[first, last],
        tickvals=ticks,
        ticktext=tick_words(ticks, context),
        tickangle=0,
        showline=True,
        linecolor=look.quiet_ink,
        ticks="outside",
        tickcolor=look.quiet_ink,
        ticklen=4,
    )
    plot.update_yaxes(
        rangemode="tozero",
        tickvals=steps,
        ticktext=[context.on_axis(step) if step else "0" for step in steps],
        showgrid=True,
        gridcolor=look.grid,
    )
    return plot


def _half_year(day: date | None, context: Context) -> str:
    return words.half_year(day, context.lang) if day else context.text("unknown.date")


def _by_half_year_said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    told = [row for row in rows if row.amount_cny is not None]
    named = [row for row in told if row.sector not in NO_ONE_CODES and row.half_year_on is not None]
    top = max(named or told, key=lambda row: row.amount_cny)
    values = {
        "sector": context.name("sector", top.sector),
        "half_year": _half_year(top.half_year_on, context),
        "value": context.money(top.amount_cny),
        "rule": rule_words(context),
        "total": context.money(top.total_cny),
    }
    name = "flows/by_sector_and_half_year"
    return Said(
        headline=context.text(f"{name}.headline", **values),
        subtitle=subtitle(context, context.text(f"{name}.subtitle", rule=rule_words(context))),
        alt=context.text(f"{name}.alt", **values),
        footnotes=_unknown_note(rows, context),
    )


def _printed_cell(cells: dict[Any, Any], key: Any, context: Context) -> str:
    """An amount; a dash for no money, a sign for a cell kept back."""
    if key not in cells:
        return "–"
    return context.text("withheld.sign") if cells[key] is None else context.money(cells[key])


@enter("flows/by_sector_and_half_year", say=_by_half_year_said)
def by_sector_and_half_year(table: pd.DataFrame, context: Context) -> go.Figure:
    """A table that shows its own weight: sectors down, half-years across, the deeper the more money."""
    look, rows = context.look, rows_of(table)
    sectors = list(dict.fromkeys(row.sector for row in rows))
    totals = {row.half_year_on: row.half_year_cny for row in rows}
    half_years = sorted(totals, key=lambda day: day or date.max)
    cells = {(row.sector, row.half_year_on): row.amount_cny for row in rows}
    amounts = [[cells.get((sector, day)) for day in half_years] for sector in sectors]
    printed = [[_printed_cell(cells, (sector, day), context) for day in half_years] for sector in sectors]
    plot = canvas(context.view.theme, height=ROW_PX * len(sectors) + 60)
    plot.add_heatmap(
        z=[[None if value is None else context.amount(value) for value in row] for row in amounts],
        x=[f"<b>{_half_year(day, context)}</b><br>{context.money(totals[day])}" for day in half_years],
        y=[context.name("sector", sector, short=True) for sector in sectors],
        text=printed,
        texttemplate="%{text}",
        textfont={"size": LABEL_PX, "color": look.ink},
        colorscale=[[0, look.heat[0]], [1, look.heat[1]]],
        zmin=0,
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
    )
    plot.update_layout(margin={"l": NAME_PX, "r": 4, "t": 48, "b": 4})
    plot.update_xaxes(side="top", tickfont={"size": LABEL_PX, "color": look.ink})
    plot.update_yaxes(autorange="reversed", tickfont={"size": BODY_PX, "color": look.ink})
    return plot
