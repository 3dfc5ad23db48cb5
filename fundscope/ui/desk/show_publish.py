"""A step of the desk: a signed release, all or nothing.

Publishing goes on when the page is reloaded or the connection lost: it belongs to the delivery, and every
window that has the delivery open shows how far it is.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from fundscope import words
from fundscope.ingest import Checked, ImportRefusedError, publish_checked
from fundscope.model import datasets
from fundscope.store import Release, StaleBaseError, Store, StoreError
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.draft import Delivery
from fundscope.ui.desk.handling import Assessed
from fundscope.ui.desk.who import signature, signed
from fundscope.ui.desk.work import UNSEEN_SECONDS, CancelledError, Work, show_under_way
from fundscope.ui.scene import Scene, known_releases, the_store

# The stage that cannot be cancelled: the files become a release, or not.
_COMMITTING = "committing"
_TOLD = "desk-publication-told"


@st.cache_resource(show_spinner=False)
def _publications(address: str) -> dict[str, Work]:  # noqa: ARG001 - each store has its own
    """The publications under way in this process, by delivery."""
    return {}


def show_publish(scene: Scene, delivery: Delivery, assessed: Assessed) -> None:
    """Who publishes and why; what stood in the way the last time."""
    for told in st.session_state.pop(_TOLD, ()):
        st.error(told)
    with st.form(f"publish-{delivery.delivery_id}", border=False):
        # Kept while the files are checked anew because somebody else has published.
        author = st.text_input(
            scene.text("desk.author"),
            value=signature(),
            max_chars=80,
            key=f"author-{delivery.delivery_id}",
            persist_state="session",
        )
        message = st.text_input(
            scene.text("desk.message"),
            placeholder=scene.text("desk.message_hint"),
            max_chars=300,
            key=f"message-{delivery.delivery_id}",
            persist_state="session",
        )
        asked = st.form_submit_button(scene.text("desk.publish.now"), type="primary")
    if not asked:
        return
    signed(author)
    store, under_way = the_store(scene.address), _publications(scene.address)
    for ended in [name for name, work in under_way.items() if work.is_done()]:
        under_way.pop(ended, None)
    if delivery.delivery_id not in under_way:  # else this is the second click on the button
        under_way[delivery.delivery_id] = Work(
            delivery.delivery_id,
            lambda work: _publish(store, delivery, assessed.checked, (author, message), work),
        )
    st.rerun()


def is_publishing(scene: Scene, delivery: Delivery) -> bool:
    """Whether the delivery is being published, and then the page shows how far it is.

    When that has ended the delivery is released, or the step says why it is not.
    """
    under_way = _publications(scene.address)
    work = under_way.get(delivery.delivery_id)
    if work is None:
        return False
    if not work.is_done(UNSEEN_SECONDS):
        st.html(f"<p class='fs-sub'>{scene.text('desk.publish.under_way')}</p>")
        show_under_way(scene, work, "desk-publication", _COMMITTING)
        return True
    under_way.pop(delivery.delivery_id, None)
    known_releases.cache_clear()
    try:
        work.outcome()
    except CancelledError:
        st.session_state[_TOLD] = [scene.text("desk.publish.cancelled")]
    except StoreError as error:
        st.session_state[_TOLD] = [words.text(error.key, scene.view.lang, **error.values)]
    except ImportRefusedError as error:
        st.session_state[_TOLD] = [issue.message(scene.view.lang) for issue in error.issues[:5]]
    st.rerun()
    return True


# Off the page's thread


def _publish(
    store: Store, delivery: Delivery, checked: Checked, sign: tuple[str, str], work: Work
) -> Release:
    """Publish the delivery and keep that it is; or find the release that was made of it before."""
    kept = drafts.saved(store, delivery.delivery_id)
    if kept is not None and kept.released is not None:
        return store.release(kept.released)

    def tell(dataset: str | None) -> None:
        if dataset is None:
            work.tell(_COMMITTING)
        else:
            work.tell("writing", dataset=datasets()[dataset].title)

    author, message = sign
    try:
        release = publish_checked(
            store, checked, author=author, message=message, reasons=delivery.reasons, tell=tell
        )
    except StaleBaseError:
        made = _made_of(store, delivery, checked, sign)
        if made is None:
            raise
        release = made
    drafts.keep(store, replace(kept or delivery, released=release.number))
    return release


def _made_of(store: Store, delivery: Delivery, checked: Checked, sign: tuple[str, str]) -> Release | None:
    """The release on the same base, of the same files, signed the same: ours, by the click before."""
    files = {draft.sha256 for draft in delivery.drafts}
    for release in store.releases():
        is_same = {upload.sha256 for upload in release.uploads} == files and (
            release.author,
            release.message,
        ) == sign
        if is_same and checked.base is not None and release.base == checked.base.number:
            return release
    return None
