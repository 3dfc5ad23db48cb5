"""The sample lies in workbooks as an analyst would have them, and the same rows make the same file."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from fundscope.model import DATA_FOLDER, datasets, spelled_unit
from fundscope.sample import workbooks
from fundscope.sample.make import make_funds
from fundscope.sample.recipe import read_recipe
from fundscope.sample.workbooks import titles, write_file

DATASETS = ("funds", "projects", "enterprises")
UNIT = re.compile(r"（(.+)）$")


@pytest.mark.parametrize("dataset", DATASETS)
def test_each_header_is_the_title_or_an_alias_of_one_column(dataset: str) -> None:
    """And every column of the dataset has one, so that the sample goes in as an upload does."""
    named = [
        [
            column.name
            for column in datasets()[dataset].columns
            if UNIT.sub("", title) in (column.title.zh, *column.aliases)
        ]
        for title in titles(dataset, read_recipe())
    ]

    assert [len(names) for names in named] == [1] * len(named)
    assert sorted(name for [name] in named) == sorted(column.name for column in datasets()[dataset].columns)


@pytest.mark.parametrize(
    ("dataset", "units"),
    [
        ("funds", {"基金规模": "亿元"}),
        ("projects", {"投资金额": "万元", "实际出资金额": "万元", "本轮融资总额": "万元"}),
        ("enterprises", {"从业人数": "人", "营业收入": "万元", "研发费用": "万元"}),
    ],
)
def test_headers_say_the_unit(dataset: str, units: dict[str, str]) -> None:
    """Each of money in a unit that the model knows."""
    headers = titles(dataset, read_recipe())
    found = {UNIT.sub("", header): unit[1] for header in headers if (unit := UNIT.search(header))}

    assert found == units
    assert {unit for unit in found.values() if spelled_unit(unit) is None} <= {"人"}


def test_a_project_looks_as_an_analyst_has_it() -> None:
    """Chinese words for codes, real dates, amounts in 万元 with two decimals, a styled and frozen header."""
    page = load_workbook(DATA_FOLDER / "sample" / "projects.xlsx").active
    header, first = page[1], page[2]

    assert page.title == "项目"
    assert page.freeze_panes == "A2"
    assert all(cell.font.b and cell.fill.fill_type == "solid" for cell in header)
    shown = {title.value: cell for title, cell in zip(header, first, strict=True)}
    assert shown["项目编号"].value == "SAMPLE-P001"
    assert re.fullmatch(r"[\u4e00-\u9fff]+", shown["所属行业"].value)
    assert shown["是否招引"].value in {"是", "否"}
    assert isinstance(shown["投决日期"].value, dt.datetime)
    assert shown["投决日期"].number_format == "yyyy-mm-dd"
    assert shown["投资金额（万元）"].number_format == "#,##0.00"


def test_no_clock_is_in_a_workbook(tmp_path: Path) -> None:
    """Neither in the archive nor in the properties, so the same rows make the same bytes."""
    recipe = read_recipe()
    path = write_file(tmp_path, "funds", "基金", make_funds(recipe), recipe)
    properties = load_workbook(path).properties

    with ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2025, 1, 6, 9, 0, 0)}
    assert {properties.created, properties.modified} == {dt.datetime(2025, 1, 6, 9, 0)}  # noqa: DTZ001
    assert properties.creator == "Fundscope sample"


def test_more_rows_than_a_workbook_holds_go_into_a_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same header, a byte order mark for Excel, and the rows in their order."""
    monkeypatch.setattr(workbooks, "_MOST_ROWS", 7)
    monkeypatch.setattr(workbooks, "_ROWS_AT_A_TIME", 3)
    recipe = read_recipe()

    path = write_file(tmp_path, "funds", "基金", make_funds(recipe), recipe)

    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    assert path.name == "funds.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert lines[0] == ",".join(titles("funds", recipe))
    assert [line.split(",")[0] for line in lines[1:]] == [f"F0{number}" for number in range(1, 9)]
    assert lines[1].endswith(",人工智能,AI,人工智能,1,2023年12月,100.0,")
