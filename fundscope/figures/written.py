"""The numbers of a figure as a reader sees them: titled columns, written values, names for codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from fundscope import words
from fundscope.engine import Field, query
from fundscope.figures.bridge import step_words
from fundscope.figures.catalogue import MadeFigure
from fundscope.figures.context import Context
from fundscope.model import LANGUAGES, Language

# Columns that hold codes, and the level whose names stand for them.
_LEVEL_OF = {
    "sector": "sector",
    "fund_id": "fund",
    "district": "district",
    "round": "round",
    "batch": "batch",
    "tech_field": "tech_field",
}

# Columns that hold codes, and the columns that say of which level they are.
_LEVEL_BESIDE = {"source": "source_level", "target": "target_level"}

# Columns that hold codes of which each has its own words.
_CODES = {"subject": "subject", "fact_status": "status", "source_level": "level", "target_level": "level"}

# Columns that hold a day or a text for the period that it stands for.
_PERIODS: dict[str, Callable[[Any, Language], str]] = {
    "half_year_on": words.half_year,
    "month_on": words.month,
    "established": words.month,
    "earliest_on": words.month,
    "latest_on": words.month,
    "as_of": words.period,
    "published_on": words.period,
}

# Columns that hold a word of the program's, and the words that stand for it.
_WORDS_OF: dict[str, Callable[[Context, Any], str]] = {
    "status": lambda context, value: context.text(f"status_of_project.{value}"),
    "dimension": lambda context, value: context.text(f"gaps.dimension.{value}"),
    "basis": lambda context, value: context.text(f"outlook.basis.{value}"),
}

# Names stand in the place of their codes; totals repeat in every row; ranks only order.
_NOT_SHOWN_STARTS = ("name_", "short_", "total_", "shown_", "tile_", "as_of_on", "kind", "qualifier", "url")
_NOT_SHOWN_ENDS = ("_rank", "_step")


def as_shown(made: MadeFigure, context: Context) -> pd.DataFrame:
    """The answer behind a figure as text, one column for each that says something of its own."""
    shown = {}
    for column in query(made.name).columns:
        if column.name.startswith(_NOT_SHOWN_STARTS) or column.name.endswith(_NOT_SHOWN_ENDS):
            continue
        stem, _, lang = column.name.rpartition("_")
        if lang in LANGUAGES and lang != context.lang:
            continue
        values = made.table[column.name]
        if level := _LEVEL_BESIDE.get(column.name):
            pairs = zip(made.table[level], values, strict=True)
            shown[_titled(column.name, context)] = [context.name(*pair) for pair in pairs]
            continue
        title = _titled(stem if lang in LANGUAGES else column.name, context)
        shown[title] = [
            _written_cell(made, (place, column), context, value, is_words=lang in LANGUAGES)
            for place, value in enumerate(values)
        ]
    return pd.DataFrame(shown)


def _written_cell(
    made: MadeFigure, cell: tuple[int, Field], context: Context, value: Any, *, is_words: bool
) -> str:
    """A value; the mark of one kept back; nothing where there is no text in a language."""
    place, column = cell
    if (place, column.name) in made.hidden:
        return context.text("withheld.sign")
    return "" if is_words and pd.isna(value) else written_value(value, column, context)


def _titled(name: str, context: Context) -> str:
    """The title of a column; that of a group says what the enterprises are grouped by."""
    return context.text(f"level.{context.view.by}" if name == "group_code" else f"column.{name}")


def written_value(value: Any, column: Field, context: Context) -> str:
    """A value as readers write it, by the name and type of its column."""
    level = context.view.by if column.name == "group_code" else _LEVEL_OF.get(column.name)
    if pd.isna(value):
        written = words.UNKNOWN[context.lang]
    elif column.name in _CODES:
        written = context.text(f"{_CODES[column.name]}.{value}")
    elif level:
        written = context.name(level, str(value))
    elif column.name.endswith("_cny"):
        written = context.money(value, digits=5)
    elif column.type == "share":
        written = context.share(value)
    elif column.name in _PERIODS:
        written = _PERIODS[column.name](value, context.lang)
    elif column.type == "date":
        written = words.day(value, context.lang)
    elif column.type == "boolean":
        written = context.text("flag.yes" if value else "flag.no")
    elif column.name == "step" and column.type == "text":
        written = step_words(context, value)
    elif column.name in _WORDS_OF:
        written = _WORDS_OF[column.name](context, value)
    elif column.type in ("integer", "decimal"):
        decimals = 0 if column.type == "integer" else 3 if column.name.endswith("_value") else 2
        written = context.number(value, decimals)
    else:
        written = str(value)
    return written
