"""Workbooks through calamine, the fastest reader there is, and what they say beside their values."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from .book import Book, book_tables
from .choices import Choices
from .facts import BookFacts
from .grid import Area, Grid
from .table import Reading
from .unreadable import Unreadable


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise Unreadable("password") from None
    except CalamineError:
        raise Unreadable("damaged") from None


def _facts(path: Path, kind: str) -> BookFacts:
    """Each kind of file has its own way of saying them; a workbook that says them badly is read without."""
    from .ods_facts import ods_facts
    from .xlsb_facts import xlsb_facts
    from .xlsx_facts import xlsx_facts

    readers = {"xlsx": xlsx_facts, "xlsm": xlsx_facts, "xlsb": xlsb_facts, "ods": ods_facts}
    if kind not in readers:
        return BookFacts(is_complete=False)
    try:
        return readers[kind](path)
    except Unreadable as failure:
        if failure.code != "damaged":
            raise
    except (ValueError, KeyError, StopIteration):
        pass
    return BookFacts(is_complete=False)


def _say_times(rows: list[list[Any]]) -> None:
    """Calamine leaves spans of time of an ods as that writes them: PT255H10M10S."""
    from .ods import time_of

    for row in rows:
        for column, value in enumerate(row):
            if type(value) is str and value.startswith("PT"):
                row[column] = time_of(value)


def _grid(workbook: CalamineWorkbook, name: str, *, is_ods: bool) -> tuple[Grid, list[Area]]:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except CalamineError:
        raise Unreadable("damaged") from None
    merged = [
        Area(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    if sheet.start is None:
        return Grid(name, []), merged
    rows = sheet.to_python(skip_empty_area=True)
    if is_ods:
        _say_times(rows)
    return Grid(name, rows, first_row=sheet.start[0] + 1, first_column=sheet.start[1]), merged


def read_workbook(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    """All sheets of a workbook that hold a table."""
    book = Book(kind)
    with ThreadPoolExecutor(1) as beside:
        # Beside calamine, which leaves Python alone while it parses; but for an ods it is told first, since
        # some have more cells than calamine could bear.
        told = beside.submit(_facts, path, kind)
        if kind == "ods" and told.result().is_odd:
            raise Unreadable("damaged")  # for this reader: the next one reads it
        workbook = _open(path)
        for sheet in workbook.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            grid, merged = _grid(workbook, sheet.name, is_ods=kind == "ods")
            of_sheet = told.result().of(sheet.name)
            of_sheet.merged = of_sheet.merged or merged
            book.add(grid, of_sheet, is_hidden=sheet.visible != SheetVisibleEnum.Visible)
        facts = told.result()
    book.is_1904, book.is_complete = facts.is_1904, facts.is_complete
    if not book.grids:
        raise Unreadable("no_sheets")
    return book_tables(book, name, choices)
