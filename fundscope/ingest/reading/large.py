"""A large text file, straight from bytes to Arrow columns of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from .cells import text_kinds
from .choices import Choices
from .delimiter import Dialect
from .grid import Grid, column_index
from .header import find_header
from .layout import chosen_header, tables_of
from .look import filled
from .ragged import Bytes, ragged_columns
from .table import RawColumn, SheetTable

_HEAD_ROWS = 200
_TAIL_ROWS = 60
_TAIL_BYTES = 64_000
_BLOCK_BYTES = 4 << 20


def read_large(
    data: Bytes, codec: str, dialect: Dialect, *, sample: str, sheet: str, choices: Choices
) -> SheetTable | None:
    """The table of a regular file; None for one that must be looked at row by row: with blank lines in it.

    ``sample`` is the beginning of the text. Only the first and last rows are looked at for the layout: what
    it is there, it is between.
    """
    head = list(islice(dialect.rows(sample), _HEAD_ROWS))
    places = [place for place, row in enumerate(head) if filled(row)]
    grid = Grid(sheet, head)
    header = chosen_header(grid, places, choices) if choices.names_rows else find_header(grid, places)
    if header is None or len(head) < _HEAD_ROWS or header.first_data >= _HEAD_ROWS // 2:
        return None
    width = len(head[header.first_data])
    ragged_end = _ragged_end(data, codec, dialect, width)
    lines_above = _lines_of(dialect, sample, header.first_data)
    content = None
    if dialect.has_quotes and not dialect.escape:
        content = _columns(data, codec, dialect, lines_above=lines_above, width=width, ragged=len(ragged_end))
    if content is None:
        content, ragged_end = ragged_columns(data, codec, dialect, header.first_data), []
    if choices.last_row is not None:
        content, ragged_end = content.slice(0, max(0, choices.last_row - header.first_data)), []
    if content.num_rows < _HEAD_ROWS + _TAIL_ROWS:
        return None
    grid = _head_and_tail(sheet, head, content, header.first_data, ragged_end)
    if choices.last_row is not None:
        choices = replace(choices, last_row=len(grid.rows))  # the rows between are not in the grid
    tables = tables_of(grid, choices)
    columns = content.columns
    del content
    return _with_middle(tables[0], columns, header.first_data) if len(tables) == 1 else None


def _lines_of(dialect: Dialect, sample: str, rows: int) -> int:
    """How many lines the first rows take up: more than rows, where a cell has line breaks."""
    lines = io.StringIO(sample, newline="")
    reader = csv.reader(lines, delimiter=dialect.delimiter)
    skipped = sum(1 for _ in islice(lines, dialect.lines_before))
    for _ in islice(reader, rows):
        pass
    return skipped + reader.line_num


def _ragged_end(data: Bytes, codec: str, dialect: Dialect, width: int) -> list[list[str]]:
    """The last rows, as far as they have another width than the data: notes and signatures."""
    text = data[-_TAIL_BYTES:].decode(codec, errors="replace")
    rows = list(Dialect(dialect.delimiter).rows(text))[1:]
    ragged: list[list[str]] = []
    while rows and len(rows[-1]) != width:
        ragged.insert(0, rows.pop())
    return ragged if rows else []


def _columns(
    data: Bytes, codec: str, dialect: Dialect, *, lines_above: int, width: int, ragged: int
) -> pa.Table | None:
    """All cells as texts, blanks as null; None if rows other than the last ``ragged`` differ in width."""
    odd_rows: list[str] = []

    def leave_out(row: pyarrow.csv.InvalidRow) -> str:
        odd_rows.append(row.text)
        return "skip" if len(odd_rows) <= ragged else "error"

    names = [str(index) for index in range(width)]
    try:
        content = pyarrow.csv.read_csv(
            pa.BufferReader(data),
            pyarrow.csv.ReadOptions(
                column_names=names, skip_rows=lines_above, encoding=_plain(codec), block_size=_BLOCK_BYTES
            ),
            pyarrow.csv.ParseOptions(
                delimiter=dialect.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=leave_out,
            ),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except (pa.ArrowInvalid, UnicodeError):
        return None
    return content if len(odd_rows) == ragged else None


def _plain(codec: str) -> str:
    """Arrow reads UTF-8 itself, mark or none; anything else goes through Python's codec."""
    return "utf8" if codec in ("utf-8", "utf-8-sig", "ascii") else codec


def _head_and_tail(
    sheet: str, head: Sequence[list[str]], content: pa.Table, first_data: int, ragged_end: Sequence[list[str]]
) -> Grid:
    """A grid of the first and the last rows, which knows how many stand between."""
    tail = content.slice(content.num_rows - _TAIL_ROWS)
    last_rows = [[row[name] or "" for name in tail.column_names] for row in tail.to_pylist()]
    held = [*head, *last_rows, *ragged_end]
    total = first_data + content.num_rows + len(ragged_end)
    return Grid(sheet, held, gap=(len(head), total - len(held)))


def _with_middle(table: SheetTable, content: list[pa.ChunkedArray], first_data: int) -> SheetTable | None:
    """The table with all its rows; None if some are blank, or a column without a name has something.

    ``content`` is used up: each column is let go once it is copied, so that no two copies of all are held.
    """
    first, last = table.row_numbers[0].as_py(), table.row_numbers[-1].as_py()
    start, count = first - 1 - first_data, last - first + 1
    by_index = {column_index(column.letter): column for column in table.columns}
    columns: list[RawColumn] = []
    is_blank: pa.Array | None = None
    for index in range(len(content)):
        texts = _whole(content[index].slice(start, count))
        content[index] = None
        if index in by_index:
            column = by_index[index]
            columns.append(RawColumn(column.header, column.letter, texts, text_kinds(texts)))
        elif texts.null_count < count:
            return None
        if is_blank is None or pc.any(is_blank).as_py():
            is_blank = texts.is_null() if is_blank is None else pc.and_(is_blank, texts.is_null())
    if is_blank is None or pc.any(is_blank).as_py():
        return None
    return SheetTable(
        sheet=table.sheet,
        header_rows=table.header_rows,
        row_numbers=pa.array(range(first, last + 1), pa.int64()),
        columns=tuple(columns),
        units=table.units,
        title_lines=table.title_lines,
        notes=table.notes,
        evidence=table.evidence,
    )


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """One array of its own, even if it was one chunk: a slice would hold on to all of it."""
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], pa.string())
