"""What protecting a figure comes to, or why a figure cannot be protected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from fundscope.engine import OpenRelease, query
from fundscope.figures.contributions import Sum

Shown = Callable[[pd.DataFrame], pd.DataFrame]
# A cell of an answer: the place of its row, and its column.
Cell = tuple[int, str]


class CannotProtectError(Exception):
    """No hiding makes the figure safe; ``axis`` names what would tell: a sentence of its own, or rows."""

    def __init__(self, axis: str) -> None:
        self.axis = axis
        super().__init__(axis)


def as_it_is(table: pd.DataFrame) -> pd.DataFrame:
    """An answer of which nothing is left out."""
    return table


@dataclass(frozen=True)
class Protected:
    """How to ask a figure's question so that no number of its answer tells of a single enterprise.

    ``release`` has records put together where they are small, ``params`` are to be asked with, and ``shown``
    leaves out of the answer what must be. ``done`` counts what was done, for the note. ``sums`` are the sums
    of projects that the answer shows: what an audit of several answers adds up and takes apart.
    """

    release: OpenRelease
    params: Mapping[str, Any]
    shown: Shown = as_it_is
    done: Mapping[str, int] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()


def without(table: pd.DataFrame, columns: Iterable[str], rows: Iterable[bool]) -> pd.DataFrame:
    """The table with these columns unknown in these rows."""
    chosen, left = list(rows), table.copy()
    for column in columns:
        left[column] = left[column].mask(pd.Series(chosen, index=left.index))
    return left


def only(table: pd.DataFrame, rows: Iterable[bool]) -> pd.DataFrame:
    """The table with these rows alone."""
    return table[pd.Series(list(rows), index=table.index, dtype=bool)].reset_index(drop=True)


def kept_back(asked: pd.DataFrame, shown: pd.DataFrame) -> frozenset[Cell]:
    """The cells that an answer had and that are left out of what is shown; both have the same rows."""
    return frozenset(
        (place, str(column))
        for column in shown.columns
        for place, is_hidden in enumerate(asked[column].notna().to_numpy() & shown[column].isna().to_numpy())
        if is_hidden
    )


def tells_of_one(name: str) -> tuple[str, ...]:
    """The columns of a figure that are the amount of one project: the largest, the one in the middle."""
    words = ("largest", "median", "longest")
    return tuple(column.name for column in query(name).columns if any(word in column.name for word in words))
