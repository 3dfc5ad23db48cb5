"""Figures of where enterprises are and money is not, the reverse, and how concentrated the money is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import BODY_PX, canvas, round_steps
from fundscope.figures.ranked import NAME_PX, add_key, name_rows
from fundscope.figures.scope import rule_words, subtitle
from fundscope.figures.ticks import month_ticks, tick_words
from fundscope.figures.view import NO_ONE_CODES, UNKNOWN_CODE

_ROW_PX = {"wide": 28, "narrow": 38}
_SAID_PX = {"wide": 206, "narrow": 128}
_LINE_PX = 300
_LINE_SAID_PX = 148
# What is concentrated, in the order of the lines' colours.
DIMENSIONS = ("sector", "district", "enterprise")


def _signed(written: str, value: Any) -> str:
    return f"+{written}" if value > 0 else written


def _gap(row: Any, context: Context) -> str:
    """The gap in money and in enterprises, with its sign; on two lines where there is no room for one."""
    money = _signed(context.money(row.gap_cny), row.gap_cny)
    firms = _signed(context.number(row.gap_count), row.gap_count)
    apart = "<br>" if context.view.size == "narrow" else "  "
    return f"<b>{money}</b>{apart}{context.plural('value.firms', abs(row.gap_count), firms=firms)}"


def _gap_said(table: pd.DataFrame, context: Context, level: str) -> Said:
    rows, name = rows_of(table), f"gaps/by_{level}"
    known = [row for row in rows if getattr(row, level) not in NO_ONE_CODES]
    unknown = next((row for row in rows if getattr(row, level) == UNKNOWN_CODE), None)
    values = {
        "rule": rule_words(context),
        "total": context.money(rows[0].total_cny),
        "firms": context.plural("count.firm", rows[0].total_enterprise_count),
    }
    if known and known[0].gap_cny < 0 < known[-1].gap_cny:
        short, ample = known[0], known[-1]
        headline = context.text(
            f"{name}.headline",
            short=context.name(level, getattr(short, level)),
            short_firms=context.share(short.enterprise_share),
            short_money=context.share(short.amount_share),
            short_gap=context.money(abs(short.gap_cny)),
            ample=context.name(level, getattr(ample, level)),
            ample_gap=context.money(ample.gap_cny),
            **values,
        )
    else:
        headline = context.text(f"{name}.headline_even", **values)
    listed = context.text("list.separator").join(
        context.text(
            "gaps.alt_item",
            name=context.name(level, getattr(row, level)),
            firms=context.share(row.enterprise_share),
            money=context.share(row.amount_share),
            gap=_signed(context.money(row.gap_cny), row.gap_cny),
        )
        for row in rows
    )
    notes = [context.text("gaps.formula")]
    if unknown is not None:
        notes.append(
            context.text(
                f"gaps.unknown_{level}",
                firms=context.plural("count.firm", unknown.enterprise_count),
                money=context.money(unknown.amount_cny),
            )
        )
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=tuple(notes),
    )


def _gap_rows(table: pd.DataFrame, context: Context, level: str) -> go.Figure:
    """Two marks in a row, the share of enterprises and the share of money, and the gap between them."""
    look, rows = context.look, rows_of(table)
    names = [context.name(level, getattr(row, level), short=True) for row in rows]
    size = context.view.size
    plot = canvas(context.view.theme, height=_ROW_PX[size] * len(rows) + 64)
    plot.add_bar(
        base=[min(row.enterprise_share, row.amount_share) for row in rows],
        x=[abs(row.gap_share) for row in rows],
        y=names,
        orientation="h",
        width=0.18,
        marker={"color": [look.accent_soft if row.gap_share > 0 else look.unknown for row in rows]},
        hoverinfo="skip",
    )
    marks = (
        ("enterprise_share", "circle-open", look.quiet_ink, "enterprise_count", "○", "key.firms_share"),
        ("amount_share", "circle", look.accent, "amount_cny", "●", "key.money_share"),
    )
    for column, symbol, colour, counted, _sign, key in marks:
        plot.add_scatter(
            x=[getattr(row, column) for row in rows],
            y=names,
            mode="markers",
            marker={"symbol": symbol, "size": 12, "color": colour, "line": {"color": colour, "width": 2}},
            customdata=[f"{level}:{getattr(row, level)}" for row in rows],
            hovertext=[
                f"<b>{name}</b><br>{context.text(key)} {context.share(getattr(row, column))}<br>"
                + (
                    context.money(getattr(row, counted))
                    if counted.endswith("_cny")
                    else context.plural("count.firm", getattr(row, counted))
                )
                for name, row in zip(names, rows, strict=True)
            ],
            hoverinfo="text",
            cliponaxis=False,
        )
    name_rows(plot, context, names, [_gap(row, context) for row in rows])
    add_key(plot, context, [(sign, colour, context.text(key)) for *_, colour, _, sign, key in marks])
    largest = max(max(row.enterprise_share, row.amount_share) for row in rows)
    plot.update_layout(margin={"l": NAME_PX, "r": _SAID_PX[size], "t": 36, "b": 24})
    steps = round_steps(float(largest), most=2 if size == "narrow" else 4)
    plot.update_xaxes(range=[-0.03 * largest, largest * 1.04], tickvals=steps, tickformat=".0%")
    plot.update_yaxes(showgrid=True, gridcolor=look.grid)
    return plot


def _by_sector_said(table: pd.DataFrame, context: Context) -> Said:
    return _gap_said(table, context, "sector")


@enter("gaps/by_sector", say=_by_sector_said, by_width=True)
def by_sector(table: pd.DataFrame, context: Context) -> go.Figure:
    """A row for each sector, from the one most short of money; the unknown one last."""
    return _gap_rows(table, context, "sector")


def _by_district_said(table: pd.DataFrame, context: Context) -> Said:
    return _gap_said(table, context, "district")


@enter("gaps/by_district", say=_by_district_said, by_width=True)
def by_district(table: pd.DataFrame, context: Context) -> go.Figure:
    """A row for each district, from the one most short of money; the unknown one last."""
    return _gap_rows(table, context, "district")


def _last_of(rows: list[Any], dimension: str) -> Any:
    """The latest row of a dimension; None where it has none."""
    return next((row for row in reversed(rows) if row.dimension == dimension), None)


def _dimension(context: Context, dimension: str) -> str:
    return context.text(f"gaps.dimension.{dimension}")


def _index(value: Any, context: Context) -> str:
    return context.number(value, decimals=3)


def _hhi_said(table: pd.DataFrame, context: Context) -> Said:
    rows, name = rows_of(table), "gaps/hhi"
    place = _last_of(rows, "district") or _last_of(rows, "sector") or rows[-1]
    lasts = [row for row in (_last_of(rows, dimension) for dimension in DIMENSIONS) if row is not None]
    values = {
        "dimension": _dimension(context, place.dimension),
        "value": _index(place.hhi_value, context),
        "firms": _index(place.firms_hhi_value, context),
        "month": words.month(place.month_on, context.lang),
        "rule": rule_words(context),
    }
    if place.firms_hhi_value is None:
        key = "headline_alone"
    else:
        key = "headline_more" if place.hhi_value > place.firms_hhi_value else "headline_less"
    listed = context.text("list.separator").join(
        context.text(
            f"{name}.alt_item",
            dimension=_dimension(context, row.dimension),
            value=_index(row.hhi_value, context),
            count=context.number(row.group_count),
            equal=_index(row.equal_value, context),
        )
        for row in lasts
    )
    unknown = [
        context.text(
            "gaps.unknown_share_of",
            dimension=_dimension(context, row.dimension),
            money=context.money(row.unknown_cny),
        )
        for row in lasts
        if row.unknown_cny
    ]
    return Said(
        headline=context.text(f"{name}.{key}", **values),
        subtitle=subtitle(context, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=(context.text(f"{name}.formula"), context.text(f"{name}.source"), *unknown),
    )


@enter("gaps/hhi", say=_hhi_said)
def hhi(table: pd.DataFrame, context: Context) -> go.Figure:
    """A line for each dimension, the index of the money so far; beside its end that of the enterprises."""

    def said(row: Any) -> str:
        value = f"<b>{_index(row.hhi_value, context)}</b> {_dimension(context, row.dimension)}"
        if row.firms_hhi_value is None:
            return value
        return f"{value}<br>{context.text('gaps/hhi.firms', value=_index(row.firms_hhi_value, context))}"

    rows = rows_of(table)
    plot = _lines(
        rows,
        context,
        lambda row: float(row.hhi_value),
        said,
        lambda dimension: _dimension(context, dimension),
    )
    plot.update_yaxes(tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0", "0.25", "0.5", "0.75", "1"])
    return plot


_TOP = {"sector": 3, "district": 3, "enterprise": 10}


def _top_share(row: Any) -> float:
    return float(getattr(row, f"top_{_TOP[row.dimension]}_share"))


def _top_said(table: pd.DataFrame, context: Context) -> Said:
    rows, name = rows_of(table), "gaps/top_shares"
    lasts = [row for row in (_last_of(rows, dimension) for dimension in DIMENSIONS) if row is not None]
    place = lasts[0]
    first = next(row for row in rows if row.dimension == place.dimension)
    values = {
        "top": context.text(f"gaps.top.{place.dimension}"),
        "share": context.share(_top_share(place)),
        "before": context.share(_top_share(first)),
        "month": words.month(place.month_on, context.lang),
        "since": words.month(first.month_on, context.lang),
        "rule": rule_words(context),
    }
    key = "headline_one" if first.month_on == place.month_on else "headline"
    listed = context.text("list.separator").join(
        context.text(
            f"{name}.alt_item",
            top=context.text(f"gaps.top.{row.dimension}"),
            share=context.share(_top_share(row)),
        )
        for row in lasts
    )
    return Said(
        headline=context.text(f"{name}.{key}", **values),
        subtitle=subtitle(context, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=(context.text(f"{name}.formula"),),
    )


@enter("gaps/top_shares", say=_top_said)
def top_shares(table: pd.DataFrame, context: Context) -> go.Figure:
    """A line for each dimension: what its largest have of the money so far."""

    def said(row: Any) -> str:
        return f"<b>{context.share(_top_share(row))}</b><br>{context.text(f'gaps.top.{row.dimension}')}"

    plot = _lines(
        rows_of(table), context, _top_share, said, lambda dimension: context.text(f"gaps.top.{dimension}")
    )
    plot.update_yaxes(
        tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=[context.share(step / 4) for step in range(5)]
    )
    return plot


def _lines(
    rows: list[Any],
    context: Context,
    value_of: Callable[[Any], float],
    said: Callable[[Any], str],
    named: Callable[[str], str],
) -> go.Figure:
    """Lines over the months between 0 and 1, each named and valued at its end, told apart by their dashes."""
    look = context.look
    plot = canvas(context.view.theme, height=_LINE_PX)
    looks = dict(
        zip(DIMENSIONS, ((look.accent, "solid"), (look.ink, "dash"), (look.quiet_ink, "dot")), strict=True)
    )
    ends = {}
    for dimension, (colour, dash) in looks.items():
        of_it = [row for row in rows if row.dimension == dimension]
        if not of_it:
            continue
        ends[dimension] = of_it[-1]
        plot.add_scatter(
            x=[row.month_end_on for row in of_it],
            y=[value_of(row) for row in of_it],
            name=named(dimension),
            mode="lines+markers",
            line={"color": colour, "width": 2.5, "dash": dash},
            marker={"size": 5, "color": colour},
            hovertext=[f"<b>{words.month(row.month_on, context.lang)}</b><br>{said(row)}" for row in of_it],
            hoverinfo="text",
            cliponaxis=False,
        )
    heights = _apart([value_of(row) for row in ends.values()], 40 / (_LINE_PX - 64))
    for row, height in zip(ends.values(), heights, strict=True):
        plot.add_annotation(
            x=1, y=height, xref="paper", xanchor="left", xshift=10, align="left", text=said(row),
            showarrow=False, font={"size": BODY_PX, "color": looks[row.dimension][0]},
        )  # fmt: skip
    first = min(row.month_end_on for row in rows)
    last = max(row.month_end_on for row in rows)
    ticks = month_ticks(first, last)
    plot.update_layout(margin={"l": 48, "r": _LINE_SAID_PX, "t": 16, "b": 48})
    plot.update_xaxes(
        tickvals=ticks, ticktext=tick_words(ticks, context), tickangle=0, showline=True,
        linecolor=look.quiet_ink,
    )  # fmt: skip
    plot.update_yaxes(range=[0, 1.02], showgrid=True, gridcolor=look.grid)
    return plot


def _apart(values: list[float], least: float) -> list[float]:
    """The heights at which words beside the values stand, pushed upwards until none covers another."""
    heights = dict.fromkeys(range(len(values)), 0.0)
    lowest = -least
    for place in sorted(heights, key=values.__getitem__):
        lowest = heights[place] = max(values[place], lowest + least)
    return [heights[place] for place in range(len(values))]
