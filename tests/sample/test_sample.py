"""The sample adds up to what was published, keeps the rules of the field, and is what its command makes."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from fundscope.model import DATA_FOLDER, is_credit_code
from fundscope.sample import make_sample
from fundscope.sample.recipe import Recipe, read_recipe
from fundscope.sample.workbooks import rows_as_shown, titles

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
    assert enterprises["enterprise_id"].is_unique
    assert enterprises["uscc"].map(is_credit_code).all()


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


def test_firms_are_flagged_as_often_as_firms_are(sample: Sample) -> None:
    """Specialised SMEs and unicorns within the numbers published for the whole city; few are listed."""
    enterprises = sample["enterprises"]
    flags = enterprises[["is_srdi", "is_little_giant", "is_unicorn", "is_listed"]]

    assert flags.sum().to_dict() == {
        "is_srdi": 7_128,  # of 10,199 published, not all of which are high-tech enterprises
        "is_little_giant": 802,
        "is_unicorn": 84,  # of 115 published
        "is_listed": 446,
    }
    assert not (flags["is_unicorn"] & flags["is_listed"]).any()


def test_firms_are_as_old_as_their_recognition_asks(sample: Sample) -> None:
    """Recognised in a year after their foundation, within the three for which it holds; mostly young."""
    enterprises = sample["enterprises"].dropna(subset=["founded_on"])
    founded_in = enterprises["founded_on"].map(lambda day: day.year)

    assert (enterprises["hnte_year"] > founded_in).all()
    assert set(enterprises["hnte_year"]) == {2022, 2023, 2024}
    assert 2014 < founded_in.median() < 2018
    assert founded_in.mean() < founded_in.median()


def test_a_project_lies_where_its_enterprise_does(sample: Sample) -> None:
    """In nearly all cases, and never in an enterprise that was founded later."""
    projects = sample["projects"].merge(
        sample["enterprises"], on="enterprise_id", suffixes=("", "_of_enterprise")
    )
    dated = projects.dropna(subset=["founded_on"])

    for column in ("sector", "district"):
        both = projects.dropna(subset=[column, f"{column}_of_enterprise"])
        assert 0.9 < (both[column] == both[f"{column}_of_enterprise"]).mean() < 1
    assert (dated["founded_on"] < dated["decided_on"]).all()


def test_some_cells_of_projects_are_unknown(sample: Sample) -> None:
    """As many as the recipe asks for, and never one that a control total needs."""
    unknown = sample["projects"].isna().sum()

    assert unknown[unknown > 0].to_dict() == {
        "sector": 3,
        "district": 5,
        "round": 4,
        "round_total_cny": 13,
        "paid_on": 32,
        "paid_cny": 32,
    }


def test_amounts_are_exact_in_the_unit_of_the_workbooks(sample: Sample) -> None:
    """Whole hundreds of yuan: two decimals of 万元 hold them."""
    amounts = {
        "projects": ["decided_cny", "paid_cny", "round_total_cny"],
        "enterprises": ["revenue_cny", "rd_cny"],
    }
    for dataset, columns in amounts.items():
        for column in columns:
            assert set(sample[dataset][column].dropna().astype("int64") % 100) == {0}


@pytest.mark.parametrize("dataset", ["funds", "projects", "enterprises"])
def test_the_committed_workbooks_are_what_the_command_makes(
    sample: Sample, recipe: Recipe, dataset: str
) -> None:
    """Cell by cell, so that nobody has mended a number by hand."""
    committed = CalamineWorkbook.from_path(DATA_FOLDER / "sample" / f"{dataset}.xlsx")
    header, *rows = committed.get_sheet_by_index(0).to_python()
    made = rows_as_shown(dataset, sample[dataset], recipe)

    assert len(committed.sheet_names) == 1
    assert header == titles(dataset, recipe)
    assert rows == [["" if value is None else value for value in row] for row in made]


def test_a_larger_sample_has_more_records_and_the_same_money() -> None:
    """Three times the projects share the same billions, and every limit still holds."""
    projects = make_sample(read_recipe(times=3))["projects"]
    early = projects[(projects["fund_id"] == "F01") & (projects["decided_on"] <= dt.date(2024, 2, 29))]
    paid = projects[projects["paid_cny"].notna()]

    assert (len(projects), projects["decided_cny"].sum()) == (501, 17_000_000_000)
    assert (len(paid), paid["paid_cny"].sum()) == (405, 12_733_000_000)
    assert (len(early), early["decided_cny"].sum()) == (78, 350_000_000)
    assert projects["is_attracted"].sum() == 54
    assert (paid["paid_cny"] <= paid["decided_cny"]).all()
    assert (paid["paid_cny"] > 0).all()
