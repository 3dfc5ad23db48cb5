"""Dates in any usual form, with the precision in which they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["year", "quarter", "month", "day"]
# Which comes first in 03/04/2024; None where no cell of the column tells.
Order = Literal["day", "month"]


@dataclass(frozen=True)
class Written:
    """A date and its precision; ``first`` is the first day of the year, quarter or month."""

    first: date
    precision: Precision


@dataclass(frozen=True)
class TwoWays:
    """A date like 03/04/2024, which depends on whether the day or the month comes first."""

    one: int
    two: int
    year: int

    def read(self, order: Order) -> Written | None:
        day, month = (self.one, self.two) if order == "day" else (self.two, self.one)
        return _written(self.year, month, day)


_MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMERALS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}

_TIME = re.compile(r"(?<=[\d日])[t ]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm|z)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?[.]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(?:fy)?(\d{4})(?:年度?)?")
_QUARTER = re.compile(r"(\d{4})(?:年第?|[-/ ]?q)([1-4一二三四])(?:季度)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/ .,]*([a-z]+)[-/ .,]*(\d{4}|\d{2})")
_NAME_DAY = re.compile(r"([a-z]+)[-/ .]*(\d{1,2})(?:st|nd|rd|th)?[-/ .,]+(\d{4})")
_NAME_YEAR = re.compile(r"([a-z]+)[-/ .,']*(\d{4}|\d{2})")
_YEAR_NAME = re.compile(r"(\d{4})[-/ .]*([a-z]+)[-/ .]*(\d{1,2})?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")

# Excel counts days from here (with the 29 February 1900 that never was); 1954 to 2079 as five digits.
_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(20_000, 65_381)
_YEARS = range(1900, 2100)


def _four_digits(year: str) -> int:
    """The year meant by 24 or 1998; two digits from 70 are of the last century."""
    value = int(year)
    if len(year) == 4:
        return value
    return 1900 + value if value >= 70 else 2000 + value


def _written(year: int, month: int, day: int | None) -> Written | None:
    if year not in _YEARS:
        return None
    try:
        return Written(date(year, month, 1 if day is None else day), "month" if day is None else "day")
    except ValueError:
        return None


def _chinese_numerals(text: str) -> str:
    """二〇二四年十二月 as 2024年12月."""
    text = re.sub(r"([二三])?十([一二三四五六七八九])?", _tens, text)
    return "".join(str(_NUMERALS.get(character, character)) for character in text)


def _tens(match: re.Match[str]) -> str:
    return str(_NUMERALS.get(match[1] or "一", 1) * 10 + _NUMERALS.get(match[2] or "〇", 0))


def _named(text: str) -> Written | None:
    """A date with the English name of a month: 18-Jun-24, June 18, 2024, Jun 2024."""
    for pattern, year, month, day in (
        (_DAY_NAME, 3, 2, 1), (_NAME_DAY, 3, 1, 2), (_NAME_YEAR, 2, 1, None), (_YEAR_NAME, 1, 2, 3),
    ):  # fmt: skip
        match = pattern.fullmatch(text)
        if match and match[month] in _MONTHS:
            written_day = match[day] if day else None
            return _written(
                _four_digits(match[year]), _MONTHS[match[month]], int(written_day) if written_day else None
            )
    return None


def _numeric(text: str) -> Written | TwoWays | None:
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _written(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _YEAR_LAST.fullmatch(text):
        return TwoWays(int(match[1]), int(match[2]), _four_digits(match[3]))
    if match := _QUARTER.fullmatch(text):
        quarter = _NUMERALS.get(match[2]) or int(match[2])
        return Written(date(int(match[1]), 3 * quarter - 2, 1), "quarter")
    if (match := _YEAR.fullmatch(text)) and int(match[1]) in _YEARS:
        return Written(date(int(match[1]), 1, 1), "year")
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        return Written(_EXCEL_DAY_0 + timedelta(days=int(match[1])), "day")
    return None


def read_date(text: str) -> Written | TwoWays | None:
    """The date that a text says; ``TwoWays`` where day and month could be either; None where it is none."""
    try:
        return Written(date.fromisoformat(text), "day") if len(text) == 10 else _read_odd(text)
    except ValueError:
        return _read_odd(text)


def _read_odd(text: str) -> Written | TwoWays | None:
    text = unicodedata.normalize("NFKC", text).strip().lower()
    text = _TIME.sub("", text)
    if found := _named(text):
        return found
    text = "".join(text.split())
    return _numeric(text) or _numeric(_chinese_numerals(text))


def column_order(read: Iterable[Written | TwoWays | None]) -> Order | None:
    """Whether days or months come first in a column, as its own cells prove; None without proof or with
    proof of both."""
    orders: set[Order] = set()
    for found in read:
        if isinstance(found, TwoWays):
            if found.one > 12 >= found.two:
                orders.add("day")
            elif found.two > 12 >= found.one:
                orders.add("month")
    return orders.pop() if len(orders) == 1 else None
