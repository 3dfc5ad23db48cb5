"""Step six of the desk: a signed release, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from fundscope import words
from fundscope.ingest import Checked, ImportRefusedError, Source, publish_checked
from fundscope.store import StoreError
from fundscope.ui.desk.draft import Draft
from fundscope.ui.desk.show_issues import open_warnings
from fundscope.ui.desk.show_reading import Change
from fundscope.ui.desk.step import step
from fundscope.ui.scene import Scene, release_numbers, the_store


def show_publish(
    scene: Scene, draft: Draft, checked: Checked, sources: Mapping[str, Source], change: Change
) -> None:
    """Who publishes and why; what still stands in the way."""
    missing = open_warnings(draft, checked)
    ready = checked.ok and not missing
    told = (
        "desk.publish.ready" if ready else "desk.publish.errors" if not checked.ok else "desk.publish.reasons"
    )
    with step(scene, 6, "publish", scene.text(told)):
        with st.form(f"publish-{draft.draft_id}", border=False):
            author = st.text_input(scene.text("desk.author"))
            message = st.text_input(scene.text("desk.message"), placeholder=scene.text("desk.message_hint"))
            asked = st.form_submit_button(scene.text("desk.publish.now"), type="primary", disabled=not ready)
        if not asked:
            return
        try:
            release = publish_checked(
                the_store(scene.address),
                checked,
                sources,
                author=author,
                message=message,
                reasons=draft.reasons,
            )
        except StoreError as error:
            st.error(words.text(error.key, scene.view.lang, **error.values))
        except ImportRefusedError as error:
            st.error(
                words.sentences(
                    (issue.message(scene.view.lang) for issue in error.issues[:5]), scene.view.lang
                )
            )
        else:
            release_numbers.clear()
            change(released=release.number)
            st.rerun()
