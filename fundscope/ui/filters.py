"""The filters of a page, all held in the URL."""

from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from fundscope import words
from fundscope.figures import LEVELS, View
from fundscope.figures.context import rows_of
from fundscope.figures.scope import filter_words
from fundscope.figures.view import UNKNOWN_CODE
from fundscope.ui.frame import clear_filters
from fundscope.ui.scene import Scene
from fundscope.ui.state import FIRST, Total


def filter_bar(scene: Scene) -> None:
    """Funds, batches, sectors, districts, rounds and months, behind a line that says what is set."""
    active = filter_words(scene.context) or scene.text("filter.none")
    with st.expander(scene.text("filter.line", active=active), key="filters"):
        last = choose_filters(scene, scene.view, FIRST)
        with last:
            clear_filters(scene)


def _months(scene: Scene) -> list[date]:
    """The first day of every month in which something was decided or paid."""
    return [row.month_on for row in rows_of(scene.release.run("flows/pace")) if row.month_on]


def choose_filters(scene: Scene, view: View, total: Total) -> DeltaGenerator:
    """A widget for each filter of a view, in four columns; the last column, for more to stand in."""
    columns = st.columns(4)
    for place, level in enumerate(LEVELS):
        with columns[place % 4]:
            _choose_codes(scene, view, level, total)
    months = scene.once("months", lambda: _months(scene))
    with columns[1]:
        _choose_month(scene, view, "since", months, total)
    with columns[2]:
        _choose_month(scene, view, "until", [_month_end(day) for day in months], total)
    return columns[3]


def choose_district_and_sector(scene: Scene) -> None:
    """The two filters that projects and enterprises have in common, with every code that there is."""
    for level in ("sector", "district"):
        choose_codes(scene, scene.view, level, [*scene.context.labels[level], UNKNOWN_CODE])


def _choose_codes(scene: Scene, view: View, level: str, total: Total) -> None:
    """A filter of projects: the codes that any project carries."""
    labels, chosen = scene.context.labels[level], getattr(view, level)
    options = [code for code, label in labels.items() if label.has_projects or code in chosen]
    if level not in ("fund", "batch"):
        options.append(UNKNOWN_CODE)
    choose_codes(scene, view, level, options, total)


def choose_codes(scene: Scene, view: View, level: str, options: list[str], total: Total = FIRST) -> None:
    """A filter by codes, and by those that the view names beside them."""
    chosen = getattr(view, level)
    options = [*options, *(code for code in chosen if code not in options)]
    total.shows(level, list(chosen))
    st.multiselect(
        scene.text(f"level.{level}"),
        options,
        format_func=lambda code: scene.context.name(level, code, short=level != "fund"),
        placeholder=scene.text(f"filter.all.{level}"),
        select_all=False,
        **total.chooses(level, lambda codes: tuple(sorted(codes))),
    )


def _choose_month(scene: Scene, view: View, field: str, months: list[date], total: Total) -> None:
    chosen = getattr(view, field)
    options = sorted({*months, *([chosen] if chosen else [])})
    # No month is "", since Streamlit takes None for no choice at all.
    total.shows(field, chosen or "")
    st.selectbox(
        scene.text(f"filter.{field}_label"),
        ["", *options],
        format_func=lambda day: words.month(day, scene.view.lang) if day else scene.text("filter.any_month"),
        **total.chooses(field, lambda day: day or None),
    )


def _month_end(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
