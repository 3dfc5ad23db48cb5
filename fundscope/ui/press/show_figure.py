"""One figure: see it at its size, read its lights, take it and its words away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from fundscope.engine import open_release
from fundscope.export import (
    FORMATS,
    Export,
    Exported,
    Format,
    Light,
    NoImageError,
    differencing_light,
    export_figure,
    exports,
    keep_style,
    record,
)
from fundscope.figures import figure_names
from fundscope.ui.figure import PLOTLY, by_width
from fundscope.ui.filters import filter_bar
from fundscope.ui.frame import sample_mark
from fundscope.ui.press.choices import (
    choose_ground,
    choose_size,
    choose_small_cells,
    choose_style,
    exported_by,
)
from fundscope.ui.press.drawn import Choice, Drawn, LaidOut, choice_of, drawn, laid_out
from fundscope.ui.press.show_texts import show_texts
from fundscope.ui.scene import Scene, the_store

_PICTURES = ("png", "svg", "svg-outlines", "pdf")
# A size whose board is as narrow as a phone: so is the drawing made for it.
_PHONE_SIZE = "column"
_SUFFIX = {"svg-outlines": "-outlines.svg"}
_SIGN = {"good": "●", "look": "▲", "stop": "■", "unchecked": "○"}


def show_one_figure(scene: Scene) -> None:
    """Choices on the left, the figure as it will look on the right, its words under both."""
    filter_bar(scene)
    left, right = st.columns([1, 2.4], gap="large")
    with left:
        choice = _choose(scene)
        by = exported_by(scene)
        scale = st.select_slider(scene.text("press.scale"), (1, 2, 3, 4), value=2, key="press-scale")
    if choice is None:
        return
    laid = laid_out(scene.address, scene.context.release_number, choice)
    with right:
        if laid.made.plot is None:
            st.info(laid.made.headline)
            return
        made = _drawn(scene, choice)
        if made is None:
            _live(scene, laid, choice)
        else:
            st.html(made.image)
        lights = laid.lights if made is None else made.lights
        beside = (_beside_others(scene, laid),) if scene.view.small_cells == "hidden" else ()
        _lights(scene, (*lights, *beside))
        _downloads(scene, laid, choice, scale=scale, by=by, is_drawn=made is not None)
    show_texts(scene, laid, choice)


_FIRST = "flows/flow"
# Set for the visit by the button that draws: whoever has pressed it sees every later choice drawn.
_DRAWS = "press-draws"


def _choose(scene: Scene) -> Choice | None:
    asked = st.query_params.get("figure", "")
    st.session_state["press-figure"] = asked if asked in figure_names() else _FIRST
    figure: str = st.selectbox(
        scene.text("press.figure"),
        figure_names(),
        format_func=lambda name: scene.text(f"{name}.title"),
        key="press-figure",
        on_change=_figure_chosen,
    )
    size = choose_size(scene, "press-size")
    theme, style = choose_ground(scene, "press-theme"), choose_style(scene, "press-style")
    choose_small_cells(scene)
    computed = scene.figure(figure, theme="light", size="wide").headline
    # A key for each figure and language, so that an edited headline never stands over another figure.
    written = st.text_area(
        scene.text("press.headline"),
        placeholder=computed,
        help=scene.text("press.headline.help"),
        key=f"press-headline-{figure}-{scene.view.lang}",
        height=96,
    ).strip()
    if size is None or style is None:
        return None
    return choice_of(scene, figure, size=size, theme=theme, headline=written or None, style=style)


def _figure_chosen() -> None:
    st.query_params["figure"] = st.session_state["press-figure"]


def _drawn(scene: Scene, choice: Choice) -> Drawn | None:
    """The picture, once somebody asked for one: it takes a Chromium, which a mere look need not start."""
    if not st.session_state.get(_DRAWS):
        return None
    try:
        with st.spinner(scene.text("press.drawing")):
            return drawn(scene.address, scene.context.release_number, choice)
    except NoImageError as error:
        st.info(scene.text(error.key, **error.values))
        return None


def _live(scene: Scene, laid: LaidOut, choice: Choice) -> None:
    """The figure as a page shows it, and the button that draws the file."""
    said = laid.sheet.words
    mark = sample_mark(scene) if said.mark else ""
    with st.container(key=f"press-live-{choice.theme}"):
        st.html(
            f"<section class='fs-figure'><h2>{escape(said.headline)}</h2>"
            f"<p class='fs-sub'>{escape(said.subtitle)} {mark}</p></section>"
        )
        by_width(choice.figure, lambda size: _live_chart(scene, laid, choice, size))
        st.html(f"<p class='fs-note'>{escape(said.notes)} {escape(said.source)}</p>")
    st.html(f"<p class='fs-note'>{escape(scene.text('press.live'))}</p>")
    st.button(scene.text("press.draw"), type="primary", key="press-draw", on_click=_draw)


def _live_chart(scene: Scene, laid: LaidOut, choice: Choice, size: str) -> None:
    if size == "narrow":
        laid = laid_out(scene.address, scene.context.release_number, replace(choice, size=_PHONE_SIZE))
    key = f"press-chart-{size}"
    st.plotly_chart(laid.made.plot, theme=None, width="stretch", config=PLOTLY, alt=laid.made.alt, key=key)


def _draw() -> None:
    st.session_state[_DRAWS] = True


def _lights(scene: Scene, lights: tuple[Light, ...]) -> None:
    """Every light with its reason; what a person must look at stands first."""
    order = ("stop", "look", "unchecked", "good")
    counts = {level: sum(light.level == level for light in lights) for level in order}
    told = scene.text("list.separator").join(
        scene.context.plural(f"press.lights.{level}", count) for level, count in counts.items() if count
    )
    with st.expander(
        scene.text("press.lights", told=told), expanded=bool(counts["stop"]), key="press-lights"
    ):
        rows = "".join(
            f"<li class='fs-light fs-light-{light.level}'><b>"
            f"<span aria-hidden='true'>{_SIGN[light.level]}</span> "
            f"<span class='fs-unseen'>{escape(scene.text(f'press.level.{light.level}'))}: </span>"
            f"{escape(scene.text(f'light.{light.name}.title'))}</b>"
            f"<span>{escape(light.reason)}</span></li>"
            for light in sorted(lights, key=lambda light: order.index(light.level))
        )
        st.html(f"<ul class='fs-lights'>{rows}</ul>")


def _beside_others(scene: Scene, laid: LaidOut) -> Light:
    """The light that depends on what has gone out, and so is never kept."""
    store, number = the_store(scene.address), scene.context.release_number
    return differencing_light(laid.made.name, laid.context, open_release(store, number), exports(store))


def _downloads(scene: Scene, laid: LaidOut, choice: Choice, *, scale: int, by: str, is_drawn: bool) -> None:
    """A button for each format; the file is made on the click and entered into the register.

    Pictures can be taken once they are drawn and checked.
    """
    st.html(f"<p class='fs-copy-label'>{escape(scene.text('press.take'))}</p>")
    with st.container(horizontal=True, key="press-downloads"):
        for kind in FORMATS:
            stem = f"{choice.figure.replace('/', '-')}-{scene.view.lang}-r{scene.context.release_number}"
            size = f"-{choice.size}" if kind in _PICTURES else ""
            st.download_button(
                scene.text(f"press.format.{kind}"),
                _maker(scene, laid, choice, kind, scale=scale, by=by),
                file_name=f"{stem}{size}{_SUFFIX.get(kind, f'.{kind}')}",
                mime="application/octet-stream",
                on_click="ignore",
                disabled=kind in _PICTURES and not is_drawn,
                key=f"press-{kind}",
            )


def _maker(
    scene: Scene, laid: LaidOut, choice: Choice, kind: Format, *, scale: int, by: str
) -> Callable[[], bytes]:
    address, number = scene.address, scene.context.release_number

    def make() -> bytes:
        store = the_store(address)
        exported = export_figure(
            laid.made,
            open_release(store, number),
            format=kind,
            size=choice.size,
            theme=choice.theme,
            style=choice.style,
            scale=scale,
            headline=choice.headline,
        )
        keep_style(store, choice.style)
        record(store, [_entry(exported, kind, choice.headline or laid.made.headline, by)])
        return exported.data

    return make


def _entry(exported: Exported, kind: Format, headline: str, by: str) -> Export:
    passport = exported.passport
    return Export(
        exported_at=passport.made_at,
        figure=passport.figure,
        view=passport.view,
        release=passport.release,
        code=passport.code,
        numbers_hash=passport.numbers_hash,
        headline=headline,
        formats=kind,
        exported_by=by,
    )
