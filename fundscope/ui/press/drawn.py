"""A figure on its sheet, drawn once for everybody who asks for the same, with its lights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from fundscope.engine import open_release
from fundscope.export import (
    Exported,
    Flight,
    Format,
    Ground,
    Light,
    NoImageError,
    compose,
    export_figure,
    house_style,
    preflight,
    size_of,
    view_for,
    words_of,
)
from fundscope.figures import Context, MadeFigure, seen_as
from fundscope.ui.scene import Scene, made_figure, release_context, the_store

_PREVIEW_SCALE = 1.5


@dataclass(frozen=True)
class Choice:
    """What a person has chosen for a figure; a headline of their own or none."""

    figure: str
    view_text: str
    size: str
    theme: Ground
    headline: str | None


@dataclass(frozen=True)
class Drawn:
    """The figure as it will look: a picture for the screen, its code, its lights.

    ``cannot`` is why there is no picture, in the key and values of its words.
    """

    made: MadeFigure
    context: Context
    code: str
    width_px: float
    lights: tuple[Light, ...]
    picture: bytes | None = None
    cannot: NoImageError | None = None


@st.cache_resource(max_entries=60, show_spinner=False)
def drawn(address: str, number: int, choice: Choice) -> Drawn:
    """The preview and the lights of a choice on a release. A failure is not kept."""
    release = open_release(the_store(address), number)
    context = _context(address, number, choice)
    made = made_figure(address, number, choice.figure, context.view.as_text())
    size, style = size_of(choice.size), house_style()

    def file(kind: Format) -> Exported:
        return export_figure(
            made, release, format=kind, size=size, theme=choice.theme, scale=_PREVIEW_SCALE,
            headline=choice.headline, made_at=datetime.now(UTC).replace(microsecond=0),
        )  # fmt: skip

    data = file("json")
    sheet = compose(
        made,
        words_of(made, context.released_at.date(), data.passport.code, choice.headline),
        size,
        choice.theme,
        style,
    )
    flight = Flight(made, context, sheet, size, choice.theme, style)
    shown = Drawn(made, context, data.passport.code, sheet.width * sheet.zoom, preflight(flight))
    try:
        picture, svg, pdf = (file(kind).data for kind in ("png", "svg", "pdf"))
    except NoImageError as error:
        return replace(shown, cannot=error)
    return replace(shown, picture=picture, lights=preflight(replace(flight, svg=svg, pdf=pdf)))


def _context(address: str, number: int, choice: Choice) -> Context:
    from fundscope.figures import view_from_text

    view, _ = view_from_text(choice.view_text)
    return seen_as(release_context(address, number), view_for(view, choice.size, choice.theme))


def choice_of(scene: Scene, figure: str, size: str, theme: Ground, headline: str | None) -> Choice:
    """The choice in the view of the page, without what is the screen's own."""
    view = replace(scene.view, theme="light", size="wide", release=None)
    return Choice(figure, view.as_text(), size, theme, headline)
