"""Answers on standard output: a table to read, csv, or one JSON object."""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fundscope.model import Language
from fundscope.words import UNKNOWN

Row = Sequence[Any]


def print_json(answer: dict[str, Any]) -> None:
    """One JSON object. Decimals become numbers (exact up to 15 digits), days and moments ISO 8601."""
    print(json.dumps(answer, ensure_ascii=False, indent=2, default=_as_json))


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):  # a moment is one, too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def print_csv(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Comma-separated, every value exact; what is unknown is empty."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def print_table(columns: Sequence[str], rows: Sequence[Row], lang: Language) -> None:
    """Aligned columns to read: amounts with thousands grouped, ``unknown`` where a value is not known."""
    written = [list(columns), *([_written(value, lang) for value in row] for row in rows)]
    widths = [max(map(_cells, column)) for column in zip(*written, strict=True)]
    is_number = [
        any(isinstance(row[index], int | float | Decimal) for row in rows) for index in range(len(columns))
    ]
    for line in written:
        padded = [
            " " * (width - _cells(value)) + value if right else value + " " * (width - _cells(value))
            for value, width, right in zip(line, widths, is_number, strict=True)
        ]
        print("  ".join(padded).rstrip())


def _written(value: Any, lang: Language) -> str:
    if value is None:
        return UNKNOWN[lang]
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def _cells(written: str) -> int:
    """The width on a terminal, where a Chinese character takes two cells."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in written)
