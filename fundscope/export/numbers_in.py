"""Every number that a file of numbers shows, in its order, to hold against the same file made again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from fundscope.export import ooxml


def numbers_in(kind: str, data: bytes) -> tuple[str, ...]:
    """The numbers and days of a csv, json, xlsx or pptx file, each in one form. Words are left out.

    So a file stays true when a later version of the program names its columns otherwise.

    Raises:
        ValueError: the file cannot be read.
    """
    return tuple(_written(value) for value in _VALUES[kind](data) if _is_number(value))


def _csv_values(data: bytes) -> Iterator[Any]:
    lines = data.decode("utf-8-sig").splitlines()
    for row in csv.reader(line for line in lines if not line.startswith("#")):
        yield from row


def _json_values(data: bytes) -> Iterator[Any]:
    for row in json.loads(data).get("rows", ()):
        yield from row.values()


def _office_values(data: bytes) -> Iterator[Any]:
    yield from ooxml.values_of(data)


_VALUES = {"csv": _csv_values, "json": _json_values, "xlsx": _office_values, "pptx": _office_values}


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return _is_day(value)
        return True
    return isinstance(value, int | float | date)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _written(value: Any) -> str:
    try:
        return f"{float(value):.12g}"
    except (TypeError, ValueError):
        return str(value)
