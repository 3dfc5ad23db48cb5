"""Figures of the funds themselves."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas
from fundscope.figures.ranked import Bar, ranked_bars
from fundscope.figures.scope import rule_words, subtitle
from fundscope.figures.view import NO_ONE_CODES, UNKNOWN_CODE

_NAME_PX = 118
# Room for the words at the end of the longest track.
_VALUE_PX = 132
_ROW_PX = 40


def _deployment_said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    first, last = rows[0], rows[-1]
    values = {
        "size": context.money(first.total_size_cny),
        "decided": context.money(first.total_decided_cny),
        "paid": context.money(first.total_paid_cny),
        "share": context.share(first.total_decided_share),
        "first": _named(rows, first.decided_share, context),
        "first_share": context.share(first.decided_share),
        "last": _named(rows, last.decided_share, context),
        "last_share": context.share(last.decided_share),
    }
    headline = context.text(f"funds/deployment.{_headline_of(rows)}", **values)
    listed = context.text("list.separator").join(
        context.text(
            "funds/deployment.alt_item",
            name=context.name("fund", row.fund_id, short=True),
            size=context.money(row.size_cny),
            decided=context.money(row.decided_cny),
            paid=_amount_or_kept_back(row.paid_cny, context),
        )
        for row in rows
    )
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text("funds/deployment.subtitle")),
        alt=context.text("funds/deployment.alt", list=listed, **values),
        names=("fund",) if len(rows) == 1 else (),
    )


def _headline_of(rows: Sequence[Any]) -> str:
    """Which sentence is true: that one fund leads and one comes last, or that several do."""
    shares = [row.decided_share for row in rows]
    if len(rows) == 1:
        return "headline_one"
    if shares[0] == shares[-1]:
        return "headline_even"
    is_tied = shares.count(shares[0]) > 1 or shares.count(shares[-1]) > 1
    return "headline_tied" if is_tied else "headline"


def _named(rows: Sequence[Any], share: Any, context: Context) -> str:
    """The fund with that share, or how many have it."""
    found = [row for row in rows if row.decided_share == share]
    if len(found) > 1:
        return context.plural("count.fund", len(found))
    return context.name("fund", found[0].fund_id, short=True)


def _amount_or_kept_back(amount_cny: Decimal | None, context: Context) -> str:
    return context.text("withheld.value") if amount_cny is None else context.money(amount_cny)


def _deployed(row: Any, context: Context) -> str:
    """The share of the size; where the money paid is kept back, that it is."""
    share = f"<b>{context.share(row.decided_share)}</b>"
    said = context.text("funds/deployment.value", share=share, size=context.money(row.size_cny))
    return said if row.paid_cny is not None else f"{said}<br>{context.text('withheld.paid')}"


@enter("funds/deployment", say=_deployment_said)
def deployment(table: pd.DataFrame, context: Context) -> go.Figure:
    """Bullet bars: the fund's size as a pale track, what is decided on it, what is paid inside that.

    Each is thinner than the one it lies on, so that they are told apart without colour.
    """
    look, rows = context.look, rows_of(table)
    names = [context.name("fund", row.fund_id, short=True) for row in rows]
    plot = canvas(context.view.theme, height=_ROW_PX * len(rows) + 44)
    bars = (
        ("size", "size_cny", look.track, 0.62),
        ("decided", "decided_cny", look.accent_soft, 0.44),
        ("paid", "paid_cny", look.accent, 0.2),
    )
    for rule, column, colour, width in bars:
        plot.add_bar(
            # No bar where the amount is kept back: it is not zero.
            x=[None if (amount := getattr(row, column)) is None else context.amount(amount) for row in rows],
            y=names,
            name=context.text(f"rule.{rule}_short"),
            orientation="h",
            width=width,
            marker={"color": colour},
            customdata=[f"fund:{row.fund_id}" for row in rows],
            hovertext=[
                f"<b>{name}</b><br>{context.text(f'rule.{rule}_short')} "
                f"{_amount_or_kept_back(getattr(row, column), context)}"
                for name, row in zip(names, rows, strict=True)
            ],
            hoverinfo="text",
        )
    sizes = [context.amount(row.size_cny) for row in rows]
    for name, size, row in zip(names, sizes, rows, strict=True):
        plot.add_annotation(
            x=size,
            y=name,
            text=_deployed(row, context),
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"size": LABEL_PX, "color": look.ink},
        )
    key = "  ".join(
        f"<span style='color:{colour};font-size:{0.8 + 1.4 * width:.2f}em'>■</span> "
        f"{context.text(f'rule.{rule}_short')}"
        for rule, _, colour, width in reversed(bars)
    )
    plot.add_annotation(
        x=0, y=1, xref="paper", yref="paper", yanchor="bottom", xanchor="left", yshift=8,
        text=key, showarrow=False, font={"size": LABEL_PX, "color": look.quiet_ink},
    )  # fmt: skip
    plot.update_layout(barmode="overlay", margin={"l": _NAME_PX, "r": _VALUE_PX, "t": 32, "b": 4})
    plot.update_xaxes(range=[0, max(sizes)], visible=False)
    plot.update_yaxes(autorange="reversed", tickfont={"size": BODY_PX, "color": look.ink})
    return plot


def _parts_said(table: pd.DataFrame, context: Context, level: str) -> Said:
    """The words of money parted by a level: the two largest known parts, and all of them in a list."""
    rows, name = rows_of(table), f"funds/by_{level}"
    known = sorted(
        (row for row in rows if getattr(row, level) not in NO_ONE_CODES), key=lambda row: -row.amount_cny
    )
    named = [context.name(level, getattr(row, level)) for row in known[:2]]
    values = {
        "total": context.money(rows[0].total_cny),
        "rule": rule_words(context),
        "first": named[0] if named else context.text(f"unknown.{level}"),
    }
    others_cny = max((row.amount_cny for row in rows if row not in known), default=0)
    if len(known) == 1 and len(rows) > 1:
        share = context.share(known[0].amount_share)
        headline = context.text("headline.rest_not_specified", first_share=share, **values)
    elif len(known) < 2:
        headline = context.text(f"{name}.headline_one", **values)
    else:
        is_of_known = level == "round" and others_cny > known[0].amount_cny
        headline = context.text(
            f"{name}.headline_known" if is_of_known else f"{name}.headline",
            first_share=context.share(known[0].amount_share),
            second=named[1],
            second_share=context.share(known[1].amount_share),
            **values,
        )
    listed = context.text("list.separator").join(
        context.text(
            "alt.item",
            name=context.name(level, getattr(row, level)),
            value=context.money(row.amount_cny),
            share=context.share(row.amount_share),
        )
        for row in rows
    )
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text(f"{name}.subtitle", **values)),
        alt=context.text(f"{name}.alt", list=listed, **values),
    )


def _parts(table: pd.DataFrame, context: Context, level: str) -> go.Figure:
    look = context.look

    def bar(row: Any) -> Bar:
        code = getattr(row, level)
        money, share = context.money(row.amount_cny), context.share(row.amount_share)
        return Bar(
            name=context.name(level, code, short=True),
            amount=context.amount(row.amount_cny),
            printed=context.text("value.with_share", value=money, share=share),
            colour=look.unknown if code == UNKNOWN_CODE else look.accent,
            key=f"{level}:{code}",
            about=context.plural("count.project", row.project_count),
        )

    return ranked_bars(context, [bar(row) for row in rows_of(table)])


def _by_district_said(table: pd.DataFrame, context: Context) -> Said:
    return _parts_said(table, context, "district")


@enter("funds/by_district", say=_by_district_said)
def by_district(table: pd.DataFrame, context: Context) -> go.Figure:
    """Ranked bars, one a district, the unknown one last."""
    return _parts(table, context, "district")


def _by_round_said(table: pd.DataFrame, context: Context) -> Said:
    return _parts_said(table, context, "round")


@enter("funds/by_round", say=_by_round_said)
def by_round(table: pd.DataFrame, context: Context) -> go.Figure:
    """Bars in the order of the rounds, from the earliest, the undisclosed one last."""
    return _parts(table, context, "round")
