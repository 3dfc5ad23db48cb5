"""Figures of how fast the funds go: against a straight line, and against the pace that is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import canvas
from fundscope.figures.ranked import NAME_PX, add_key, name_rows
from fundscope.figures.scope import rule_words, subtitle
from fundscope.figures.view import View

_ROW_PX = 44
_SAID_PX = 112

# An outlook gives no date further off than this: nobody can know.
MOST_MONTHS = 360
# How much slower or faster a pace may turn out: our assumption, said under every outlook.
SPREAD = 0.2


def assumed(view: View) -> Mapping[str, Any]:
    """What a pace rests on beside the records: assumptions, each shown where it is used."""
    return {
        "horizon": view.horizon,
        "own_pace_cny": view.own_pace,
        "spread": SPREAD,
        "most_months": MOST_MONTHS,
    }


def horizon_note(context: Context) -> str:
    """The assumption of the horizon in words."""
    years = context.plural("count.year", context.view.horizon)
    return context.text("note.horizon", years=years, months=context.number(context.view.horizon * 12))


def fund_name(context: Context, code: str) -> str:
    """The short name of a fund, as a row is named."""
    return context.name("fund", code, short=True)


def signed(context: Context, amount_cny: Any) -> str:
    """An amount with its sign, + where it is above nothing."""
    return ("+" if amount_cny > 0 else "") + context.money(amount_cny)


def _straight_line_said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    first, name = rows[0], "funds/straight_line"
    known = [row for row in rows if row.ahead_cny is not None]
    ahead = first.total_ahead_cny
    values = {
        "years": context.plural("count.year", context.view.horizon),
        "behind": context.number(first.behind_count),
        "funds": context.plural("count.fund", len(known)),
        "amount": context.money(abs(ahead)) if known else "",
        "fund": context.name_in_sentence("fund", first.fund_id),
        "rule": rule_words(context),
        "month": words.month(first.as_of_on, context.lang),
    }
    if not known:
        headline = context.text(f"{name}.headline_unknown", **values)
    elif len(rows) == 1:
        side = "behind" if ahead < 0 else "ahead"
        headline = context.text(f"{name}.headline_one_{side}", **values)
    else:
        side = "behind" if ahead < 0 else "ahead"
        headline = context.text(f"{name}.headline_{side}", **values)
    listed = context.text("list.separator").join(
        context.text(
            f"{name}.alt_item",
            name=fund_name(context, row.fund_id),
            placed=context.share(row.placed_share),
            line=context.share(row.line_share),
        )
        for row in rows
    )
    notes = [horizon_note(context), context.text(f"{name}.formula", rule=rule_words(context))]
    if first.unknown_count:
        notes.append(context.plural("note.unknown_age", first.unknown_count))
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=tuple(notes),
        names=("fund",) if len(rows) == 1 else (),
    )


@enter("funds/straight_line", say=_straight_line_said, params=assumed)
def straight_line(table: pd.DataFrame, context: Context) -> go.Figure:
    """A bar for what a fund has placed of its size, a tick for where a straight line would be."""
    look, rows = context.look, [row for row in rows_of(table) if row.placed_share is not None]
    names = [fund_name(context, row.fund_id) for row in rows]
    plot = canvas(context.view.theme, height=_ROW_PX * len(rows) + 44)
    lined = [row for row in rows if row.line_share is not None]
    plot.add_bar(
        x=[row.placed_share for row in rows],
        y=names,
        orientation="h",
        width=0.5,
        marker={"color": look.accent},
        customdata=[f"fund:{row.fund_id}" for row in rows],
        hovertext=[
            f"<b>{name}</b><br>{context.money(row.placed_cny)}<br>{context.share(row.placed_share)}"
            for name, row in zip(names, rows, strict=True)
        ],
        hoverinfo="text",
    )
    plot.add_scatter(
        x=[row.line_share for row in lined],
        y=[fund_name(context, row.fund_id) for row in lined],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 28, "color": look.ink, "line": {"width": 2}},
        hovertext=[f"{context.money(row.line_cny)}<br>{context.share(row.line_share)}" for row in lined],
        hoverinfo="text",
    )
    name_rows(plot, context, names, [_distance(row, context) for row in rows])
    add_key(
        plot,
        context,
        (
            ("■", look.accent, context.text(f"rule.{context.view.rule}_short")),
            ("|", look.ink, context.text("key.straight_line")),
        ),
    )
    longest = max([row.placed_share for row in rows] + [row.line_share for row in lined], default=1.0)
    plot.update_layout(margin={"l": NAME_PX, "r": _SAID_PX, "t": 36, "b": 4})
    plot.update_xaxes(range=[0, max(longest, 0.01) * 1.04], visible=False)
    return plot


def _distance(row: Any, context: Context) -> str:
    """How far a fund is from its line: in points of its size, and in money."""
    if row.ahead_share is None:
        return f"<b>{context.share(row.placed_share)}</b>"
    points = context.number(row.ahead_share * 100, decimals=1)
    sign = "+" if row.ahead_share > 0 else ""
    return f"<b>{context.text('value.points', points=sign + points)}</b><br>{signed(context, row.ahead_cny)}"


def _pace_needed_said(table: pd.DataFrame, context: Context) -> Said:
    rows, name = rows_of(table), "funds/pace_needed"
    first = rows[0]
    needing = [row for row in rows if row.monthly_needed_cny is not None]
    values = {
        "years": context.plural("count.year", context.view.horizon),
        "slower": context.number(first.slower_count),
        "funds": context.plural("count.fund", len(needing)),
        "fund": context.name_in_sentence("fund", first.fund_id),
        "times": context.number(first.needed_multiple, 1) if needing else "",
        "needed": context.money(first.total_monthly_needed_cny),
        "monthly": context.money(first.total_monthly_12_cny),
        "rule": rule_words(context),
        "month": words.month(first.as_of_on, context.lang),
    }
    if not needing:
        key = "headline_unknown"
    elif len(rows) == 1:
        key = "headline_one"
    elif first.slower_count == 0 or first.needed_multiple is None:
        key = "headline_enough"
    else:
        key = "headline"
    listed = context.text("list.separator").join(
        context.text(
            f"{name}.alt_item",
            name=fund_name(context, row.fund_id),
            six=context.money(row.monthly_6_cny),
            twelve=context.money(row.monthly_12_cny),
            needed=context.money(row.monthly_needed_cny),
        )
        for row in rows
    )
    return Said(
        headline=context.text(f"{name}.{key}", **values),
        subtitle=subtitle(context, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=(
            horizon_note(context),
            context.text(f"{name}.formula"),
            context.text("note.months_looked_back", date=words.day(first.as_of_on, context.lang)),
        ),
        names=("fund",) if len(rows) == 1 else (),
    )


@enter("funds/pace_needed", say=_pace_needed_said, params=assumed)
def pace_needed(table: pd.DataFrame, context: Context) -> go.Figure:
    """Two dots for the pace of the last six and twelve months, a tick for the pace that is needed."""
    look, rows = context.look, rows_of(table)
    names = [fund_name(context, row.fund_id) for row in rows]
    plot = canvas(context.view.theme, height=_ROW_PX * len(rows) + 44)
    marks = (
        ("monthly_12_cny", "circle", 14, look.accent, "●", "key.months_12"),
        ("monthly_6_cny", "circle-open", 12, look.accent, "○", "key.months_6"),
        ("monthly_needed_cny", "line-ns-open", 28, look.ink, "|", "key.needed"),
    )
    paces = [
        [context.amount(getattr(row, column)) for column, *_ in marks if getattr(row, column) is not None]
        for row in rows
    ]
    plot.add_bar(
        base=[min(ends, default=0.0) for ends in paces],
        x=[max(ends, default=0.0) - min(ends, default=0.0) for ends in paces],
        y=names,
        orientation="h",
        width=0.14,
        marker={"color": look.track},
        hoverinfo="skip",
    )
    for column, symbol, size, colour, _sign, key in marks:
        known = [row for row in rows if getattr(row, column) is not None]
        plot.add_scatter(
            x=[context.amount(getattr(row, column)) for row in known],
            y=[fund_name(context, row.fund_id) for row in known],
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": 2}},
            hovertext=[f"{context.text(key)}<br>{context.money(getattr(row, column))}" for row in known],
            hoverinfo="text",
        )
    name_rows(plot, context, names, [_needs(row, context) for row in rows])
    add_key(plot, context, [(sign, colour, context.text(key)) for *_, colour, sign, key in marks])
    plot.update_layout(margin={"l": NAME_PX, "r": _SAID_PX, "t": 36, "b": 4})
    plot.update_xaxes(range=[0, (max(max(ends, default=0.0) for ends in paces) or 1.0) * 1.06], visible=False)
    return plot


def _needs(row: Any, context: Context) -> str:
    """How many times its pace a fund needs; what it needs a month."""
    if row.open_cny <= 0:
        return context.text("funds/pace_needed.done")
    if row.monthly_needed_cny is None:
        return context.text("funds/pace_needed.over" if row.left_count is not None else "unknown.value")
    needed = context.text("value.monthly", money=context.money(row.monthly_needed_cny))
    if row.needed_multiple is None:
        return needed
    return f"<b>{context.text('value.times', number=context.number(row.needed_multiple, 1))}</b><br>{needed}"
