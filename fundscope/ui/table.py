"""The numbers of a figure as a reader sees them: titled columns, written values, names for codes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from fundscope import words
from fundscope.engine import Field, query
from fundscope.figures import Context, MadeFigure

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
        shown[context.text(f"column.{column.name}")] = [_written(value, column, context) for value in values]
    return pd.DataFrame(shown)


def _written(value: Any, column: Field, context: Context) -> str:
    if pd.isna(value):
        return words.UNKNOWN[context.lang]
    if column.name in _LEVEL_OF:
        return context.name(_LEVEL_OF[column.name], str(value))
    if column.name.endswith("_cny"):
        return context.money(value, digits=5)
    if column.type == "share":
        return context.share(value)
    if column.type == "date":
        return words.day(value, context.lang)
    if column.type in ("integer", "decimal"):
        return context.number(value, decimals=0 if column.type == "integer" else 2)
    return str(value)
