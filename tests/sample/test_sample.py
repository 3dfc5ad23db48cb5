"""The sample adds up to what was published, keeps the rules of the field, and is what its command makes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from fundscope.model import is_credit_code
from fundscope.sample import make_sample, write_sample
from fundscope.sample.recipe import DATA, Recipe, read_recipe

Sample = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return read_recipe()


@pytest.fixture(scope="module")
def sample(recipe: Recipe) -> Sample:
    return make_sample(recipe)


def test_the_totals_are_those_published(sample: Sample) -> None:
    """To the yuan: funds, decided, paid, attracted, enterprises, and the AI fund by 29 February 2024."""
    funds, projects = sample["funds"], sample["projects"]
    paid = projects[projects["paid_cny"].notna()]
    early = projects[(projects["fund_id"] == "F01") & (projects["decided_on"] <= dt.date(2024, 2, 29))]

    assert (len(funds), funds["size_cny"].sum()) == (8, 100_000_000_000)
    assert funds.groupby("batch")["size_cny"].sum().to_dict() == {1: 50_000_000_000, 2: 50_000_000_000}
    assert (len(projects), projects["decided_cny"].sum()) == (167, 17_000_000_000)
    assert (len(paid), paid["paid_cny"].sum()) == (135, 12_733_000_000)
    assert (projects["is_attracted"].sum(), paid["is_attracted"].sum()) == (18, 18)
    assert len(sample["enterprises"]) == 29_700
    assert (len(early), early["decided_cny"].sum()) == (26, 350_000_000)


def test_the_records_keep_the_rules_of_the_field(sample: Sample) -> None:
    """Paid after and never beyond decided; no fund beyond its size or before its time."""
    projects = sample["projects"].merge(sample["funds"], on="fund_id", suffixes=("", "_of_fund"))
    paid = projects[projects["paid_cny"].notna()]
    with_round = projects[projects["round_total_cny"].notna()]

    assert set(projects["enterprise_id"]) <= set(sample["enterprises"]["enterprise_id"])
    assert (paid["paid_cny"] <= paid["decided_cny"]).all()
    assert (paid["paid_on"] > paid["decided_on"]).all()
    assert (projects["decided_on"] >= projects["established"]).all()
    assert max(projects["decided_on"].max(), paid["paid_on"].max()) <= dt.date(2024, 12, 31)
    assert (
        projects.groupby("fund_id")["decided_cny"].sum() < sample["funds"].set_index("fund_id")["size_cny"]
    ).all()
    assert (with_round["round_total_cny"] >= with_round["decided_cny"]).all()
    assert (projects["decided_cny"] > 0).all()
    assert ((projects["status"] == "decided") == projects["paid_cny"].isna()).all()
    assert ((projects["status"] == "paid") == (projects["paid_cny"] == projects["decided_cny"])).all()


def test_committees_and_banks_rest_on_holidays(sample: Sample, recipe: Recipe) -> None:
    """No decision and no payment on a weekend or a public holiday."""
    projects = sample["projects"]
    days = [*projects["decided_on"], *projects["paid_on"].dropna()]

    assert [day for day in days if day.weekday() >= 5 or day in recipe.values["holidays"]] == []


def test_enterprises_are_evidently_made_up(sample: Sample) -> None:
    """Their names say so, and their right credit codes lie in a division that does not exist."""
    enterprises = sample["enterprises"]

    assert enterprises["name_zh"].str.startswith("示例").all()
    assert enterprises["name_en"].str.startswith("Sample ").all()
    assert enterprises["enterprise_id"].str.startswith("SAMPLE-").all()
    assert (enterprises["uscc"].str[2:8] == "990000").all()
    assert enterprises["uscc"].is_unique
    assert all(is_credit_code(code) for code in enterprises["uscc"][::500])


def test_enterprises_are_distributed_as_firms_are(sample: Sample) -> None:
    """A third in Haidian; size skewed; R&D between a twentieth and a fifth of revenue in the middle."""
    enterprises = sample["enterprises"]
    known = enterprises.dropna(subset=["revenue_cny", "rd_cny"])
    intensity = (known["rd_cny"] / known["revenue_cny"]).median()
    employees = enterprises["employees"].dropna().astype(float)

    assert 0.33 < (enterprises["district"] == "110108").mean() < 0.37
    assert employees.mean() > 1.5 * employees.median()
    assert 0.05 < intensity < 0.2
    assert 0.015 < enterprises["sector"].isna().mean() < 0.025
    assert set(enterprises.loc[enterprises["is_little_giant"], "is_srdi"]) == {True}


def test_the_committed_workbooks_are_what_the_command_makes(tmp_path: Path) -> None:
    """Cell by cell, so that nobody has mended a number by hand."""
    made = write_sample(tmp_path)

    assert [path.name for path in made] == ["funds.xlsx", "projects.xlsx", "enterprises.xlsx"]
    for path in made:
        assert _cells(path) == _cells(DATA / "sample" / path.name)


def _cells(path: Path) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_path(path)
    return [row for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()]


def test_a_larger_sample_has_more_records_and_the_same_money() -> None:
    """Three times the projects share the same billions; every control of money still holds."""
    projects = make_sample(read_recipe(times=3))["projects"]

    assert (len(projects), projects["decided_cny"].sum()) == (501, 17_000_000_000)
    assert (projects["paid_cny"].notna().sum(), projects["paid_cny"].sum()) == (405, 12_733_000_000)
