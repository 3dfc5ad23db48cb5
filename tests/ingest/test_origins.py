"""Every value of a published row can be traced to its cell in the original file."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from fundscope.ingest import Source, StagingChoices, cells_of_row, check_files, origins, publish_checked
from fundscope.ingest.reading import Unreadable
from fundscope.store import Store
from tests.ingest.sheets import PROJECTS, project

WHY = "Only this one was asked for"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook whose table begins in the third row, with a column that people must explain."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "二季度"
    sheet.append(["二季度投资台账"])
    sheet.append([])
    sheet.append([*PROJECTS[:4], "我们出的钱"])
    sheet.append(project("N1", "1000.5"))
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def _import(store: Store, workbook: Path) -> str:
    said = StagingChoices({"我们出的钱": "decided_cny"}, {"decided_cny": "cny_10k"})
    checked = check_files(store, [Source("projects", workbook, staging=said)])
    reasons = {"total_against_published": WHY}
    release = publish_checked(store, checked, author="Li Wei", message="This quarter", reasons=reasons)
    return release.uploads[0].sha256


def test_a_value_leads_to_its_cell_and_the_text_there(city_store: Store, workbook: Path) -> None:
    """Also of a column that a person named and gave its unit; a field without a column has no cell."""
    upload = _import(city_store, workbook)
    cells = cells_of_row(city_store, "projects", upload, "二季度", 4)

    assert cells is not None
    assert cells["decided_cny"] == origins.Cell("E4", "我们出的钱", "1000.5", "cny_10k")
    assert cells["decided_on"] == origins.Cell("D4", "决策日期", "2024-06-18", None)
    assert "paid_cny" not in cells


def test_what_was_not_kept_is_not_guessed(city_store: Store, workbook: Path) -> None:
    upload = _import(city_store, workbook)

    assert cells_of_row(city_store, "projects", upload, "二季度", 5) is None
    assert cells_of_row(city_store, "projects", upload, "三季度", 4) is None
    assert cells_of_row(city_store, "enterprises", upload, "二季度", 4) is None


def test_a_very_large_file_is_not_opened_for_one_cell(
    city_store: Store, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = _import(city_store, workbook)
    monkeypatch.setattr(origins, "MOST_BYTES", 100)

    with pytest.raises(Unreadable, match="too large"):
        cells_of_row(city_store, "projects", upload, "二季度", 4)
