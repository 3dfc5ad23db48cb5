"""Days, months, half-years and periods as readers of each language write them.

A page writes the same few days again and again, so what was written is held.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime

from fundscope.model import Language

_DAY = {"en": "d MMM y", "zh": "y年M月d日"}
_MONTH = {"en": "MMM y", "zh": "y年M月"}
_LOCALE = {"en": "en_GB", "zh": "zh_CN"}
_held = lru_cache(maxsize=2_000)


@_held
def day(value: date, lang: Language) -> str:
    """29 Feb 2024, 2024年2月29日."""
    return format_date(value, _DAY[lang], locale=_LOCALE[lang])


@_held
def month(value: date, lang: Language) -> str:
    """Dec 2023, 2023年12月."""
    return format_date(value, _MONTH[lang], locale=_LOCALE[lang])


def month_name(value: date, lang: Language) -> str:
    """Dec, 12月; the month alone, as on an axis."""
    return format_date(value, {"en": "MMM", "zh": "M月"}[lang], locale=_LOCALE[lang])


@_held
def moment(value: datetime, lang: Language) -> str:
    """A point in time with its minute and its zone, as stored (UTC)."""
    pattern = f"{_DAY[lang]} HH:mm 'UTC'"
    return format_datetime(value, pattern, locale=_LOCALE[lang])


def half_year(first_day: date, lang: Language) -> str:
    """H1 2024, 2024年上半年; the half-year that begins on the given day."""
    is_first = first_day.month <= 6
    if lang == "zh":
        return f"{first_day.year}年{'上' if is_first else '下'}半年"
    return f"{'H1' if is_first else 'H2'} {first_day.year}"


@_held
def period(text: str, lang: Language) -> str:
    """A year, month or day as precise as it was published: 2024, 2024-06, 2024-02-29."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return f"{parts[0]}年" if lang == "zh" else str(parts[0])
    if len(parts) == 2:
        return month(date(parts[0], parts[1], 1), lang)
    return day(date(parts[0], parts[1], parts[2]), lang)
