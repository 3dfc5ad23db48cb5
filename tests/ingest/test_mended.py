"""What was mended since a file was last handed in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from fundscope.ingest import Checked, check_file, hand_back, mended_since
from fundscope.ingest.mended import Mended, made_from
from fundscope.store import Store
from tests.ingest.sheets import PROJECTS, check, handed_in, project, sheet

Rows = tuple[list[str | None], ...]


def _handed_in(
    store: Store, *rows: list[str | None], name: str = "台账.xlsx", data: bytes = b""
) -> Mended | None:
    checked = check(store, "projects", handed_in(sheet(PROJECTS, *rows), name))
    return mended_since(store, checked, name, checked.staged["projects"][0].sha256, data)


FIRST: Rows = (project("N1", "若干"), project("N2", 基金编号="F99"), project("N3", 决策日期="六月"))


def test_the_next_file_says_what_was_mended_and_what_is_new(city_store: Store) -> None:
    """Rows may have moved; what was not mended is known again by the key of its row."""
    first = _handed_in(city_store, *FIRST)
    again = _handed_in(city_store, *FIRST)
    second = _handed_in(
        city_store,
        project("N0", "万把块", 企业编号="E3"),
        project("N1", "一些"),
        project("N2", "2000"),
        project("N3", "3000"),
    )

    assert (first, again) == (None, None)
    assert second is not None
    assert (second.mended_count, second.new_count) == (2, 1)
    assert second.told("en") == f"2 of {second.before_count} mended, 1 new."
    assert second.told("zh") == f"{second.before_count} 处问题已改正 2 处，新增 1 处。"


def test_of_28_of_31_the_words_are_those_of_people() -> None:
    mended = Mended(31, 28, 1)

    assert mended.told("en") == "28 of 31 mended, 1 new."
    assert mended.told("zh") == "31 处问题已改正 28 处，新增 1 处。"


def test_a_whole_column_that_was_mended_in_part_counts_by_cells(city_store: Store) -> None:
    """Twelve cells told as one, and then two on their own."""
    rows = [project(f"N{place}", f"{1000 + place}", 基金编号="F99") for place in range(12)]
    left = [[*row[:1], "F01" if place >= 2 else "F99", *row[2:]] for place, row in enumerate(rows)]
    _handed_in(city_store, *rows)
    mended = _handed_in(city_store, *left)

    assert mended is not None
    assert (mended.mended_count, mended.new_count) == (10, 0)


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("台账 (2).xlsx", True),
        ("台账_v2.xlsx", True),
        ("台账-修改版.xlsx", True),
        ("台账 (checked).xlsx", True),
        ("台账（已检查）.csv", True),
        ("七月台账.xlsx", False),
    ],
)
def test_a_file_is_known_again_by_its_name_but_for_what_people_add(
    city_store: Store, name: str, is_known: bool
) -> None:
    _handed_in(city_store, *FIRST)

    assert (_handed_in(city_store, project("N1"), name=name) is not None) == is_known


def test_a_handed_back_workbook_is_known_again_under_any_name(city_store: Store, tmp_path: Path) -> None:
    """By its mark, which stays when it is opened, mended and saved as something else."""
    workbook = Workbook()
    for row in (PROJECTS, *FIRST):
        workbook.active.append(row)
    workbook.save(tmp_path / "台账.xlsx")
    data = (tmp_path / "台账.xlsx").read_bytes()
    checked = check_file(tmp_path / "台账.xlsx", "projects", city_store)
    mended_since(city_store, checked, "台账.xlsx", checked.staged["projects"][0].sha256, data)
    back = load_workbook(io.BytesIO(hand_back(data, "台账.xlsx", checked, "zh").data))
    back["Sheet"]["E2"] = 1000
    back.save(tmp_path / "x.xlsx")
    marked = (tmp_path / "x.xlsx").read_bytes()
    after: Checked = check_file(tmp_path / "x.xlsx", "projects", city_store)
    mended = mended_since(city_store, after, "x.xlsx", after.staged["projects"][0].sha256, marked)

    assert made_from(marked) == checked.staged["projects"][0].sha256
    assert mended is not None
    assert (mended.mended_count, mended.new_count) == (1, 0)


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04 broken"])
def test_what_has_no_mark_is_no_error(data: bytes) -> None:
    assert made_from(data) is None
