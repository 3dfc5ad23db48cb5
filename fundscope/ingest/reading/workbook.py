"""Workbooks through calamine, the fastest reader there is."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from .choices import Choices
from .grid import Grid
from .layout import tables_of
from .table import Hidden, Reading
from .unreadable import Unreadable


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise Unreadable("password") from None
    except CalamineError:
        raise Unreadable("damaged") from None


def _grid(workbook: CalamineWorkbook, name: str, is_hidden: bool) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return Grid(name, [], hidden=Hidden(sheet=is_hidden))
    return Grid(
        sheet=name,
        rows=sheet.to_python(skip_empty_area=True),
        first_row=sheet.start[0] + 1,
        first_column=sheet.start[1],
        hidden=Hidden(sheet=is_hidden),
    )


def read_workbook(path: Path, kind: str, name: str, choices: Choices) -> Reading:
    """All sheets of a workbook that hold a table."""
    workbook = _open(path)
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if not sheets:
        raise Unreadable("no_sheets")
    grids = [_grid(workbook, sheet.name, sheet.visible != SheetVisibleEnum.Visible) for sheet in sheets]
    tables = [table for grid in grids for table in tables_of(grid, choices)]
    if not tables:
        raise Unreadable("no_table")
    return Reading(name, kind, tuple(tables))
