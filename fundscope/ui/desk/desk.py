"""The desk as a whole: hand in, and then step by step on what was handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import streamlit as st

from fundscope import words
from fundscope.ingest import recognise
from fundscope.model import datasets
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.draft import Delivery, Draft
from fundscope.ui.desk.handling import Assessed, Read, assess, check_asked, read_asked, read_drafts
from fundscope.ui.desk.show_change import show_change, told_change
from fundscope.ui.desk.show_columns import show_columns
from fundscope.ui.desk.show_companies import (
    companies_of,
    open_companies,
    show_companies,
    told_companies,
)
from fundscope.ui.desk.show_file import files_clash, show_files, told_files
from fundscope.ui.desk.show_issues import issues_of, open_warnings, show_issues
from fundscope.ui.desk.show_publish import show_publish
from fundscope.ui.desk.show_reading import show_reading
from fundscope.ui.desk.step import State, Step, show_steps
from fundscope.ui.desk.work import outcome_of
from fundscope.ui.scene import Scene, release_numbers, the_store
from fundscope.ui.upload_field import upload_field

_FILE_TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]


def show_desk(scene: Scene) -> None:
    """The steps of the delivery that the URL names, or the first step where it names none."""
    store = the_store(scene.address)
    delivery = drafts.current(store, release_numbers(scene.address)[0])
    if delivery is None:
        _hand_in(scene)
    elif delivery.released is not None:
        _show_released(scene, delivery, delivery.released)
    else:
        _show_delivery(scene, delivery)


def _hand_in(scene: Scene) -> None:
    """The files, as they are."""
    with st.container(key="hand-in"):
        st.html(f"<p class='fs-sub'>{escape(scene.text('desk.hand_in.about'))}</p>")
        files = upload_field(scene, scene.text("desk.hand_in.file"), _FILE_TYPES, key="desk-file")
        if files:
            store = the_store(scene.address)
            uploads = [store.keep_upload(file.getvalue(), file.name) for file in files]
            drafts.begin(store, uploads, [file.name for file in files])
            st.rerun()


def _show_released(scene: Scene, delivery: Delivery, number: int) -> None:
    st.success(
        scene.text(
            "desk.publish.done", number=number, files=scene.text("list.separator").join(delivery.file_names)
        )
    )
    st.button(scene.text("desk.hand_in.other"), on_click=drafts.leave, key="desk-leave")


def _show_delivery(scene: Scene, delivery: Delivery) -> None:
    store = the_store(scene.address)
    read: dict[str, Read] | None = outcome_of(
        scene, "read", read_asked(delivery), lambda work: read_drafts(store, delivery, work)
    )
    if read is None:
        return
    delivery = _recognised(scene, delivery, read)
    if files_clash(delivery) or any(one.unreadable for one in read.values()):
        _show(scene, delivery, [_file_step(scene, delivery, read, "attention")])
        return
    base = release_numbers(scene.address)[0]
    assessed: Assessed | None = outcome_of(
        scene,
        "check",
        check_asked(delivery, base),
        lambda work: assess(store, delivery, read, work),
    )
    if assessed is None:
        return
    _say_base(scene, delivery, assessed)
    _show(scene, delivery, _steps(scene, delivery, read, assessed))


def _recognised(scene: Scene, delivery: Delivery, read: Mapping[str, Read]) -> Delivery:
    """The delivery with a dataset for each file that has none yet, as far as the files tell."""
    for draft in delivery.drafts:
        fits = read[draft.draft_id].fits
        dataset = recognise(fits)
        if not draft.dataset and dataset is not None:
            delivery = drafts.change_draft(
                the_store(scene.address), delivery, draft, dataset=dataset, table=fits[0].table
            )
    return delivery


def _show(scene: Scene, delivery: Delivery, steps: list[Step]) -> None:
    def open_step(name: str) -> None:
        drafts.change(the_store(scene.address), delivery, step=name)

    show_steps(scene, steps, delivery.step, open_step)


def _say_base(scene: Scene, delivery: Delivery, assessed: Assessed) -> None:
    """Whether somebody has published since the files came: then all below compares with their release."""
    base = assessed.checked.base
    if base is None or base.number == delivery.base:
        return
    moment = words.moment(base.published_at, scene.view.lang)
    st.info(
        scene.text(
            "desk.rebased",
            begun=delivery.base,
            number=base.number,
            author=base.author,
            moment=moment,
            message=base.message,
        )
    )


def _steps(scene: Scene, delivery: Delivery, read: Mapping[str, Read], assessed: Assessed) -> list[Step]:
    """Every step as it stands."""
    checked = assessed.checked
    ready = checked.may_be_published and not any(open_warnings(draft, checked) for draft in delivery.drafts)
    return [
        _file_step(scene, delivery, read, "done"),
        _step_of_files(
            scene,
            delivery,
            _reading_of(read),
            name="reading",
            told=_told_reading(scene, read),
            state="done",
        ),
        _columns_step(scene, delivery, assessed),
        *_companies_step(scene, delivery, assessed),
        _issues_step(scene, delivery, assessed, ready),
        Step(
            "change",
            "open" if checked.may_be_published else "shut",
            told_change(scene, assessed) if checked.may_be_published else scene.text("desk.change.shut"),
            lambda: show_change(scene, assessed),
        ),
        Step(
            "publish",
            "open" if ready else "shut",
            scene.text(
                "desk.publish.ready"
                if ready
                else "desk.publish.errors"
                if not checked.may_be_published
                else "desk.publish.reasons"
            ),
            lambda: show_publish(scene, delivery, assessed),
        ),
    ]


# The steps that show each file on its own

Shown = Callable[[Scene, Draft, Callable[..., None]], None]


def _step_of_files(
    scene: Scene, delivery: Delivery, show: Shown, *, name: str, told: str, state: State
) -> Step:
    def show_each() -> None:
        for draft in delivery.drafts:
            if len(delivery.drafts) > 1:
                title = datasets()[draft.dataset].title.in_language(scene.view.lang)
                st.html(f"<h3 class='fs-step'>{escape(f'{title}: {draft.file_name}')}</h3>")
            show(scene, draft, _change_of(scene, delivery, draft))

    return Step(name, state, told, show_each, says_itself=True)


def _change_of(scene: Scene, delivery: Delivery, draft: Draft) -> Callable[..., None]:
    def change(**changes: Any) -> None:
        drafts.change_draft(the_store(scene.address), delivery, draft, **changes)

    return change


def _file_step(scene: Scene, delivery: Delivery, read: Mapping[str, Read], state: State) -> Step:
    return Step("file", state, told_files(scene, delivery), lambda: show_files(scene, delivery, read))


def _told_reading(scene: Scene, read: Mapping[str, Read]) -> str:
    tables = sum(len(one.reading.tables) for one in read.values() if one.reading is not None)
    rows = sum(table.rows for one in read.values() if one.reading is not None for table in one.reading.tables)
    return scene.text(
        "desk.reading.short",
        tables=scene.context.plural("count.table", tables),
        rows=scene.context.plural("count.row", rows),
    )


def _reading_of(read: Mapping[str, Read]) -> Shown:
    def show(scene: Scene, draft: Draft, change: Callable[..., None]) -> None:
        reading = read[draft.draft_id].reading
        if reading is not None and draft.table < len(reading.tables):
            show_reading(scene, draft, reading, change)

    return show


def _columns_step(scene: Scene, delivery: Delivery, assessed: Assessed) -> Step:
    staged = assessed.checked.staged

    def show(scene: Scene, draft: Draft, change: Callable[..., None]) -> None:
        if draft.dataset in staged:
            show_columns(scene, draft, assessed.checked, change)

    mapping = [
        column
        for draft in delivery.drafts
        if draft.dataset in staged
        for column in staged[draft.dataset].mapping
    ]
    used = sum(column.field is not None for column in mapping)
    lacking = any(issue.rule in ("missing_column", "no_table") for issue in assessed.checked.issues)
    told = scene.text("desk.columns.short", used=used, columns=len(mapping))
    state: State = "attention" if lacking else "done"
    return _step_of_files(scene, delivery, show, name="columns", told=told, state=state)


def _companies_step(scene: Scene, delivery: Delivery, assessed: Assessed) -> list[Step]:
    """The step of company names, where a file names any."""
    if not companies_of(assessed):
        return []

    def decide(decisions: Mapping[str, str | None]) -> None:
        decided = {**delivery.companies, **decisions}
        kept = {key: decision for key, decision in decided.items() if decision is not None}
        drafts.change(the_store(scene.address), delivery, companies=kept)

    return [
        Step(
            "companies",
            "attention" if open_companies(assessed) else "done",
            told_companies(scene, assessed),
            lambda: show_companies(scene, delivery, assessed, decide),
        )
    ]


def _issues_step(scene: Scene, delivery: Delivery, assessed: Assessed, ready: bool) -> Step:
    checked = assessed.checked
    issues = {issue for draft in delivery.drafts for issue in issues_of(draft, checked)}
    count = {
        severity: sum(issue.count for issue in issues if issue.severity == severity)
        for severity in ("error", "warning")
    }
    told = scene.text(
        "desk.issues.told" if issues else "desk.issues.none",
        errors=scene.context.plural("desk.errors", count["error"]),
        warnings=scene.context.plural("desk.warnings", count["warning"]),
    )

    def show(scene: Scene, draft: Draft, change: Callable[..., None]) -> None:
        show_issues(scene, draft, checked, assessed.mended.get(draft.dataset), change)

    state: State = "done" if ready else "attention"
    return _step_of_files(scene, delivery, show, name="issues", told=told, state=state)
