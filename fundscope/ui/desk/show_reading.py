"""A step of the desk: how the file was read, and what may be changed about it."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope import words
from fundscope.ingest.reading import Reading, SheetTable
from fundscope.ui.desk.correct_reading import Change, correct_reading, delimiter_mark
from fundscope.ui.desk.draft import Draft
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene

_PREVIEW_ROWS = 8


def show_reading(scene: Scene, draft: Draft, reading: Reading, change: Change) -> None:
    """Which table, where its header is, what was found around it; a preview; and the ways to correct it."""
    table = reading.tables[draft.table]
    with part(draft, "reading", _told(scene, reading, table)):
        if len(reading.tables) > 1:
            _choose_table(scene, draft, reading, change)
        _evidence(scene, reading, table)
        st.dataframe(preview(table), hide_index=True, width="stretch", key=f"preview-{draft.draft_id}")
        with st.expander(scene.text("desk.reading.change")):
            correct_reading(scene, draft, reading, table, change)


def _told(scene: Scene, reading: Reading, table: SheetTable) -> str:
    """The reading in one sentence: rows, columns, sheet, header row, encoding."""
    parts = [
        scene.text(
            "desk.reading.told",
            rows=scene.context.number(table.rows),
            columns=len(table.columns),
            sheet=table.sheet or reading.file_name,
            header=scene.text("list.separator").join(str(row) for row in table.header_rows) or "–",
        )
    ]
    if reading.encoding:
        mark = delimiter_mark(scene, reading.delimiter)
        parts.append(scene.text("desk.reading.encoded", encoding=reading.encoding, delimiter=mark))
    return words.sentences(parts, scene.view.lang)


def _choose_table(scene: Scene, draft: Draft, reading: Reading, change: Change) -> None:
    def written(place: int) -> str:
        table = reading.tables[place]
        rows = scene.context.number(table.rows)
        return scene.text("desk.reading.table", number=place + 1, sheet=table.sheet, rows=rows)

    key = f"table-{draft.draft_id}"
    st.selectbox(
        scene.text("desk.reading.which"),
        range(len(reading.tables)),
        index=draft.table,
        format_func=written,
        key=key,
        on_change=lambda: change(table=st.session_state[key], fields={}, units={}),
        width=480,
    )


def _evidence(scene: Scene, reading: Reading, table: SheetTable) -> None:
    """How the file was read, why the table is taken to lie there, and what stands above and below it."""
    told = (*reading.notes, *table.evidence)
    lines = [words.text(key, scene.view.lang, **values) for key, values in told]
    lines += [scene.text("desk.reading.note", note=note) for note in (*table.title_lines, *table.notes)]
    if lines:
        body = "".join(f"<li>{escape(line)}</li>" for line in lines)
        st.html(f"<ul class='fs-lines'>{body}</ul>")


def preview(table: SheetTable) -> pd.DataFrame:
    """The first rows as they stand in the file, under their Excel letters and titles."""
    shown: dict[str, Any] = {"#": table.row_numbers.slice(0, _PREVIEW_ROWS).to_pylist()}
    for column in table.columns:
        shown[f"{column.letter}  {column.header}"] = column.texts.slice(0, _PREVIEW_ROWS).to_pylist()
    return pd.DataFrame(shown)
