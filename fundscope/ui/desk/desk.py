"""The desk as a whole: hand in, and then step by step on what was handed in."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from fundscope.ingest import Checked, Source, StagingChoices, check_files
from fundscope.ingest.reading import Choices, Reading, Unreadable, read_file
from fundscope.model import datasets
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.draft import MODES, Draft
from fundscope.ui.desk.show_change import show_change
from fundscope.ui.desk.show_columns import show_columns
from fundscope.ui.desk.show_issues import show_issues
from fundscope.ui.desk.show_publish import show_publish
from fundscope.ui.desk.show_reading import show_reading
from fundscope.ui.desk.step import step
from fundscope.ui.scene import Scene, release_numbers, the_store

_FILE_TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]


def show_desk(scene: Scene) -> None:
    """The steps of the draft that the URL names, or the first step where it names none."""
    store = the_store(scene.address)
    draft = drafts.current(store)
    if draft is None:
        _hand_in(scene)
        return
    _handed_in(scene, draft)
    if draft.released is not None:
        st.success(scene.text("desk.publish.done", number=draft.released))
        return
    try:
        with st.spinner(scene.text("desk.busy"), show_time=True):
            reading = _reading(scene.address, draft.sha256, draft.file_name, _choices(draft).to_json())
            checked, sources = _checked(scene.address, release_numbers(scene.address)[0], _asked(draft))
    except Unreadable as unreadable:
        st.error(unreadable.message(scene.view.lang))
        return

    def change(**changes: Any) -> None:
        drafts.change(store, draft, **changes)

    show_reading(scene, draft, reading, change)
    staged = checked.staged.get(draft.dataset)
    if staged is not None:
        show_columns(scene, draft, staged, change)
    show_issues(scene, draft, checked, change)
    if staged is not None and checked.ok:
        show_change(scene, draft, checked)
    show_publish(scene, draft, checked, sources, change)


def _hand_in(scene: Scene) -> None:
    """Step one: the file, and what it is a list of."""
    lang = scene.view.lang
    kinds = [name for name, dataset in datasets().items() if not dataset.is_reference]
    with step(scene, 1, "hand_in", scene.text("desk.hand_in.about")):
        dataset = st.segmented_control(
            scene.text("desk.hand_in.dataset"),
            kinds,
            default="projects",
            format_func=lambda name: datasets()[name].title.in_language(lang),
            required=True,
            key="desk-dataset",
        )
        file = st.file_uploader(scene.text("desk.hand_in.file"), type=_FILE_TYPES, key="desk-file")
        if file is not None and dataset:
            store = the_store(scene.address)
            drafts.begin(store, store.keep_upload(file.getvalue(), file.name), dataset)
            st.rerun()


def _handed_in(scene: Scene, draft: Draft) -> None:
    """Step one, done: which file, as what, in which way; and the way back."""
    lang = scene.view.lang
    told = scene.text(
        "desk.hand_in.told",
        file=draft.file_name,
        size=scene.context.number(max(1, draft.size_bytes // 1000)),
        dataset=datasets()[draft.dataset].title.in_language(lang),
    )
    with step(scene, 1, "hand_in", told), st.container(horizontal=True, vertical_alignment="bottom"):
        if draft.released is None:
            st.segmented_control(
                scene.text("desk.mode"),
                MODES,
                default=draft.mode,
                format_func=lambda mode: scene.text(f"desk.mode.{mode}"),
                required=True,
                key=f"mode-{draft.draft_id}",
                on_change=_change_mode,
                args=(scene.address, draft),
            )
        st.button(scene.text("desk.hand_in.other"), on_click=drafts.leave, key="desk-leave")


def _change_mode(address: str, draft: Draft) -> None:
    drafts.change(the_store(address), draft, mode=st.session_state[f"mode-{draft.draft_id}"])


def _choices(draft: Draft) -> Choices:
    """What was changed about the reading; lists of the kept form become tuples."""
    given: Mapping[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in draft.reading.items()
    }
    return Choices(**given)


def _asked(draft: Draft) -> tuple[Any, ...]:
    """What of a draft decides what comes out of it."""
    return (
        draft.sha256,
        draft.file_name,
        draft.dataset,
        draft.table,
        draft.mode,
        _choices(draft).to_json(),
        tuple(sorted(draft.fields.items())),
        tuple(sorted(draft.units.items())),
    )


@st.cache_resource(max_entries=8, show_spinner=False)
def _reading(address: str, sha256: str, file_name: str, choices: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        return read_file(_written(address, sha256, file_name, folder), Choices.from_json(choices))


@st.cache_resource(max_entries=8, show_spinner=False)
def _checked(address: str, _base: int, asked: tuple[Any, ...]) -> tuple[Checked, Mapping[str, Source]]:
    """The file held to every rule on the latest release, and the source it came from."""
    sha256, file_name, dataset, table, mode, choices, fields, units = asked
    folder = tempfile.mkdtemp(prefix="fundscope-desk-")
    staging = StagingChoices({header: field or None for header, field in fields}, dict(units))
    source = Source(_written(address, sha256, file_name, folder), Choices.from_json(choices), table, staging)
    return check_files(the_store(address), {dataset: source}, mode), {dataset: source}


def _written(address: str, sha256: str, file_name: str, folder: str) -> Path:
    """The kept upload as a file under the name that it came with."""
    path = Path(folder, Path(file_name).name)
    path.write_bytes(the_store(address).read_upload(sha256))
    return path
