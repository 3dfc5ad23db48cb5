"""Where the tables of a sheet lie: header, data, what stands above and below."""

from __future__ import annotations

import pyarrow as pa

from .cells import cell_text, texts_and_kinds
from .choices import Choices
from .grid import Grid, column_letter
from .table import RawColumn, SheetTable


def tables_of(grid: Grid, choices: Choices) -> list[SheetTable]:
    if not grid.rows:
        return []
    header, *body = grid.rows
    numbers = pa.array(range(grid.first_row + 1, grid.first_row + 1 + len(body)), pa.int64())
    columns = []
    for index, values in enumerate(zip(*body, strict=True)):
        texts, kinds = texts_and_kinds(values)
        columns.append(
            RawColumn(
                cell_text(header[index])[0] or "", column_letter(grid.first_column + index), texts, kinds
            )
        )
    return [SheetTable(grid.sheet, (grid.first_row,), numbers, tuple(columns), hidden=grid.hidden)]
