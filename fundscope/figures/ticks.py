"""Marks on an axis of time."""

from __future__ import annotations

from datetime import date

from fundscope import words
from fundscope.figures.context import Context


def month_ticks(first: date, last: date) -> list[date]:
    """The first days of the quarters between two days; of the years where there would be too many."""
    months = (1, 4, 7, 10) if last.year - first.year < 4 else (1,)
    days = [date(year, month, 1) for year in range(first.year, last.year + 2) for month in months]
    return [day for day in days if first <= day <= last]


def tick_words(ticks: list[date], context: Context) -> list[str]:
    """The month, and under it the year where it is a new one, so that they stand side by side on a phone."""
    written = []
    for place, day in enumerate(ticks):
        is_new_year = place == 0 or ticks[place - 1].year != day.year
        year = words.period(str(day.year), context.lang) if is_new_year else ""
        written.append(f"{words.month_name(day, context.lang)}<br>{year}")
    return written
