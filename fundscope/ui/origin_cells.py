"""Where each value of a card came from: its cell in the original file, the text there, what it became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

import streamlit as st

from fundscope import words
from fundscope.engine import Field
from fundscope.figures.written import written_value
from fundscope.ingest import Cell, cells_of_row
from fundscope.ingest.reading import Unreadable
from fundscope.model import MONEY_UNITS, Column, datasets
from fundscope.store import UnknownUploadError
from fundscope.ui.card import origin
from fundscope.ui.html_table import html_table
from fundscope.ui.scene import Scene, the_store

# Fields that a query gives under a name of its own.
_NAMED = {"hnte_year": "recognised", "employees": "employee_count"}
_UNITS = {unit.code: unit.spellings[0] for unit in MONEY_UNITS}


def show_cells(scene: Scene, dataset: str, row: Any, fields: Sequence[Field]) -> None:
    """A line that opens to the cells of a row, where it is known which file the row was read from."""
    if row.row is None or not row.upload:
        return
    key = f"cells-{dataset}"
    shown = st.expander(scene.text("cells.open"), key=key, on_change="rerun")
    if shown.open:
        with shown:
            part = f"{key}-{row.upload}-{row.sheet}-{row.row}"
            st.html(scene.once(part, lambda: _told(scene, dataset, row, fields)))


def _told(scene: Scene, dataset: str, row: Any, fields: Sequence[Field]) -> str:
    """File, sheet and row, and under them each value with its cell; or why the cells cannot be told."""
    title, where = origin(row, scene)
    told = f"<p class='fs-sub'>{escape(title)}: {escape(where)}</p>"
    try:
        cells = cells_of_row(the_store(scene.address), dataset, row.upload, row.sheet, row.row)
    except (Unreadable, UnknownUploadError):
        cells = None
    if cells is None:
        return f"{told}<p class='fs-sub'>{escape(scene.text('cells.not_kept'))}</p>"
    titles = [scene.text(f"cells.{name}") for name in ("value", "cell", "text", "became")]
    return told + html_table(scene.text("cells.open"), titles, _rows(scene, dataset, row, fields, cells))


def _rows(
    scene: Scene, dataset: str, row: Any, fields: Sequence[Field], cells: Mapping[str, Cell]
) -> list[tuple[str, ...]]:
    by_name = {field.name: field for field in fields}
    named = [(column, _NAMED.get(column.name, column.name)) for column in datasets()[dataset].columns]
    return [
        (
            escape(column.title.in_language(scene.view.lang)),
            *_from(scene, cells.get(column.name)),
            escape(_became(scene, getattr(row, name), by_name[name], column)),
        )
        for column, name in named
        if name in by_name
    ]


def _from(scene: Scene, cell: Cell | None) -> tuple[str, str]:
    """The cell under its header, and its text; in which unit its number was read."""
    if cell is None:
        return f"<span class='fs-quiet'>{escape(scene.text('cells.not_in_file'))}</span>", ""
    place = f"<b>{escape(cell.address)}</b> <span class='fs-quiet'>{escape(cell.header)}</span>"
    if cell.text is None:
        return place, f"<span class='fs-quiet'>{escape(scene.text('cells.blank'))}</span>"
    text = f"<code>{escape(cell.text)}</code>"
    if cell.unit is None:
        return place, text
    unit = scene.text("cells.in_unit", unit=_UNITS[cell.unit])
    return place, f"{text} <span class='fs-quiet'>{escape(unit)}</span>"


def _became(scene: Scene, value: Any, field: Field, column: Column) -> str:
    """The value as stored: an amount to the last fen, since it is held against the cell."""
    if column.type == "money" and value is not None:
        exact = Decimal(value).normalize()
        decimals = max(0, -int(exact.as_tuple().exponent))
        return scene.text("cells.yuan", amount=words.number(exact, scene.view.lang, decimals))
    return written_value(value, field, scene.context)
