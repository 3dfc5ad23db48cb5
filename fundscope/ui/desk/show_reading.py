"""A step of the desk: how the file was read, and what may be changed about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope import words
from fundscope.ingest.reading import Reading, SheetTable
from fundscope.ui.desk.draft import Draft
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene

_PREVIEW_ROWS = 8

Change = Callable[..., None]


def show_reading(scene: Scene, draft: Draft, reading: Reading, change: Change) -> None:
    """Which table, where its header is, what was found around it; a preview; and the ways to correct it."""
    table = reading.tables[draft.table]
    with part(draft, "reading", _told(scene, reading, table)):
        if len(reading.tables) > 1:
            _choose_table(scene, draft, reading, change)
        _evidence(scene, table)
        st.dataframe(preview(table), hide_index=True, width="stretch", key=f"preview-{draft.draft_id}")
        with st.expander(scene.text("desk.reading.change")):
            _correct(scene, draft, reading, table, change)


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
        parts.append(
            scene.text(
                "desk.reading.encoded", encoding=reading.encoding, delimiter=_mark(scene, reading.delimiter)
            )
        )
    return words.sentences(parts, scene.view.lang)


def _mark(scene: Scene, delimiter: str | None) -> str:
    named = {"\t": "tab", " ": "space"}
    return scene.text(f"delimiter.{named[delimiter]}") if delimiter in named else f"“{delimiter or ''}”"


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


def _evidence(scene: Scene, table: SheetTable) -> None:
    """Why the table is taken to lie there; what the file hides; what stands above and below."""
    lines = [words.text(key, scene.view.lang, **values) for key, values in table.evidence]
    hidden = table.hidden
    if hidden.sheet or hidden.rows or hidden.columns:
        lines.append(
            scene.text("desk.reading.hidden", rows=len(hidden.rows), columns=", ".join(hidden.columns) or "–")
        )
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


def _correct(scene: Scene, draft: Draft, reading: Reading, table: SheetTable, change: Change) -> None:
    """What a person may set otherwise; everything else stays as proposed."""
    chosen: Mapping[str, Any] = draft.reading
    with st.form(f"correct-{draft.draft_id}", border=False):
        columns = st.columns(3)
        header = columns[0].text_input(
            scene.text("desk.reading.header_rows"), value=", ".join(str(row) for row in table.header_rows)
        )
        last = columns[1].number_input(
            scene.text("desk.reading.last_row"), min_value=0, value=chosen.get("last_row") or 0
        )
        encoding = delimiter = None
        if reading.encoding:
            encoding = columns[2].text_input(scene.text("desk.reading.encoding"), value=reading.encoding)
            delimiter = columns[2].text_input(
                scene.text("desk.reading.delimiter"), value=reading.delimiter or ""
            )
        drop_rows = columns[0].checkbox(
            scene.text("desk.reading.drop_hidden_rows"), value=bool(chosen.get("drop_hidden_rows"))
        )
        drop_columns = columns[1].checkbox(
            scene.text("desk.reading.drop_hidden_columns"), value=bool(chosen.get("drop_hidden_columns"))
        )
        if not st.form_submit_button(scene.text("desk.reading.again")):
            return
    rows = tuple(int(part) for part in header.replace("，", ",").split(",") if part.strip().isdigit())
    change(
        reading={
            "sheet": table.sheet or None,
            "header_rows": rows or None,
            "last_row": int(last) or None,
            "encoding": encoding,
            "delimiter": delimiter,
            "drop_hidden_rows": drop_rows,
            "drop_hidden_columns": drop_columns,
        },
        table=0,
        fields={},
        units={},
    )
    st.rerun()
