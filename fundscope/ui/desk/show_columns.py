"""A step of the desk: which column is which field, in which unit, and what becomes of the cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope import words
from fundscope.ingest import Conversion, Learned, MappedColumn, Staged, conversions, forget
from fundscope.model import MONEY_UNITS
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.correct_reading import Change
from fundscope.ui.desk.draft import Delivery, Draft
from fundscope.ui.desk.handling import Assessed
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene, the_store

_SAMPLES = 3
_NO_UNIT = "–"


def show_columns(scene: Scene, delivery: Delivery, draft: Draft, assessed: Assessed, change: Change) -> None:
    """A row for each column of the file: the field it is taken for, how surely, why, its unit, samples."""
    its = assessed.parts[draft.draft_id]
    staged = its.staged
    assert staged is not None  # noqa: S101 - what has no table has no columns
    used = sum(column.field is not None for column in staged.mapping)
    title = staged.dataset.title.in_language(scene.view.lang)
    told = [scene.text("desk.columns.told", used=used, columns=len(staged.mapping), dataset=title)]
    if sum(one.dataset == draft.dataset for one in delivery.drafts) > 1:
        told.append(scene.text("desk.columns.for_all", dataset=title))
    with part(draft, "columns", words.sentences(told, scene.view.lang)):
        for note in its.notes:
            st.info(note.in_language(scene.view.lang), icon=":material/description:")
        if its.learned is not None:
            _show_learned(scene, draft, its.learned, staged, change)
        said = _edit_mapping(scene, draft, staged)
        if said is not None:
            _say(scene, delivery, draft, assessed, said)
            st.rerun()
        if next(one for one in delivery.drafts if one.file_id == draft.file_id) is draft:
            _ask_sender(scene, delivery, draft)
        _show_conversions(scene, draft, staged)


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


def _ask_sender(scene: Scene, delivery: Delivery, draft: Draft) -> None:
    """Who made the file: what is set here is remembered of them."""
    key = f"sender-{draft.file_id}"

    def said() -> None:
        sender = st.session_state[key].strip()
        changed = (
            replace(one, sender=sender) if one.file_id == draft.file_id else one for one in delivery.drafts
        )
        drafts.change(the_store(scene.address), delivery, drafts=tuple(changed))

    st.text_input(
        scene.text("desk.sender"),
        value=draft.sender,
        placeholder=scene.text("desk.sender.hint"),
        help=scene.text("desk.sender.help"),
        max_chars=80,
        key=key,
        width=480,
        on_change=said,
    )


# The mapping


@dataclass(frozen=True)
class _Said:
    """What was set in the table of columns: fields by header (None: as proposed), units by field."""

    fields: dict[str, str | None]
    units: dict[str, str]


def _edit_mapping(scene: Scene, draft: Draft, staged: Staged) -> _Said | None:
    """The table of columns; what was set in it otherwise than it was, if anything was."""
    text = scene.text
    titles = {column.name: column.title.in_language(scene.view.lang) for column in staged.dataset.columns}
    matching = {text(f"desk.columns.company_{kind}"): None for kind in staged.tells_company.values()}
    not_used = text("desk.columns.not_used")
    of_title = {title: name for name, title in titles.items()} | {not_used: ""} | matching
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
                options=[not_used, *matching, *titles.values()], required=True
            ),
            unit_title: st.column_config.SelectboxColumn(
                options=[_NO_UNIT, *(unit.spellings[0] for unit in MONEY_UNITS)], required=True
            ),
        },
        key=f"columns-{draft.draft_id}-{hash((*draft.fields.items(), *draft.units.items()))}",
    )
    unit_codes = {unit.spellings[0]: unit.code for unit in MONEY_UNITS}
    said = _Said(
        {
            staged.mapping[place].header: of_title[title]
            for place, title in _edited(rows, edited, field_title).items()
        },
        {
            str(staged.mapping[place].field): unit_codes[spelling]
            for place, spelling in _edited(rows, edited, unit_title).items()
            if spelling in unit_codes and staged.mapping[place].field in staged.units
        },
    )
    return said if said.fields or said.units else None


def _say(scene: Scene, delivery: Delivery, draft: Draft, assessed: Assessed, said: _Said) -> None:
    """Keep what was said of the columns of a table: also of the other tables of the dataset, where they have
    a column of that name, or amounts whose unit is said nowhere."""
    changed = []
    for one in delivery.drafts:
        staged = assessed.parts[one.draft_id].staged
        if staged is None or one.dataset != draft.dataset:
            changed.append(one)
            continue
        headers = {column.header for column in staged.mapping}
        fields = {**one.fields, **{name: said.fields[name] for name in said.fields if name in headers}}
        units = {
            name: unit
            for name, unit in said.units.items()
            if one is draft or (name in staged.units and staged.units[name].unit is None)
        }
        kept = {name: field for name, field in fields.items() if field is not None}
        changed.append(replace(one, fields=kept, units={**one.units, **units}))
    drafts.change(the_store(scene.address), delivery, drafts=tuple(changed))


def _mapping_rows(scene: Scene, staged: Staged, titles: dict[str, str]) -> pd.DataFrame:
    text = scene.text
    return pd.DataFrame(
        [
            {
                text("desk.columns.place"): column.letter,
                text("desk.columns.header"): column.header,
                text("desk.columns.field"): _field(scene, staged, column, titles),
                text("desk.columns.unit"): _unit(column.field, staged),
                text("desk.columns.confidence"): _confidence(scene, column),
                text("desk.columns.why"): text(f"desk.ground.{column.ground}"),
                text("desk.columns.samples"): text("list.separator").join(column.samples[:_SAMPLES]),
            }
            for column in staged.mapping
        ]
    )


def _field(scene: Scene, staged: Staged, column: MappedColumn, titles: dict[str, str]) -> str:
    """The field that a column is taken for, or what else it is used for."""
    if column.field is not None:
        return titles[column.field]
    kind = staged.tells_company.get(column.place)
    return scene.text(f"desk.columns.company_{kind}" if kind else "desk.columns.not_used")


def _confidence(scene: Scene, column: MappedColumn) -> str:
    return _NO_UNIT if column.field is None else scene.context.share(round(column.confidence, 2))


def _unit(field: str | None, staged: Staged) -> str:
    used = staged.units.get(field or "")
    return used.unit.spellings[0] if used and used.unit else _NO_UNIT


def _edited(shown: pd.DataFrame, edited: pd.DataFrame, title: str) -> dict[int, str]:
    """The cells of a column that were set otherwise, by their place."""
    pairs = zip(shown[title], edited[title], strict=True)
    return {place: after or "" for place, (before, after) in enumerate(pairs) if (after or "") != before}


# Before and after


def _show_conversions(scene: Scene, draft: Draft, staged: Staged) -> None:
    """How each way of writing is stored: amounts in view, everything else behind a line."""
    found = conversions(staged)
    amounts = [one for one in found if one.column.field in staged.units]
    others = [one for one in found if one.column.field not in staged.units]
    if amounts:
        st.html(f"<h3 class='fs-step'>{escape(scene.text('desk.columns.amounts'))}</h3>")
        _list_conversions(scene, draft, staged, amounts)
    if others:
        with st.expander(scene.text("desk.columns.others")):
            _list_conversions(scene, draft, staged, others)


def _list_conversions(scene: Scene, draft: Draft, staged: Staged, found: list[Conversion]) -> None:
    text = scene.text
    are_amounts = found[0].column.field in staged.units
    rows: list[dict[str, Any]] = []
    for one in found:
        row: dict[str, Any] = {text("desk.columns.header"): one.column.header}
        if are_amounts:
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
        key=f"conversions-{'amounts' if are_amounts else 'others'}-{draft.draft_id}",
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
