"""Several tables of one dataset: sheets of one workbook, or files; and sheets of several datasets."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from fundscope.ingest import (
    Checked,
    Source,
    check_files,
    found_tables,
    hand_back,
    matches,
    mended_since,
    publish_checked,
    recognise,
    rules,
)
from fundscope.ingest.reading import Hidden, Reading, SheetTable
from fundscope.store import Store
from tests.ingest.sheets import KNOWN, PROJECTS, check, handed_in, project, sheet

REASONS = {rule.id: "It is so" for rule in rules()}
IN_HUNDRED_MILLIONS = (*PROJECTS[:4], "决策金额（亿元）")


def _workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        made = workbook.create_sheet(name)
        for row in rows:
            made.append(row)
    workbook.save(path)
    return path


def _unique(checked: Checked) -> list[tuple[str, str | None, str]]:
    return [
        (issue.sheet, issue.cell, issue.expected.en if issue.expected else "")
        for issue in checked.issues
        if issue.rule == "unique"
    ]


def test_sheets_in_different_units_are_one_list(city_store: Store, tmp_path: Path) -> None:
    """Every row keeps its file, sheet and row; the file is kept with the release once."""
    path = _workbook(
        tmp_path / "两只基金.xlsx",
        甲=[["甲基金项目"], [*PROJECTS], project("N1", "1000"), project("N2", "2000")],
        乙=[[*IN_HUNDRED_MILLIONS], project("N3", "0.3")],
    )
    sources = [Source("projects", path, table=place) for place in (0, 1)]
    release = publish_checked(
        city_store, check_files(city_store, sources), author="A", message="Two", reasons=REASONS
    )
    rows = city_store.read(release, "projects").to_pylist()

    assert [(row["project_id"], row["decided_cny"], row["_sheet"], row["_row"]) for row in rows] == [
        ("N1", Decimal(10_000_000), "甲", 3),
        ("N2", Decimal(20_000_000), "甲", 4),
        ("N3", Decimal(30_000_000), "乙", 2),
    ]
    assert [upload.file_name for upload in release.uploads] == ["两只基金.xlsx"]


def test_a_key_in_two_tables_is_found_with_both_places(city_store: Store, tmp_path: Path) -> None:
    """In another file, on another sheet, and further up; the row that comes first is not at fault."""
    path = _workbook(
        tmp_path / "甲.xlsx",
        一=[[*PROJECTS], project("N1")],
        二=[[*PROJECTS], project("N2"), project("N1"), project("N2")],
    )
    sources = [Source("projects", path, table=place) for place in (0, 1)]
    other = handed_in(sheet(PROJECTS, project("N3"), project("N1")), "乙.xlsx")
    told = _unique(check_files(city_store, [*sources, other]))

    assert told == [
        ("二", "A3", "a value that no other row has; also in row 2 of sheet 一"),
        ("二", "A4", "a value that no other row has; also in row 2"),
        ("台账", "A3", "a value that no other row has; also in row 2 of sheet 一 in 甲.xlsx"),
    ]


@pytest.mark.parametrize(("mode", "expected"), [("add", ["N1"]), ("update", [])])
def test_what_stands_in_the_release_counts_once(city_store: Store, mode: Any, expected: list[str]) -> None:
    """Of two files, beside a release that has one of their keys already."""
    first = handed_in(sheet(PROJECTS, project("N1")))
    publish_checked(
        city_store, check(city_store, "projects", first), author="A", message="One", reasons=REASONS
    )
    files = [handed_in(sheet(PROJECTS, project(number)), f"{number}.xlsx") for number in ("N1", "N2")]
    checked = check_files(city_store, files, mode)
    keys = checked.candidate.tables["projects"].column("project_id").to_pylist()

    assert [issue.value for issue in checked.issues if issue.rule == "unique"] == expected
    assert sorted(set(keys)) == ["N1", "N2"]


def test_an_update_changes_what_each_table_has_and_nothing_else(city_store: Store) -> None:
    """One table has amounts, the other says who was attracted; neither makes the other's columns unknown.

    What a row of the release has need not be in the file; a new row needs it.
    """
    headers = (*PROJECTS, "招引项目")
    rows = [[*project(number), "是"] for number in ("N1", "N2")]
    before = check(city_store, "projects", handed_in(sheet(headers, *rows)))
    publish_checked(city_store, before, author="A", message="Both", reasons=REASONS)
    amounts = handed_in(sheet(PROJECTS, project("N1", "3000")), "金额.xlsx")
    flags = handed_in(sheet((*PROJECTS[:4], "招引项目"), [*project("N2")[:4], "否"]), "招引.xlsx")
    checked = check_files(city_store, [amounts, flags], "update")
    new = handed_in(sheet((*PROJECTS[:4], "招引项目"), [*project("N3")[:4], "否"]), "新增.xlsx")
    lacking = check_files(city_store, [new], "update")
    table = checked.candidate.tables["projects"]

    assert [issue.rule for issue in checked.issues if issue.rule == "missing_column"] == []
    assert [issue.column for issue in lacking.issues] == ["decided_cny"]
    assert [(row["decided_cny"], row["is_attracted"]) for row in table.to_pylist()] == [
        (Decimal(30_000_000), True),
        (Decimal(10_000_000), False),
    ]


def test_a_company_in_two_files_is_decided_once(city_store: Store) -> None:
    """And can be taken back with its rows in both."""
    files = [
        handed_in(sheet(PROJECTS, project(number, 企业编号="无人知晓")), f"{number}.xlsx")
        for number in ("N1", "N2")
    ]
    checked = check_files(city_store, files, companies={"无人知晓": "E1"})
    publish_checked(city_store, checked, author="A", message="Matched", reasons=REASONS)

    assert [(one.key, one.row_keys) for one in matches(city_store)] == [("无人知晓", ("N1", "N2"))]


def test_a_workbook_is_handed_back_with_its_own_issues_only(city_store: Store, tmp_path: Path) -> None:
    """On every sheet of it, whatever dataset; not with those of another file whose sheet has that name."""
    path = _workbook(
        tmp_path / "甲.xlsx",
        一=[[*PROJECTS], project("N1", "若干")],
        二=[[*PROJECTS], project("N2", 决策日期="六月")],
    )
    sources = [Source("projects", path, table=place) for place in (0, 1)]
    other = handed_in(sheet(PROJECTS, project("N3"), project("N4", "一些"), name="一"), "乙.xlsx")
    checked = check_files(city_store, [*sources, other])
    data = path.read_bytes()
    book = load_workbook(io.BytesIO(hand_back(data, path.name, checked, "en").data))

    assert book["一"]["E2"].comment is not None
    assert book["二"]["D2"].comment is not None
    assert book["一"]["E3"].comment is None
    assert mended_since(city_store, checked, path.name, checked.staged["projects"][0].sha256, data) is None


def _found(*tables: SheetTable) -> dict[int, str]:
    return recognise(found_tables(Reading("x.xlsx", "xlsx", tables), KNOWN))


FUNDS = sheet(
    ("基金编号", "基金名称", "产业领域", "批次", "设立年月", "基金规模（亿元）"),
    ["F9", "示例壬基金", "ai", "1", "2024-01", "5"],
)


def test_which_tables_of_a_workbook_are_taken() -> None:
    """Each list, of whatever dataset; sheets of one layout; no summary, no notes, nothing hidden."""
    projects = sheet(PROJECTS, project("N1"))
    summary = sheet(("基金编号", "项目数", "决策金额（万元）"), ["F01", "3", "900"])
    old = sheet(PROJECTS, project("N0"), hidden=Hidden(sheet=True))
    lacking = sheet(PROJECTS[1:], project("N1")[1:])

    assert _found(FUNDS, projects, summary, projects, old) == {0: "funds", 1: "projects", 3: "projects"}
    assert _found(old) == {0: "projects"}
    assert _found(lacking, lacking, sheet(("说明", "备注"), ["a", "b"])) == {0: "projects", 1: "projects"}
    assert _found(sheet(("说明", "备注"), ["a", "b"])) == {}
