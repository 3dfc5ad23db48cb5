"""How the lines of a text file are cut into cells: delimiter, quotes, decimal mark, told from a sample."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# In the order in which equals are preferred.
DELIMITERS = (",", "\t", ";", "|", "^", "~", "\x1f", ":")
_HINT = re.compile(r'\s*"?sep=(.)"?\s*(?:\r\n|\n|\r|$)', re.IGNORECASE)
_TIME = re.compile(r"\d:\d\d\b")
_ROWS_LOOKED_AT = 200
# A field with more line breaks than this began with a quote that nobody closed.
_MOST_LINES_IN_FIELD = 60

_COMMA_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+),\d+\s?%?")
_POINT_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+)\.\d+\s?%?")
_EITHER_NUMBER = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")


@dataclass(frozen=True)
class Dialect:
    """``lines_before`` is the number of lines that only say how to read the file (Excel's ``sep=;``)."""

    delimiter: str
    escape: str | None = None
    has_quotes: bool = True
    lines_before: int = 0

    def rows(self, text: str | Iterator[str]) -> Iterator[list[str]]:
        """The rows of a text, or of its lines; a line break inside quotes belongs to its cell."""
        csv.field_size_limit(1 << 30)
        lines = io.StringIO(text, newline="") if isinstance(text, str) else text
        for _ in range(self.lines_before):
            next(lines, None)
        return csv.reader(
            _single_breaks(lines),
            delimiter=self.delimiter,
            escapechar=self.escape,
            doublequote=True,
            quoting=csv.QUOTE_MINIMAL if self.has_quotes else csv.QUOTE_NONE,
            skipinitialspace=False,
        )


def _single_breaks(lines: Iterable[str]) -> Iterator[str]:
    """Lines cut at any line end: csv.reader cuts at \\n only, and an old Mac writes \\r."""
    for line in lines:
        if "\r" in line and not line.endswith("\r\n"):
            yield from line.splitlines(keepends=True) if line.count("\r") > 1 else [line]
        else:
            yield line


def tell_dialect(sample: str, chosen: str | None = None) -> Dialect:
    """The dialect of a text, from its first lines; ``chosen`` is a person's word on the delimiter."""
    hint = _HINT.match(sample)
    lines_before = 1 if hint else 0
    escape = "\\" if '\\"' in sample and '""' not in sample else None
    if chosen or hint:
        dialect = Dialect(chosen or (hint[1] if hint else ","), escape, lines_before=lines_before)
    else:
        tried = [Dialect(delimiter, escape) for delimiter in DELIMITERS]
        dialect = max(tried, key=lambda one: _agreement(one, sample))
        if _agreement(dialect, sample) == (0.0, 0):
            # One column: a delimiter that does not occur leaves its cells whole.
            dialect = Dialect(next((one for one in DELIMITERS if one not in sample), ","), escape)
    rows = _head(dialect, sample)
    if any(cell.count("\n") + cell.count("\r") > _MOST_LINES_IN_FIELD for row in rows for cell in row):
        return Dialect(dialect.delimiter, None, has_quotes=False, lines_before=lines_before)
    return dialect


def _head(dialect: Dialect, sample: str) -> list[list[str]]:
    rows = []
    for row in dialect.rows(sample):
        if any(row):
            rows.append(row)
        if len(rows) >= _ROWS_LOOKED_AT:
            break
    return rows


def _agreement(dialect: Dialect, sample: str) -> tuple[float, int]:
    """The share of rows that have the commonest number of cells, and that number."""
    widths = Counter(map(len, _head(dialect, sample)))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    share = count / widths.total()
    # A comma here and there in a file of one column cuts nothing; a colon is mostly that of a time.
    if share < (0.8 if dialect.delimiter == ":" else 0.2 if count > 1 else 0.5):
        return 0.0, 0
    if dialect.delimiter == ":" and _TIME.search(sample):
        return 0.0, 0
    # Near agreement is agreement: one note among a hundred rows should not decide.
    return round(share, 1), width


def tell_decimal(rows: Iterable[Sequence[str]]) -> str | None:
    """The decimal mark of the numbers; None where none has one, or "1.234" could be either."""
    commas = points = 0
    for row in rows:
        for cell in row:
            text = cell.strip()
            if not text or _EITHER_NUMBER.fullmatch(text):
                continue
            commas += bool(_COMMA_NUMBER.fullmatch(text))
            points += bool(_POINT_NUMBER.fullmatch(text))
    if commas == points:
        return None
    return "," if commas > points else "."
