"""Why two totals differ: the steps that lead from one to the other, as a waterfall.

The first total is what the view shows; the second stands in the view as ``against``. Release, counting
rule and filters are exchanged one after the other, so that the steps add up exactly.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of, seen_as
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas
from fundscope.figures.scope import filter_words, unit_words
from fundscope.figures.view import PUBLISHED_SIDE, View, second_view

_BAR_PX = 28
_LINE_PX = 19
# Room for the value at the end of the longest bar.
_VALUE_PX = 112
_LINE_PLACES = 52

TOTALS = ("first", "second")


def second_params(view: View) -> dict[str, Any]:
    """The second total as parameters of the queries of the bridge."""
    other = second_view(view)
    given = {f"other_{name}": value for name, value in other.filter_params().items()}
    return given | {
        "other_rule": other.rule,
        "to_published": "yes" if view.against == PUBLISHED_SIDE else None,
    }


def total_words(context: Context, which: str) -> str:
    """What a total counts: "decided, only Haidian District, release 2"; or the published figure."""
    view = context.view if which == "first" else second_view(context.view)
    if which == "second" and context.view.against == PUBLISHED_SIDE:
        figure = context.control(f"{view.rule}_cny")
        source = context.citation(figure) if figure else context.text("bridge.none_published")
        return context.text("bridge.published_total", source=source)
    parts = [context.text(f"rule.{view.rule}_short")]
    if narrowed := filter_words(seen_as(context, view)):
        parts.append(context.text("filter.only", filters=narrowed))
    if which == "second" and view.release not in (None, context.release_number):
        parts.append(context.text("bridge.of_release", number=view.release))
    return context.text("bridge.part_separator").join(parts)


def step_words(context: Context, step: str) -> str:
    """What a step of the bridge is, in a few words."""
    if step in TOTALS:
        return total_words(context, step)
    stage, _, way = step.rpartition("_")
    if way in ("in", "out"):
        what = context.text(f"bridge.stage.{stage}")
        return context.text(f"bridge.{way}", what=what)
    other = second_view(context.view).release
    numbers = {"first": context.release_number, "second": other or context.release_number}
    return context.text(f"bridge.step.{step}", **numbers)


def _said(table: pd.DataFrame, context: Context) -> Said:
    rows = rows_of(table)
    first, second = rows[0], rows[-1]
    steps = rows[1:-1]
    values = {
        "first": context.money(first.amount_cny),
        "first_words": total_words(context, "first"),
        "second": context.money(second.amount_cny),
        "second_words": total_words(context, "second"),
        "difference": context.money(abs(second.amount_cny - first.amount_cny)),
    }
    if not steps:
        headline = context.text("bridge/waterfall.headline_same", **values)
    elif second.amount_cny == first.amount_cny:
        headline = context.text("bridge/waterfall.headline_even", **values)
    else:
        largest = max(steps, key=lambda row: abs(row.amount_cny))
        headline = context.text(
            "bridge/waterfall.headline",
            step=step_words(context, largest.step),
            change=_signed(largest.amount_cny, context),
            **values,
        )
    listed = context.text("list.separator").join(
        context.text(
            "bridge.item", name=step_words(context, row.step), change=_signed(row.amount_cny, context)
        )
        for row in steps
    )
    return Said(
        headline=headline,
        subtitle=context.text("subtitle.separator").join(
            (context.text("bridge/waterfall.subtitle"), unit_words(context))
        ),
        alt=context.text(
            "bridge/waterfall.alt" if steps else "bridge/waterfall.alt_same", list=listed, **values
        ),
        footnotes=_notes(steps, context),
    )


def _notes(steps: list[Any], context: Context) -> tuple[str, ...]:
    return (context.text("bridge.order_note"),) if len({row.step_rank for row in steps}) > 1 else ()


def _signed(amount_cny: Any, context: Context) -> str:
    written = context.money(amount_cny)
    return f"+{written}" if amount_cny > 0 else written


def _printed(row: Any, context: Context) -> str:
    if row.step in TOTALS:
        return f"<b>{context.money(row.amount_cny)}</b>"
    return _signed(row.amount_cny, context)


def _in_lines(words: str) -> str:
    """The words on as many lines as fit above a bar on a phone; a Chinese character takes two places."""
    lines, width = [""], 0
    for part in re.findall(r"[^\s\u2e80-\uffef]+\s*|.", words):
        taken = sum(2 if character > "\u2e80" else 1 for character in part)
        if width + taken > _LINE_PLACES and lines[-1]:
            lines.append("")
            width = 0
        lines[-1] += part
        width += taken
    return "<br>".join(line.rstrip() for line in lines)


def _label(row: Any, context: Context) -> str:
    words = step_words(context, row.step)
    if row.project_count is not None:
        words = context.text(
            "bridge.label", words=words, projects=context.plural("count.project", row.project_count)
        )
    lines = _in_lines(words)
    return f"<b>{lines}</b>" if row.step in TOTALS else lines


@enter("bridge/waterfall", say=_said, params=second_params)
def waterfall(table: pd.DataFrame, context: Context) -> go.Figure:
    """Totals as bars from zero, between them each step as a bar from where the one before it ended."""
    look, rows = context.look, rows_of(table)
    labels = [_label(row, context) for row in rows]
    # A bar stands under its label, and a label of more lines takes more room.
    depths = [_BAR_PX + _LINE_PX * (1 + label.count("<br>")) for label in labels]
    places = [float(sum(depths[: place + 1])) - _BAR_PX / 2 for place in range(len(rows))]
    ends = [(context.amount(row.from_cny), context.amount(row.to_cny)) for row in rows]
    plot = canvas(context.view.theme, height=sum(depths) + 16)
    plot.add_bar(
        x=[to - since for since, to in ends],
        base=[since for since, _ in ends],
        y=places,
        orientation="h",
        width=_BAR_PX * 0.8,
        marker={"color": [look.accent if row.step in TOTALS else look.accent_soft for row in rows]},
        customdata=[f"step:{row.step}" for row in rows],
        hovertext=[f"{label}<br>{_printed(row, context)}" for label, row in zip(labels, rows, strict=True)],
        hoverinfo="text",
    )
    for place, label, row, (since, to) in zip(places, labels, rows, ends, strict=True):
        plot.add_annotation(
            x=max(since, to), y=place, text=_printed(row, context), showarrow=False, xanchor="left", xshift=6,
            font={"size": BODY_PX, "color": look.ink},
        )  # fmt: skip
        plot.add_annotation(
            x=0, y=place - _BAR_PX / 2, text=label, showarrow=False, xanchor="left", yanchor="bottom",
            align="left", font={"size": LABEL_PX, "color": look.ink},
        )  # fmt: skip
    for place, (_, to), below in zip(places, ends, places[1:], strict=False):
        plot.add_shape(
            type="line", x0=to, x1=to, y0=place, y1=below, layer="below",
            line={"color": look.quiet_ink, "width": 1, "dash": "dot"},
        )  # fmt: skip
    plot.update_layout(margin={"l": 4, "r": _VALUE_PX, "t": 8, "b": 8})
    plot.update_xaxes(
        range=[min(0.0, *(min(pair) for pair in ends)), max(max(pair) for pair in ends)], visible=False
    )
    plot.update_yaxes(range=[sum(depths), 0], visible=False)
    return plot
