"""Figures of the enterprises: how many there are of each kind, and what they spend on R&D."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.engine import query
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas
from fundscope.figures.ranked import room_for, say_without_bar
from fundscope.figures.scope import filter_words, unit_words
from fundscope.figures.view import UNKNOWN_CODE, View

_ROW_PX = 30
# Room for the value at the end of the longest bar.
_VALUE_PX = 116


def _grouped_by(view: View) -> Mapping[str, Any]:
    return {"by": view.by}


def _subtitle(context: Context, name: str, what: str, unit: str = "") -> str:
    """What is measured, in which unit, and narrowed to what of the filters that the figure heeds."""
    parts = [what, unit]
    if narrowed := filter_words(context, query(name).param_names()):
        parts.append(context.text("filter.only", filters=narrowed))
    return context.text("subtitle.separator").join(part for part in parts if part)


def _age_note(rows: Sequence[Any], context: Context) -> tuple[str, ...]:
    """To which day ages are reckoned, where they matter."""
    if context.view.by != "age" and not context.view.age:
        return ()
    return (context.text("note.age_on", date=words.day(rows[0].total_age_on, context.lang)),)


def _by_group_said(table: pd.DataFrame, context: Context) -> Said:
    rows, by = rows_of(table), context.view.by
    known = [row for row in rows if row.group_code != UNKNOWN_CODE]
    top = max(known or rows, key=lambda row: row.enterprise_count)
    values = {
        "total": context.plural("count.enterprise", rows[0].total_count),
        "group": context.name(by, top.group_code),
        "share": context.share(top.enterprise_share),
        "by": context.text(f"by.{by}"),
    }
    listed = context.text("list.separator").join(
        context.text(
            "alt.item",
            name=context.name(by, row.group_code),
            value=context.number(row.enterprise_count),
            share=context.share(row.enterprise_share),
        )
        for row in rows
    )
    published = context.control("enterprise_count")
    is_whole = not filter_words(context, query("enterprises/by_group").param_names())
    note = (
        context.text(
            "note.published_enterprise_count",
            value=context.number(published.value),
            citation=context.citation(published),
        )
        if published and is_whole
        else ""
    )
    name = "enterprises/by_group"
    return Said(
        headline=context.text(f"{name}.headline", **values),
        subtitle=_subtitle(context, name, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=(*((note,) if note else ()), *_age_note(rows, context)),
    )


@enter("enterprises/by_group", say=_by_group_said, params=_grouped_by)
def by_group(table: pd.DataFrame, context: Context) -> go.Figure:
    """Ranked bars, in their natural order where the groups have one; number and share at the end."""
    rows = rows_of(table)
    printed = [
        context.text(
            "value.with_share",
            value=context.number(row.enterprise_count),
            share=context.share(row.enterprise_share),
        )
        for row in rows
    ]
    return _bars(context, rows, [row.enterprise_count for row in rows], printed)


def _rd_by_group_said(table: pd.DataFrame, context: Context) -> Said:
    rows, by = rows_of(table), context.view.by
    first, name = rows[0], "enterprises/rd_by_group"
    known = [row for row in rows if row.group_code != UNKNOWN_CODE and row.rd_intensity_share is not None]
    values = {
        "total": context.money(first.total_rd_cny),
        "share": context.share(first.total_intensity_share),
        "by": context.text(f"by.{by}"),
    }
    if len(known) > 1:
        top = max(known, key=lambda row: row.rd_intensity_share)
        headline = context.text(
            f"{name}.headline",
            group=context.name(by, top.group_code),
            group_share=context.share(top.rd_intensity_share),
            **values,
        )
    else:
        headline = context.text(f"{name}.headline_one", **values)
    listed = context.text("list.separator").join(
        context.text(
            "alt.item",
            name=context.name(by, row.group_code),
            value=context.money(row.rd_cny),
            share=context.share(row.rd_intensity_share),
        )
        for row in rows
    )
    unknown = first.total_unknown_count
    notes = (context.plural("note.rd_unknown", unknown),) if unknown else ()
    what = context.text(f"{name}.subtitle", **values)
    return Said(
        headline=headline,
        subtitle=_subtitle(context, name, what, unit_words(context)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=(*notes, *_age_note(rows, context)),
    )


@enter("enterprises/rd_by_group", say=_rd_by_group_said, params=_grouped_by)
def rd_by_group(table: pd.DataFrame, context: Context) -> go.Figure:
    """Bars of R&D spending; at the end the amount and its weight in revenue."""
    rows = rows_of(table)
    printed = [
        context.text(
            "value.with_share",
            value=context.money(row.rd_cny),
            share="" if row.rd_intensity_share is None else context.share(row.rd_intensity_share),
        )
        for row in rows
    ]
    spent = [None if row.rd_cny is None else context.amount(row.rd_cny) for row in rows]
    return _bars(context, rows, spent, printed)


def _bars(
    context: Context, rows: Sequence[Any], lengths: Sequence[float | None], printed: Sequence[str]
) -> go.Figure:
    """One bar a group; a click on one can narrow the page to it."""
    look, by = context.look, context.view.by
    names = [context.name(by, row.group_code, short=True) for row in rows]
    plot = canvas(context.view.theme, height=_ROW_PX * len(rows) + 12)
    plot.add_bar(
        x=list(lengths),
        y=names,
        orientation="h",
        width=0.62,
        marker={"color": [_colour(row.group_code, context) for row in rows]},
        text=list(printed),
        textposition="outside",
        constraintext="none",
        textfont={"size": LABEL_PX, "color": look.ink},
        cliponaxis=False,
        customdata=[f"{by}:{row.group_code}" for row in rows],
        hovertext=[
            f"<b>{context.name(by, row.group_code)}</b><br>{value}"
            for row, value in zip(rows, printed, strict=True)
        ],
        hoverinfo="text",
    )
    say_without_bar(plot, context, names, lengths, printed)
    plot.update_layout(margin={"l": room_for(names), "r": _VALUE_PX, "t": 4, "b": 4})
    plot.update_xaxes(range=[0, max(1, *(length or 0 for length in lengths))], visible=False)
    plot.update_yaxes(autorange="reversed", type="category", tickfont={"size": BODY_PX, "color": look.ink})
    return plot


def _colour(code: str, context: Context) -> str:
    """Sectors keep their colours; every other group has the accent, the unknown one its grey."""
    if code == UNKNOWN_CODE:
        return context.look.unknown
    return context.sector_colour(code) if context.view.by == "sector" else context.look.accent
