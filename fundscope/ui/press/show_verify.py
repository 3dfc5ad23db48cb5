"""Verify: drop a file or type its code, and be told whether it still holds."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope.export import NoImageError, Verdict, made_again, verify, verify_code
from fundscope.export.answer import title_of
from fundscope.export.radar import row_words
from fundscope.figures import seen_as
from fundscope.figures.written import written_value
from fundscope.ui.html_table import show_html_table
from fundscope.ui.scene import Scene, the_store

_SHOWN_AT_MOST = 40


def show_verify(scene: Scene) -> None:
    """The file or the code, and then the verdict."""
    st.html(f"<p class='fs-sub'>{escape(scene.text('press.verify.about'))}</p>")
    file = st.file_uploader(scene.text("press.verify.file"), key="press-verify-file")
    code = st.text_input(scene.text("press.verify.code"), key="press-verify-code", placeholder="FS-0000-0000")
    store = the_store(scene.address)
    if file is not None:
        _show(scene, verify(file.getvalue(), file.name, store))
    elif code.strip():
        _show(scene, verify_code(code, store))


_BOX = {"current": st.success, "superseded": st.warning, "altered": st.error, "unknown": st.info}


def _show(scene: Scene, verdict: Verdict) -> None:
    title = scene.text(f"press.verify.{verdict.status}")
    _BOX[verdict.status](f"**{title}** {verdict.sentence(scene.view.lang)}")
    if verdict.numbers:
        _numbers(scene, verdict)
    if verdict.files:
        _files(scene, verdict)
    if verdict.can_be_made_again and st.button(scene.text("press.verify.again"), key="press-verify-again"):
        _make_again(scene, verdict)


def _numbers(scene: Scene, verdict: Verdict) -> None:
    """What stood there and what stands there now, side by side."""
    context = seen_as(scene.context, scene.view)
    titles = [scene.text(f"cli.verify.column.{name}") for name in ("row", "column", "then", "now")]
    absent = scene.text("radar.absent")
    rows = [
        tuple(
            escape(cell)
            for cell in (
                row_words(number.figure, number.row, context),
                title_of(number.column.name, context),
                absent if number.then is None else written_value(number.then, number.column, context),
                absent if number.now is None else written_value(number.now, number.column, context),
            )
        )
        for number in verdict.numbers[:_SHOWN_AT_MOST]
    ]
    show_html_table(scene.text("press.verify.numbers"), titles, rows, numeric=(2, 3))


def _files(scene: Scene, verdict: Verdict) -> None:
    """The files of a kit, those that do not hold first, each with what is known of it."""
    titles = [scene.text(f"press.verify.{name}") for name in ("name", "verdict")]
    worst_first = sorted(verdict.files, key=lambda each: each[1].status == "current")
    rows = [(escape(name), _verdict(scene, one)) for name, one in worst_first[:_SHOWN_AT_MOST]]
    show_html_table(scene.text("press.verify.kit"), titles, rows)


def _verdict(scene: Scene, one: Verdict) -> str:
    title = escape(scene.text(f"press.verify.{one.status}"))
    return f"<b>{title}</b> {escape(one.sentence(scene.view.lang))}"


def _make_again(scene: Scene, verdict: Verdict) -> None:
    try:
        again = made_again(verdict, the_store(scene.address))
    except NoImageError as error:
        st.warning(scene.text(error.key, **error.values))
        return
    if again is None:
        st.warning(scene.text("press.verify.not_again"))
    else:
        st.download_button(
            scene.text("press.verify.take", file=again.file_name),
            again.data,
            file_name=again.file_name,
            mime=again.media_type,
            on_click="ignore",
            key="press-verify-take",
        )
