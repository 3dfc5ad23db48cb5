"""The catalogue of figures, and the one function that makes one.

A figure is a question, a drawing and its words under one name: ``flows/by_sector`` is
``queries/flows/by_sector.sql``, the function drawn under that name here, the key of its words and the
id in URL, API and command line.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope.engine import OpenRelease, query
from fundscope.figures.context import Context
from fundscope.figures.contributions import Sum
from fundscope.figures.protected import CannotProtectError, Cell, kept_back
from fundscope.figures.protection import protect, rests_on_enterprises
from fundscope.figures.scope import (
    datasets_read,
    footnotes,
    impossible_words,
    protection_note,
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
    spec = spec_of(name)
    if query(name).beside:
        release = release.beside(release.sibling(second_view(context.view).release))
    try:
        table, hidden, protection = _answer(name, context, release)
    except CannotProtectError as cannot:
        table = release.run(name, **question(name, context.view)).head(0)
        hidden, nothing, protection = frozenset(), impossible_words(context, cannot), ()
    else:
        nothing = context.text("figure.empty")
    if table.empty:
        said, plot = Said(headline=nothing, subtitle="", alt=nothing), None
    else:
        said, plot = spec.say(table, context), spec.draw(table, context)
    heeded = query(name).param_names()
    rests_on = datasets_read(query(name).sql)
    ignored = [filter_name for filter_name in context.view.filters_set() if filter_name not in heeded]
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
            *protection,
            *footnotes(context, ignored, has_money=any(c.endswith("_cny") for c in table.columns)),
            *waiver_notes(context, query(name).sql),
        ),
        source=said.source or source_line(context, rests_on),
        table=table,
        hidden=hidden,
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


def _answer(
    name: str, context: Context, release: OpenRelease
) -> tuple[pd.DataFrame, frozenset[Cell], tuple[str, ...]]:
    """The answer that a figure is drawn from, the cells kept back from it, and a note on that.

    Raises:
        CannotProtectError: small cells are to be hidden, and the answer tells of enterprises all the same.
    """
    params = question(name, context.view)
    if context.view.small_cells == "shown" or not rests_on_enterprises(name):
        return release.run(name, **params), frozenset(), ()
    protected = protect(name, release, params)
    asked = protected.release.run(name, **protected.params)
    table = protected.shown(asked.assign(**{_PLACE: range(len(asked))}))
    hidden = kept_back(asked.iloc[table.pop(_PLACE).to_numpy()], table)
    return table, hidden, (protection_note(context, protected.done, has_marks=bool(hidden)),)
