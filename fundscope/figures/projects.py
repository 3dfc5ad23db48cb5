"""Figures of the projects: how large the cheques are, and what waits to be paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas
from fundscope.figures.ranked import room_for
from fundscope.figures.scope import rule_words, subtitle

_ROW_PX = 36
# Room for count and money at the end of the longest bar.
_VALUE_PX = 168


def _band_bars(rows: Sequence[Any], names: Sequence[str], context: Context) -> go.Figure:
    """A bar for each band, as long as its money, with its money, share and projects at the end."""
    look = context.look
    amounts = [context.amount(row.amount_cny) for row in rows]
    printed = [
        context.text(
            "bands.value",
            money=context.money(row.amount_cny),
            projects=context.plural("count.project", row.project_count),
        )
        if row.project_count
        else context.text("bands.none")
        for row in rows
    ]
    plot = canvas(context.view.theme, height=_ROW_PX * len(rows) + 16)
    plot.add_bar(
        x=amounts,
        y=list(range(len(rows))),
        orientation="h",
        marker={"color": look.accent},
        text=printed,
        textposition="outside",
        constraintext="none",
        textfont={"size": LABEL_PX, "color": look.ink},
        cliponaxis=False,
        hovertext=[
            f"<b>{name}</b><br>{value}<br>{context.share(row.amount_share)}"
            for name, value, row in zip(names, printed, rows, strict=True)
        ],
        hoverinfo="text",
    )
    plot.update_layout(margin={"l": room_for(names), "r": _VALUE_PX, "t": 4, "b": 4})
    plot.update_xaxes(range=[0, max(amounts) or 1], visible=False)
    plot.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=list(names),
        tickfont={"size": BODY_PX, "color": look.ink},
    )
    return plot


def _band_list(rows: Sequence[Any], names: Sequence[str], context: Context) -> str:
    return context.text("list.separator").join(
        context.text(
            "bands.item",
            name=name,
            projects=context.plural("count.project", row.project_count),
            money=context.money(row.amount_cny),
        )
        for row, name in zip(rows, names, strict=True)
        if row.project_count
    )


def _size_band(row: Any, context: Context) -> str:
    if row.below_cny is None:
        return context.text("bands.from", least=context.money(row.least_cny, digits=2))
    below = context.money(row.below_cny, digits=2)
    if row.least_cny == 0:
        return context.text("bands.below", below=below)
    return context.text("bands.between", least=context.money(row.least_cny, digits=2), below=below)


def _cheques_said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    first = rows[0]
    values = {
        "median": context.money(first.total_median_cny),
        "largest": context.money(first.total_largest_cny),
        "projects": context.plural("count.project", first.total_count),
        "total": context.money(first.total_cny),
        "rule": rule_words(context),
        "large": context.money(200_000_000),
        "top": context.plural("count.project", first.total_top_count or 0),
        "top_share": context.share(first.total_top_share),
    }
    most = max(rows, key=lambda row: row.amount_cny)
    values |= {"band": _size_band(most, context), "band_share": context.share(most.amount_share)}
    is_whole = first.total_largest_cny is not None
    if not is_whole:
        key = "projects/cheques.headline_band"
    elif first.total_count == 1:
        key = "projects/cheques.headline_one"
    elif first.total_top_count:
        key = "projects/cheques.headline"
    else:
        key = "projects/cheques.headline_small"
    names = [_size_band(row, context) for row in rows]
    return Said(
        headline=context.text(key, **values),
        subtitle=subtitle(context, context.text("projects/cheques.subtitle", rule=rule_words(context))),
        alt=context.text(
            "projects/cheques.alt" if is_whole else "projects/cheques.alt_band",
            list=_band_list(rows, names, context),
            **values,
        ),
    )


@enter("projects/cheques", say=_cheques_said)
def cheques(table: pd.DataFrame, context: Context) -> go.Figure:
    """A bar for each size of cheque, as long as the money in it."""
    rows = rows_of(table)
    return _band_bars(rows, [_size_band(row, context) for row in rows], context)


def _wait_band(row: Any, context: Context) -> str:
    if row.days_to is None:
        return context.text("bands.days_over", days=row.days_from - 1)
    return context.text("bands.days", since=row.days_from, to=row.days_to)


def _unpaid_said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    first = rows[0]
    over_90 = [row for row in rows if row.days_from > 90]
    values = {
        "unpaid": context.money(first.total_cny),
        "decided": context.money(first.total_decided_cny),
        "projects": context.plural("count.project", first.total_count),
        "old": context.plural("count.project", sum(row.project_count for row in over_90)),
        "longest": context.plural("count.day", first.total_longest_days_count or 0),
        "as_of": words.day(first.total_as_of_on, context.lang),
    }
    # The longest wait is that of one project; where it is left out, so is what else may not be told.
    way = "" if first.total_longest_days_count is not None else "_band"
    key = f"projects/unpaid.headline{way}" if first.total_count else "projects/unpaid.headline_none"
    names = [_wait_band(row, context) for row in rows]
    return Said(
        headline=context.text(key, **values),
        subtitle=subtitle(context, context.text("projects/unpaid.subtitle", as_of=values["as_of"])),
        alt=context.text(
            f"projects/unpaid.alt{way}" if first.total_count else "projects/unpaid.alt_none",
            list=_band_list(rows, names, context),
            **values,
        ),
        footnotes=(context.text("projects/unpaid.note"),),
    )


@enter("projects/unpaid", say=_unpaid_said)
def unpaid(table: pd.DataFrame, context: Context) -> go.Figure:
    """A bar for each length of waiting, as long as the money that waits."""
    rows = rows_of(table)
    return _band_bars(rows, [_wait_band(row, context) for row in rows], context)
