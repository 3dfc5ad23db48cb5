"""A figure on its sheet, laid out and drawn once for everybody who asks for the same, with its lights."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from threading import Condition
from typing import Any

from cachetools import LRUCache, cached

from fundscope.engine import OpenRelease, open_release
from fundscope.export import (
    Exported,
    Flight,
    Format,
    Ground,
    HouseStyle,
    Light,
    Sheet,
    compose,
    export_figure,
    preflight,
    size_of,
    view_for,
    words_of,
)
from fundscope.figures import Context, MadeFigure, seen_as, view_from_text
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
    style: HouseStyle


@dataclass(frozen=True)
class LaidOut:
    """The figure on its sheet, with what can be checked before anything is drawn."""

    made: MadeFigure
    context: Context
    code: str
    sheet: Sheet
    lights: tuple[Light, ...]


@dataclass(frozen=True)
class Drawn:
    """The picture file itself, as HTML that shows it, and every light."""

    image: Large
    lights: tuple[Light, ...]


@dataclass(frozen=True)
class Large:
    """HTML too long to be looked through at each run: Streamlit takes an object's own HTML as it is."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@cached(LRUCache[Any, LaidOut](60), condition=Condition())
def laid_out(address: str, number: int, choice: Choice) -> LaidOut:
    """A choice on a release, without a Chromium."""
    return _flight(address, number, choice)[0]


@cached(LRUCache[Any, Drawn](60), condition=Condition())
def drawn(address: str, number: int, choice: Choice) -> Drawn:
    """The same as a picture, and checked.

    Raises:
        NoImageError: it cannot be drawn; says why and what to do. A failure is not kept.
    """
    laid, flight = _flight(address, number, choice)
    release = open_release(the_store(address), number)
    picture, svg, pdf = (_file(laid.made, release, choice, kind).data for kind in ("png", "svg", "pdf"))
    width = laid.sheet.width * laid.sheet.zoom
    data = base64.b64encode(picture).decode()
    image = Large(
        f"<figure class='fs-press fs-press-{choice.theme}'>"
        f"<img src='data:image/png;base64,{data}' alt='{escape(laid.made.alt, quote=True)}' "
        f"style='width:{width:.0f}px'></figure>"
    )
    return Drawn(image, preflight(replace(flight, svg=svg, pdf=pdf)))


def _flight(address: str, number: int, choice: Choice) -> tuple[LaidOut, Flight]:
    release = open_release(the_store(address), number)
    context = _context(address, number, choice)
    made = made_figure(address, number, choice.figure, context.view.as_text())
    size, style = size_of(choice.size), choice.style
    code = _file(made, release, choice, "json").passport.code
    said = words_of(made, context.released_at.date(), code, choice.headline)
    sheet = compose(made, said, size, choice.theme, style)
    flight = Flight(made, context, sheet, size, choice.theme, style)
    return LaidOut(made, context, code, sheet, preflight(flight)), flight


def _file(made: MadeFigure, release: OpenRelease, choice: Choice, kind: Format) -> Exported:
    return export_figure(
        made, release, format=kind, size=choice.size, theme=choice.theme, style=choice.style,
        scale=_PREVIEW_SCALE, headline=choice.headline, made_at=datetime.now(UTC).replace(microsecond=0),
    )  # fmt: skip


def _context(address: str, number: int, choice: Choice) -> Context:
    view, _ = view_from_text(choice.view_text)
    return seen_as(release_context(address, number), view_for(view, choice.size, choice.theme))


def choice_of(
    scene: Scene, figure: str, *, size: str, theme: Ground, headline: str | None, style: HouseStyle
) -> Choice:
    """The choice in the view of the page, without what is the screen's own."""
    view = replace(scene.view, theme="light", size="wide", release=None)
    return Choice(figure, view.as_text(), size, theme, headline, style)
