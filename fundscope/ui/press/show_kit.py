"""A kit: chosen figures in every format, made with progress, as one zip."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from fundscope.engine import open_release
from fundscope.export import FORMATS, SIZES, Kit, KitOrder, exports, keep_style, make_kit, record
from fundscope.figures import figure_names
from fundscope.model import LANGUAGES
from fundscope.ui.filters import filter_bar
from fundscope.ui.press.choices import (
    address_of,
    choose_figures,
    choose_ground,
    choose_small_cells,
    choose_style,
    exported_by,
    size_words,
)
from fundscope.ui.scene import Scene, the_store

_KIT = "press-kit"


def show_kit(scene: Scene) -> None:
    """What goes in, a button that makes it, and then the zip with what is missing from it."""
    st.html(f"<p class='fs-sub'>{escape(scene.text('press.kit.about'))}</p>")
    filter_bar(scene)
    order = _order(scene)
    by = exported_by(scene)
    is_ready = bool(order.figures and order.formats and order.sizes and order.languages and order.style)
    if st.button(scene.text("press.kit.make"), type="primary", disabled=not is_ready, key="press-kit-make"):
        _make(scene, order, by)
    made = st.session_state.get(_KIT)
    if made is not None and made[0] == (scene.context.release_number, order):
        _offer(scene, made[1])


def _order(scene: Scene) -> KitOrder:
    left, right = st.columns(2, gap="large")
    with left:
        figures = choose_figures(scene, "press-kit-figures", figure_names())
        languages = st.pills(
            scene.text("press.languages"),
            LANGUAGES,
            default=LANGUAGES,
            format_func=lambda lang: scene.text(f"choice.lang.{lang}"),
            selection_mode="multi",
            wrap=True,
            key="press-kit-languages",
        )
        choose_small_cells(scene)
    with right:
        formats = st.pills(
            scene.text("press.formats"),
            FORMATS,
            default=FORMATS,
            format_func=lambda name: scene.text(f"press.format.{name}"),
            selection_mode="multi",
            wrap=True,
            key="press-kit-formats",
        )
        sizes = st.pills(
            scene.text("press.sizes"),
            list(SIZES),
            default=["article"],
            format_func=lambda name: size_words(scene, name),
            selection_mode="multi",
            wrap=True,
            key="press-kit-sizes",
        )
        theme, style = choose_ground(scene, "press-kit-theme"), choose_style(scene, "press-kit-style")
    return KitOrder(
        figures=tuple(figures),
        view=replace(scene.view, release=None, theme="light", size="wide"),
        languages=tuple(languages),
        formats=tuple(formats),
        sizes=tuple(sizes),
        theme=theme,
        style=style,
        address=address_of(scene, scene.view),
    )


def _make(scene: Scene, order: KitOrder, by: str) -> None:
    store = the_store(scene.address)
    bar = st.progress(0.0, text=scene.text("press.drawing"))

    def told(done: int, total: int, file: str) -> None:
        bar.progress(done / total, text=scene.text("press.kit.progress", done=done, total=total, file=file))

    kit = make_kit(
        open_release(store, scene.context.release_number),
        order,
        exported_by=by,
        earlier=exports(store),
        progress=told,
    )
    bar.empty()
    keep_style(store, order.style)
    record(store, kit.exports)
    st.session_state[_KIT] = ((scene.context.release_number, order), kit)


def _offer(scene: Scene, kit: Kit) -> None:
    count = len(kit.files)
    st.download_button(
        scene.context.plural("press.kit.take", count, size=f"{len(kit.data) / 1e6:.1f}"),
        kit.data,
        file_name=f"fundscope-kit-r{scene.context.release_number}.zip",
        mime="application/zip",
        on_click="ignore",
        key="press-kit-take",
    )
    if kit.missing:
        lines = "\n".join(
            "- " + scene.text("kit.missing_words", file=lack.file, reason=lack.reason) for lack in kit.missing
        )
        st.warning(f"{scene.context.plural('press.kit.missing', len(kit.missing))}\n\n{lines}")
