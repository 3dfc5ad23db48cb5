"""Made-up enterprises: as many as were published, distributed as firms are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from fundscope.model import check_character
from fundscope.sample.apportion import apportion, pick
from fundscope.sample.recipe import Recipe

# As the organisation codes of recent years begin; the number of the enterprise follows.
_ORGANISATION = "MA"
_DIVISION_THAT_DOES_NOT_EXIST = "990000"
_RECOGNITION_YEARS = 3


def make_enterprises(recipe: Recipe, rng: np.random.Generator) -> pd.DataFrame:
    """One row an enterprise, in the columns of the dataset; money in yuan, unknown as missing.

    The columns are compact ones (Arrow text and dates, nullable integers), so that a hundred times
    the enterprises still fit into little memory.
    """
    how = recipe.values["enterprises"]
    count = recipe.totals["enterprise_count", None] * recipe.times
    table = pd.DataFrame({"number": np.arange(1, count + 1)})
    width = max(5, len(str(count)))
    padded = table["number"].astype(str).str.zfill(width)
    table["enterprise_id"] = "SAMPLE-E" + padded
    table["uscc"] = [_credit_code(number) for number in table["number"]]
    table["name_zh"] = "示例企业" + padded + "号"
    table["name_en"] = "Sample Enterprise " + padded
    districts = np.repeat(list(how["districts"]), apportion(count, list(how["districts"].values())))
    table["district"] = pd.Series(rng.permutation(districts), dtype="str")
    table["sector"] = _by_group(table["district"], lambda code: _sectors_of(how, code), rng)
    table["tech_field"] = _by_group(table["sector"], lambda code: how["tech_fields"][code], rng)
    _add_age(table, how, recipe.last_on.year, rng)
    _add_size(table, how, rng)
    _add_flags(table, how, recipe.times, rng)
    _forget(table, how, rng)
    return table.drop(columns="number")


def _credit_code(number: int) -> str:
    first = f"91{_DIVISION_THAT_DOES_NOT_EXIST}{_ORGANISATION}{number:07d}"
    return first + check_character(first)


def _by_group(codes: pd.Series, weights_of: Any, rng: np.random.Generator) -> pd.Series:
    """For each row a code drawn with the weights that go with the code it already has."""
    drawn = pd.Series(index=codes.index, dtype="str")
    for code, rows in codes.groupby(codes, sort=True).groups.items():
        drawn.loc[rows] = pick(rng, weights_of(code), len(rows))
    return drawn


def _sectors_of(how: dict[str, Any], district: str) -> dict[str, float]:
    affinity = how["affinity"].get(district, {})
    return {sector: weight * affinity.get(sector, 1) for sector, weight in how["sectors"].items()}


def _add_age(table: pd.DataFrame, how: dict[str, Any], last_year: int, rng: np.random.Generator) -> None:
    """Years since foundation are gamma distributed; recognition holds three years and comes after one."""
    years = 1 + rng.gamma(how["age_shape"], how["age_scale"], len(table))
    days = np.minimum(years * 365.25, 70 * 365).astype(int)
    founded = pd.Timestamp(last_year, 12, 31) - pd.to_timedelta(days, unit="D")
    table["founded_on"] = pd.Series(founded).astype("date32[pyarrow]")
    recognised = last_year - rng.integers(0, _RECOGNITION_YEARS, len(table))
    table["hnte_year"] = np.minimum(np.maximum(recognised, founded.year + 1), last_year)


def _add_size(table: pd.DataFrame, how: dict[str, Any], rng: np.random.Generator) -> None:
    """Staff, revenue and R&D are skewed as among firms: lognormal, larger with age."""
    count = len(table)
    founded = table["founded_on"].astype("datetime64[s]")
    age = (founded.max() - founded).dt.days / 3652.5
    staff = how["employees_median"] * np.exp(rng.normal(0, how["employees_sigma"], count))
    table["employees"] = np.maximum(3, staff * (0.7 + 0.4 * age)).astype("int64").astype("Int64")
    per_head = how["revenue_per_head_cny"] * np.exp(rng.normal(0, how["revenue_per_head_sigma"], count))
    table["revenue_cny"] = _hundreds(table["employees"] * per_head)
    intensity = table["sector"].map(how["rd_intensity"]) * np.exp(rng.normal(0, 0.55, count))
    table["rd_cny"] = _hundreds(table["revenue_cny"] * np.minimum(intensity, 0.9))


def _hundreds(amounts_cny: pd.Series) -> pd.Series:
    """Whole hundreds of yuan, which 万元 hold in two decimals."""
    return (amounts_cny / 100).round().astype("Int64") * 100


def _add_flags(table: pd.DataFrame, how: dict[str, Any], times: int, rng: np.random.Generator) -> None:
    """Little giants are specialised SMEs; unicorns and listed firms are large."""
    count = len(table)
    table["is_srdi"] = _chosen(np.ones(count), round(count * how["srdi_share"]), rng)
    table["is_little_giant"] = _chosen(
        table["is_srdi"] * table["rd_cny"].to_numpy() ** 0.5, round(count * how["little_giant_share"]), rng
    )
    large = table["employees"].to_numpy() ** 1.5 * (table["employees"] > 100)
    table["is_listed"] = _chosen(large, round(count * how["listed_share"]), rng)
    unlisted = np.where(table["is_listed"], 0, large)
    table["is_unicorn"] = _chosen(unlisted, how["unicorn_count"] * times, rng)


def _chosen(weights: Any, count: int, rng: np.random.Generator) -> Any:
    """True for that many rows, drawn without return in proportion to the weights (Efraimidis, Spirakis)."""
    weights = np.asarray(weights, dtype=float)
    with np.errstate(divide="ignore"):
        keys = np.where(weights > 0, np.log(rng.random(len(weights))) / weights, -np.inf)
    chosen = np.zeros(len(weights), dtype=bool)
    chosen[np.argsort(-keys, kind="stable")[:count]] = True
    return chosen


def _forget(table: pd.DataFrame, how: dict[str, Any], rng: np.random.Generator) -> None:
    """Leave cells empty, as registers do."""
    for column in ("district", "sector", "tech_field", "employees", "revenue_cny", "rd_cny"):
        table[column] = table[column].mask(rng.random(len(table)) < how["unknown_share"])
    table["founded_on"] = table["founded_on"].mask(rng.random(len(table)) < how["unknown_founded_share"])
