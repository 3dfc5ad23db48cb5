"""The numbers of a figure as files hold them: exact values, names beside codes, titles and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fundscope import words
from fundscope.engine import Field, query
from fundscope.figures import Context, MadeFigure
from fundscope.figures.context import rows_of

# Columns that hold codes, and the level whose names stand for them.
_LEVEL_OF = {
    "sector": "sector",
    "fund_id": "fund",
    "district": "district",
    "round": "round",
    "batch": "batch",
}
# In a flow these hold the codes of one level or another, by the step of the row.
_ENDS_OF_FLOW = {"source": 0, "target": 1}
_CENT = Decimal("0.01")

# Text that a spreadsheet would take for a formula; those of Chinese keyboards have wide forms of the signs.
LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """A column of a file: its name for machines, its title for readers, its type in the catalogue."""

    name: str
    title: str
    type: str


@dataclass(frozen=True)
class Answer:
    """The answer behind a figure. Unknown is None, and so is what is kept back, at the places ``hidden``."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    hidden: frozenset[tuple[int, int]]
    sign: str

    def marked(self) -> list[list[Any]]:
        """The rows with the sign where something is kept back, for files that people read."""
        return [
            [self.sign if (row, place) in self.hidden else value for place, value in enumerate(values)]
            for row, values in enumerate(self.rows)
        ]


def answer_of(made: MadeFigure, context: Context) -> Answer:
    """The columns of the query in its order; after each code its name, after each amount the dollars.

    Dollars stand there only where the view shows them. Amounts stay exact: yuan as the query gives them,
    dollars to the cent.
    """
    columns: list[Column] = []
    parts: list[list[Any]] = []
    hidden: list[tuple[int, int]] = []
    rows = rows_of(made.table)
    for field in _fields(made):
        values = [getattr(row, field.name) for row in rows]
        kept_back = [row for row, name in made.hidden if name == field.name]
        hidden += [(row, len(columns)) for row in kept_back]
        columns.append(Column(field.name, title_of(field.name, context), field.type))
        parts.append(values)
        if field.name in _LEVEL_OF or (field.name in _ENDS_OF_FLOW and "step" in made.table.columns):
            title = words.text("export.column.name", context.lang, column=columns[-1].title)
            columns.append(Column(f"{field.name}_name", title, "text"))
            parts.append([_name(field.name, row, context) for row in rows])
        if field.name.endswith("_cny") and context.view.currency == "usd":
            name = field.name.removesuffix("_cny") + "_usd"
            hidden += [(row, len(columns)) for row in kept_back]
            title = words.text("export.column.usd", context.lang, column=title_of(field.name, context))
            columns.append(Column(name, title, "decimal"))
            parts.append([_dollars(value, context) for value in values])
    sign = context.text("withheld.sign")
    return Answer(tuple(columns), tuple(zip(*parts, strict=True)), frozenset(hidden), sign)


def title_of(name: str, context: Context) -> str:
    """What a column is called; its name for machines where nobody has named it otherwise."""
    key = f"column.{name}"
    return words.text(key, context.lang) if key in words.keys(context.lang) else name


def _fields(made: MadeFigure) -> Sequence[Field]:
    declared = {field.name: field for field in query(made.name).columns}
    return [declared.get(name, Field(name, "text", "")) for name in made.table.columns]


def _name(column: str, row: Any, context: Context) -> str | None:
    code = getattr(row, column)
    if code is None:
        return None
    if column in _ENDS_OF_FLOW:
        level = context.view.levels[row.step - 1 + _ENDS_OF_FLOW[column]]
        return context.name(level, str(code))
    return context.name(_LEVEL_OF[column], str(code))


def _dollars(amount_cny: Decimal | None, context: Context) -> Decimal | None:
    if amount_cny is None:
        return None
    return (Decimal(amount_cny) / context.cny_per_usd).quantize(_CENT, rounding=ROUND_HALF_UP)


def as_text_cell(value: str) -> str:
    """Text for a csv cell: what a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{value}" if value.startswith(LOOKS_LIKE_FORMULA) else value
