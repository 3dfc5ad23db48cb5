"""A step of the desk: the files that were handed in, what each is a list of, and what they do."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from fundscope.model import datasets
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.draft import MODES, Delivery, Draft
from fundscope.ui.desk.handling import Read
from fundscope.ui.scene import Scene, the_store

KINDS = tuple(name for name, dataset in datasets().items() if not dataset.is_reference)


def told_files(scene: Scene, delivery: Delivery) -> str:
    """The files in one line: name, size, dataset, and what they do to it."""
    told = scene.text("filter.separator").join(_told(scene, draft) for draft in delivery.drafts)
    return scene.text("desk.file.told", files=told, mode=scene.text(f"desk.mode.{delivery.mode}"))


def _told(scene: Scene, draft: Draft) -> str:
    size = scene.context.number(max(1, draft.size_bytes // 1000))
    if not draft.dataset:
        return scene.text("desk.file.not_known", file=draft.file_name, size=size)
    dataset = datasets()[draft.dataset].title.in_language(scene.view.lang)
    return scene.text("desk.file.one", file=draft.file_name, size=size, dataset=dataset)


def files_clash(delivery: Delivery) -> bool:
    """Whether two files are lists of the same, or a file is a list of nothing known."""
    taken = [draft.dataset for draft in delivery.drafts]
    return "" in taken or len(set(taken)) < len(taken)


def show_files(scene: Scene, delivery: Delivery, read: Mapping[str, Read]) -> None:
    """For each file: what it is a list of, whether that fits, the original. For all: what they do."""
    for draft in delivery.drafts:
        _show_file(scene, delivery, draft, read[draft.draft_id])
    if "" not in [draft.dataset for draft in delivery.drafts] and files_clash(delivery):
        st.error(scene.text("desk.file.clash"))
    is_readable = all(one.unreadable is None for one in read.values())
    if is_readable:
        _choose_mode(scene, delivery)
    st.button(
        scene.text("desk.hand_in.other"),
        on_click=drafts.leave,
        key="desk-leave",
        type="tertiary" if is_readable else "primary",
    )


def _show_file(scene: Scene, delivery: Delivery, draft: Draft, read: Read) -> None:
    lang = scene.view.lang
    with st.container(key=f"file-{draft.draft_id}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if read.unreadable is None:
                _choose_dataset(scene, delivery, draft, read)
            st.download_button(
                scene.text("desk.history.original", file=draft.file_name),
                lambda: the_store(scene.address).read_upload(draft.sha256),
                file_name=draft.file_name,
                mime="application/octet-stream",
                on_click="ignore",
                key=f"original-{draft.draft_id}",
                type="tertiary",
            )
            if len(delivery.drafts) > 1:
                st.button(
                    scene.text("desk.file.leave_out", file=draft.file_name),
                    key=f"leave-out-{draft.draft_id}",
                    type="tertiary",
                    on_click=_leave_out,
                    args=(scene.address, delivery, draft),
                )
        if read.unreadable is not None:
            st.error(read.unreadable.message(lang))
            return
        if not draft.dataset:
            st.warning(scene.text("desk.file.unknown", file=draft.file_name))
            return
        by_name = {fit.dataset: fit for fit in read.fits}
        best, chosen = (read.fits[0] if read.fits else None), by_name.get(draft.dataset)
        if best is not None and chosen is not None:
            key = "fits" if best.dataset == chosen.dataset else "fits_better"
            said = scene.text(
                f"desk.file.{key}",
                used=chosen.used,
                columns=chosen.columns,
                dataset=datasets()[draft.dataset].title.in_language(lang),
                better=datasets()[best.dataset].title.in_language(lang),
                better_used=best.used,
            )
            if key == "fits":
                st.html(f"<p class='fs-quiet'>{escape(said)}</p>")
            else:
                st.warning(said)


def _choose_dataset(scene: Scene, delivery: Delivery, draft: Draft, read: Read) -> None:
    key = f"dataset-{draft.draft_id}"
    place = {fit.dataset: fit.table for fit in read.fits}

    def chosen() -> None:
        dataset = st.session_state[key]
        drafts.change_draft(
            the_store(scene.address),
            delivery,
            draft,
            dataset=dataset,
            table=place.get(dataset, 0),
            fields={},
            units={},
        )

    st.session_state[key] = draft.dataset or None
    st.segmented_control(
        scene.text("desk.file.dataset", file=draft.file_name),
        KINDS,
        format_func=lambda name: datasets()[name].title.in_language(scene.view.lang),
        key=key,
        on_change=chosen,
    )


def _leave_out(address: str, delivery: Delivery, draft: Draft) -> None:
    """Go on with the other files only."""
    others = tuple(one for one in delivery.drafts if one.draft_id != draft.draft_id)
    drafts.change(the_store(address), delivery, drafts=others)


def _choose_mode(scene: Scene, delivery: Delivery) -> None:
    key = f"mode-{delivery.delivery_id}"

    def chosen() -> None:
        drafts.change(the_store(scene.address), delivery, mode=st.session_state[key])

    st.session_state[key] = delivery.mode
    st.segmented_control(
        scene.text("desk.mode"),
        MODES,
        format_func=lambda mode: scene.text(f"desk.mode.{mode}"),
        required=True,
        key=key,
        help=scene.text("desk.mode.help"),
        on_change=chosen,
    )
