"""One figure: see it at its size, read its lights, take it and its words away."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape

import streamlit as st

from fundscope.engine import open_release
from fundscope.export import (
    FORMATS,
    Export,
    Exported,
    Format,
    Ground,
    Light,
    export_figure,
    figure_texts,
    record,
)
from fundscope.export.passport import passport_of
from fundscope.figures import figure_names, seen_as
from fundscope.model import LANGUAGES, Language
from fundscope.ui.figure import PLOTLY
from fundscope.ui.filters import filter_bar
from fundscope.ui.press.choices import address_of, choose_size, choose_small_cells, exported_by
from fundscope.ui.press.drawn import Choice, Drawn, choice_of, drawn
from fundscope.ui.scene import Scene, made_figure, release_context, the_store
from fundscope.words import text

_PICTURES = ("png", "svg", "svg-outlines", "pdf")
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
    with right, st.spinner(scene.text("press.drawing")):
        shown = drawn(scene.address, scene.context.release_number, choice)
    if shown.cannot is not None:
        drawn.clear()  # it may work the next time
    with right:
        _preview(scene, shown, choice)
        if shown.made.plot is not None:
            _lights(scene, shown.lights)
            _downloads(scene, shown, choice, scale=scale, by=by)
    if shown.made.plot is not None:
        _texts(scene, shown, choice)


_FIRST = "flows/flow"


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
    theme: Ground = st.segmented_control(
        scene.text("press.theme"),
        ("light", "dark", "transparent"),
        format_func=lambda name: scene.text(f"press.theme.{name}"),
        default="light",
        required=True,
        key="press-theme",
    )
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
    return choice_of(scene, figure, size, theme, written or None) if size else None


def _figure_chosen() -> None:
    st.query_params["figure"] = st.session_state["press-figure"]


def _preview(scene: Scene, shown: Drawn, choice: Choice) -> None:
    """The picture as large as it will be, or as wide as there is room."""
    if shown.made.plot is None:
        st.info(shown.made.headline)
    elif shown.picture is None:
        if shown.cannot is not None:
            st.info(scene.text(shown.cannot.key, **shown.cannot.values))
        st.plotly_chart(
            shown.made.plot, theme=None, width="stretch", config=PLOTLY, alt=shown.made.alt, key="press-chart"
        )
    else:
        data = base64.b64encode(shown.picture).decode()
        st.html(
            _Large(
                f"<figure class='fs-press fs-press-{choice.theme}'>"
                f"<img src='data:image/png;base64,{data}' alt='{escape(shown.made.alt, quote=True)}' "
                f"style='width:{shown.width_px:.0f}px'></figure>"
            )
        )


@dataclass(frozen=True)
class _Large:
    """HTML too long to be looked through at each run: Streamlit takes an object's own HTML as it is."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


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


def _downloads(scene: Scene, shown: Drawn, choice: Choice, *, scale: int, by: str) -> None:
    """A button for each format; the file is made on the click and entered into the register."""
    st.html(f"<p class='fs-copy-label'>{escape(scene.text('press.take'))}</p>")
    with st.container(horizontal=True, key="press-downloads"):
        for kind in FORMATS:
            stem = f"{choice.figure.replace('/', '-')}-{scene.view.lang}-r{scene.context.release_number}"
            size = f"-{choice.size}" if kind in _PICTURES else ""
            st.download_button(
                scene.text(f"press.format.{kind}"),
                _maker(scene, shown, choice, kind, scale=scale, by=by),
                file_name=f"{stem}{size}{_SUFFIX.get(kind, f'.{kind}')}",
                mime="application/octet-stream",
                on_click="ignore",
                disabled=kind in _PICTURES and shown.picture is None,
                key=f"press-{kind}",
            )


def _maker(
    scene: Scene, shown: Drawn, choice: Choice, kind: Format, *, scale: int, by: str
) -> Callable[[], bytes]:
    address, number = scene.address, scene.context.release_number

    def make() -> bytes:
        store = the_store(address)
        exported = export_figure(
            shown.made,
            open_release(store, number),
            format=kind,
            size=choice.size,
            theme=choice.theme,
            scale=scale,
            headline=choice.headline,
        )
        record(store, [_entry(exported, kind, choice.headline or shown.made.headline, by)])
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


def _texts(scene: Scene, shown: Drawn, choice: Choice) -> None:
    """Caption, alternative text and citations in both languages, each with a button that copies it."""
    st.html(f"<section class='fs-figure'><h2>{escape(scene.text('press.texts'))}</h2></section>")
    own_first = sorted(LANGUAGES, key=lambda lang: lang != scene.view.lang)
    for lang, column in zip(own_first, st.columns(len(own_first), gap="large"), strict=True):
        with column:
            _texts_in(scene, shown, choice, lang)


def _texts_in(scene: Scene, shown: Drawn, choice: Choice, lang: Language) -> None:
    number, today = scene.context.release_number, datetime.now(UTC)
    view = replace(shown.made.view, lang=lang)
    made = made_figure(scene.address, number, choice.figure, view.as_text())
    code = scene.once(
        f"code of {choice.figure}?{view.as_text()}", lambda: passport_of(made, number, today).code
    )
    if lang == scene.view.lang and choice.headline:
        made = replace(made, headline=choice.headline)
    context = seen_as(release_context(scene.address, number), view)
    address = address_of(scene, replace(scene.view, lang=lang), choice.figure)
    said = figure_texts(made, context, cited_on=today.date(), code=code, address=address)
    with st.container(key=f"press-words-{lang}", gap="small"):
        for name in ("caption", "alt", "plain", "gb7714", "bibtex"):
            st.html(f"<p class='fs-copy-label'>{escape(text(f'texts.{name}', lang))}</p>")
            st.code(getattr(said, name), language=None, wrap_lines=True)
