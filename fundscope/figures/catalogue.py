"""The catalogue of figures, and the one function that makes one.

A figure is a question, a drawing and its words under one name: ``flows/by_sector`` is
``queries/flows/by_sector.sql``, the function drawn under that name here, the key of its words and the
id in URL, API and command line.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope.engine import OpenRelease, query
from fundscope.figures.context import Context, seen_as
from fundscope.figures.contributions import Sum
from fundscope.figures.protected import CannotProtectError, Cell, kept_back
from fundscope.figures.protection import protect, rests_on_enterprises
from fundscope.figures.scope import (
    datasets_read,
    footnotes,
    impossible_words,
    protection_note,
    scoped,
    source_line,
    waiver_notes,
)
from fundscope.figures.view import View, second_view


class UnknownFigureError(KeyError):
    """No figure has that name; names the nearest."""


@dataclass(frozen=True)
class Said:
    """The words of one figure, computed from its data: what a newspaper prints round a chart."""

    headline: str
    subtitle: str
    alt: str
    footnotes: tuple[str, ...] = ()
    # Where the numbers come from, in the place of the release, where they are not from its records.
    source: str = ""
    # The filters that the headline itself says: of one fund, it names the fund.
    names: tuple[str, ...] = ()


Draw = Callable[[pd.DataFrame, Context], go.Figure]
Say = Callable[[pd.DataFrame, Context], Said]


def _no_params(_view: View) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class FigureSpec:
    """How one figure is made: its drawing, its words, and parameters beside the filters.

    ``by_width`` says that its drawing for a phone is another than that for a wide screen.
    """

    name: str
    draw: Draw
    say: Say
    params: Callable[[View], Mapping[str, Any]] = field(default=_no_params)
    by_width: bool = False


@dataclass(frozen=True)
class MadeFigure:
    """A figure as a page, a file or the web API shows it.

    ``hidden`` are the cells of the table that are unknown there because they are kept back.
    ``records_until_on`` is the last day of the projects it rests on; None where it rests on none.
    """

    name: str
    view: View
    plot: go.Figure | None
    title: str
    headline: str
    subtitle: str
    alt: str
    footnotes: tuple[str, ...]
    source: str
    table: pd.DataFrame
    hidden: frozenset[Cell]
    is_sample: bool
    records_until_on: date | None


# A column for a moment: which row of the answer a row that is shown was.
_PLACE = "_place"
# What protection leaves out of a figure so that its largest need not be the largest of all.
_LEFT_OUT = ("funds", "left_out", "cells_kept_back")

_SPECS: dict[str, FigureSpec] = {}


def enter(
    name: str,
    say: Say,
    params: Callable[[View], Mapping[str, Any]] = _no_params,
    *,
    by_width: bool = False,
) -> Callable[[Draw], Draw]:
    """Enter a drawing into the catalogue, with the words and the parameters that go with it."""

    def entered(draw: Draw) -> Draw:
        _SPECS[name] = FigureSpec(name, draw, say, params, by_width)
        return draw

    return entered


def figure_names() -> tuple[str, ...]:
    """Every figure of the catalogue, in the order in which they are declared."""
    return tuple(_SPECS)


def spec_of(name: str) -> FigureSpec:
    """The figure of that name.

    Raises:
        UnknownFigureError: there is none; names the nearest.
    """
    if name not in _SPECS:
        near = difflib.get_close_matches(name, _SPECS, n=3) or figure_names()
        raise UnknownFigureError(f"There is no figure {name!r}. Did you mean {', '.join(near)}?")
    return _SPECS[name]


def question(name: str, view: View) -> dict[str, Any]:
    """The parameters with which a figure asks its query: the filters it heeds, the rule and its own."""
    heeded = set(query(name).param_names())
    offered = view.filter_params() | view.enterprise_params() | {"rule": view.rule}
    offered |= dict(spec_of(name).params(view))
    return {key: value for key, value in offered.items() if key in heeded}


def make(name: str, context: Context, release: OpenRelease) -> MadeFigure:
    """Ask, draw and say one figure.

    A question that finds nothing gives no plot, and a headline that says what to do; so does one whose
    small cells are to be hidden and cannot be.
    """
    if query(name).beside:
        release = release.beside(release.sibling(second_view(context.view).release))
    try:
        answer = _answer(name, context, release)
        nothing = context.text("figure.empty")
    except CannotProtectError as cannot:
        answer = _Answer(release.run(name, **question(name, context.view)).head(0))
        nothing = impossible_words(context, cannot)
    table, heeded = answer.table, query(name).param_names()
    ignored = [filter_name for filter_name in context.view.filters_set() if filter_name not in heeded]
    if table.empty:
        said, plot = Said(headline=nothing, subtitle="", alt=nothing), None
    else:
        said, plot = _said(name, context, answer, ignored), spec_of(name).draw(table, context)
    rests_on = datasets_read(query(name).sql)
    return MadeFigure(
        name=name,
        view=context.view,
        plot=plot,
        title=context.text(f"{name}.title"),
        headline=said.headline,
        subtitle=said.subtitle,
        alt=said.alt,
        footnotes=(
            *said.footnotes,
            *answer.notes,
            *footnotes(context, ignored, has_money=any(c.endswith("_cny") for c in table.columns)),
            *waiver_notes(context, query(name).sql),
        ),
        source=said.source or source_line(context, rests_on),
        table=table,
        hidden=answer.hidden,
        is_sample=bool(rests_on & context.sample_datasets),
        records_until_on=context.records_until_on if "projects" in rests_on else None,
    )


def sums_shown(name: str, context: Context, release: OpenRelease) -> tuple[Sum, ...]:
    """The sums of projects that a figure shows with small cells hidden; none where it is kept back."""
    if not rests_on_enterprises(name):
        return ()
    if query(name).beside:
        release = release.beside(release.sibling(second_view(context.view).release))
    try:
        return protect(name, release, question(name, context.view)).sums
    except CannotProtectError:
        return ()


def _said(name: str, context: Context, answer: _Answer, ignored: Sequence[str]) -> Said:
    """The words of a figure, of the filters that it heeds; the headline says what it is true of."""
    if query(name).beside:  # the two totals of a bridge have filters of their own, and it names them
        return spec_of(name).say(answer.table, context)
    heeding = seen_as(context, context.view.without(ignored))
    said, asked = spec_of(name).say(answer.table, heeding), question(name, context.view)
    narrowed = [each for each in heeding.view.filters_set() if asked.get(each) and each not in said.names]
    return replace(said, headline=scoped(heeding, said.headline, narrowed, answer.is_part))


@dataclass(frozen=True)
class _Answer:
    """What a figure is drawn from, the cells kept back from it, notes on that, and whether rows are."""

    table: pd.DataFrame
    hidden: frozenset[Cell] = frozenset()
    notes: tuple[str, ...] = ()
    is_part: bool = False


def _answer(name: str, context: Context, release: OpenRelease) -> _Answer:
    """The answer that a figure is drawn from.

    Raises:
        CannotProtectError: small cells are to be hidden, and the answer tells of enterprises all the same.
    """
    params = question(name, context.view)
    if context.view.small_cells == "shown" or not rests_on_enterprises(name):
        return _Answer(release.run(name, **params))
    protected = protect(name, release, params)
    asked = protected.release.run(name, **protected.params)
    table = protected.shown(asked.assign(**{_PLACE: range(len(asked))}))
    hidden = kept_back(asked.iloc[table.pop(_PLACE).to_numpy()], table)
    note = protection_note(context, protected.done, has_marks=bool(hidden))
    return _Answer(table, hidden, (note,), is_part=any(protected.done.get(what) for what in _LEFT_OUT))
