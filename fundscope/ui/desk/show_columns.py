"""A step of the desk: which column is which field, in which unit."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from fundscope.ingest.stage import Staged
from fundscope.model import MONEY_UNITS
from fundscope.ui.desk.draft import Draft
from fundscope.ui.desk.show_reading import Change
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene

_SAMPLES = 3


def show_columns(scene: Scene, draft: Draft, staged: Staged, change: Change) -> None:
    """A row for each column of the file: the field it is taken for, how surely, why, its unit, samples."""
    lang = scene.view.lang
    titles = {column.name: column.title.in_language(lang) for column in staged.dataset.columns}
    not_used = scene.text("desk.columns.not_used")
    of_title = {title: name for name, title in titles.items()} | {not_used: ""}
    used = sum(column.field is not None for column in staged.mapping)
    told = scene.text(
        "desk.columns.told",
        used=used,
        columns=len(staged.mapping),
        dataset=staged.dataset.title.in_language(lang),
    )
    text = scene.text
    rows = pd.DataFrame(
        [
            {
                text("desk.columns.place"): column.letter,
                text("desk.columns.header"): column.header,
                text("desk.columns.field"): titles.get(column.field or "", not_used),
                text("desk.columns.unit"): _unit(column.field, staged),
                text("desk.columns.confidence"): scene.context.share(round(column.confidence, 2)),
                text("desk.columns.why"): text(f"desk.ground.{column.ground}"),
                text("desk.columns.samples"): text("list.separator").join(column.samples[:_SAMPLES]),
            }
            for column in staged.mapping
        ]
    )
    with part(draft, "columns", told):
        edited = st.data_editor(
            rows,
            hide_index=True,
            width="stretch",
            height="content",
            disabled=[
                name
                for name in rows.columns
                if name not in (text("desk.columns.field"), text("desk.columns.unit"))
            ],
            column_config={
                text("desk.columns.field"): st.column_config.SelectboxColumn(
                    options=[not_used, *titles.values()], required=True
                ),
                text("desk.columns.unit"): st.column_config.SelectboxColumn(
                    options=["", *(unit.spellings[0] for unit in MONEY_UNITS)]
                ),
            },
            key=f"columns-{draft.draft_id}-{len(draft.fields)}-{len(draft.units)}",
        )
        _before_and_after(scene, staged)
    unit_codes = {unit.spellings[0]: unit.code for unit in MONEY_UNITS}
    fields = {
        staged.mapping[place].header: of_title[title]
        for place, title in _edited(rows, edited, text("desk.columns.field")).items()
    }
    units = {
        str(staged.mapping[place].field): unit_codes[spelling]
        for place, spelling in _edited(rows, edited, text("desk.columns.unit")).items()
        if spelling and staged.mapping[place].field in staged.units
    }
    if fields or units:
        change(fields={**draft.fields, **fields}, units={**draft.units, **units})
        st.rerun()


def _unit(field: str | None, staged: Staged) -> str:
    used = staged.units.get(field or "")
    return used.unit.spellings[0] if used and used.unit else ""


def _edited(shown: pd.DataFrame, edited: pd.DataFrame, title: str) -> dict[int, str]:
    """The cells of a column that were set otherwise, by their place."""
    pairs = zip(shown[title], edited[title], strict=True)
    return {place: after or "" for place, (before, after) in enumerate(pairs) if (after or "") != before}


def _before_and_after(scene: Scene, staged: Staged) -> None:
    """The first amounts as they stand in the file and as they will be stored: nothing is converted unseen."""
    text = scene.text
    rows: list[dict[str, Any]] = []
    for name in staged.units:
        column = staged.column_of(name)
        if column is None:
            continue
        raw = staged.source.columns[column.place].texts
        values = staged.table.column(name)
        places = [place for place in range(min(len(raw), 200)) if raw[place].is_valid][:_SAMPLES]
        rows += [
            {
                text("desk.columns.header"): column.header,
                text("desk.columns.cell"): f"{column.letter}{staged.source.row_numbers[place].as_py()}",
                text("desk.columns.in_file"): raw[place].as_py(),
                text("desk.columns.stored"): scene.context.money(values[place].as_py(), digits=8),
            }
            for place in places
        ]
    if rows:
        with st.expander(text("desk.columns.amounts")):
            st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", height="content")
