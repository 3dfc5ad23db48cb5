"""A step of the desk: the files that were handed in, what each table is a list of, and what they do."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from fundscope.ingest import Found
from fundscope.model import datasets
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.draft import MODES, Delivery, Draft
from fundscope.ui.desk.handling import Assessed, Read, way_of
from fundscope.ui.scene import Scene, the_store

KINDS = tuple(name for name, dataset in datasets().items() if not dataset.is_reference)

# More tables than this of a file are behind a line, but for those that are taken.
_TABLES_SHOWN = 6
# The choice for a table that is left out.
_LEFT_OUT = ""

Reads = Mapping[tuple[str, str], Read]


def told_files(scene: Scene, delivery: Delivery) -> str:
    """The files in one line: name, size, what was taken of each, and what they do to it."""
    told = scene.text("filter.separator").join(_told(scene, its) for its in delivery.files)
    return scene.text("desk.file.told", files=told, mode=scene.text(f"desk.mode.{delivery.mode}"))


def _told(scene: Scene, its: tuple[Draft, ...]) -> str:
    file, size = its[0].file_name, scene.context.number(max(1, its[0].size_bytes // 1000))
    taken = [draft.dataset for draft in its if draft.is_recognised]
    if not taken:
        return scene.text("desk.file.not_known", file=file, size=size)
    counted = [_counted(scene, name, taken.count(name)) for name in dict.fromkeys(taken)]
    lists = scene.text("list.separator").join(counted)
    return scene.text("desk.file.one", file=file, size=size, dataset=lists)


def _counted(scene: Scene, dataset: str, count: int) -> str:
    """The dataset, with the number of its tables where there are several."""
    title = _title(scene, dataset)
    return title if count == 1 else scene.text("desk.file.tables", dataset=title, count=count)


def is_told(delivery: Delivery) -> bool:
    """Whether every file is a list of something."""
    return all(draft.is_recognised for draft in delivery.drafts)


def show_files(scene: Scene, delivery: Delivery, read: Reads, assessed: Assessed | None) -> None:
    """For each file: what its tables are lists of, whether that fits, the original. For all: what they do."""
    for its in delivery.files:
        _show_file(scene, delivery, its, read)
    is_readable = all(one.unreadable is None for one in read.values())
    if is_readable:
        _choose_mode(scene, delivery)
        if assessed is not None:
            _say_effect(scene, delivery, assessed)
    st.button(
        scene.text("desk.hand_in.other"),
        on_click=drafts.leave,
        key="desk-leave",
        type="tertiary" if is_readable else "primary",
    )


def _show_file(scene: Scene, delivery: Delivery, its: tuple[Draft, ...], read: Reads) -> None:
    draft = its[0]
    with st.container(key=f"file-{draft.file_id}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if len(delivery.files) > 1:
                st.html(f"<h3 class='fs-step'>{escape(draft.file_name)}</h3>", width="content")
            st.download_button(
                scene.text("desk.history.original", file=draft.file_name),
                lambda: the_store(scene.address).read_upload(draft.sha256),
                file_name=draft.file_name,
                mime="application/octet-stream",
                on_click="ignore",
                key=f"original-{draft.file_id}",
                type="tertiary",
            )
            if len(delivery.files) > 1:
                st.button(
                    scene.text("desk.file.leave_out", file=draft.file_name),
                    key=f"leave-out-{draft.file_id}",
                    type="tertiary",
                    on_click=_leave_out,
                    args=(scene.address, delivery, draft.file_id),
                )
        for one in its:
            unreadable = read[way_of(one)].unreadable
            if unreadable is not None:
                st.error(unreadable.message(scene.view.lang))
                _read_as_proposed(scene, delivery, one)
                return
        if not draft.is_recognised:
            st.warning(scene.text("desk.file.unknown", file=draft.file_name))
        _show_tables(scene, delivery, its, read[way_of(draft)].found)


def _read_as_proposed(scene: Scene, delivery: Delivery, draft: Draft) -> None:
    """The way back for a file that cannot be read as somebody asked."""

    def back() -> None:
        place = draft.place or 0
        drafts.change_draft(the_store(scene.address), delivery, draft, reading={}, table=place)

    if draft.reading:
        text = scene.text("desk.reading.as_proposed")
        st.button(text, key=f"as-proposed-{draft.draft_id}", type="primary", on_click=back)


def _leave_out(address: str, delivery: Delivery, file_id: str) -> None:
    """Go on with the other files only."""
    others = tuple(one for one in delivery.drafts if one.file_id != file_id)
    drafts.change(the_store(address), delivery, drafts=others)


# Tables


def _show_tables(scene: Scene, delivery: Delivery, its: tuple[Draft, ...], found: tuple[Found, ...]) -> None:
    """Every table of the file with what it is a list of; many that are left out are behind a line."""
    taken = {one.place: one.dataset for one in its if one.is_recognised}
    shown = [one for one in found if one.place in taken or len(found) <= _TABLES_SHOWN]
    for one in shown:
        _show_table(scene, delivery, its, one, is_only=len(found) == 1)
    behind = [one for one in found if one not in shown]
    if behind:
        title = scene.text("desk.file.more_tables", count=len(behind))
        with st.expander(title, key=f"more-{its[0].file_id}"):
            for one in behind:
                _show_table(scene, delivery, its, one, is_only=False)


def _show_table(
    scene: Scene, delivery: Delivery, its: tuple[Draft, ...], found: Found, *, is_only: bool
) -> None:
    """What one table is a list of, and whether it looks like that."""
    draft = next((one for one in its if one.is_recognised and one.place == found.place), None)
    dataset = draft.dataset if draft else _LEFT_OUT
    key = f"dataset-{its[0].file_id}-{found.place}"

    def chosen() -> None:
        drafts.take_table(the_store(scene.address), delivery, its[0], found.place, st.session_state[key])

    # The last table of a file is not left out, but the file.
    may_be_left = not is_only and not (draft and len(its) == 1)
    st.session_state[key] = dataset or (_LEFT_OUT if may_be_left else None)
    st.segmented_control(
        scene.text("desk.file.dataset", file=its[0].file_name) if is_only else _label(scene, found),
        [*KINDS, *([_LEFT_OUT] if may_be_left else [])],
        format_func=lambda name: _title(scene, name) if name else scene.text("desk.file.left_out"),
        required=dataset != "",
        key=key,
        on_change=chosen,
    )
    if dataset:
        _say_fit(scene, found, dataset)


def _label(scene: Scene, found: Found) -> str:
    """The sheet of a table, from which row on, how many rows, and whether the sheet is hidden."""
    return scene.text(
        "desk.file.hidden_table" if found.is_hidden else "desk.file.table",
        sheet=found.sheet,
        row=found.first_row or 1,
        rows=scene.context.plural("count.row", found.rows),
    )


def _title(scene: Scene, name: str) -> str:
    return datasets()[name].title.in_language(scene.view.lang)


def _say_fit(scene: Scene, found: Found, dataset: str) -> None:
    best, chosen = found.fits[0], found.fit(dataset)
    is_best = best.dataset == dataset
    said = scene.text(
        "desk.file.fits" if is_best else "desk.file.fits_better",
        used=chosen.used,
        columns=chosen.columns,
        dataset=_title(scene, dataset),
        better=_title(scene, best.dataset),
        better_used=best.used,
    )
    if is_best:
        st.html(f"<p class='fs-quiet'>{escape(said)}</p>")
    else:
        st.warning(said)


# What they do


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


def _say_effect(scene: Scene, delivery: Delivery, assessed: Assessed) -> None:
    """How many rows each dataset has and would have; a warning where a part of a list replaces the list."""
    candidate, number = assessed.checked.candidate, scene.context.number
    for name, staged in assessed.checked.staged.items():
        rows = sum(one.table.num_rows for one in staged)
        before, after = candidate.before[name].num_rows, candidate.tables[name].num_rows
        told = scene.text(
            "desk.file.effect",
            dataset=_title(scene, name),
            rows=number(rows),
            before=number(before),
            after=number(after),
        )
        if delivery.mode == "replace" and 2 * after < before:
            st.warning(scene.text("desk.file.is_part", effect=told))
        else:
            st.html(f"<p class='fs-quiet'>{escape(told)}</p>")
