"""Old workbooks (xls) through xlrd, which gives errors, number formats and what is hidden."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import TextIO

import xlrd
from xlrd.biffh import XLRDError

from .book import Book, book_tables
from .choices import Choices
from .facts import SheetFacts, says_more
from .grid import Area, ErrorValue, Grid, Value
from .table import Reading
from .unreadable import Unreadable

_PASSWORD = ("encrypted", "password")


def _opened(path: Path, nowhere: TextIO) -> xlrd.Book:
    """With its formats where they can be had: some programs leave out or garble them."""
    options = {"logfile": nowhere, "on_demand": True, "ragged_rows": True}
    try:
        return xlrd.open_workbook(str(path), formatting_info=True, **options)
    except (IndexError, KeyError, AssertionError, TypeError):
        return xlrd.open_workbook(str(path), **options)


def _open(path: Path) -> xlrd.Book:
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        try:
            return _opened(path, nowhere)
        except MemoryError:
            raise
        except Exception as error:
            # A damaged file makes xlrd fail in any way at all: assertion, index, struct, recursion.
            is_locked = any(word in str(error).lower() for word in _PASSWORD)
            raise Unreadable("password" if is_locked else "damaged") from None


def _date(value: float, code: str, datemode: int) -> Value:
    if "[h" in code.lower() or "[m" in code.lower() or "[s" in code.lower():
        return timedelta(days=value)
    try:
        moment = xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return value
    return time(moment.hour, moment.minute, moment.second) if 0 <= value < 1 else moment


def _converter(book: xlrd.Book) -> Callable[[int, float | str, str], Value]:
    def convert(kind: int, value: float | str, code: str) -> Value:
        match kind:
            case xlrd.XL_CELL_DATE:
                return _date(float(value), code, book.datemode)
            case xlrd.XL_CELL_BOOLEAN:
                return bool(value)
            case xlrd.XL_CELL_ERROR:
                return ErrorValue(xlrd.error_text_from_code.get(int(value), "#VALUE!"))
            case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
                return ""
        return value

    return convert


def _codes(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Callable[[int, int], str]:
    """The number format of a cell by row and column from 0; "" where the file keeps none."""
    formats = [book.format_map.get(xf.format_key) for xf in book.xf_list if book.formatting_info]
    codes = ["" if one is None else one.format_str or "" for one in formats]

    def code(row: int, column: int) -> str:
        try:
            return codes[int(sheet.cell_xf_index(row, column))]
        except (IndexError, XLRDError):
            return ""

    return code if any(codes) else lambda _row, _column: ""


def _grid(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> tuple[Grid, SheetFacts]:
    code = _codes(book, sheet)
    is_telling = any(says_more(one.format_str or "") for one in book.format_map.values())
    convert = _converter(book)
    facts = SheetFacts(
        merged=[Area(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells],
        hidden_rows=sorted(row + 1 for row, told in sheet.rowinfo_map.items() if told.hidden),
        hidden_columns=sorted(column for column, told in sheet.colinfo_map.items() if told.hidden),
    )
    odd = {xlrd.XL_CELL_DATE, xlrd.XL_CELL_BOOLEAN, xlrd.XL_CELL_ERROR}
    rows: list[list[Value]] = []
    for place in range(sheet.nrows):
        kinds, values = sheet.row_types(place), list(sheet.row_values(place))
        if odd.intersection(kinds):
            values = [
                convert(kind, value, code(place, column))
                for column, (kind, value) in enumerate(zip(kinds, values, strict=True))
            ]
        if is_telling:
            for column in range(len(values)):
                if says_more(shown := code(place, column)):
                    facts.add_format(place + 1, column, shown)
        rows.append(values)
    return Grid(sheet.name, rows), facts


def read_xls(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    """All sheets of an old workbook that hold a table."""
    opened = _open(path)
    book = Book(kind, is_1904=opened.datemode == 1)
    try:
        for place in range(opened.nsheets):
            sheet = opened.sheet_by_index(place)
            grid, facts = _grid(opened, sheet)
            book.add(grid, facts, is_hidden=sheet.visibility != 0)
            opened.unload_sheet(place)
    except MemoryError:
        raise
    except Exception:
        raise Unreadable("damaged") from None
    if not book.grids:
        raise Unreadable("no_sheets")
    return book_tables(book, name, choices)
