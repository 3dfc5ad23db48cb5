"""The numbers of a figure as a reader sees them: titled columns, written values, names for codes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from fundscope import words
from fundscope.engine import Field, query
from fundscope.figures.bridge import step_words
from fundscope.figures.catalogue import MadeFigure
from fundscope.figures.context import Context

# Columns that hold codes, and the level whose names stand for them.
_LEVEL_OF = {
    "sector": "sector",
    "fund_id": "fund",
    "district": "district",
    "round": "round",
    "batch": "batch",
}

# Names stand in the place of their codes; totals repeat in every row; ranks only order.
_NOT_SHOWN_STARTS = ("name_", "short_", "total_")
_NOT_SHOWN_ENDS = ("_rank",)


def as_shown(made: MadeFigure, context: Context) -> pd.DataFrame:
    """The answer behind a figure as text, one column for each that says something of its own."""
    shown = {}
    for column in query(made.name).columns:
        if column.name.startswith(_NOT_SHOWN_STARTS) or column.name.endswith(_NOT_SHOWN_ENDS):
            continue
        values = made.table[column.name]
        shown[context.text(f"column.{column.name}")] = [
            written_value(value, column, context) for value in values
        ]
    return pd.DataFrame(shown)


def written_value(value: Any, column: Field, context: Context) -> str:
    """A value as readers write it, by the name and type of its column."""
    if pd.isna(value):
        written = words.UNKNOWN[context.lang]
    elif column.name in _LEVEL_OF:
        written = context.name(_LEVEL_OF[column.name], str(value))
    elif column.name.endswith("_cny"):
        written = context.money(value, digits=5)
    elif column.type == "share":
        written = context.share(value)
    elif column.name == "half_year_on":
        written = words.half_year(value, context.lang)
    elif column.name == "month_on":
        written = words.month(value, context.lang)
    elif column.type == "date":
        written = words.day(value, context.lang)
    elif column.type == "boolean":
        written = context.text("flag.yes" if value else "flag.no")
    elif column.name == "step":
        written = step_words(context, value)
    elif column.name == "status":
        written = context.text(f"status_of_project.{value}")
    elif column.type in ("integer", "decimal"):
        written = context.number(value, decimals=0 if column.type == "integer" else 2)
    else:
        written = str(value)
    return written
