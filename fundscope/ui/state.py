"""The reader's choices live in the URL, and nowhere else.

Widgets show what the URL says, and a change writes the URL, in the canonical text form of the view.
Streamlit's own binding of widgets to the URL would write the labels of the options, which change
with the language; ours writes codes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from fundscope.figures import PUBLISHED_SIDE, Fault, View, second_view, side_text, view_from_query

# The theme is the reader's own and the size the screen's; all else of a view stands in the URL.
_NOT_IN_URL = ("theme", "size")

# What pages keep in the URL beside the view.
_OF_PAGES = ("draft", "part", "figure")


def view_in_url() -> tuple[View, tuple[Fault, ...]]:
    """The view that the URL describes, in the reader's theme, and what in the URL could not be heeded."""
    asked = {key: st.query_params[key] for key in st.query_params if key not in _OF_PAGES}
    view, faults = view_from_query(asked)
    is_dark = st.context.theme.type == "dark"
    return replace(view, theme="dark" if is_dark else "light", size="wide"), faults


def query_of(view: View) -> dict[str, str]:
    """The URL parameters of a view."""
    return {key: value for key, value in view.as_query().items() if key not in _NOT_IN_URL}


def go_to(view: View) -> None:
    """Put a view into the URL; the page follows on its next run."""
    kept = {key: st.query_params[key] for key in _OF_PAGES if key in st.query_params}
    st.query_params.from_dict(query_of(view) | kept)


def chooses(field: str, read: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    """Arguments of a widget whose change sets one field of the view in the URL.

    A change of what is looked at lets go of the node that was picked in the flow.
    """
    key = f"choice-{field}"

    def changed() -> None:
        view, _ = view_in_url()
        changes = {field: read(st.session_state[key])}
        if field not in ("lang", "currency", "pick", "search", "sort"):
            changes["pick"] = ""
        go_to(replace(view, **changes))

    return {"key": key, "on_change": changed}


def shows(field: str, value: Any) -> None:
    """Let the widget of a field show a value on this run."""
    st.session_state[f"choice-{field}"] = value


def _chooses_second(field: str, read: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    """The same for a field of the second total of a bridge; its rule may be the published figure."""
    key = f"choice-second-{field}"

    def changed() -> None:
        view, _ = view_in_url()
        chosen = read(st.session_state[key])
        if chosen == PUBLISHED_SIDE:
            go_to(replace(view, against=PUBLISHED_SIDE, pick=""))
            return
        second = replace(second_view(view), **{field: chosen})
        if second.release == view.release:
            second = replace(second, release=None)  # which means: that of the first total
        go_to(replace(view, against=side_text(second), pick=""))

    return {"key": key, "on_change": changed}


def _shows_second(field: str, value: Any) -> None:
    """Let the widget of a field of the second total show a value on this run."""
    st.session_state[f"choice-second-{field}"] = value


@dataclass(frozen=True)
class Total:
    """One of the two totals of a bridge: what a widget needs to choose a field of it, and to show it."""

    chooses: Callable[..., dict[str, Any]]
    shows: Callable[[str, Any], None]


FIRST = Total(chooses, shows)  # what every page shows
SECOND = Total(_chooses_second, _shows_second)
