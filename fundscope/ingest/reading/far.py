"""Stray cells: one at QQQ123456 would make a table of a hundred lines a billion cells large."""

from __future__ import annotations

from collections.abc import Sequence

from .grid import Value, column_letter, is_blank

# So many blank rows or columns lie between a table and a cell that does not belong to it.
_ROWS_BETWEEN = 500
_COLUMNS_BETWEEN = 60
# More cells than this, so far away, are a table of their own.
_MOST_STRAY = 3
_MOST_NAMED = 6


def _filled_places(rows: Sequence[Sequence[Value]]) -> list[int]:
    return [
        place for place, row in enumerate(rows) if (any(row) or 0.0 in row) and not all(map(is_blank, row))
    ]


def without_far_rows(
    rows: list[list[Value]], first_row: int, first_column: int
) -> tuple[list[list[Value]], list[str]]:
    """The rows without stray cells far below all others, and the addresses of these cells."""
    places = _filled_places(rows)
    if not places:
        return [], []
    far: list[str] = []
    kept = len(places)
    for number in range(len(places) - 1, max(0, len(places) - 1 - _MOST_STRAY), -1):
        row = rows[places[number]]
        far = [
            f"{column_letter(first_column + column)}{first_row + places[number]}"
            for column, value in enumerate(row)
            if not is_blank(value)
        ] + far
        if len(far) > _MOST_STRAY:
            break
        if places[number] - places[number - 1] > _ROWS_BETWEEN:
            kept = number
            break
    is_far = kept < len(places)
    return rows[: places[kept - 1] + 1], far[:_MOST_NAMED] if is_far else []


def without_far_columns(
    rows: list[list[Value]], first_row: int, first_column: int
) -> tuple[list[list[Value]], list[str]]:
    """The same to the right: rows as wide as the table, and the addresses of what stands far beside it."""
    if max(map(len, rows), default=0) <= _COLUMNS_BETWEEN:
        return rows, []
    counts: dict[int, int] = {}
    for row in rows:
        for column, value in enumerate(row):
            if value != "" and not is_blank(value):
                counts[column] = counts.get(column, 0) + 1
    columns = sorted(counts)
    beyond = 0
    for number in range(len(columns) - 1, 0, -1):
        beyond += counts[columns[number]]
        if beyond > _MOST_STRAY:
            break
        if columns[number] - columns[number - 1] > _COLUMNS_BETWEEN:
            far = _addresses(rows, set(columns[number:]), first_row, first_column)
            return [row[: columns[number - 1] + 1] for row in rows], far
    return [row[: columns[-1] + 1] for row in rows] if columns else rows, []


def _addresses(
    rows: Sequence[Sequence[Value]], columns: set[int], first_row: int, first_column: int
) -> list[str]:
    return [
        f"{column_letter(first_column + column)}{first_row + place}"
        for place, row in enumerate(rows)
        for column in sorted(columns)
        if column < len(row) and not is_blank(row[column])
    ][:_MOST_NAMED]
