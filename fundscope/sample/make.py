"""The whole sample from one seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from fundscope.sample.enterprises import make_enterprises
from fundscope.sample.projects import make_projects
from fundscope.sample.recipe import Recipe, read_recipe
from fundscope.sample.workbooks import write_file

_SHEETS = {"funds": "基金", "projects": "项目", "enterprises": "企业"}


def make_sample(recipe: Recipe) -> dict[str, pd.DataFrame]:
    """Funds, projects and enterprises in the columns of their datasets; the same for the same recipe."""
    rng = np.random.default_rng(recipe.values["seed"])
    enterprises = make_enterprises(recipe, rng)
    return {
        "funds": make_funds(recipe),
        "projects": make_projects(recipe, enterprises, rng),
        "enterprises": enterprises,
    }


def make_funds(recipe: Recipe) -> pd.DataFrame:
    """The eight funds as published; a manager on which sources conflict is left out."""
    rows = [
        {name: value for name, value in fund.items() if not name.endswith("_weight")}
        | {"size_cny": recipe.totals["size_cny", fund["fund_id"]], "manager": fund.get("manager")}
        for fund in recipe.funds
    ]
    return pd.DataFrame(rows)


def write_sample(folder: Path, times: int = 1) -> list[Path]:
    """Write the three files into a folder; ``times`` multiplies the records, never the money."""
    recipe = read_recipe(times)
    return [
        write_file(folder, dataset, _SHEETS[dataset], table, recipe)
        for dataset, table in make_sample(recipe).items()
    ]
