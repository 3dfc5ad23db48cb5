"""What a person may set otherwise about how a file was read; whatever is left alone stays as proposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from fundscope.ingest.reading import Reading, SheetTable
from fundscope.ui.desk.draft import Draft
from fundscope.ui.scene import Scene

Change = Callable[..., None]

_ENCODINGS = ("utf-8", "gb18030", "big5", "cp1252", "utf-16", "shift_jis", "cp1250", "cp1251")
_DELIMITERS = (",", ";", "\t", "|", "^", "~", ":", " ")
_ROWS = re.compile(r"(\d{1,7})(?:\s*[-–—~至到]\s*(\d{1,7}))?")
# No row has a number below 1.
UNREADABLE_ROWS = (-1,)
_HIDDEN = ("sheets", "rows", "columns")


def delimiter_mark(scene: Scene, delimiter: str | None) -> str:
    """A delimiter as a person can see it."""
    named = {"\t": "tab", " ": "space"}
    return scene.text(f"delimiter.{named[delimiter]}") if delimiter in named else f"“{delimiter or ''}”"


def correct_reading(scene: Scene, draft: Draft, reading: Reading, table: SheetTable, change: Change) -> None:
    """The form. What is sent off is read again in the child process, and shown with its new evidence."""
    chosen: Mapping[str, Any] = draft.reading
    with st.form(f"correct-{draft.draft_id}", border=False):
        where = _where(scene, reading, table, chosen)
        how = _how_text(scene, reading, chosen) if reading.encoding else _calendar(scene, reading, chosen)
        what = _what(scene, table, chosen)
        sent, undone = st.container(horizontal=True), False
        is_sent = sent.form_submit_button(scene.text("desk.reading.again"))
        if chosen:
            undone = sent.form_submit_button(scene.text("desk.reading.as_proposed"))
    if undone:
        change(reading={}, table=draft.place or 0, fields={}, units={})
        st.rerun()
    if is_sent:
        given = {**where, **how, **what}
        wrong = _wrong_rows(scene, reading, table, where)
        if wrong:
            st.error(wrong)
            return
        kept = {
            name: value
            for name, value in given.items()
            if value is not None and not (name.startswith("drop_") and not value)
        }
        change(reading=kept, table=0, fields={}, units={})
        st.rerun()


def _where(scene: Scene, reading: Reading, table: SheetTable, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Sheet, header rows, first and last row. Rows count on one sheet, so naming them names it."""
    columns = st.columns(4 if not reading.encoding else 3)
    sheets = list(dict.fromkeys(one.sheet for one in reading.tables))
    sheet = None
    if not reading.encoding:
        sheet = columns[0].selectbox(
            scene.text("desk.reading.sheet"),
            sheets,
            index=sheets.index(table.sheet) if "sheet" in chosen else None,
            placeholder=scene.text("desk.reading.all_sheets"),
        )
    found = ", ".join(str(row) for row in table.header_rows)
    header = columns[-3].text_input(scene.text("desk.reading.header_rows"), value=found)
    first, last = (
        columns[place].number_input(
            scene.text(f"desk.reading.{name}"), min_value=0, value=chosen.get(name) or 0
        )
        for place, name in ((-2, "first_row"), (-1, "last_row"))
    )
    rows = rows_in(header)
    is_chosen = rows != tuple(table.header_rows) or "header_rows" in chosen
    named = is_chosen or first or last
    return {
        "sheet": sheet or (table.sheet if named and not reading.encoding else None),
        "header_rows": rows if is_chosen else None,
        "first_row": int(first) or None,
        "last_row": int(last) or None,
    }


def rows_in(given: str) -> tuple[int, ...]:
    """The numbers of rows in what a person wrote: "3", "3, 4", "3、4" or "3-4"; none for an empty text, and
    ``UNREADABLE_ROWS`` where it is something else."""
    rows: list[int] = []
    for part in filter(None, (part.strip() for part in re.split("[,，、;；]", given))):
        found = _ROWS.fullmatch(part)
        if found is None:
            return UNREADABLE_ROWS
        first, last = int(found[1]), int(found[2] or found[1])
        rows += range(first, last + 1)
    return tuple(rows)


def _wrong_rows(scene: Scene, reading: Reading, table: SheetTable, where: Mapping[str, Any]) -> str | None:
    """What is wrong with the rows that were given; None where they may be read."""
    header = where["header_rows"]
    if header == UNREADABLE_ROWS:
        return scene.text("desk.reading.rows_as")
    first, last = where["first_row"], where["last_row"]
    lowest = max(header or table.header_rows, default=0)
    sheet = where["sheet"] or table.sheet
    end = max(_last_row(one) for one in reading.tables if one.sheet == sheet)
    if lowest > end:
        return scene.text("desk.reading.rows_end", sheet=sheet, row=end, given=lowest)
    if first is not None and first <= lowest:
        return scene.text("desk.reading.first_below", row=lowest)
    if last is not None and last < (first or lowest + 1):
        return scene.text("desk.reading.last_below", row=first or lowest + 1)
    return None


def _last_row(table: SheetTable) -> int:
    last: int = table.row_numbers[-1].as_py() if table.rows else max(table.header_rows, default=0)
    return last


def _how_text(scene: Scene, reading: Reading, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Encoding, delimiter and decimal mark of a text file."""
    columns = st.columns(4)
    encodings = list(dict.fromkeys((reading.encoding or "utf-8", *_ENCODINGS)))
    encoding = columns[0].selectbox(scene.text("desk.reading.encoding"), encodings, accept_new_options=True)
    delimiters = list(dict.fromkeys((reading.delimiter or ",", *_DELIMITERS)))
    delimiter = columns[1].selectbox(
        scene.text("desk.reading.delimiter"), delimiters, format_func=lambda one: delimiter_mark(scene, one)
    )
    decimal = columns[2].selectbox(
        scene.text("desk.reading.decimal"),
        [".", ","],
        index=[".", ","].index(chosen["decimal"]) if "decimal" in chosen else None,
        format_func=lambda mark: f"1{mark}5",
        placeholder=scene.text("desk.reading.as_found"),
    )
    return {
        "encoding": encoding if encoding != reading.encoding else chosen.get("encoding"),
        "delimiter": delimiter if delimiter != reading.delimiter else chosen.get("delimiter"),
        "decimal": decimal,
    }


def _calendar(scene: Scene, reading: Reading, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The year from which a workbook counts its days."""
    year = st.columns(4)[0].selectbox(
        scene.text("desk.reading.calendar"), [1900, 1904], index=int(reading.is_1904), format_func=str
    )
    is_1904 = year == 1904
    return {"is_1904": is_1904 if is_1904 != reading.is_1904 else chosen.get("is_1904")}


def _what(scene: Scene, table: SheetTable, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Which blanks are filled from above, and which hidden parts are left out."""
    filled = next(
        (values["columns"] for key, values in table.evidence if key == "reading.layout.filled_down"), ""
    )
    headers = [column.header for column in table.columns]
    before = [header for header in headers if header in filled.split(", ")]
    fill = st.multiselect(
        scene.text("desk.reading.fill_down"),
        headers,
        default=before,
        placeholder=scene.text("desk.reading.no_columns"),
    )
    boxes = st.container(horizontal=True)
    dropped = {
        f"drop_hidden_{part}": boxes.checkbox(
            scene.text(f"desk.reading.drop_hidden_{part}"), value=bool(chosen.get(f"drop_hidden_{part}"))
        )
        for part in _HIDDEN
    }
    is_chosen = fill != before or "fill_down" in chosen
    return {"fill_down": tuple(fill) if is_chosen else None, **dropped}
