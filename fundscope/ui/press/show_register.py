"""The radar, and under it the register: what went out, and which of it needs a correction."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope import words
from fundscope.export import ChangedExport, changed_exports, exports
from fundscope.model import LANGUAGES
from fundscope.ui.copying import copy_words
from fundscope.ui.html_table import show_html_table
from fundscope.ui.scene import Scene, the_store

_SHOWN_AT_MOST = 200


def show_register(scene: Scene) -> None:
    """What must be corrected, and everything that went out."""
    store = the_store(scene.address)
    _heading(scene, "radar")
    changed = changed_exports(store)
    if not changed:
        st.success(scene.text("cli.radar.nothing"))
    for place, found in enumerate(changed):
        _show_changed(scene, found, place)
    _heading(scene, "register")
    _show_exports(scene)


def _heading(scene: Scene, part: str) -> None:
    title, about = scene.text(f"press.{part}.title"), scene.text(f"press.{part}.about")
    st.html(
        f"<section class='fs-figure'><h2>{escape(title)}</h2><p class='fs-sub'>{escape(about)}</p></section>"
    )


def _show_changed(scene: Scene, found: ChangedExport, place: int) -> None:
    export, lang = found.export, scene.view.lang
    told = scene.text(
        "press.radar.found" if export.exported_by else "press.radar.found_unsigned",
        title=scene.text(f"{export.figure}.title"),
        date=words.day(export.exported_at.date(), lang),
        by=export.exported_by,
        code=export.code,
        release=export.release,
    )
    with st.container(key=f"press-changed-{place}", border=True):
        st.html(f"<p>{escape(told)}</p>{copy_words(lang)}", unsafe_allow_javascript=True)
        for each, column in zip(LANGUAGES, st.columns(len(LANGUAGES)), strict=True):
            with column:
                st.code(found.sentences[each], language=None, wrap_lines=True)


def _show_exports(scene: Scene) -> None:
    lang, all_exports = scene.view.lang, exports(the_store(scene.address))
    if not all_exports:
        st.info(scene.text("press.register.empty"))
        return
    titles = [
        scene.text(f"press.register.{name}") for name in ("when", "by", "what", "release", "formats", "code")
    ]
    rows = [
        tuple(
            escape(cell)
            for cell in (
                words.moment(export.exported_at, lang),
                export.exported_by or "–",
                export.headline,
                str(export.release),
                export.formats.replace(",", ", "),
                export.code,
            )
        )
        for export in all_exports[:_SHOWN_AT_MOST]
    ]
    show_html_table(scene.text("press.register.title"), titles, rows)
