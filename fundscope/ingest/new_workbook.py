"""A table that came in another format, written as a workbook: each cell where it stood."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import column_index_from_string

from fundscope.ingest.reading.table import Kind, RawColumn, SheetTable
from fundscope.ingest.sheet_text import write_text

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_FIRST_YEAR = 1900  # Excel has no day before


def sheet_title(name: str) -> str:
    """The name of a sheet as Excel allows it: 31 characters at most, without ``[ ] : * ? / \\``."""
    return _NOT_IN_TITLES.sub("_", name)[:_LONGEST_TITLE].strip("'") or "1"


def new_workbook(tables: list[SheetTable]) -> Workbook:
    """A workbook with the tables; rows and columns are numbered as in the file, so that addresses hold."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for table in tables:
        title = sheet_title(table.sheet)
        sheet = workbook[title] if title in workbook.sheetnames else workbook.create_sheet(title)
        _write_table(sheet, table)
    return workbook


def _write_table(sheet: Any, table: SheetTable) -> None:
    header_row = table.header_rows[-1] if table.header_rows else None
    first = min(table.header_rows, default=table.row_numbers[0].as_py() if table.rows else 1)
    for row, line in zip(range(first - len(table.title_lines), first), table.title_lines, strict=True):
        if row >= 1:
            write_text(sheet.cell(row, 1), line)
    rows = table.row_numbers.to_pylist()
    for column in table.columns:
        place = column_index_from_string(column.letter)
        if header_row is not None:
            write_text(sheet.cell(header_row, place), column.header).font = Font(bold=True)
        _write_column(sheet, place, rows, column)


def _write_column(sheet: Any, place: int, rows: list[int], column: RawColumn) -> None:
    formats = [None] * len(rows) if column.formats is None else _plain_list(column.formats)
    cells = zip(rows, column.texts.to_pylist(), column.kinds.to_pylist(), formats, strict=True)
    for row, written, kind, number_format in cells:
        if written is None:
            continue
        cell = sheet.cell(row, place)
        value = _value(written, kind)
        if isinstance(value, str):
            write_text(cell, value)
            continue
        cell.value = value
        if number_format and number_format != "General":
            cell.number_format = number_format


def _plain_list(formats: pa.Array) -> list[str | None]:
    written: list[str | None] = formats.cast(pa.string()).to_pylist()
    return written


def _value(written: str, kind: int) -> str | int | float | bool | datetime:
    """What a cell holds, from its exact content; a day that Excel cannot hold stays a text."""
    if kind == Kind.NUMBER:
        number = float(written)
        return int(written) if written.lstrip("-").isdigit() and abs(number) < 2**53 else number
    if kind == Kind.FLAG:
        return written == "TRUE"
    if kind == Kind.DATE:
        moment = datetime.fromisoformat(written)
        return moment if moment.year >= _FIRST_YEAR else written
    return written
