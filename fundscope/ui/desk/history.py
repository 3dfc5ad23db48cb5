"""What was published from this desk: every release with its files, and the way back to it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from fundscope import words
from fundscope.ingest import older_references
from fundscope.model import datasets
from fundscope.store import Release, StoreError
from fundscope.ui.desk.paged import shown_page
from fundscope.ui.desk.show_matches import show_matches
from fundscope.ui.desk.show_uploads import show_uploads
from fundscope.ui.desk.told import show_told, tell_next
from fundscope.ui.desk.who import signature, signed
from fundscope.ui.pages import streamlit_pages
from fundscope.ui.scene import Scene, known_releases, the_store
from fundscope.ui.state import query_of

_PAGE_ROWS = 20


def show_history(scene: Scene) -> None:
    """What was handed in, names matched, and every release: what it holds, its files, how to restore it."""
    st.html(
        f"<section class='fs-figure'><h2>{escape(scene.text('desk.history.title'))}</h2>"
        f"<p class='fs-sub'>{escape(scene.text('desk.history.about'))}</p></section>"
    )
    releases = known_releases(scene.address)
    show_told()
    _say_older_references(scene)
    for release in shown_page(scene, releases, _PAGE_ROWS, "releases-page"):
        moment = words.moment(release.published_at, scene.view.lang)
        line = scene.text("as_of.option", number=release.number, moment=moment, message=release.message)
        shown = st.expander(line, key=f"release-{release.number}", on_change="rerun")
        if shown.open:
            with shown:
                _show_release(scene, release, is_latest=release.number == releases[0].number)
    show_uploads(scene)
    show_matches(scene)


def _say_older_references(scene: Scene) -> None:
    """Which code lists are those of an earlier version of Fundscope, and what to do about it."""
    older = scene.once("desk-older-references", lambda: older_references(the_store(scene.address)))
    if older:
        titles = (datasets()[name].title.in_language(scene.view.lang) for name in older)
        told = scene.text("desk.older_references", names=scene.text("list.separator").join(titles))
        st.html(f"<p class='fs-note'>{escape(told)}</p>")


def _show_release(scene: Scene, release: Release, is_latest: bool) -> None:
    lang = scene.view.lang
    held = scene.text("list.separator").join(
        f"{datasets()[name].title.in_language(lang)} {scene.context.number(version.rows)}"
        for name, version in release.datasets.items()
        if name in datasets() and not datasets()[name].is_reference
    )
    st.html(f"<p>{escape(scene.text('desk.history.held', author=release.author, held=held))}</p>")
    for waiver in release.waivers:
        note = scene.context.plural(
            "note.waiver",
            waiver.issue_count,
            dataset=datasets()[waiver.dataset].title.in_language(lang),
            reason=waiver.reason,
            author=waiver.author,
        )
        st.html(f"<p class='fs-note'>{escape(note)}</p>")
    with st.container(horizontal=True):
        if not is_latest:
            st.page_link(
                streamlit_pages(lang)["overview"],
                label=scene.text("desk.history.open", number=release.number),
                query_params=query_of(replace(scene.view, release=release.number)),
            )
        for upload in release.uploads:
            st.download_button(
                scene.text("desk.history.original", file=upload.file_name),
                lambda upload=upload: the_store(scene.address).read_upload(upload.sha256),  # type: ignore[misc]
                file_name=upload.file_name,
                mime="application/octet-stream",
                on_click="ignore",
                key=f"original-{release.number}-{upload.sha256[:12]}",
                type="tertiary",
                icon=":material/download:",
            )
    if not is_latest:
        _restore(scene, release)


def _restore(scene: Scene, release: Release) -> None:
    """Bring the datasets of an old release back as a new one; signed like every publication."""
    with st.form(f"restore-{release.number}", border=False):
        author = st.text_input(
            scene.text("desk.author"), value=signature(), key=f"restore-author-{release.number}"
        )
        message = st.text_input(scene.text("desk.message"), key=f"restore-message-{release.number}")
        asked = st.form_submit_button(scene.text("desk.history.restore", number=release.number))
    if not asked:
        return
    try:
        restored = the_store(scene.address).restore(release.number, author=author, message=message)
    except StoreError as error:
        st.error(words.text(error.key, scene.view.lang, **error.values))
        return
    known_releases.cache_clear()
    signed(author)
    tell_next(scene.text("desk.history.restored", number=release.number, new=restored.number))
