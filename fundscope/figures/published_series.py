"""Published series: what others have published, each value with its status, and no record among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas

_HEIGHT_PX = 250
# The mark of each status: a full dot for what is stated, an open one for what is derived, a cross for doubt.
_MARKS = {"stated": "circle", "derived": "circle-open", "doubtful": "x-open"}
_MARK_PX = 9


def _value(row: Any) -> Any:
    """The published number of a row, whichever of the units it has."""
    return (
        getattr(row, "enterprise_count", None) if hasattr(row, "enterprise_count") else row.rd_intensity_share
    )


def _written(row: Any, context: Context) -> str:
    """The value with its qualifier, as it was published."""
    value = _value(row)
    if value is None:
        return str(getattr(row, f"value_text_{context.lang}") or words.UNKNOWN[context.lang])
    is_count = hasattr(row, "enterprise_count")
    said = context.number(value) if is_count else words.share(value, context.lang, 2)
    return context.text(f"qualifier.{row.qualifier}", value=said)


def _source(row: Any, context: Context) -> str:
    """Publisher, title and day of one figure."""
    title = row.title and context.text("source.title", title=row.title)
    when = words.period(row.published_on, context.lang) if row.published_on else ""
    parts = (getattr(row, f"publisher_{context.lang}"), title, when)
    return context.text("source.separator").join(part for part in parts if part)


def _sources(rows: Sequence[Any], context: Context) -> str:
    """Every source once, with the years or months it gives."""
    given: dict[str, list[str]] = {}
    for row in rows:
        period = words.period(row.as_of, context.lang)
        periods = given.setdefault(_source(row, context), [])
        if period not in periods:
            periods.append(period)
    return context.text(
        "source.published",
        list=context.text("source.semicolon").join(
            context.text(
                "source.with_periods", source=source, periods=context.text("list.separator").join(periods)
            )
            for source, periods in given.items()
        ),
    )


def _notes(rows: Sequence[Any], context: Context) -> tuple[str, ...]:
    """What each status that is not plainly stated rests on; every other note of a figure once."""
    notes = []
    of_periods: dict[str, list[str]] = {}
    for row in rows:
        note, period = getattr(row, f"note_{context.lang}"), words.period(row.as_of, context.lang)
        if row.fact_status != "stated":
            notes.append(
                context.text(
                    "note.published_status",
                    period=period,
                    value=_written(row, context),
                    status=context.text(f"status.{row.fact_status}"),
                    note=note or "",
                ).strip()
            )
        elif note and period not in of_periods.setdefault(note, []):
            of_periods[note].append(period)
    separator = context.text("list.separator")
    notes += [
        context.text("note.published_note", periods=separator.join(periods), note=note)
        for note, periods in of_periods.items()
    ]
    return tuple(dict.fromkeys(notes))


def _said(name: str, table: pd.DataFrame, context: Context) -> Said:
    """The first and the last value of the leading line, every value in the alternative text."""
    rows = rows_of(table)
    leading = [row for row in rows if row.subject == rows[0].subject and _value(row) is not None]
    first, last = (leading[0], leading[-1]) if leading else (rows[0], rows[-1])
    values = {
        "first": _written(first, context),
        "first_on": words.period(first.as_of, context.lang),
        "last": _written(last, context),
        "last_on": words.period(last.as_of, context.lang),
    }
    listed = context.text("list.separator").join(
        context.text(
            "alt.published",
            period=words.period(row.as_of, context.lang),
            value=_written(row, context),
            status=context.text(f"status.{row.fact_status}"),
        )
        for row in rows
    )
    key = f"{name}.headline" if len(leading) > 1 else f"{name}.headline_one"
    return Said(
        headline=context.text(key, **values),
        subtitle=context.text(f"{name}.subtitle"),
        alt=context.text(f"{name}.alt", list=listed),
        footnotes=_notes(rows, context),
        source=_sources(rows, context),
    )


def _high_tech_said(table: pd.DataFrame, context: Context) -> Said:
    return _said("published/high_tech_enterprises", table, context)


@enter("published/high_tech_enterprises", say=_high_tech_said)
def high_tech_enterprises(table: pd.DataFrame, context: Context) -> go.Figure:
    """A line through the published numbers, each printed with its mark."""
    return _lines(rows_of(table), context)


def _specialised_said(table: pd.DataFrame, context: Context) -> Said:
    return _said("published/specialised_enterprises", table, context)


@enter("published/specialised_enterprises", say=_specialised_said)
def specialised_enterprises(table: pd.DataFrame, context: Context) -> go.Figure:
    """Two lines, the little giants being a part of the specialised and sophisticated SMEs."""
    return _lines(rows_of(table), context)


def _unicorns_said(table: pd.DataFrame, context: Context) -> Said:
    return _said("published/unicorns", table, context)


@enter("published/unicorns", say=_unicorns_said)
def unicorns(table: pd.DataFrame, context: Context) -> go.Figure:
    """A line through the published numbers, each printed with its mark."""
    return _lines(rows_of(table), context)


def _rd_intensity_said(table: pd.DataFrame, context: Context) -> Said:
    return _said("published/rd_intensity", table, context)


@enter("published/rd_intensity", say=_rd_intensity_said)
def rd_intensity(table: pd.DataFrame, context: Context) -> go.Figure:
    """A line through the published shares, each printed with its mark."""
    return _lines(rows_of(table), context)


def _lines(rows: Sequence[Any], context: Context) -> go.Figure:
    """One line a subject over time from zero up; every value printed, every status marked."""
    look = context.look
    plot = canvas(context.view.theme, height=_HEIGHT_PX)
    drawn = [row for row in rows if _value(row) is not None]
    subjects = list(dict.fromkeys(row.subject for row in drawn))
    for place, subject in enumerate(subjects):
        of_subject = [row for row in drawn if row.subject == subject]
        colour = look.accent if place == 0 else look.quiet_ink
        plot.add_scatter(
            x=[row.as_of_on for row in of_subject],
            y=[float(_value(row)) for row in of_subject],
            mode="lines+markers+text",
            line={"color": colour, "width": 2.5},
            marker={
                "symbol": [_MARKS[row.fact_status] for row in of_subject],
                "size": _MARK_PX,
                "color": colour,
                "line": {"width": 2, "color": colour},
            },
            text=[_written(row, context) for row in of_subject],
            textposition=_positions(of_subject),
            textfont={"size": LABEL_PX, "color": look.ink},
            cliponaxis=False,
            hovertext=[
                f"<b>{_written(row, context)}</b><br>{words.period(row.as_of, context.lang)}, "
                f"{context.text(f'status.{row.fact_status}')}<br>{_source(row, context)}"
                for row in of_subject
            ],
            hoverinfo="text",
        )
        if len(subjects) > 1:
            _name_line(plot, context, of_subject, colour, is_first=place == 0)
    _axes(plot, drawn, context)
    return plot


def _positions(rows: Sequence[Any]) -> list[str]:
    """Above the dots, or below where they stand too near; beside a line that rises steeply, never on it."""
    values = [float(_value(row)) for row in rows]
    days = [row.as_of_on.toordinal() for row in rows]
    span = max(1, days[-1] - days[0])
    positions = ["top center"] * len(rows)
    for place in range(len(rows) - 1):
        along = (days[place + 1] - days[place]) / span
        rise = (values[place + 1] - values[place]) / (max(values) or 1)
        is_below = place > 0 and along < 0.16 and place % 2 == 1
        if rise > 0.4 * along:
            positions[place] = "bottom right" if is_below else "top left"
        elif is_below:
            positions[place] = "bottom center"
    return positions


def _name_line(plot: go.Figure, context: Context, rows: Sequence[Any], colour: str, is_first: bool) -> None:
    """What a line is: that of the highest line above the drawing, of another above its first value."""
    name = context.text(f"subject.{rows[0].subject}")
    place: dict[str, Any] = {"x": rows[0].as_of_on, "y": float(_value(rows[0])), "yshift": 36}
    if is_first:
        place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "yshift": 8}
    plot.add_annotation(
        text=f"<b>{name}</b>", showarrow=False, xanchor="left", xshift=-_MARK_PX, yanchor="bottom",
        font={"size": LABEL_PX, "color": colour}, **place,
    )  # fmt: skip


def _axes(plot: go.Figure, rows: Sequence[Any], context: Context) -> None:
    """Years below, nothing at the side: the values are printed."""
    look = context.look
    if not rows:
        plot.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
        return
    first, last = min(row.as_of_on for row in rows), max(row.as_of_on for row in rows)
    years = range(first.year, last.year + 1)
    step = 1 if len(years) <= 4 else 2 if len(years) <= 12 else 5
    ticks = [date(year, 12, 31) for year in years if (last.year - year) % step == 0]
    start = min([first, *ticks])
    plot.update_layout(margin={"l": 46, "r": 38, "t": 34, "b": 28})
    plot.update_xaxes(
        range=[start, max([last, *ticks])] if start < last else None,
        tickvals=ticks,
        ticktext=[context.text("axis.year_end", year=str(day.year)) for day in ticks],
        tickangle=0,
        showline=True,
        linecolor=look.quiet_ink,
        ticks="outside",
        tickcolor=look.quiet_ink,
        ticklen=4,
        tickfont={"size": BODY_PX, "color": look.quiet_ink},
    )
    plot.update_yaxes(rangemode="tozero", visible=False)
