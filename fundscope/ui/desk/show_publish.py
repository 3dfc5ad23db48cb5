"""A step of the desk: a signed release, all or nothing."""

from __future__ import annotations

import streamlit as st

from fundscope import words
from fundscope.ingest import ImportRefusedError, publish_checked
from fundscope.store import Release, StaleBaseError, Store, StoreError
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.draft import Delivery
from fundscope.ui.desk.handling import Assessed
from fundscope.ui.scene import Scene, known_releases, the_store

# Who published last in this session, so that a name is written once a day.
_AUTHOR = "desk-author"


def show_publish(scene: Scene, delivery: Delivery, assessed: Assessed) -> None:
    """Who publishes and why; then the release, or what stood in its way."""
    with st.form(f"publish-{delivery.delivery_id}", border=False):
        author = st.text_input(
            scene.text("desk.author"), value=st.session_state.get(_AUTHOR, ""), max_chars=80
        )
        message = st.text_input(
            scene.text("desk.message"), placeholder=scene.text("desk.message_hint"), max_chars=300
        )
        asked = st.form_submit_button(scene.text("desk.publish.now"), type="primary")
    if not asked:
        return
    st.session_state[_AUTHOR] = author
    store = the_store(scene.address)
    try:
        with st.spinner(scene.text("desk.work.publishing"), show_time=True):
            release = _publish(store, delivery, assessed, author, message)
    except StaleBaseError as error:
        known_releases.cache_clear()
        st.error(words.text(error.key, scene.view.lang, **error.values))
        st.button(scene.text("desk.publish.rebase", number=error.values["latest"]), key="rebase")
    except StoreError as error:
        st.error(words.text(error.key, scene.view.lang, **error.values))
    except ImportRefusedError as error:
        told = (issue.message(scene.view.lang) for issue in error.issues[:5])
        st.error(words.sentences(told, scene.view.lang))
    else:
        known_releases.cache_clear()
        drafts.change(store, delivery, released=release.number)
        st.rerun()


def _publish(store: Store, delivery: Delivery, assessed: Assessed, author: str, message: str) -> Release:
    """Publish the delivery, or find the release that an earlier click on the same button has made of it."""
    kept = drafts.saved(store, delivery.delivery_id)
    if kept is not None and kept.released is not None:
        return store.release(kept.released)
    reasons: dict[str, str] = {}
    for draft in delivery.drafts:
        reasons |= draft.reasons
    try:
        return publish_checked(
            store, assessed.checked, assessed.sources, author=author, message=message, reasons=reasons
        )
    except StaleBaseError:
        made = _made_of(store, delivery, assessed, author, message)
        if made is None:
            raise
        return made


def _made_of(
    store: Store, delivery: Delivery, assessed: Assessed, author: str, message: str
) -> Release | None:
    """The release on the same base, of the same files, signed the same: ours, by the click before."""
    base = assessed.checked.base
    files = {draft.sha256 for draft in delivery.drafts}
    for release in store.releases():
        is_same = {upload.sha256 for upload in release.uploads} == files and (
            release.author,
            release.message,
        ) == (author, message)
        if is_same and base is not None and release.base == base.number:
            return release
    return None
