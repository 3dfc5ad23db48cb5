"""The workbook that ``template`` gives: see ``template`` for what is in it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from fundscope.ingest.codes import code_list
from fundscope.ingest.dropdowns import Place, add_dropdowns, choices_of_column
from fundscope.ingest.new_workbook import sheet_title
from fundscope.ingest.sheet_text import write_text
from fundscope.ingest.template import MARK_COLUMNS, MARK_SHEET, header_of, unit_of, version_of
from fundscope.model import Column, Dataset, Language
from fundscope.words import text

# Rows that have dropdowns; a file may have more.
_LAST_ROW = 5_000
_HEADER_HEIGHT = 34
_REQUIRED, _OPTIONAL = PatternFill("solid", fgColor="FFDCE6F2"), PatternFill("solid", fgColor="FFF1F3F5")
_LINE = Border(bottom=Side("thin", color="FF8A94A6"))
_FORMATS = {
    "text": "@", "money": "#,##0.######", "number": "#,##0.####", "integer": "#,##0", "year": "0",
    "date": "yyyy-mm-dd", "month": "yyyy-mm", "flag": "General",
}  # fmt: skip
_NOTES = ("title_zh", "title_en", "required", "unit", "about_zh", "about_en", "example", "allowed")
_NOTE_WIDTHS = (22, 26, 12, 12, 44, 52, 30, 52)


def template_workbook(dataset: Dataset, known: Mapping[str, pa.Table], lang: Language) -> bytes:
    """A template of the dataset, as xlsx; ``known`` has the reference tables, ``lang`` is that of the sheet
    names and of the words in dropdowns."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = sheet_title(dataset.title.in_language(lang))
    _write_headers(sheet, dataset)
    for place, column in enumerate(dataset.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].number_format = _FORMATS[column.type]
    sheet.freeze_panes = "B2"
    _write_notes(workbook.create_sheet(text("template.notes.sheet", lang)), dataset, known, lang)
    _write_example(workbook.create_sheet(text("template.example.sheet", lang)), dataset, known, lang)
    places = (
        Place(sheet, get_column_letter(place), 2, _LAST_ROW, column)
        for place, column in enumerate(dataset.columns, 1)
    )
    add_dropdowns(workbook, places, known, lang)
    _write_mark(workbook.create_sheet(MARK_SHEET), dataset)
    workbook.properties.title = f"{dataset.title.in_language(lang)} {version_of(dataset)}"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _write_headers(sheet: Any, dataset: Dataset) -> None:
    for place, column in enumerate(dataset.columns, 1):
        cell = write_text(sheet.cell(1, place), header_of(column))
        cell.font = Font(bold=column.required)
        cell.fill = _REQUIRED if column.required else _OPTIONAL
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="center"), _LINE
        longest = max(len(column.title.en), 2 * len(header_of(column).split("\n", maxsplit=1)[0]))
        sheet.column_dimensions[cell.column_letter].width = min(40, max(12, longest + 3))
    sheet.row_dimensions[1].height = _HEADER_HEIGHT


def _write_notes(sheet: Any, dataset: Dataset, known: Mapping[str, pa.Table], lang: Language) -> None:
    """What each column means, in both languages, and how to fill it in."""
    lines = [
        f"{dataset.title.zh} · {dataset.title.en}",
        text("template.version", "zh", version=version_of(dataset)),
        text("template.version", "en", version=version_of(dataset)),
        text("template.how", "zh"),
        text("template.how", "en"),
    ]
    for row, line in enumerate(lines, 1):
        write_text(sheet.cell(row, 1), line)
    sheet["A1"].font = Font(bold=True, size=14)
    header_row = len(lines) + 2
    for place, (name, width) in enumerate(zip(_NOTES, _NOTE_WIDTHS, strict=True), 1):
        title = f"{text(f'template.{name}', 'zh')}\n{text(f'template.{name}', 'en')}"
        cell = write_text(sheet.cell(header_row, place), title)
        cell.font, cell.fill, cell.border = Font(bold=True), _OPTIONAL, _LINE
        cell.alignment = Alignment(wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for row, column in enumerate(dataset.columns, header_row + 1):
        for place, written in enumerate(_note_of(column, known, lang), 1):
            cell = write_text(sheet.cell(row, place), written)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = sheet.cell(header_row + 1, 1)


def _note_of(column: Column, known: Mapping[str, pa.Table], lang: Language) -> Iterable[str]:
    said = text("template.yes" if column.required else "template.no", lang)
    unit = unit_of(column).spellings[0] if column.type == "money" else ""
    about = column.about
    return (
        column.title.zh,
        column.title.en,
        said,
        unit,
        about.zh if about else "",
        about.en if about else "",
        str(_example_of(column, known, lang)),
        text("list.separator", lang).join(choices_of_column(column, known, lang)),
    )


def _write_example(sheet: Any, dataset: Dataset, known: Mapping[str, pa.Table], lang: Language) -> None:
    """One row filled in; on a sheet of its own, so that nobody hands it in by mistake."""
    _write_headers(sheet, dataset)
    for place, column in enumerate(dataset.columns, 1):
        value = _example_of(column, known, lang)
        cell = sheet.cell(2, place)
        if isinstance(value, str):
            write_text(cell, value)
        else:
            cell.value = value
        cell.number_format = _FORMATS[column.type]


def _example_of(column: Column, known: Mapping[str, pa.Table], lang: Language) -> str | int | float | date:
    """The declared example as a person writes it: money in the template's unit, codes in words."""
    example = column.example
    if not example:
        return ""
    if column.type == "money":
        amount = Decimal(example) / unit_of(column).factor
        return int(amount) if amount == int(amount) else float(amount)
    if column.type in ("integer", "year"):
        return int(example)
    if column.type == "date":
        return date.fromisoformat(example)
    if column.codes is not None:
        return _word_of(column, example, known, lang)
    return example


def _word_of(column: Column, code: str, known: Mapping[str, pa.Table], lang: Language) -> str:
    words = choices_of_column(column, known, lang)
    meanings = code_list(column, known).read(pa.array(words, pa.string())).values.to_pylist() if words else []
    return next((word for word, meaning in zip(words, meanings, strict=True) if meaning == code), code)


def _write_mark(sheet: Any, dataset: Dataset) -> None:
    for place, name in enumerate(MARK_COLUMNS, 1):
        write_text(sheet.cell(1, place), name)
    for row, column in enumerate(dataset.columns, 2):
        said = (dataset.name, version_of(dataset), column.name, header_of(column))
        for place, written in enumerate(said, 1):
            write_text(sheet.cell(row, place), written)
    sheet.sheet_state = "hidden"
