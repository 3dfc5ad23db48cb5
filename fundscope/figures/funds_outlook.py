"""Figures of when the money still open will be placed: ranges with their assumptions, never one day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.funds_pace import MOST_MONTHS, SPREAD, assumed, fund_name, horizon_note
from fundscope.figures.ranges import Stretch, stretches
from fundscope.figures.scope import rule_words, subtitle, with_capital


def span(first: Any, last: Any, context: Context, style: str = "span") -> str:
    """From one month to another in words; an end too far off for a date is said to be so.

    ``style`` is ``span`` for a sentence and ``beside`` for the words beside a row.
    """
    years = context.number(MOST_MONTHS // 12)
    if first is None:
        return context.text(f"outlook.{style}_never", years=years)
    first_month = words.month(first, context.lang)
    if last is None:
        return context.text(f"outlook.{style}_open", first=first_month, years=years)
    return context.text(f"outlook.{style}", first=first_month, last=words.month(last, context.lang))


def _span_of(row: Any, context: Context, style: str = "span") -> str:
    """The range of one row, or that nothing is left to place."""
    if row.open_cny <= 0:
        return context.text("outlook.done")
    return span(row.earliest_on, row.latest_on, context, style)


def looked_back(rows: list[Any], context: Context) -> str:
    """From the earliest to the latest month at the paces of the last six and twelve months, in words."""
    of_past = [row for row in rows if row.basis in ("six", "twelve")]
    starts = [row.earliest_on for row in of_past if row.earliest_on]
    ends = [row.latest_on for row in of_past]
    return span(min(starts, default=None), None if None in ends else max(ends), context)


def _notes(context: Context, undated_cny: Any) -> tuple[str, ...]:
    notes = [
        context.text("outlook.formula"),
        context.text("outlook.spread", share=context.share(SPREAD)),
        horizon_note(context),
    ]
    if undated_cny:
        notes.append(context.text("outlook.undated", money=context.money(undated_cny)))
    return tuple(notes)


def _outlook_said(table: pd.DataFrame, context: Context) -> Said:
    rows, name = rows_of(table), "funds/outlook"
    first = rows[0]
    own = next((row for row in rows if row.basis == "own"), None)
    values = {
        "open": context.money(first.open_cny),
        "size": context.money(first.size_cny),
        "rule": rule_words(context),
        "span": looked_back(rows, context),
        "month": words.month(first.as_of_on, context.lang),
    }
    if first.open_cny <= 0:
        headline = context.text(f"{name}.headline_done", **values)
    elif own is None:
        headline = context.text(f"{name}.headline", **values)
    else:
        own_span = _span_of(own, context)
        headline = context.text(f"{name}.headline_own", own=own_span, pace=_pace(own, context), **values)
    listed = context.text("list.separator").join(
        context.text("alt.outlook", name=_basis(row, context), span=_span_of(row, context)) for row in rows
    )
    notes = _notes(context, first.undated_cny)
    if first.fund_count > 1:
        notes = (*notes, context.text(f"{name}.one_pot"))
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=notes,
    )


def _pace(row: Any, context: Context) -> str:
    return context.text("value.monthly", money=context.money(row.monthly_cny))


def _basis(row: Any, context: Context) -> str:
    return context.text(f"outlook.basis.{row.basis}")


@enter("funds/outlook", say=_outlook_said, params=assumed)
def outlook(table: pd.DataFrame, context: Context) -> go.Figure:
    """A row for each pace: from the month in which the money is placed at the earliest to the latest."""
    rows = rows_of(table)
    drawn = [
        Stretch(
            name=f"{_basis(row, context)}<br>{_pace(row, context)}",
            first=row.earliest_on,
            last=row.latest_on,
            horizon=row.horizon_on,
            said=_span_of(row, context, "beside"),
        )
        for row in rows
    ]
    return stretches(context, drawn, rows[0].as_of_on, _key(context))


def _key(context: Context) -> tuple[tuple[str, str, str], ...]:
    years = context.plural("count.year", context.view.horizon)
    return (
        ("■", context.look.accent, context.text("key.stretch")),
        ("|", context.look.ink, context.text("key.horizon", years=years)),
    )


def _by_fund_said(table: pd.DataFrame, context: Context) -> Said:
    rows, name = rows_of(table), "funds/outlook_by_fund"
    waiting = [row for row in rows if row.open_cny > 0] or rows
    # Who could be the first, and who the last: ranges overlap, so neither is sure.
    first, last = waiting[0], max(waiting, key=lambda row: row.latest_on or date.max)
    values = {
        "first": context.name_in_sentence("fund", first.fund_id),
        "first_span": _span_of(first, context),
        "last": context.name_in_sentence("fund", last.fund_id),
        "last_span": _span_of(last, context),
        "late": context.number(first.late_count),
        "funds": context.plural("count.fund", len(rows)),
        "years": context.plural("count.year", context.view.horizon),
        "rule": rule_words(context),
    }
    listed = context.text("list.separator").join(
        context.text(
            "alt.outlook",
            name=fund_name(context, row.fund_id),
            span=_span_of(row, context),
        )
        for row in rows
    )
    key = f"{name}.headline" if last is not first else f"{name}.headline_one"
    if last is first and len(waiting) > 1:
        key = f"{name}.headline_either"
    return Said(
        headline=with_capital(context.text(key, **values)),
        subtitle=subtitle(context, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=_notes(context, None),
        names=("fund",) if len(rows) == 1 else (),
    )


@enter("funds/outlook_by_fund", say=_by_fund_said, params=assumed)
def outlook_by_fund(table: pd.DataFrame, context: Context) -> go.Figure:
    """A row for each fund: from the month in which its money is placed at the earliest to the latest."""
    rows = rows_of(table)
    drawn = [
        Stretch(
            name=fund_name(context, row.fund_id),
            first=row.earliest_on,
            last=row.latest_on,
            horizon=row.horizon_on,
            said=_span_of(row, context, "beside"),
        )
        for row in rows
    ]
    return stretches(context, drawn, rows[0].as_of_on, _key(context))
