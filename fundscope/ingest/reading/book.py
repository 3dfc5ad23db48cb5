"""From the sheets that a reader found in a workbook to the tables on them: the same for every reader."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from .cells import has_kind
from .choices import Choices
from .facts import SheetFacts
from .far import without_far_columns, without_far_rows
from .grid import ErrorValue, Grid, Value, column_letter, is_blank
from .layout import bare_table, tables_of
from .look import TYPED
from .table import Hidden, Kind, Reading, SheetTable
from .unreadable import Unreadable

# 1 January 1904 is day 0 of the one calendar and day 1462 of the other.
_BETWEEN_CALENDARS = timedelta(days=1462)

Note = tuple[str, dict[str, str]]


@dataclass
class Book:
    """The sheets of a workbook as one reader gives them; ``reader`` names it where it is not the usual."""

    format: str
    is_1904: bool = False
    is_complete: bool = True
    reader: str | None = None
    grids: list[Grid] = field(default_factory=list)

    def add(self, grid: Grid, facts: SheetFacts, *, is_hidden: bool) -> None:
        """Take a sheet: its cells, and beside them what the workbook says of it."""
        rows = [list(row) for row in grid.rows] if facts.errors or facts.formats else list(grid.rows)
        grid.rows = rows
        _put_errors(grid, facts)
        _put_leading_zeros(grid, facts)
        kept, below = without_far_rows(grid.rows, grid.first_row, grid.first_column)  # type: ignore[arg-type]
        kept, beside = without_far_columns(kept, grid.first_row, grid.first_column)
        grid.rows, grid.far_cells = kept, (*below, *beside)
        grid.merged, grid.formats = facts.merged, facts.formats
        grid.hidden = Hidden(
            sheet=is_hidden,
            rows=tuple(facts.hidden_rows),
            columns=tuple(map(column_letter, facts.hidden_columns)),
        )
        self.grids.append(grid)


def _put_errors(grid: Grid, facts: SheetFacts) -> None:
    for (row, column), error in facts.errors.items():
        place, index = row - grid.first_row, column - grid.first_column
        if 0 <= place < len(grid.rows) and index >= 0:
            cells: list[Value] = grid.rows[place]  # type: ignore[assignment]
            cells.extend([""] * (index + 1 - len(cells)))
            cells[index] = ErrorValue(error)


def _put_leading_zeros(grid: Grid, facts: SheetFacts) -> None:
    """A number under the format 000000 is a code: a person sees its zeros, and they belong to it."""
    for column, codes in facts.formats.items():
        for row, code in codes.items():
            place, index = row - grid.first_row, column - grid.first_column
            if not code.isdigit() or not (0 <= place < len(grid.rows) and 0 <= index < len(grid.rows[place])):
                continue
            value = grid.rows[place][index]
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value) >= 0:
                grid.rows[place][index] = str(int(value)).zfill(len(code))  # type: ignore[index]


def _in_calendar(grid: Grid, shift: timedelta) -> None:
    """All dates of a sheet, counted from the other year."""
    for row in grid.rows:
        for column, value in enumerate(row):
            if isinstance(value, (date, datetime)):
                row[column] = value + shift  # type: ignore[index]


def _asked_for(book: Book, name: str, choices: Choices) -> list[Grid]:
    """The sheets to read, those shown first."""
    grids = sorted(book.grids, key=lambda grid: grid.hidden.sheet)
    if choices.sheet is not None:
        chosen = [grid for grid in grids if grid.sheet == choices.sheet]
        if not chosen:
            sheets = ", ".join(grid.sheet for grid in book.grids)
            raise Unreadable("no_such_sheet", file=name, sheet=choices.sheet, sheets=sheets)
        return chosen
    if choices.drop_hidden_sheets:
        return [grid for grid in grids if not grid.hidden.sheet]
    return grids


def _is_prose(table: SheetTable) -> bool:
    """One column with nothing but texts: lines to read, such as an index or a guide."""
    if len(table.columns) != 1 or (table.title_lines == () and not table.header_rows):
        return False
    return not any(has_kind(table.columns[0].kinds, kind) for kind in TYPED)


def _without_prose(tables: list[SheetTable]) -> tuple[list[SheetTable], list[str]]:
    """Leave sheets of mere prose aside where another sheet has a table; and their names."""
    by_sheet: dict[str, list[SheetTable]] = {}
    for table in tables:
        by_sheet.setdefault(table.sheet, []).append(table)
    prose = {sheet for sheet, those in by_sheet.items() if all(map(_is_prose, those))}
    if not any(table.sheet not in prose and not table.hidden.sheet for table in tables):
        return tables, []
    return [table for table in tables if table.sheet not in prose], sorted(prose)


def _notes(book: Book, grids: list[Grid], tables: list[SheetTable], prose: list[str]) -> list[Note]:
    notes: list[Note] = []
    if book.reader:
        notes.append(("reading.other_reader", {"reader": book.reader}))
    if not book.is_complete:
        notes.append(("reading.formats_unknown", {"format": book.format}))
    notes += [("reading.prose_sheet", {"sheet": sheet}) for sheet in prose]
    read = {table.sheet for table in tables} | set(prose)
    for grid in book.grids:
        if grid not in grids and grid.hidden.sheet:
            notes.append(("reading.hidden_dropped", {"sheet": grid.sheet}))
        elif grid.sheet not in read and grid.hidden.sheet:
            notes.append(("reading.hidden_without_table", {"sheet": grid.sheet}))
        elif grid.sheet not in read and any(not is_blank(v) for row in grid.rows for v in row):
            notes.append(("reading.prose_sheet", {"sheet": grid.sheet}))
    return notes


def book_tables(book: Book, name: str, choices: Choices, *, encoding: str | None = None) -> Reading:
    """The tables of a workbook, those of hidden sheets last.

    Raises:
        Unreadable: there is none, or no sheet of the chosen name.
    """
    grids = _asked_for(book, name, choices)
    is_1904 = book.is_1904 if choices.is_1904 is None else choices.is_1904
    if is_1904 != book.is_1904:
        for grid in grids:
            _in_calendar(grid, _BETWEEN_CALENDARS if is_1904 else -_BETWEEN_CALENDARS)
    of_rows = next((grid for grid in grids if any(not is_blank(v) for row in grid.rows for v in row)), None)
    by_evidence = replace(choices, header_rows=None, first_row=None, last_row=None)
    tables = [
        table for grid in grids for table in tables_of(grid, choices if grid is of_rows else by_evidence)
    ]
    if not tables:
        tables = [table for grid in grids if (table := bare_table(grid, choices)) is not None]
    if not tables:
        raise Unreadable("no_table")
    tables, prose = _without_prose(tables)
    notes = _notes(book, grids, tables, prose)
    if is_1904 and any(has_kind(column.kinds, Kind.DATE) for t in tables for column in t.columns):
        notes.append(("reading.calendar_1904", {}))
    return Reading(name, book.format, tuple(tables), encoding=encoding, notes=tuple(notes), is_1904=is_1904)
