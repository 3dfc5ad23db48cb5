"""Where the tables of a sheet lie, each part with the evidence for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from .cells import has_kind
from .choices import Choices
from .columns import (
    RawCells,
    cut_columns,
    distinct_headers,
    fill_down,
    is_of_amounts,
    is_to_fill_down,
    joined,
    raw_column,
    titles_of,
)
from .ending import Body, find_body
from .facts import UNNAMED_CURRENCY
from .grid import Grid, column_index, column_letter, is_blank
from .header import Header, find_header
from .look import filled, line
from .merged import fill_merged
from .stacked import blank_free, stacked
from .table import Hidden, Kind, RawColumn, SheetTable
from .unit_words import is_numbering_row, is_units_row, unit_in_format, units_of

_MOST_NAMED = 12
# A unit in the formats of so many of a column's numbers is that of the column.
_MOST_OF = 0.9


@dataclass
class _Evidence:
    """What is said about a layout, gathered while it is told."""

    said: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def say(self, key: str, **values: str) -> None:
        self.said.append((key, values))

    def say_rows(self, key: str, grid: Grid, places: Sequence[int]) -> None:
        if places:
            numbers = [str(grid.excel_row(place)) for place in places[:_MOST_NAMED]]
            rows = ", ".join(numbers) + (" …" if len(places) > _MOST_NAMED else "")
            self.say(key, rows=rows, count=str(len(places)))


def tables_of(grid: Grid, choices: Choices) -> list[SheetTable]:
    """Every table of a sheet, from the top down; none where the sheet has no more than prose."""
    is_chosen = choices.names_rows
    first = max(0, (choices.first_row or 1) - grid.first_row) if is_chosen else 0
    if is_chosen and choices.header_rows:
        first = max(0, min(first, min(choices.header_rows) - grid.first_row)) if choices.first_row else 0
    last = (
        min(len(grid.rows), choices.last_row - grid.first_row + 1)
        if is_chosen and choices.last_row
        else len(grid.rows)
    )
    places = blank_free(grid, first, last)
    groups = [places] if is_chosen else stacked(grid, places)
    tables = [_table(grid, group, choices, is_chosen=is_chosen) for group in groups]
    return [table for table in tables if table is not None]


def bare_table(grid: Grid, choices: Choices) -> SheetTable | None:
    """All that stands on a sheet where nothing looks like a table, such as a lone cell; None if nothing."""
    places = blank_free(grid, 0, len(grid.rows))
    if not places:
        return None
    header = Header((), places[0], "reading.layout.header_none")
    return _told_table(grid, places, choices, header, body=Body(places, [], [], [], []))


def chosen_header(grid: Grid, places: Sequence[int], choices: Choices) -> Header | None:
    """The header in the rows that a person named."""
    if choices.header_rows is None:
        return find_header(grid, places)
    chosen = tuple(
        row - grid.first_row for row in choices.header_rows if 0 <= row - grid.first_row < len(grid.rows)
    )
    earliest = choices.first_row - grid.first_row if choices.first_row else (max(chosen) + 1 if chosen else 0)
    return Header(chosen, max(earliest, max(chosen, default=-1) + 1), "reading.layout.header_chosen")


def _table(grid: Grid, places: list[int], choices: Choices, *, is_chosen: bool) -> SheetTable | None:
    header = chosen_header(grid, places, choices) if is_chosen else find_header(grid, places)
    if header is None or not places:
        return None
    is_ended = is_chosen and choices.last_row is not None
    return _told_table(grid, places, choices, header, is_ended=is_ended)


def _told_table(
    grid: Grid,
    places: list[int],
    choices: Choices,
    header: Header,
    *,
    is_ended: bool = False,
    body: Body | None = None,
) -> SheetTable | None:
    """A table under its header; ``is_ended``: its last row is known, so nothing below is taken for a note."""
    evidence = _Evidence()
    evidence.say(header.key, row=", ".join(str(grid.excel_row(place)) for place in header.places))
    below = [place for place in places if place >= header.first_data]
    header_places, unit_row, below = _rows_under_titles(grid, header, below)
    if body is None:
        body = Body(below, [], [], [], []) if is_ended else find_body(grid, header_places, below)
    if not body.data and (len(header_places) == 0 or filled(grid.rows[header_places[-1]]) < 2):
        return None
    if grid.far_cells:
        evidence.say("reading.far_cells", sheet=grid.sheet, cells=", ".join(grid.far_cells))
    _say_rows_left_out(grid, places, header, body, evidence)
    above = [line(grid.rows[place]) for place in places if place < (header.places or (header.first_data,))[0]]
    data = _without_hidden_rows(grid, body.data, choices)
    notes = [line(grid.rows[place]) for place in [*body.totals, *body.notes]]
    return _Builder(grid, choices, evidence, tuple(header_places), unit_row, data, above, notes).build()


def _rows_under_titles(
    grid: Grid, header: Header, below: list[int]
) -> tuple[list[int], int | None, list[int]]:
    """Take the row of units and the row of column numbers, if there are such, from the rows of data."""
    header_places, unit_row, rest = list(header.places), None, list(below)
    while header.places and rest:
        row = grid.rows[rest[0]]
        if unit_row is None and is_units_row(row) and len(rest) > 1:
            unit_row = rest[0]
        elif not is_numbering_row(row):
            break
        header_places.append(rest.pop(0))
    return header_places, unit_row, rest


def _say_rows_left_out(
    grid: Grid, places: Sequence[int], header: Header, body: Body, evidence: _Evidence
) -> None:
    begin = (header.places or (header.first_data,))[0]
    evidence.say_rows("reading.layout.titles_above", grid, [place for place in places if place < begin])
    evidence.say_rows("reading.layout.totals_below", grid, body.totals)
    evidence.say_rows("reading.layout.notes_below", grid, body.notes)
    evidence.say_rows("reading.layout.repeated_headers", grid, body.repeated_headers)
    evidence.say_rows("reading.layout.totals_inside", grid, body.totals_inside)


def _without_hidden_rows(grid: Grid, data: list[int], choices: Choices) -> list[int]:
    if not (choices.drop_hidden_rows and grid.hidden.rows):
        return data
    hidden = {row - grid.first_row for row in grid.hidden.rows}
    return [place for place in data if place not in hidden]


@dataclass
class _Builder:
    """Builds one table from the rows that were told apart."""

    grid: Grid
    choices: Choices
    evidence: _Evidence
    header_places: tuple[int, ...]
    unit_row: int | None
    data: list[int]
    above: list[str]
    notes: list[str]

    def build(self) -> SheetTable | None:
        grid = self.grid
        header_rows = tuple(grid.excel_row(place) for place in self.header_places)
        excel_rows = [grid.excel_row(place) for place in self.data]
        cells = self._cells()
        named = self._named(cells)
        named = self._filled_down(named)
        columns = tuple(raw_column(grid, column, header, excel_rows) for header, column in named)
        if not columns:
            return None
        self._say_errors(columns)
        return SheetTable(
            sheet=grid.sheet,
            header_rows=header_rows,
            row_numbers=pa.array(excel_rows, pa.int64()),
            columns=columns,
            units=self._units(columns),
            hidden=self._hidden(columns, excel_rows, header_rows),
            title_lines=tuple(self.above),
            notes=tuple(self.notes),
            evidence=tuple(self.evidence.said),
        )

    def _cells(self) -> list[RawCells]:
        """All columns of the rectangle, merged cells filled, hidden columns dropped if so chosen."""
        rows = map(self.grid.rows.__getitem__, (*self.header_places, *self.data))
        width = max(map(len, rows), default=0)
        cells = cut_columns(self.grid, self.data)
        cells += [RawCells(column, [""] * len(self.data)) for column in range(len(cells), width)]
        merged = fill_merged(self.grid, self.data, cells)
        if merged.filled:
            self.evidence.say("reading.layout.merged_filled", count=str(merged.filled))
        if merged.not_filled:
            self.evidence.say("reading.layout.merged_not_filled", count=str(merged.not_filled))
        if not self.choices.drop_hidden_columns:
            return merged.columns
        hidden = {column_index(letter) - self.grid.first_column for letter in self.grid.hidden.columns}
        return [column for column in merged.columns if column.column not in hidden]

    def _named(self, cells: Sequence[RawCells]) -> list[tuple[str, RawCells]]:
        """Columns with their names, without those in which nothing stands."""
        titles = [place for place in self.header_places if place != self.unit_row]
        titles = [place for place in titles if not is_numbering_row(self.grid.rows[place])]
        width = max((column.column for column in cells), default=-1) + 1
        told = titles_of(self.grid, titles, width)
        parts = told.parts if titles else [[""]] * width
        kept: list[RawCells] = []
        spacers: list[str] = []
        for column in cells:
            is_titled = parts[column.column][-1] or told.owns[column.column]
            if all(map(is_blank, column.values)) and not is_titled:
                if column.column > 0 and kept:
                    spacers.append(column_letter(self.grid.first_column + column.column))
            else:
                kept.append(column)
        kept = self._without_side_notes(kept, parts)
        if spacers and kept:
            last = kept[-1].column + self.grid.first_column
            inside = [letter for letter in spacers if column_index(letter) < last]
            if inside:
                self.evidence.say("reading.layout.spacers", columns=", ".join(inside[:_MOST_NAMED]))
        headers = [joined(parts[column.column]) for column in kept]
        letters = [column_letter(self.grid.first_column + column.column) for column in kept]
        names = distinct_headers(headers, letters)
        made = [name for name, header in zip(names, headers, strict=True) if name != header]
        if made and self.header_places:
            self.evidence.say("reading.layout.names_made", columns=", ".join(made[:_MOST_NAMED]))
        return list(zip(names, kept, strict=True))

    def _without_side_notes(self, kept: list[RawCells], parts: Sequence[Sequence[str]]) -> list[RawCells]:
        """Take away remarks to the right of a table: no title, a gap before them, hardly a cell in them."""
        while len(kept) >= 3 and self.header_places:
            last, before = kept[-1], kept[-2]
            written = [value for value in last.values if not is_blank(value)]
            is_remark = not any(parts[last.column]) and last.column - before.column > 1
            if not is_remark or len(written) > max(1, 0.1 * len(last.values)):
                break
            self.notes.extend(line([value]) for value in written)
            letter = column_letter(self.grid.first_column + last.column)
            self.evidence.say("reading.layout.side_notes", column=letter, count=str(len(written)))
            kept = kept[:-1]
        return kept

    def _filled_down(self, named: list[tuple[str, RawCells]]) -> list[tuple[str, RawCells]]:
        chosen = self.choices.fill_down
        if chosen is None:
            to_fill = []
            for name, column in named[: len(named) - 1]:
                if not is_to_fill_down(column.values):
                    break
                to_fill.append(name)
        else:
            to_fill = [name for name, _ in named if name in chosen]
        if to_fill:
            self.evidence.say("reading.layout.filled_down", columns=", ".join(to_fill))
        return [
            (name, RawCells(column.column, fill_down(column.values)) if name in to_fill else column)
            for name, column in named
        ]

    def _units(self, columns: Sequence[RawColumn]) -> dict[str, str]:
        under: dict[str, str] = {}
        if self.unit_row is not None:
            row = self.grid.rows[self.unit_row]
            for column in columns:
                index = column_index(column.letter) - self.grid.first_column
                if index < len(row) and not is_blank(row[index]):
                    under[column.header] = str(row[index]).strip().strip("()（）[]【】")
        for column in columns:
            units = self._format_units(column)
            named = sorted(units.keys() - {""})
            if len(named) == 1 and units[named[0]] >= _MOST_OF * units.total():
                under.setdefault(column.header, named[0])
            elif named:
                key = "mixed_units" if len(named) > 1 else "some_units"
                self.evidence.say(f"reading.layout.{key}", column=column.header, units=", ".join(named))
            if column.formats is not None and UNNAMED_CURRENCY in column.formats.dictionary.to_pylist():
                self.evidence.say("reading.layout.unnamed_currency", column=column.header)
        numbers = frozenset(column.header for column in columns if is_of_amounts(column))
        titles = {
            column.header: "" if column.header == f"[{column.letter}]" else column.header
            for column in columns
        }
        return units_of(titles, under, [*self.above, *self.notes], numbers)

    def _format_units(self, column: RawColumn) -> Counter[str]:
        """How many numbers have each unit written beside them by their format; "" stands for none."""
        if column.formats is None:
            return Counter()
        kinds, codes = column.kinds.to_pylist(), column.formats.indices.to_pylist()
        units = [unit_in_format(code) or "" for code in column.formats.dictionary.to_pylist()]
        shown = (units[code] for kind, code in zip(kinds, codes, strict=True) if kind == Kind.NUMBER)
        return Counter(shown)

    def _hidden(
        self, columns: Sequence[RawColumn], excel_rows: Sequence[int], header_rows: Sequence[int]
    ) -> Hidden:
        letters = {column.letter for column in columns}
        rows = {*excel_rows, *header_rows}
        hidden = Hidden(
            sheet=self.grid.hidden.sheet,
            rows=tuple(row for row in self.grid.hidden.rows if row in rows),
            columns=tuple(letter for letter in self.grid.hidden.columns if letter in letters),
        )
        if hidden.sheet:
            self.evidence.say("reading.layout.hidden_sheet", sheet=self.grid.sheet)
        if hidden.rows:
            self.evidence.say_rows(
                "reading.layout.hidden_rows", self.grid, [r - self.grid.first_row for r in hidden.rows]
            )
        if hidden.columns:
            self.evidence.say(
                "reading.layout.hidden_columns", columns=", ".join(hidden.columns[:_MOST_NAMED])
            )
        return hidden

    def _say_errors(self, columns: Sequence[RawColumn]) -> None:
        for column in columns:
            if has_kind(column.kinds, Kind.ERROR):
                self.evidence.say("reading.layout.errors", column=column.header)
