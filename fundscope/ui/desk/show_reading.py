"""A step of the desk: how the file was read, and what may be changed about it."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope import words
from fundscope.ingest import Found
from fundscope.ingest.reading import Reading, SheetTable
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.correct_reading import Change, correct_reading, delimiter_mark
from fundscope.ui.desk.draft import Delivery, Draft
from fundscope.ui.desk.handling import Read
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene, the_store

_PREVIEW_ROWS = 8
_ROW = "#"


def show_reading(scene: Scene, delivery: Delivery, draft: Draft, read: Read, change: Change) -> None:
    """Which table, where its header is, what was found around it; a preview; and the ways to correct it."""
    assert read.reading is not None  # noqa: S101 - what cannot be read is not shown
    reading = read.reading
    table = reading.tables[draft.table]
    with part(draft, "reading", _told(scene, reading, table)):
        if draft.reading and len(reading.tables) > 1:
            _choose_read_table(scene, draft, reading, change)
        elif len(read.found) > 1:
            _choose_table(scene, delivery, draft, read.found)
        _evidence(scene, reading, table)
        st.dataframe(
            preview(table),
            hide_index=True,
            width="stretch",
            placeholder="",
            column_config={_ROW: st.column_config.NumberColumn(width="small")},
            key=f"preview-{draft.draft_id}",
        )
        with st.expander(scene.text("desk.reading.change"), expanded=bool(draft.reading)):
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


def _choose_table(scene: Scene, delivery: Delivery, draft: Draft, found: tuple[Found, ...]) -> None:
    """Another table of the file instead; those that are taken already are not offered."""
    taken = {one.place for one in delivery.drafts if one.file_id == draft.file_id}
    offered = [one for one in found if one.place == draft.place or one.place not in taken]
    if len(offered) < 2:
        return
    key = f"table-{draft.draft_id}"
    places = {one.place: one for one in offered}
    in_order = list(places)

    def chosen() -> None:
        drafts.take_instead(the_store(scene.address), delivery, draft, st.session_state[key])

    st.selectbox(
        scene.text("desk.reading.which"),
        in_order,
        index=in_order.index(draft.place) if draft.place in places else 0,
        format_func=lambda place: _written(scene, places[place].sheet, place, places[place].rows),
        key=key,
        on_change=chosen,
        width=480,
    )


def _choose_read_table(scene: Scene, draft: Draft, reading: Reading, change: Change) -> None:
    """Of a file that is read otherwise than proposed, one of the tables so found."""
    key = f"read-table-{draft.draft_id}"
    st.selectbox(
        scene.text("desk.reading.which"),
        range(len(reading.tables)),
        index=draft.table,
        format_func=lambda place: _written(
            scene, reading.tables[place].sheet, place, reading.tables[place].rows
        ),
        key=key,
        on_change=lambda: change(table=st.session_state[key], fields={}, units={}),
        width=480,
    )


def _written(scene: Scene, sheet: str, place: int, rows: int) -> str:
    return scene.text("desk.reading.table", number=place + 1, sheet=sheet, rows=scene.context.number(rows))


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
    shown: dict[str, Any] = {_ROW: table.row_numbers.slice(0, _PREVIEW_ROWS).to_pylist()}
    for column in table.columns:
        shown[f"{column.letter}  {column.header}"] = column.texts.slice(0, _PREVIEW_ROWS).to_pylist()
    return pd.DataFrame(shown)
