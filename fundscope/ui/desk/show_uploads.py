"""What was handed in at this desk: every delivery, what became of it, and the way back into it."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope import words
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.draft import Delivery
from fundscope.ui.desk.paged import shown_page
from fundscope.ui.desk.who import signature
from fundscope.ui.scene import Scene, the_store

_PAGE_ROWS = 20


def show_uploads(scene: Scene) -> None:
    """Deliveries, newest first, behind a line: files, when, what became of them, the originals."""
    shown = st.expander(scene.text("desk.uploads.title"), key="uploads", on_change="rerun")
    if not shown.open:
        return
    found = drafts.deliveries(the_store(scene.address))
    with shown:
        if not found:
            st.html(f"<p class='fs-quiet'>{escape(scene.text('desk.uploads.none'))}</p>")
        st.html(f"<p class='fs-note'>{escape(scene.text('desk.uploads.no_sign_in'))}</p>")
        mine = signature()
        if mine:
            # A name that was given: this person's own come first.
            found = tuple(sorted(found, key=lambda delivery: delivery.author != mine))
        for delivery in shown_page(scene, found, _PAGE_ROWS, "uploads-page"):
            _show_delivery(scene, delivery)


def _show_delivery(scene: Scene, delivery: Delivery) -> None:
    state = "open" if delivery.released is None else "released"
    said = scene.text(
        f"desk.uploads.{state}",
        files=scene.text("list.separator").join(delivery.file_names),
        moment=words.moment(delivery.begun, scene.view.lang),
        number=delivery.released,
        author=delivery.author or scene.text("desk.uploads.nobody"),
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"upload-{delivery.delivery_id}"):
        st.html(f"<p class='fs-told'>{escape(said)}</p>", width="content")
        if delivery.released is None:
            st.button(
                scene.text("desk.uploads.go_on"),
                key=f"go-on-{delivery.delivery_id}",
                on_click=drafts.open_delivery,
                args=(delivery.delivery_id,),
                type="tertiary",
                icon=":material/arrow_forward:",
            )
        for draft, *_ in delivery.files:
            st.download_button(
                scene.text("desk.history.original", file=draft.file_name),
                lambda draft=draft: the_store(scene.address).read_upload(draft.sha256),  # type: ignore[misc]
                file_name=draft.file_name,
                mime="application/octet-stream",
                on_click="ignore",
                key=f"upload-{draft.file_id}",
                type="tertiary",
                icon=":material/download:",
            )
