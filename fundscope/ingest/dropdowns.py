"""Dropdowns in workbooks that we write: what a column may hold, listed on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from openpyxl.styles import Font
from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from fundscope.ingest.sheet_text import write_text
from fundscope.model import LANGUAGES, Column, Language, datasets
from fundscope.words import text


@dataclass(frozen=True)
class Place:
    """Where the cells of a declared column are: on an openpyxl sheet, in rows counted as Excel does."""

    sheet: Any
    letter: str
    first_row: int
    last_row: int
    column: Column

    @property
    def cells(self) -> str:
        return f"{self.letter}{self.first_row}:{self.letter}{self.last_row}"


def codes_sheet_titles() -> tuple[str, ...]:
    """What the sheet of lists is called in each language."""
    return tuple(text("handback.codes.sheet", lang) for lang in LANGUAGES)


def choices_of_column(column: Column, known: Mapping[str, pa.Table], lang: Language) -> tuple[str, ...]:
    """The words that a column chooses from, as the reader takes them back; none where it has no list.

    ``known`` has the reference tables, by dataset.
    """
    if column.type == "flag":
        return text("handback.codes.yes", lang), text("handback.codes.no", lang)
    if isinstance(column.codes, tuple):
        return tuple(code.words.in_language(lang) for code in column.codes)
    if column.codes is None or column.codes not in known:
        return ()
    table = known[column.codes]
    keys = table.column(datasets()[column.codes].key[0]).to_pylist()
    names = table.column(f"name_{lang}").to_pylist()
    return tuple(name or key for name, key in zip(names, keys, strict=True))


def add_dropdowns(
    workbook: Any, places: Iterable[Place], known: Mapping[str, pa.Table], lang: Language
) -> None:
    """A dropdown in every place whose column has a list, unless its cells have one already.

    The lists stand on a sheet at the end, since Excel takes no more than 255 characters of them in the
    dropdown itself. It warns of anything else and does not refuse it: codes, and names in the other
    language, are read as well.
    """
    lists: dict[tuple[str, ...], str] = {}
    sheet = None
    for place in places:
        words = choices_of_column(place.column, known, lang)
        if not words or _has_dropdown(place):
            continue
        if sheet is None:
            sheet = workbook.create_sheet(text("handback.codes.sheet", lang))
        if words not in lists:
            lists[words] = _write_list(sheet, len(lists) + 1, place.column, words, lang)
        place.sheet.add_data_validation(_dropdown(place, lists[words], lang))


def _has_dropdown(place: Place) -> bool:
    """Whether the first of the cells has a rule of the analyst's own; Excel allows one."""
    first = f"{place.letter}{place.first_row}"
    return any(first in rule.sqref for rule in place.sheet.data_validations.dataValidation)


def _write_list(sheet: Any, place: int, column: Column, words: tuple[str, ...], lang: Language) -> str:
    """Write a list into a column of the sheet; the formula of its cells."""
    write_text(sheet.cell(1, place), column.title.in_language(lang)).font = Font(bold=True)
    for row, word in enumerate(words, 2):
        write_text(sheet.cell(row, place), word)
    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = 28
    return f"{quote_sheetname(sheet.title)}!{absolute_coordinate(f'{letter}2:{letter}{len(words) + 1}')}"


def _dropdown(place: Place, formula: str, lang: Language) -> DataValidation:
    return DataValidation(
        type="list",
        formula1=formula,
        allow_blank=True,
        sqref=place.cells,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle=place.column.title.in_language(lang)[:32],
        error=text("handback.codes.other", lang),
    )
