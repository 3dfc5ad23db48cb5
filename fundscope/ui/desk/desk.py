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
from fundscope.ui.desk.handling import Assessed, assess, check_asked, read_asked, read_drafts, way_of
from fundscope.ui.desk.show_change import show_change, told_change
from fundscope.ui.desk.show_columns import show_columns
from fundscope.ui.desk.show_companies import (
    companies_of,
    open_companies,
    show_companies,
    told_companies,
)
from fundscope.ui.desk.show_file import Reads, is_told, show_files, told_files
from fundscope.ui.desk.show_issues import open_warnings, show_issues, told_issues
from fundscope.ui.desk.show_publish import is_publishing, show_publish
from fundscope.ui.desk.show_reading import show_reading
from fundscope.ui.desk.step import State, Step, show_steps
from fundscope.ui.desk.who import ask_name
from fundscope.ui.desk.work import outcome_of
from fundscope.ui.scene import Scene, release_numbers, the_store
from fundscope.ui.upload_field import upload_field

# Of more tables than this a step shows one at a time.
_TABLES_TOGETHER = 3
_FILE_TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]


def show_desk(scene: Scene) -> None:
    """The steps of the delivery that the URL names, or the first step where it names none."""
    store = the_store(scene.address)
    delivery = drafts.current(store, release_numbers(scene.address)[0])
    if delivery is None:
        _hand_in(scene)
    elif delivery.released is not None:
        _show_released(scene, delivery, delivery.released)
    elif not is_publishing(scene, delivery):
        _show_delivery(scene, delivery)


def _hand_in(scene: Scene) -> None:
    """The files, as they are."""
    with st.container(key="hand-in"):
        st.html(f"<p class='fs-sub'>{escape(scene.text('desk.hand_in.about'))}</p>")
        ask_name(scene, "hand-in-name")
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
    read: Reads | None = outcome_of(
        scene, "read", read_asked(delivery), lambda work: read_drafts(store, delivery, work)
    )
    if read is None:
        return
    delivery = _recognised(scene, delivery, read)
    if not is_told(delivery) or any(one.unreadable for one in read.values()):
        _show(scene, delivery, [_file_step(scene, delivery, read, None, "attention")])
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


def _recognised(scene: Scene, delivery: Delivery, read: Reads) -> Delivery:
    """The delivery with a draft for each table that tells what it is, in place of one for each file."""
    recognised = delivery
    for draft in delivery.drafts:
        datasets_of = {} if draft.is_recognised else recognise(read[way_of(draft)].found)
        if datasets_of:
            recognised = drafts.taken_apart(recognised, draft, datasets_of)
    if recognised is not delivery:
        drafts.save(the_store(scene.address), recognised)
    return recognised


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


def _steps(scene: Scene, delivery: Delivery, read: Reads, assessed: Assessed) -> list[Step]:
    """Every step as it stands."""
    checked = assessed.checked
    ready = checked.may_be_published and not open_warnings(delivery, checked)
    return [
        _file_step(scene, delivery, read, assessed, "done"),
        _reading_step(scene, delivery, read, assessed),
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


# The steps that show each table on its own

Shown = Callable[[Scene, Draft, Callable[..., None]], None]


def _step_of_tables(
    scene: Scene, delivery: Delivery, assessed: Assessed, show: Shown, *, name: str, told: str, state: State
) -> Step:
    """A step that shows one table after another, or of many the one that is chosen."""

    def title_of(draft: Draft) -> str:
        staged = assessed.parts[draft.draft_id].staged
        return scene.text(
            "desk.table_of",
            dataset=datasets()[draft.dataset].title.in_language(scene.view.lang),
            file=draft.file_name,
            sheet="" if staged is None else staged.source.sheet,
        )

    def show_tables() -> None:
        shown = delivery.drafts
        if len(shown) > _TABLES_TOGETHER:
            key = f"which-{name}-{delivery.delivery_id}"
            label = scene.text("desk.which_table", count=len(shown))
            shown = (st.selectbox(label, shown, format_func=title_of, key=key, width=480),)
        for draft in shown:
            if len(delivery.drafts) > 1:
                st.html(f"<h3 class='fs-step'>{escape(title_of(draft))}</h3>")
            show(scene, draft, _change_of(scene, delivery, draft))

    return Step(name, state, told, show_tables, says_itself=True)


def _change_of(scene: Scene, delivery: Delivery, draft: Draft) -> Callable[..., None]:
    def change(**changes: Any) -> None:
        drafts.change_draft(the_store(scene.address), delivery, draft, **changes)

    return change


def _file_step(
    scene: Scene, delivery: Delivery, read: Reads, assessed: Assessed | None, state: State
) -> Step:
    told = told_files(scene, delivery)
    return Step("file", state, told, lambda: show_files(scene, delivery, read, assessed))


def _reading_step(scene: Scene, delivery: Delivery, read: Reads, assessed: Assessed) -> Step:
    tables = [part.staged.source for part in assessed.parts.values() if part.staged is not None]
    told = scene.text(
        "desk.reading.short",
        tables=scene.context.plural("count.table", len(tables)),
        rows=scene.context.plural("count.row", sum(table.rows for table in tables)),
    )

    def show(scene: Scene, draft: Draft, change: Callable[..., None]) -> None:
        its = read[way_of(draft)]
        if its.reading is not None and draft.table < len(its.reading.tables):
            show_reading(scene, delivery, draft, its, change)

    return _step_of_tables(scene, delivery, assessed, show, name="reading", told=told, state="done")


def _columns_step(scene: Scene, delivery: Delivery, assessed: Assessed) -> Step:
    mapping = [column for part in assessed.parts.values() if part.staged for column in part.staged.mapping]
    used = sum(column.field is not None for column in mapping)
    lacking = any(issue.rule in ("missing_column", "no_table") for issue in assessed.checked.issues)
    told = scene.text("desk.columns.short", used=used, columns=len(mapping))
    state: State = "attention" if lacking else "done"

    def show(scene: Scene, draft: Draft, change: Callable[..., None]) -> None:
        if assessed.parts[draft.draft_id].staged is not None:
            show_columns(scene, delivery, draft, assessed, change)

    return _step_of_tables(scene, delivery, assessed, show, name="columns", told=told, state=state)


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
    told = told_issues(scene, assessed.checked.issues)
    state: State = "done" if ready else "attention"
    return Step("issues", state, told, lambda: show_issues(scene, delivery, assessed), says_itself=True)
