"""Drawings in rows that several figures share: ranked bars, words beside a row, the key above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import plotly.graph_objects as go

from fundscope.figures.context import Context
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas

# Room for a name left of a row, and for the words right of it, in pixels.
NAME_PX = 118
VALUE_PX = 124
ROW_PX = 34

# As much as the widest name takes, but no more than leaves the bars some room on a phone.
_NAME_MOST_PX = 176
_CHARACTER_PX = 6.6

# What a mark looks like in a key: its sign, its colour, what it means.
Mark = tuple[str, str, str]


@dataclass(frozen=True)
class Bar:
    """One row: name, length, what is printed at its end, colour, what a click on it picks, more to say."""

    name: str
    amount: float
    printed: str
    colour: str
    key: str
    about: str


def room_for(names: Sequence[str]) -> float:
    """The room that names need left of their rows, in pixels; a Chinese character is two others wide."""
    widest = max(sum(2 if east_asian_width(letter) in "WF" else 1 for letter in name) for name in names)
    return min(_NAME_MOST_PX, 14 + _CHARACTER_PX * widest)


def ranked_bars(context: Context, bars: Sequence[Bar]) -> go.Figure:
    """Bars from zero, one under another, each with its value printed at its end."""
    plot = canvas(context.view.theme, height=ROW_PX * len(bars) + 16)
    plot.add_bar(
        x=[bar.amount for bar in bars],
        y=[bar.name for bar in bars],
        orientation="h",
        marker={"color": [bar.colour for bar in bars]},
        text=[bar.printed for bar in bars],
        textposition="outside",
        constraintext="none",
        textfont={"size": LABEL_PX, "color": context.look.ink},
        cliponaxis=False,
        customdata=[bar.key for bar in bars],
        hovertext=[f"<b>{bar.name}</b><br>{bar.printed}<br>{bar.about}" for bar in bars],
        hoverinfo="text",
    )
    plot.update_layout(margin={"l": NAME_PX, "r": VALUE_PX, "t": 4, "b": 4})
    plot.update_xaxes(range=[0, max(bar.amount for bar in bars)], visible=False)
    plot.update_yaxes(autorange="reversed", tickfont={"size": BODY_PX, "color": context.look.ink})
    return plot


def say_without_bar(
    plot: go.Figure,
    context: Context,
    names: Sequence[str],
    lengths: Sequence[float | None],
    said: Sequence[str],
) -> None:
    """Words where a row has no bar, since its length is not known: one of no length would say zero."""
    for name, length, words in zip(names, lengths, said, strict=True):
        if length is None:
            plot.add_annotation(
                x=0, y=name, xanchor="left", xshift=4, text=words, showarrow=False,
                font={"size": LABEL_PX, "color": context.look.ink},
            )  # fmt: skip


def name_rows(plot: go.Figure, context: Context, names: Sequence[str], printed: Sequence[str]) -> None:
    """Rows named at the left from the top down, with words of their own at the right."""
    look = context.look
    for name, said in zip(names, printed, strict=True):
        plot.add_annotation(
            x=1, y=name, xref="paper", xanchor="left", xshift=8, align="left",
            text=said, showarrow=False, font={"size": LABEL_PX, "color": look.ink},
        )  # fmt: skip
    plot.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=list(names),
        range=[len(names) - 0.5, -0.5],
        tickfont={"size": BODY_PX, "color": look.ink},
    )


def add_key(plot: go.Figure, context: Context, marks: Sequence[Mark]) -> None:
    """A line above a drawing that says what its marks mean."""
    written = "   ".join(f"<span style='color:{colour}'>{sign}</span> {said}" for sign, colour, said in marks)
    plot.add_annotation(
        x=0, y=1, xref="paper", yref="paper", yanchor="bottom", xanchor="left", xshift=8 - NAME_PX, yshift=8,
        text=written, showarrow=False, align="left",
        font={"size": LABEL_PX, "color": context.look.quiet_ink},
    )  # fmt: skip
