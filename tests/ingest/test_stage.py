"""A table as read becomes a table of a dataset, with everything that is wrong in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fundscope.ingest import Staged, StagingChoices, conversions, stage
from fundscope.ingest.reading import SheetTable
from fundscope.model import datasets
from tests.ingest.sheets import KNOWN, PROJECTS, project, sheet


def _staged(table: SheetTable, dataset: str = "projects", **chosen: Any) -> Staged:
    return stage(table, datasets()[dataset], sha256="f" * 64, known=KNOWN, choices=StagingChoices(**chosen))


def _amounts(staged: Staged, column: str = "decided_cny") -> list[Decimal | None]:
    amounts: list[Decimal | None] = staged.table.column(column).to_pylist()
    return amounts


def _unit(staged: Staged, column: str = "decided_cny") -> tuple[str | None, str]:
    used = staged.units[column]
    return (None if used.unit is None else used.unit.code), used.source


def test_rows_in_and_out() -> None:
    """Every declared column, those that the file lacks unknown, and where each row came from."""
    table = sheet(
        ["项目编号", "基金", "企业编号", "所在区", "投决日期", "投资金额（万元）", "是否招引", "备注"],
        [" P1 ", "示例甲基金", "e1", "海淀", "2024年6月18日", "1,234.5", "是", "x"],
        ["P2", "F02", "E2", None, "45461", "未披露", "N/A", None],
    )
    staged = _staged(table)
    first, second = staged.table.to_pylist()
    known = {name: value for name, value in first.items() if value is not None}

    assert known == {
        "project_id": "P1",
        "fund_id": "F01",
        "enterprise_id": "E1",
        "district": "110108",
        "decided_on": date(2024, 6, 18),
        "decided_cny": Decimal("12345000.00"),
        "is_attracted": True,
        "_source": "f" * 64,
        "_sheet": "台账",
        "_row": 2,
    }
    assert (second["decided_on"], second["decided_cny"], second["is_attracted"]) == (
        date(2024, 6, 18), None, None,
    )  # fmt: skip
    assert staged.issues == ()


@pytest.mark.parametrize(
    ("header", "more", "unit"),
    [
        ("决策金额（万元）", {"title_lines": ("单位：亿元",)}, ("cny_10k", "header")),
        ("决策金额", {"title_lines": ("单位：亿元",)}, ("cny_100m", "title")),
        ("决策金额", {"units": {"决策金额": "万元"}}, ("cny_10k", "header")),
        ("决策金额", {"units": {"决策金额": "港元"}, "title_lines": ("单位：万元",)}, (None, "header")),
        ("决策金额", {"formats": {"决策金额": ['0"万元"']}}, ("cny_10k", "format")),
        ("decided_cny", {}, ("cny", "field")),
        ("决策金额", {}, (None, "cell")),
    ],
)
def test_the_unit_is_taken_from_the_nearest_place_that_says_it(
    header: str, more: dict[str, Any], unit: tuple[str | None, str]
) -> None:
    """A currency that we do not know is not overruled by a line above the table."""
    staged = _staged(sheet([header], ["630"], **more))

    assert _unit(staged) == unit
    assert [issue.rule for issue in staged.issues if issue.cell] == ([] if unit[0] else ["unit_missing"])


def test_cells_of_one_column_may_be_in_several_units() -> None:
    """By their own words, or by their number formats."""
    words = _staged(sheet(["决策金额（元）"], ["1000"], ["500万元"], ["--"], ["1.2亿"]))
    formats = ['0"万元"', '0"亿元"', '0"万元"']
    shown = _staged(sheet(["决策金额"], ["1"], ["2"], ["3"], formats={"决策金额": formats}))

    assert _amounts(words) == [Decimal(1000), Decimal(5_000_000), None, Decimal(120_000_000)]
    assert _amounts(shown) == [Decimal(10_000), Decimal(200_000_000), Decimal(30_000)]
    assert (_unit(words), _unit(shown)) == (("cny", "header"), (None, "format"))


def test_what_a_person_says_of_a_unit_is_done() -> None:
    """Now, or of an earlier file."""
    table = sheet(["决策金额（元）"], ["630"])

    assert _unit(_staged(table, units={"decided_cny": "cny_10k"})) == ("cny_10k", "choice")
    assert _unit(_staged(table, remembered_units={"decided_cny": "cny_10k"})) == ("cny_10k", "learned")


def test_every_issue_has_its_place() -> None:
    """Sheet, Excel address, value, what is expected."""
    staged = _staged(sheet(PROJECTS, project("P1"), project("P2", "若干", 决策日期="六月")))
    told = [
        (issue.rule, issue.sheet, issue.cell, issue.row, issue.column, issue.header, issue.value)
        for issue in staged.issues
    ]

    assert told == [
        ("date", "台账", "D3", 3, "decided_on", "决策日期", "六月"),
        ("money", "台账", "E3", 3, "decided_cny", "决策金额（万元）", "若干"),
    ]
    assert [issue.expected.en for issue in staged.issues if issue.expected] == [
        "a day such as 2024-06-18",
        "an amount such as 630, 630万元 or US$3m; leave it empty where it is unknown",
    ]


@pytest.mark.parametrize(("faulty", "told"), [(9, [1] * 9), (10, [10])])
def test_a_fault_of_a_whole_column_is_told_as_one(faulty: int, told: list[int]) -> None:
    """From ten cells on that are half of the column."""
    rows = [project(f"P{place}", "若干") for place in range(faulty)]
    staged = _staged(sheet(PROJECTS, *rows))

    assert [issue.count for issue in staged.issues] == told
    assert sum(len(issue.rows) for issue in staged.issues) == faulty


def test_a_missing_column_is_said_in_the_words_of_the_file() -> None:
    """In the language of its headers, with the column that it may be."""
    issues = _staged(sheet(["项目编号", "基金", "企业", "金额"], ["P1", "F01", "E1", "1"])).issues
    english = _staged(sheet(["Project code", "Fund", "Date", "Amount"], ["P1", "F01", "x", "1"])).issues
    by_column = {issue.column: issue for issue in issues}

    assert list(by_column) == ["enterprise_id", "decided_on", "decided_cny"]
    assert by_column["decided_cny"].message("en") == (
        "sheet 台账, column Amount decided: Your file is missing a column called 决策金额. Right "
        "now it has columns called 项目编号, 基金, 企业, 金额. Expected: a column called 决策金额; "
        "perhaps it is the one called 金额."
    )
    assert by_column["decided_on"].wrong("zh") == (
        "文件中没有名为“决策日期”的列。现有的列为：项目编号、基金、企业、金额。"
    )
    assert "missing a column called Enterprise ID." in english[0].message("en")


def test_a_table_without_rows_is_told() -> None:
    assert [issue.rule for issue in _staged(sheet(PROJECTS)).issues] == ["no_rows"]


def test_nothing_is_converted_unseen() -> None:
    """Each way of writing with its unit, how often it occurs, its first cell, before and after."""
    table = sheet(
        ["决策金额（元）", "所在区", "决策日期", "项目编号"],
        ["1000", "海淀", "2024-06-18", "P1"],
        ["500万元", "110108", "2024年6月18日", "P2"],
        ["600万元", "海淀", None, "P3"],
        ["--", None, None, "P4"],
        ["¥2,000", "火星", None, "P5"],
    )
    told = [
        (one.column.header, one.unit and one.unit.code, one.count, one.cell, one.before, one.after)
        for one in conversions(_staged(table))
    ]

    assert told == [
        ("决策金额（元）", "cny_10k", 2, "A3", "500万元", Decimal(5_000_000)),
        ("决策金额（元）", None, 1, "A5", "--", None),
        ("决策金额（元）", "cny", 1, "A6", "¥2,000", Decimal(2_000)),
        ("所在区", None, 2, "B2", "海淀", "110108"),
        ("所在区", None, 1, "B6", "火星", None),
        ("决策日期", None, 1, "C3", "2024年6月18日", date(2024, 6, 18)),
    ]
