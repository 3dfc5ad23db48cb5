"""Workbooks that calamine cannot open (or only with all memory there is), through openpyxl."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
from openpyxl.chartsheet import Chartsheet

from .book import Book, book_tables
from .choices import Choices
from .grid import Grid
from .table import Reading
from .unreadable import Unreadable
from .xlsx_facts import xlsx_facts


def read_xlsx(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    """All sheets of a workbook that hold a table: cell after cell, so far cells cost nothing."""
    facts = xlsx_facts(path, merged=True)
    book = Book(kind, is_1904=facts.is_1904, reader="openpyxl")
    try:
        with warnings.catch_warnings(action="ignore"):
            opened = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        for sheet in opened.worksheets:
            if isinstance(sheet, Chartsheet):
                continue
            # The size that a sheet claims may be wrong; the rows say what there is.
            sheet.reset_dimensions()
            rows = [list(row) for row in sheet.iter_rows(values_only=True)]
            book.add(Grid(sheet.title, rows), facts.of(sheet.title), is_hidden=sheet.sheet_state != "visible")
    except MemoryError:
        raise
    except Exception:
        # Whatever a damaged file makes openpyxl raise, there is no reader after it.
        raise Unreadable("damaged") from None
    if not book.grids:
        raise Unreadable("no_sheets")
    return book_tables(book, name, choices)
