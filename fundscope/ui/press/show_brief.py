"""The brief: what goes in, and the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Literal, get_args

import streamlit as st

from fundscope.engine import open_release
from fundscope.export import (
    DEFAULT_FIGURES,
    PARTS,
    HouseStyle,
    Part,
    brief_docx,
    brief_pdf,
    export_of_brief,
    exports,
    keep_style,
    kept_apart,
    make_brief,
    record,
    told_words,
)
from fundscope.figures import seen_as
from fundscope.ui.filters import filter_bar
from fundscope.ui.press.choices import choose_figures, choose_small_cells, choose_style, exported_by
from fundscope.ui.scene import Scene, the_store

_Form = Literal["docx", "pdf"]
_FORMS: tuple[_Form, ...] = get_args(_Form)


def show_brief(scene: Scene) -> None:
    """Figures and parts to choose, and a button for each of the two forms."""
    st.html(f"<p class='fs-sub'>{escape(scene.text('press.brief.about'))}</p>")
    filter_bar(scene)
    left, right = st.columns(2, gap="large")
    with left:
        figures = choose_figures(scene, "press-brief-figures", DEFAULT_FIGURES)
        choose_small_cells(scene)
    with right:
        parts = st.pills(
            scene.text("press.brief.parts"),
            PARTS,
            default=PARTS,
            format_func=lambda part: scene.text(f"press.brief.part.{part}"),
            selection_mode="multi",
            wrap=True,
            key="press-brief-parts",
        )
        style = choose_style(scene, "press-brief-style")
        by = exported_by(scene)
    figures = _together(scene, figures)
    with st.container(horizontal=True):
        for form in _FORMS:
            st.download_button(
                scene.text(f"press.brief.{form}"),
                _maker(scene, form, by, figures=tuple(figures), parts=tuple(parts), style=style),
                file_name=f"brief-{scene.view.lang}-r{scene.context.release_number}.{form}",
                mime="application/octet-stream",
                on_click="ignore",
                disabled=not parts or style is None,
                key=f"press-brief-{form}",
            )


def _together(scene: Scene, figures: list[str]) -> list[str]:
    """Without the figures that would tell of an enterprise beside the others, and then it says so."""
    if scene.view.small_cells == "shown":
        return figures
    store = the_store(scene.address)
    release = open_release(store, scene.context.release_number)
    kept, apart = kept_apart(figures, scene.view, release, exports(store))
    for name, told in apart.items():
        reason = told_words(seen_as(scene.context, scene.view), told)
        st.warning(scene.text("kit.missing_words", file=scene.text(f"{name}.title"), reason=reason))
    return list(kept)


def _maker(
    scene: Scene,
    form: _Form,
    by: str,
    *,
    figures: tuple[str, ...],
    parts: tuple[Part, ...],
    style: HouseStyle | None,
) -> Callable[[], bytes]:
    address, number, view = scene.address, scene.context.release_number, replace(scene.view, release=None)

    def make() -> bytes:
        store = the_store(address)
        brief = make_brief(
            open_release(store, number),
            view,
            figures=figures,
            parts=parts,
            picture="png" if form == "docx" else "svg",
            style=style,
        )
        made = brief_docx(brief) if form == "docx" else brief_pdf(brief)
        keep_style(store, style)
        record(store, [export_of_brief(brief, form, by)])
        return made.data

    return make
