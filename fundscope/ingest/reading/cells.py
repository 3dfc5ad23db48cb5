"""Values of a workbook as texts and kinds in Arrow arrays."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from operator import mul
from typing import Any

import pyarrow as pa

from .grid import ErrorValue, Value
from .table import Kind

_KIND_OF_TYPE = {str: int(Kind.TEXT), float: int(Kind.NUMBER), date: int(Kind.DATE)}


def number_text(value: float) -> str:
    """A number in full precision, without exponent or grouping: 1e-07 is "0.0000001"."""
    text = repr(value)
    if text.endswith(".0"):
        return text[:-2]
    return format(Decimal(text), "f") if "e" in text else text


def number_texts(values: Sequence[float]) -> list[str]:
    """``number_text`` of each, by as few steps as there can be: every number of a file comes by here."""
    lines = "\n".join(map(repr, values)) + "\n"
    if "e" in lines:
        return list(map(number_text, values))
    return lines.replace(".0\n", "\n").split("\n")[:-1]


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
        case float() if not isfinite(value):
            return "#NUM!", Kind.ERROR  # as Excel shows what is no number
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
    """A column of cells. Columns of texts, numbers or days, which most are, take a short cut."""
    types = set(map(type, values))
    is_plain = types <= _KIND_OF_TYPE.keys() and len(types - {str}) <= 1
    if is_plain and (float not in types or isfinite(sum(v for v in values if type(v) is float))):
        texts = _texts(values, types)
        # A blank is no text, whatever its type: its kind is 0.
        kinds = bytes(map(bool, texts))
        if types != {str}:
            kinds = bytes(map(mul, kinds, map(_KIND_OF_TYPE.__getitem__, map(type, values))))
    else:
        cells = list(map(cell_text, values))
        texts, kinds = [text for text, _ in cells], bytes(kind for _, kind in cells)
    return pa.array(texts, pa.string()), pa.Array.from_buffers(
        pa.uint8(), len(kinds), [None, pa.py_buffer(kinds)]
    )


def _texts(values: Sequence[Any], types: Set[type]) -> list[str | None]:
    """The texts of a column of numbers or of days, among which there may be texts."""
    if types == {float}:
        return [*number_texts(values)]
    if float in types:
        numbers = iter(number_texts([value for value in values if type(value) is float]))
        return [next(numbers) if type(value) is float else value or None for value in values]
    if date in types:
        days = {value: value.isoformat() for value in set(values) if type(value) is date}
        return [days.get(value) or value or None for value in values]
    return [value or None for value in values]


def has_kind(kinds: pa.Array, kind: Kind) -> bool:
    """Whether one of the cells is of that kind."""
    held = memoryview(kinds.buffers()[1])[kinds.offset : kinds.offset + len(kinds)]
    return bytes([kind]) in bytes(held)


def text_kinds(texts: pa.Array) -> pa.Array:
    """The kinds of a column that holds nothing but texts and blanks."""
    return texts.is_valid().cast(pa.uint8())
