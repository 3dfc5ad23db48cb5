"""Company names that were published as an enterprise, each with the way to take it back."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope import words
from fundscope.ingest import Match, matches, undo_match
from fundscope.model import datasets
from fundscope.store import StoreError
from fundscope.ui.desk.told import tell_next
from fundscope.ui.desk.who import signature, signed
from fundscope.ui.scene import Scene, known_releases, the_store

_OFFERED = 1_000


def show_matches(scene: Scene) -> None:
    """Every name that stands for an enterprise, behind a line; one of them can be taken back."""
    shown = st.expander(scene.text("desk.matches.title"), key="matches", on_change="rerun")
    if not shown.open:
        return
    # A name that is the enterprise's own has nothing to take back.
    found = [match for match in matches(the_store(scene.address)) if not match.is_undone]
    with shown:
        if not found:
            st.html(f"<p class='fs-quiet'>{escape(scene.text('desk.matches.none'))}</p>")
            return
        st.html(f"<p class='fs-quiet'>{escape(scene.text('desk.matches.about'))}</p>")
        chosen = st.selectbox(
            scene.text("desk.matches.which"),
            found[:_OFFERED],
            format_func=lambda match: _written(scene, match),
            key="match",
            width=640,
        )
        if len(found) > _OFFERED:
            told = scene.text("desk.matches.newest", count=scene.context.number(_OFFERED))
            st.html(f"<p class='fs-quiet'>{escape(told)}</p>")
        if chosen is not None:
            _undo(scene, chosen)


def _written(scene: Scene, match: Match) -> str:
    return scene.text(
        "desk.matches.one",
        name=match.key,
        enterprise=match.enterprise_id,
        release=match.release,
        rows=scene.context.plural("count.row", len(match.row_keys)),
    )


def _undo(scene: Scene, match: Match) -> None:
    """Where its rows go instead; signed like every publication."""
    key = f"{match.dataset}-{match.key}"
    with st.form(f"undo-{key}", border=False):
        instead = st.text_input(
            scene.text("desk.matches.instead"),
            placeholder=datasets()["enterprises"].column("enterprise_id").example,
            key=f"instead-{key}",
        )
        author = st.text_input(scene.text("desk.author"), value=signature(), key=f"undo-author-{key}")
        message = st.text_input(scene.text("desk.message"), key=f"undo-message-{key}")
        asked = st.form_submit_button(scene.text("desk.matches.undo"))
    if not asked:
        return
    try:
        release = undo_match(the_store(scene.address), match, instead.strip(), author=author, message=message)
    except StoreError as error:
        st.error(words.text(error.key, scene.view.lang, **error.values))
        return
    known_releases.cache_clear()
    signed(author)
    tell_next(scene.text("desk.matches.undone", number=release.number, name=match.key))
