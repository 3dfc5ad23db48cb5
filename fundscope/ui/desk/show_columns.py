"""A step of the desk: which column is which field, in which unit, and what becomes of the cells."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope import words
from fundscope.ingest import Checked, Conversion, Learned, Staged, conversions, forget
from fundscope.model import MONEY_UNITS
from fundscope.ui.desk.correct_reading import Change
from fundscope.ui.desk.draft import Draft
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene, the_store

_SAMPLES = 3
_NO_UNIT = "–"


def show_columns(scene: Scene, draft: Draft, checked: Checked, change: Change) -> None:
    """A row for each column of the file: the field it is taken for, how surely, why, its unit, samples."""
    staged = checked.staged[draft.dataset]
    used = sum(column.field is not None for column in staged.mapping)
    title = staged.dataset.title.in_language(scene.view.lang)
    told = scene.text("desk.columns.told", used=used, columns=len(staged.mapping), dataset=title)
    with part(draft, "columns", told):
        for note in checked.notes.get(draft.dataset, ()):
            st.info(note.in_language(scene.view.lang), icon=":material/description:")
        if draft.dataset in checked.learned:
            _show_learned(scene, draft, checked.learned[draft.dataset], staged, change)
        _edit_mapping(scene, draft, staged, change)
        _ask_sender(scene, draft, change)
        _show_conversions(scene, staged)


# What earlier files have taught


def _show_learned(scene: Scene, draft: Draft, learned: Learned, staged: Staged, change: Change) -> None:
    """Whose word it is, what it says, and the way to undo it."""
    titles = {column.name: column.title.in_language(scene.view.lang) for column in staged.dataset.columns}
    not_used = scene.text("desk.columns.not_used")
    said = [f"{header} → {titles.get(field or '', not_used)}" for header, field in learned.fields.items()]
    spelled = {unit.code: unit.spellings[0] for unit in MONEY_UNITS}
    said += [
        f"{titles.get(field, field)}: {spelled.get(unit, unit)}" for field, unit in learned.units.items()
    ]
    told = scene.text(
        "desk.learned.told",
        sender=learned.sender,
        date=words.day(learned.said_at.date(), scene.view.lang),
        said=scene.text("list.separator").join(said),
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"learned-{draft.draft_id}"):
        st.info(told, icon=":material/history_edu:")
        if st.button(scene.text("desk.learned.undo"), key=f"forget-{draft.draft_id}"):
            forget(the_store(scene.address), learned)
            change(takes_learned=False)
            st.rerun()


def _ask_sender(scene: Scene, draft: Draft, change: Change) -> None:
    """Who made the file: what is set here is remembered of them."""
    key = f"sender-{draft.draft_id}"
    st.text_input(
        scene.text("desk.sender"),
        value=draft.sender,
        placeholder=scene.text("desk.sender.hint"),
        help=scene.text("desk.sender.help"),
        max_chars=80,
        key=key,
        width=480,
        on_change=lambda: change(sender=st.session_state[key].strip()),
    )


# The mapping


def _edit_mapping(scene: Scene, draft: Draft, staged: Staged, change: Change) -> None:
    text = scene.text
    titles = {column.name: column.title.in_language(scene.view.lang) for column in staged.dataset.columns}
    not_used = text("desk.columns.not_used")
    of_title = {title: name for name, title in titles.items()} | {not_used: ""}
    rows = _mapping_rows(scene, staged, titles)
    field_title, unit_title = text("desk.columns.field"), text("desk.columns.unit")
    edited = st.data_editor(
        rows,
        hide_index=True,
        width="stretch",
        height="content",
        disabled=[name for name in rows.columns if name not in (field_title, unit_title)],
        column_config={
            field_title: st.column_config.SelectboxColumn(
                options=[not_used, *titles.values()], required=True
            ),
            unit_title: st.column_config.SelectboxColumn(
                options=[_NO_UNIT, *(unit.spellings[0] for unit in MONEY_UNITS)], required=True
            ),
        },
        key=f"columns-{draft.draft_id}-{len(draft.fields)}-{len(draft.units)}",
    )
    unit_codes = {unit.spellings[0]: unit.code for unit in MONEY_UNITS}
    fields = {
        staged.mapping[place].header: of_title[title]
        for place, title in _edited(rows, edited, field_title).items()
    }
    units = {
        str(staged.mapping[place].field): unit_codes[spelling]
        for place, spelling in _edited(rows, edited, unit_title).items()
        if spelling in unit_codes and staged.mapping[place].field in staged.units
    }
    if fields or units:
        change(fields={**draft.fields, **fields}, units={**draft.units, **units})
        st.rerun()


def _mapping_rows(scene: Scene, staged: Staged, titles: dict[str, str]) -> pd.DataFrame:
    text = scene.text
    return pd.DataFrame(
        [
            {
                text("desk.columns.place"): column.letter,
                text("desk.columns.header"): column.header,
                text("desk.columns.field"): titles.get(column.field or "", text("desk.columns.not_used")),
                text("desk.columns.unit"): _unit(column.field, staged),
                text("desk.columns.confidence"): scene.context.share(round(column.confidence, 2)),
                text("desk.columns.why"): text(f"desk.ground.{column.ground}"),
                text("desk.columns.samples"): text("list.separator").join(column.samples[:_SAMPLES]),
            }
            for column in staged.mapping
        ]
    )


def _unit(field: str | None, staged: Staged) -> str:
    used = staged.units.get(field or "")
    return used.unit.spellings[0] if used and used.unit else _NO_UNIT


def _edited(shown: pd.DataFrame, edited: pd.DataFrame, title: str) -> dict[int, str]:
    """The cells of a column that were set otherwise, by their place."""
    pairs = zip(shown[title], edited[title], strict=True)
    return {place: after or "" for place, (before, after) in enumerate(pairs) if (after or "") != before}


# Before and after


def _show_conversions(scene: Scene, staged: Staged) -> None:
    """How each way of writing is stored: amounts in view, everything else behind a line."""
    found = conversions(staged)
    amounts = [one for one in found if one.column.field in staged.units]
    others = [one for one in found if one.column.field not in staged.units]
    if amounts:
        st.html(f"<h3 class='fs-step'>{escape(scene.text('desk.columns.amounts'))}</h3>")
        _list_conversions(scene, staged, amounts, "amounts")
    if others:
        with st.expander(scene.text("desk.columns.others")):
            _list_conversions(scene, staged, others, "others")


def _list_conversions(scene: Scene, staged: Staged, found: list[Conversion], name: str) -> None:
    text = scene.text
    rows: list[dict[str, Any]] = []
    for one in found:
        row: dict[str, Any] = {text("desk.columns.header"): one.column.header}
        if name == "amounts":
            row[text("desk.columns.unit")] = one.unit.spellings[0] if one.unit else _NO_UNIT
            row[text("desk.columns.unit_from")] = _unit_from(scene, staged, one)
        row |= {
            text("desk.issues.count"): scene.context.number(one.count),
            text("desk.columns.cell"): one.cell,
            text("desk.columns.in_file"): one.before,
            text("desk.columns.stored"): _stored(scene, staged, one),
        }
        rows.append(row)
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        height="content",
        key=f"conversions-{name}-{staged.sha256[:12]}",
    )


def _unit_from(scene: Scene, staged: Staged, one: Conversion) -> str:
    """Where the unit was found."""
    used = staged.units[str(one.column.field)]
    if one.unit is None:
        return _NO_UNIT
    return scene.text(f"desk.unit_from.{used.source if one.unit == used.unit else 'cell'}")


def _stored(scene: Scene, staged: Staged, one: Conversion) -> str:
    if one.after is None:
        return scene.text("desk.columns.unknown")
    if one.column.field in staged.units:
        return scene.context.money(one.after, digits=8)
    if isinstance(one.after, bool):
        return scene.text("desk.columns.yes" if one.after else "desk.columns.no")
    return one.after.isoformat() if isinstance(one.after, date) else str(one.after)
