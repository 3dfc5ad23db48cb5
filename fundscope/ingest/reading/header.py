"""Which rows are the header of a table, and where its data begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .grid import Area, Grid, Value, is_blank
from .look import TYPED, filled, first_text, is_axis, is_row_of_periods, is_text_row, look
from .table import Kind
from .unit_words import is_numbering_row, is_units_row

# A header is looked for among the first rows, and told by the rows that follow it.
ROWS_LOOKED_AT = 60
# As wide as this share of the rows below it, a row may be a header; narrower ones are titles and notes.
LEAST_WIDTH = 0.4
COMPLETE = 0.9
# "Date: 2024" stands over a table and is no title of a group; "of which: men" may be one.
_PAIR = re.compile(r"(?!其中|其它|of which|thereof|davon|dont)[^:：]{1,20}[:：]", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """Places are indices into the rows of a grid. ``key`` is the evidence, as a key of the words."""

    places: tuple[int, ...]
    first_data: int
    key: str


def typical_width(rows: Sequence[Sequence[Value]]) -> int:
    """How many cells a row of the table fills: what one row in four reaches."""
    widths = sorted(map(filled, rows), reverse=True)
    return widths[len(widths) // 4] if widths else 0


def _typed_columns(rows: Sequence[Sequence[Value]]) -> set[int]:
    """Columns that hold mostly numbers, dates, flags or errors."""
    typed: dict[int, int] = {}
    texts: dict[int, int] = {}
    for row in rows:
        for column, value in enumerate(row):
            kind = look(value)
            if kind in TYPED:
                typed[column] = typed.get(column, 0) + 1
            elif kind == Kind.TEXT:
                texts[column] = texts.get(column, 0) + 1
    return {column for column, count in typed.items() if count > texts.get(column, 0)}


def _has_text(row: Sequence[Value], columns: set[int]) -> int:
    return sum(column < len(row) and look(row[column]) == Kind.TEXT for column in columns)


def _labels(row: Sequence[Value]) -> list[str]:
    return [str(value).strip() for value in row if not is_blank(value)]


def _may_be_header(row: Sequence[Value], width: int) -> bool:
    """Wide enough, texts only, and not a line of "name: value"."""
    labels = _labels(row)
    is_wide = len(labels) >= max(min(2, width), LEAST_WIDTH * width)
    is_line = labels[:1] and labels[0].endswith((":", "："))
    return is_wide and is_text_row(row) and not is_line and not is_numbering_row(row)


def _is_complete(row: Sequence[Value], below: Sequence[Sequence[Value]]) -> bool:
    """Has a name of its own for nearly every column that the rows below fill."""
    used = {column for other in below for column, value in enumerate(other) if not is_blank(value)}
    named = {column for column, value in enumerate(row) if not is_blank(value)}
    labels = _labels(row)
    return len(set(labels)) == len(labels) and len(used & named) >= COMPLETE * len(used)


def _command_rows(grid: Grid, places: Sequence[int]) -> tuple[int, int] | None:
    """Rows to skip and header rows, where the first line is flatten-tool's ("#", "skipRows 1", …).

    Source: https://flatten-tool.readthedocs.io/en/latest/create-template/ ("configuration properties").
    """
    row = [str(value).strip() for value in grid.rows[places[0]] if not is_blank(value)]
    if not row or row[0] != "#":
        return None
    said = dict(re.findall(r"(skiprows|headerrows) (\d+)", " ".join(row).lower()))
    if not said:
        return None  # a column of numbers
    return int(said.get("skiprows", 0)), int(said.get("headerrows", 1))


def _above_typed(grid: Grid, places: Sequence[int], width: int) -> Header | None:
    """The header over columns of numbers, dates or flags: texts where the rows below have none."""
    rows = grid.rows
    start = next(
        (
            number
            for number, place in enumerate(places)
            if not is_text_row(rows[place]) and filled(rows[place]) >= LEAST_WIDTH * width
            and not first_text(rows[place]).endswith((":", "："))
        ),
        None,
    )  # fmt: skip
    if start is None:
        return None
    below = [rows[place] for place in places[start:]]
    columns = _typed_columns(below)
    may_be = [
        number
        for number in range(start)
        if _may_be_header(rows[places[number]], width)
        and (not columns or 2 * _has_text(rows[places[number]], columns) >= len(columns))
    ]
    if may_be:
        complete = [number for number in may_be if _is_complete(rows[places[number]], below)]
        chosen = complete[0] if complete else may_be[-1]
        second = chosen + 1
        if (
            second < start
            and second in complete
            and _has_text(rows[places[second]], columns) == len(columns) > 1
        ):
            return Header((places[chosen], places[second]), places[second + 1], "reading.layout.header_typed")
        return Header((places[chosen],), places[chosen + 1], "reading.layout.header_typed")
    return _under_no_text(grid, places, start, width)


def _under_no_text(grid: Grid, places: Sequence[int], start: int, width: int) -> Header | None:
    """The header where no row of texts stands over the first row of numbers; None where there may be one."""
    rows = grid.rows
    row = rows[places[start]]
    if _is_nearly_text(row, [rows[place] for place in places[start + 1 :]]):
        return Header((places[start],), places[start + 1], "reading.layout.header_typed")
    if (is_row_of_periods(row) or is_axis(row)) and len(places) > start + 1:
        return Header((places[start],), places[start + 1], "reading.layout.header_periods")
    if (late := _under_codes(grid, places, start, width)) is not None:
        return Header((places[late],), places[late + 1], "reading.layout.header_typed")
    if start == 0 or not _first_wide(grid, places[:start], width):
        while start > 0 and not is_text_row(rows[places[start - 1]]):
            start -= 1
        return Header((), places[start], "reading.layout.header_none")
    return None


def _is_nearly_text(row: Sequence[Value], below: Sequence[Sequence[Value]]) -> bool:
    """Titles among which is a number or a date, such as the day of the report in the corner.

    At most one title in four is; the others stand over most columns that have no texts below.
    """
    typed = _typed_columns(below)
    odd = sum(look(value) in TYPED for value in row)
    over = _has_text(row, typed)
    return 1 <= odd <= 0.25 * filled(row) and over >= 3 and 3 * over >= 2 * len(typed)


# So many rows of codes may stand over the titles.
_MOST_CODES = 2


def _under_codes(grid: Grid, places: Sequence[int], start: int, width: int) -> int | None:
    """Which row is the header under a row or two of codes: it has a title for every column, they have not.

    There is a text in each column that has numbers, dates or flags below it.
    """
    rows = grid.rows
    for number in range(start + 1, min(start + 1 + _MOST_CODES, len(places) - 1)):
        row, below = rows[places[number]], [rows[place] for place in places[number + 1 :]]
        typed = _typed_columns(below)
        is_whole = len(typed) > 1 and _has_text(row, typed) == len(typed) and _is_complete(row, below)
        if is_whole and _may_be_header(row, width) and filled(row) > filled(rows[places[number - 1]]):
            return number
    return None


def _first_wide(grid: Grid, places: Sequence[int], width: int) -> Header | None:
    """The header of a table of texts: the first row nearly as wide as those below it."""
    rows = grid.rows
    may_be = [number for number, place in enumerate(places) if _may_be_header(rows[place], width)]
    if not may_be:
        return None
    chosen = may_be[0]
    if filled(rows[places[chosen]]) < 0.8 * width:
        for number in range(chosen + 1, min(chosen + 4, len(places))):
            if places[number] != places[number - 1] + 1:
                break
            if number in may_be and _is_complete(
                rows[places[number]], [rows[place] for place in places[number:]]
            ):
                chosen = number
                break
    after = places[chosen + 1] if chosen + 1 < len(places) else places[chosen] + 1
    return Header((places[chosen],), after, "reading.layout.header_wide")


def find_header(grid: Grid, places: Sequence[int]) -> Header | None:
    """The header among rows that are not blank; None where these rows are no table.

    A table without a header has a ``Header`` with no places.
    """
    places = places[:ROWS_LOOKED_AT]
    if not places:
        return None
    commands = _command_rows(grid, places)
    if commands is not None:
        said_places = [place for place in places if place >= places[0] + 1 + commands[0]]
        count = commands[1]
        if len(said_places) > count:
            return Header(tuple(said_places[:count]), said_places[count], "reading.layout.header_commands")
    width = typical_width([grid.rows[place] for place in places])
    found = _above_typed(grid, places, width) or _first_wide(grid, places, width)
    if found is None:
        return None
    return _with_levels(grid, places, found)


def _areas_in(grid: Grid, place: int) -> list[Area]:
    excel_row = grid.first_row + place
    return [area for area in grid.merged if area.top <= excel_row <= area.bottom and area.right > area.left]


def spread(grid: Grid, place: int) -> list[Value]:
    """A header row with each merged title repeated over all its columns."""
    row = list(grid.rows[place])
    areas = _areas_in(grid, place)
    if areas:
        row.extend([""] * (max(map(len, grid.rows)) - len(row)))  # rows may end before their last blanks
    for area in areas:
        left = area.left - grid.first_column
        if 0 <= left < len(row):
            for column in range(left, min(area.right - grid.first_column + 1, len(row))):
                row[column] = row[left]
    return row


def _is_group_row(grid: Grid, place: int, below: Sequence[Value]) -> bool:
    """Whether every title of a row stands over several columns, or over a blank, and one over several.

    A row with one title only is a line above the table: the columns beside it would have titles in it, too.
    """
    row = grid.rows[place]
    starts = [column for column, value in enumerate(row) if not is_blank(value)]
    named = [column for column, value in enumerate(below) if not is_blank(value)]
    if len(starts) < 2 or not named or any(map(_PAIR.match, _labels(row))):
        return False
    merged_ends = {
        area.left - grid.first_column: area.right - grid.first_column for area in _areas_in(grid, place)
    }
    spans = []
    for number, start in enumerate(starts):
        next_start = starts[number + 1] if number + 1 < len(starts) else named[-1] + 1
        end = merged_ends.get(start, start if merged_ends else next_start - 1)
        under = [column for column in named if start <= column <= end]
        is_leaf = start >= len(below) or is_blank(below[start])
        if not is_leaf and len(under) < 2:
            return False
        spans.append(0 if is_leaf else len(under))
    return max(spans) >= 2


def _goes_on(grid: Grid, group_place: int, place: int) -> bool:
    """Whether a row holds the titles under a row of group titles, merged or with the same titles in each."""
    labels = _labels(grid.rows[place])
    is_grouped = bool(_areas_in(grid, group_place)) or len(set(labels)) < len(labels)
    is_level = is_grouped and _may_be_level(grid.rows[place])
    return is_level and _is_group_row(grid, group_place, spread(grid, place))


def _is_wrapped_on(grid: Grid, places: Sequence[int], levels: Sequence[int], place: int) -> bool:
    """Whether a row under the titles only goes on with them: "of hires" below "Number", over numbers.

    It has texts in columns that hold numbers, dates or flags below it, and in no other: in two of them, or
    in one, if the titles have gone on before.
    """
    row = grid.rows[place]
    columns = {column for column, value in enumerate(row) if not is_blank(value)}
    titles = {column for column, value in enumerate(grid.rows[levels[0]]) if not is_blank(value)}
    below = [grid.rows[one] for one in places if one > place]
    return (
        len(columns) >= (2 if len(levels) == 1 else 1)
        and place == levels[-1] + 1
        and all(look(row[column]) == Kind.TEXT for column in columns)
        and not is_units_row(row)
        and (columns < titles or (columns == titles and is_row_of_periods(grid.rows[levels[0]])))
        and columns <= _typed_columns(below)
        and len(below) > 1
    )


def _is_wrapped_row(grid: Grid, place: int, named: set[int]) -> bool:
    """Whether every title of a row, several of them merged, stands over columns that have titles below it."""
    row = grid.rows[place]
    labels = _labels(row)
    if len(labels) < 2 or len(_areas_in(grid, place)) < 2 or any(":" in one or "：" in one for one in labels):
        return False
    ends = {area.left - grid.first_column: area.right - grid.first_column for area in _areas_in(grid, place)}
    starts = [column for column, value in enumerate(row) if not is_blank(value)]
    return all(any(start <= column <= ends.get(start, start) for column in named) for start in starts)


def _may_be_level(row: Sequence[Value]) -> bool:
    return is_text_row(row) or is_row_of_periods(row)


def _with_levels(grid: Grid, places: Sequence[int], header: Header) -> Header:
    """The header with the rows of group titles above it, and the rows of titles below it."""
    if not header.places:
        return header
    levels = _levels_above(grid, places, list(header.places))
    # Groups over the first row found, titles under them in the next: the header goes on downwards.
    first_data = header.first_data
    while first_data in places and (
        _goes_on(grid, levels[-1], first_data) or _is_wrapped_on(grid, places, levels, first_data)
    ):
        levels.append(first_data)
        following = [place for place in places if place > first_data]
        first_data = following[0] if following else first_data + 1
    return Header(tuple(levels), first_data, header.key)


def _levels_above(grid: Grid, places: Sequence[int], levels: list[int]) -> list[int]:
    """The rows of group titles above a header, and the header."""
    rows = grid.rows
    above = [place for place in places if place < levels[0]]
    composed = [tuple(_labels([value])) for value in rows[levels[-1]]]
    while above and _may_be_level(rows[above[-1]]):
        place = above.pop()
        row = spread(grid, place)
        gap = levels[0] - place
        labels = [label for label in composed if label]
        is_needed = len(set(labels)) < len(labels) and gap <= 2 and filled(rows[place]) >= 2
        named = {column for column, label in enumerate(composed) if label}
        is_level = gap == 1 and (
            _is_group_row(grid, place, spread(grid, levels[0])) or _is_wrapped_row(grid, place, named)
        )
        if not (is_needed or is_level):
            break
        levels.insert(0, place)
        composed += [()] * (len(row) - len(composed))
        composed = [
            (*_labels([row[column]] if column < len(row) else []), *label)
            for column, label in enumerate(composed)
        ]
    return levels
