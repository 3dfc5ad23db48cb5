"""Tables that stand one under another on a sheet, told apart."""

from __future__ import annotations

from collections.abc import Sequence

from .grid import Grid, is_blank
from .header import ROWS_LOOKED_AT, Header, find_header
from .look import TYPED, filled, first_text, is_note, is_text_row, looks
from .table import Kind

# A sheet in more pieces than this is one table with gaps: looking at each piece would take too long.
MOST_PIECES = 300
# Told at a glance: no row with more in it (spaces, at most, beside the title) is a title.
_MOST_IN_TITLE = 3


def blank_free(grid: Grid, first: int, last: int) -> list[int]:
    """The rows, as indices from ``first`` up to ``last``, in which there is something."""
    rows = grid.rows
    return [
        place
        for place in range(first, last)
        if (any(rows[place]) and not all(map(is_blank, rows[place]))) or 0.0 in rows[place]
    ]


def _pieces(grid: Grid, places: Sequence[int]) -> list[list[int]]:
    """Runs of rows without a gap, cut before a lone title that has a header under it."""
    pieces: list[list[int]] = []
    for number, place in enumerate(places):
        has_gap = number == 0 or places[number - 1] != place - 1
        if has_gap or _is_title_over_header(grid, places, number):
            pieces.append([])
        pieces[-1].append(place)
    return pieces


def _is_title_over_header(grid: Grid, places: Sequence[int], number: int) -> bool:
    rows = grid.rows
    row = rows[places[number]]
    if len(row) > _MOST_IN_TITLE and all(row[: _MOST_IN_TITLE + 1]):
        return False  # told from its first cells alone, as nearly all rows are
    if len(row) - row.count("") - row.count(None) > _MOST_IN_TITLE:
        return False
    if number + 2 >= len(places) or filled(row) != 1 or number == 0:
        return False
    header, data = rows[places[number + 1]], rows[places[number + 2]]
    if filled(header) < 3 or filled(rows[places[number - 1]]) < 2 or is_note(rows[places[number]]):
        return False
    return is_text_row(header) and _stands_over_typed(header, data)


def _stands_over_typed(header: Sequence[object], data: Sequence[object]) -> bool:
    pairs = list(zip(looks(header), looks(data), strict=False))  # type: ignore[arg-type]
    return any(above == Kind.TEXT and below in TYPED for above, below in pairs)


def _labels(grid: Grid, header: Header) -> list[str]:
    return [
        str(value).strip() for place in header.places for value in grid.rows[place] if value not in (None, "")
    ]


def _columns(grid: Grid, places: Sequence[int]) -> set[int]:
    return {
        column for place in places for column, value in enumerate(grid.rows[place]) if value not in (None, "")
    }


def _is_bare_table(grid: Grid, places: Sequence[int]) -> bool:
    """Rows of data without a header, and not the lines above one."""
    return sum(filled(grid.rows[place]) > 1 and not is_text_row(grid.rows[place]) for place in places) > 1


def _is_prose(grid: Grid, places: Sequence[int]) -> bool:
    """Lines of one cell each, hardly a number or a date among them: titles, not a table."""
    rows = [grid.rows[place] for place in places]
    typed = sum(not is_text_row(row) for row in rows)
    return all(filled(row) == 1 for row in rows) and (typed == 0 or typed < 0.5 * len(rows))


def _begins_table(grid: Grid, piece: Sequence[int], before: Sequence[int]) -> bool:
    """Whether a piece has a header of its own, and is not more rows of the table before it."""
    own, earlier = find_header(grid, piece), find_header(grid, before)
    if own is None or earlier is None or not own.places or own.first_data not in piece:
        return False
    if _is_prose(grid, before) or (not earlier.places and not _is_bare_table(grid, before)):
        return False
    if filled(grid.rows[own.places[-1]]) < 2 or not any(place >= earlier.first_data for place in before):
        return False
    has_title = own.places[0] != piece[0] or filled(grid.rows[before[-1]]) == 1
    if _labels(grid, own) == _labels(grid, earlier):
        return has_title
    if _stands_over_typed(grid.rows[own.places[-1]], grid.rows[own.first_data]):
        return True
    return has_title and _columns(grid, own.places) != _columns(grid, earlier.places)


def stacked(grid: Grid, places: Sequence[int]) -> list[list[int]]:
    """The rows of each table of a sheet, with the lines above and below that belong to it."""
    pieces = _pieces(grid, places)
    if len(pieces) > MOST_PIECES:
        return [list(places)]
    groups: list[list[int]] = []
    for piece in pieces:
        if groups and _begins_table(grid, piece[:ROWS_LOOKED_AT], groups[-1]):
            groups.append(_take_title(grid, groups[-1]) + piece)
        elif groups:
            groups[-1].extend(piece)
        else:
            groups.append(list(piece))
    return groups


def _take_title(grid: Grid, before: list[int]) -> list[int]:
    """The line above a new table, taken from the end of the table before it."""
    last = grid.rows[before[-1]]
    stands_alone = len(before) > 1 and before[-2] < before[-1] - 1
    if stands_alone and filled(last) == 1 and not is_note(last) and first_text(last):
        return [before.pop()]
    return []
