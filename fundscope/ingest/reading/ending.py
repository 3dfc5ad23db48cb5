"""Where the data of a table end, and which rows among them are no rows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .grid import Grid, Value, is_blank
from .header import typical_width
from .look import TYPED, filled, is_note, is_text_row, is_total, look
from .table import Kind

# Told from this many rows at the head of the data.
_ROWS_LOOKED_AT = 200
_MOST_SPARSE_SHARE = 0.05


@dataclass(frozen=True)
class Body:
    """Places of the data rows; of the totals and notes below them; of headers and totals among them."""

    data: list[int]
    totals: list[int]
    notes: list[int]
    repeated_headers: list[int]
    totals_inside: list[int]


def _typed_columns(rows: Sequence[Sequence[Value]]) -> dict[int, bool]:
    """For each column whether nearly all that is in it is numbers, dates or flags."""
    counts: dict[int, list[int]] = {}
    for row in rows:
        for column, value in enumerate(row):
            kind = look(value)
            if kind != Kind.BLANK:
                count = counts.setdefault(column, [0, 0])
                count[kind in TYPED] += 1
    return {column: typed > 2 * texts for column, (texts, typed) in counts.items()}


class _Tail:
    """What a row at the end of a table is compared with."""

    def __init__(self, rows: Sequence[Sequence[Value]]) -> None:
        sample = list(rows[:_ROWS_LOOKED_AT])
        few = max(1, typical_width(sample) // 4)
        # The lines at the very end are what is to be judged; they say nothing of the rows above.
        while len(sample) > 1 and filled(sample[-1]) <= few and is_text_row(sample[-1]):
            sample.pop()
        self.width = typical_width(sample)
        self.is_typed = _typed_columns(sample)
        few = max(1, self.width // 4)
        sparse = sum(filled(row) <= few and is_text_row(row) for row in sample)
        # Where sparse rows are common they are data: a list with many gaps.
        self.most_sparse = (
            few if self.width >= 3 and sparse <= max(6, _MOST_SPARSE_SHARE * len(sample)) else 0
        )

    def is_apart(self, row: Sequence[Value], has_gap_above: bool) -> bool:
        """A note, or a line that fits the columns above it so badly that it is none of their rows."""
        count = filled(row)
        if is_note(row) and count <= max(2, self.width // 2):
            return True
        kinds = [(column, look(value)) for column, value in enumerate(row) if not is_blank(value)]
        misfits = sum(kind == Kind.TEXT and self.is_typed.get(column, False) for column, kind in kinds)
        only_texts = all(kind not in TYPED for _, kind in kinds)
        # Below a single column of numbers a word is a wrong value, unless it stands apart.
        if only_texts and misfits and count <= max(1, self.width // 2) and (self.width > 1 or has_gap_above):
            return True
        if not only_texts:
            return False
        # Where every column holds texts, a short row may well be data, unless it stands apart.
        if count <= self.most_sparse and any(self.is_typed.values()):
            return True
        return has_gap_above and self.width >= 2 and count <= max(1, self.width // 3)


def find_body(grid: Grid, header_places: Sequence[int], places: Sequence[int]) -> Body:
    """Sort the rows under a header into data and what is none."""
    rows = grid.rows
    header_rows = [[value for value in rows[place] if not is_blank(value)] for place in header_places]
    # A column of one word may well say it again; a row of titles is more than a word.
    header_rows = [row for row in header_rows if len(row) > 1]
    firsts = {row[0] for row in header_rows if row}
    repeated = [
        place
        for place in places
        if rows[place] and rows[place][0] in firsts
        and [value for value in rows[place] if not is_blank(value)] in header_rows
    ]  # fmt: skip
    if 2 * len(repeated) >= len(places):
        repeated = []  # a table that says one thing over and over
    left_out = set(repeated)
    left = [place for place in places if place not in left_out]
    tail = _Tail([rows[place] for place in left])
    totals: list[int] = []
    notes: list[int] = []
    while len(left) > 1:
        place = left[-1]
        if is_total(rows[place]):
            totals.insert(0, left.pop())
        elif tail.is_apart(rows[place], has_gap_above=left[-2] < place - 1):
            notes.insert(0, left.pop())
        else:
            break
    while left and is_total(rows[left[-1]]) and len(left) > 1:
        totals.insert(0, left.pop())
    return Body(left, totals, notes, repeated, [place for place in left if is_total(rows[place])])
