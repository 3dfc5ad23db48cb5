"""What the sample is made from: the recipe, the published totals, and the names of codes."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from fundscope.model import DATA_FOLDER


@dataclass(frozen=True)
class Recipe:
    """``data/sample/recipe.toml``, and how many times the published numbers of records are made."""

    values: dict[str, Any]
    times: int = 1

    @property
    def funds(self) -> list[dict[str, Any]]:
        return list(self.values["funds"])

    @property
    def last_on(self) -> date:
        day: date = self.values["last_on"]
        return day

    @cached_property
    def totals(self) -> dict[tuple[str, str | None], int]:
        """Published control totals by what they control and the fund they are about; yuan or pieces."""
        return {
            (row["controls"], row["fund_id"] or None): int(row["value"])
            for row in _csv("published")
            if row["controls"] and not row["batch"]
        }

    def names(self, reference: str) -> dict[str, str]:
        """The Chinese name of each code of a reference table."""
        rows = _csv(reference)
        code = next(iter(rows[0]))
        return {row[code]: row["name_zh"] for row in rows}


def _csv(name: str) -> list[dict[str, str]]:
    with (DATA_FOLDER / "published" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_recipe(times: int = 1) -> Recipe:
    """The recipe of the repository."""
    return Recipe(tomllib.loads((DATA_FOLDER / "sample" / "recipe.toml").read_text(encoding="utf-8")), times)
