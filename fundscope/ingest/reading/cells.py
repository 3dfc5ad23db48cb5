"""Values of a workbook as texts and kinds in Arrow arrays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pyarrow as pa

from .grid import ErrorValue, Value
from .table import Kind


def number_text(value: float) -> str:
    """A number in full precision, without exponent or grouping: 1e-07 is "0.0000001"."""
    text = repr(value)
    if text[-2:] == ".0":  # every number of a file comes by here: a slice is faster than endswith
        return text[:-2]
    return format(Decimal(text), "f") if "e" in text else text


def duration_text(value: timedelta) -> str:
    """Hours, minutes and seconds, as Excel shows a span of time: "255:10:10"."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def cell_text(value: Value) -> tuple[str | None, Kind]:  # noqa: PLR0911 one return for each kind
    """One cell; a time of day and a span of time have no kind of their own and are texts."""
    match value:
        case None | "":
            return None, Kind.BLANK
        case ErrorValue():
            return str(value), Kind.ERROR
        case str():
            return value, Kind.TEXT
        case bool():
            return ("TRUE" if value else "FALSE"), Kind.FLAG
        case int() | float():
            return number_text(value), Kind.NUMBER
        case datetime():
            has_time = value.time() != time()
            return (value.isoformat() if has_time else value.date().isoformat()), Kind.DATE
        case date() | time():
            return value.isoformat(), Kind.DATE if isinstance(value, date) else Kind.TEXT
        case timedelta():
            return duration_text(value), Kind.TEXT


def texts_and_kinds(values: Sequence[Value]) -> tuple[pa.Array, pa.Array]:
    """A column of cells. Columns of one type, which most are, take a short cut."""
    types = set(map(type, values))
    if types == {str}:
        texts = pa.array([value or None for value in values], pa.string())
        return texts, text_kinds(texts)
    if types == {float}:
        texts = pa.array(list(map(number_text, values)), pa.string())  # type: ignore[arg-type]
        return texts, pa.repeat(pa.scalar(int(Kind.NUMBER), pa.uint8()), len(texts))
    if types == {float, str}:
        written = [number_text(value) if type(value) is float else value or None for value in values]
        kinds = [
            Kind.NUMBER if type(value) is float else Kind.TEXT if value else Kind.BLANK for value in values
        ]
        return pa.array(written, pa.string()), pa.array(kinds, pa.uint8())
    cells = list(map(cell_text, values))
    texts = pa.array([text for text, _ in cells], pa.string())
    return texts, pa.array([kind for _, kind in cells], pa.uint8())


def text_kinds(texts: pa.Array) -> pa.Array:
    """The kinds of a column that holds nothing but texts and blanks."""
    return texts.is_valid().cast(pa.uint8())
