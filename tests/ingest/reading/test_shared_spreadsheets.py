"""Spreadsheets that nobody of this project wrote, where the folder with them lies beside the checkout.

What a careful analyst would expect of each is written down as data: the tables with Excel's row numbers, or
the code of the refusal. Six of them have their whole content in ``expected/``.
"""

from __future__ import annotations

import csv
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from fundscope.ingest.reading import Choices, Kind, Reading, SheetTable, Unreadable, read_file

CHECKOUT = Path(__file__).resolve().parents[3]
FOLDER = CHECKOUT.parent / "shared" / "spreadsheets"
MOST_SECONDS = 20

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the folder of foreign spreadsheets is not here")


@dataclass(frozen=True)
class Expected:
    """One table: sheet (None: whatever it is called), header rows, first and last row, columns in all."""

    sheet: str | None
    header: tuple[int, ...]
    first: int
    last: int
    rows: int
    columns: int
    place: int = 0
    of_reading: dict[str, Any] = field(default_factory=dict)


TABLES = {
    "upload/excel_97.xls": Expected("Sheet1", (1,), 2, 4, 3, 4),
    "upload/newline_windows.csv": Expected(None, (1,), 2, 4, 3, 4),
    "upload/ods_merged_cells.ods": Expected("Sheet1", (1,), 2, 5, 4, 3),
    "upload/xls_hidden_sheet.xls": Expected("Sheet2", (1,), 2, 7, 6, 5),
    "upload/xlsx_QQQ1234567.xlsx": Expected("Sheet1", (1,), 3, 93, 91, 20),
    "upload/xlsx_exotic_types.xlsx": Expected("Sheet1", (1,), 2, 15, 14, 8),
    "upload/xlsx_filters_hidden_cols_rows.xlsx": Expected("Sheet1", (1,), 2, 24, 23, 4),
    "upload/xlsx_hidden_merged.xlsx": Expected("Sheet2", (1,), 2, 10, 9, 9),
    "statistics/characters.csv": Expected(
        None, (1,), 2, 383, 382, 18, of_reading={"encoding": "big5", "delimiter": ","}
    ),
    "statistics/deaths.xlsx": Expected("arts", (5,), 6, 15, 10, 6),
    "statistics/issue_530.xlsx": Expected("出勤分类组织汇总表", (4,), 5, 5, 1, 12),
    "statistics/ott.xls": Expected("Table 1", (3, 4, 5, 6), 7, 57, 48, 10),
    "statistics/table-with-accents.csv": Expected(
        None,
        (1,),
        2,
        639,
        638,
        8,
        of_reading={"encoding": "cp1252", "delimiter": ";", "decimal": ","},
    ),
    "statistics/utf-16le_encoded.csv": Expected(
        None, (1,), 2, 328, 327, 19, of_reading={"encoding": "utf-16"}
    ),
    "statistics/分省年度数据 (1).csv": Expected(
        None, (4,), 5, 35, 31, 21, of_reading={"encoding": "gb18030"}
    ),
    "fixtures/NumberFormatTest.de.csv": Expected(None, (), 1, 5, 5, 3, of_reading={"decimal": ","}),
    "fixtures/any_sheets.xlsx": Expected("Visible", (), 1, 3, 3, 2),
    "fixtures/currency-formats-xlsx.xlsx": Expected("Tabelle1", (1,), 2, 3, 2, 4),
    "fixtures/date_1904.xlsx": Expected("Sheet1", (), 1, 3, 3, 2, of_reading={"is_1904": True}),
    "fixtures/errors.xlsx": Expected("Feuil1", (), 1, 7, 7, 1),
    "fixtures/header-row.xlsx": Expected("Sheet1", (9,), 10, 10, 1, 4),
    "fixtures/leading-zeros.csv": Expected(None, (1,), 2, 4, 3, 1),
    "fixtures/sep.csv": Expected(None, (), 1, 2, 2, 2, of_reading={"delimiter": ";"}),
    "fixtures/skip-rows.xlsx": Expected("Sheet 1", (2,), 3, 3, 1, 2),
    "fixtures/strict_iso_paths.xlsx": Expected("ml_out", (1,), 2, 76, 75, 18),
    "fixtures/unnamed-duplicated-columns.xlsx": Expected("Sheet1", (1,), 2, 3, 2, 4),
    "fixtures/utf16be.xlsx": Expected("Sheet1", (), 1, 1, 1, 1),
    "hostile/fakewebservice.xlsx": Expected("Sheet1", (), 1, 1, 1, 1),
    "hostile/link-external-workbook-a.xlsx": Expected("Sheet0", (), 1, 1, 1, 2),
    "hostile/xxe_in_schema.xlsx": Expected("Sheet1", (9,), 10, 10, 1, 3),
    "grants/badfile_all_validation_errors_4_times.xlsx": Expected("grants", (1,), 2, 6, 5, 13),
    "grants/commands_in_file.xlsx": Expected("Sheet1", (3, 4), 5, 5, 1, 3),
    "grants/ffrdc-2026.xlsx": Expected("FFRDC", (3,), 4, 45, 42, 26),
    "grants/iuk_projects.csv": Expected(None, (1,), 2, 39, 38, 19),
}
REFUSED = {
    "upload/actually_a_png.xlsx": "wrong_type",
    "hostile/BadWorkbook.xlsx": "no_sheets",
    "hostile/Simple.xlsb": "damaged",
    "hostile/clusterfuzz-5089447305609216_truncated.xlsx": "truncated",
    "hostile/issue_594_dos.ods": "too_many_cells",
    "hostile/null_file.xlsx": "empty_file",
    "hostile/oleloop.xls": "wrong_type",
    "hostile/pass_protected.xlsx": "password",
    "hostile/poc-xmlbomb.xlsx": "entities",
}


def _texts(table: SheetTable) -> list[list[str]]:
    columns = [column.texts.to_pylist() for column in table.columns]
    return [[cell or "" for cell in row] for row in zip(*columns, strict=True)]


def _read(name: str, **choices: Any) -> Reading:
    started = time.monotonic()
    reading = read_file(FOLDER / name, Choices(**choices))

    assert time.monotonic() - started < MOST_SECONDS
    return reading


def test_every_file_of_the_folder_has_its_expectation() -> None:
    """A new file there must not pass unread."""
    files = {
        str(path.relative_to(FOLDER))
        for path in FOLDER.glob("*/*")
        if path.parent.name != "expected" and path.is_file()
    }

    assert files == {*TABLES, *REFUSED}


@pytest.mark.parametrize("name", TABLES)
def test_a_file_is_read_as_an_analyst_would(name: str) -> None:
    """Where the table lies, how large it is, and how the file was decoded."""
    reading = _read(name)
    expected = TABLES[name]
    table = reading.tables[expected.place]
    numbers = table.row_numbers.to_pylist()

    assert expected.sheet in (None, table.sheet)
    assert (table.header_rows, numbers[0], numbers[-1]) == (expected.header, expected.first, expected.last)
    assert (table.rows, len(table.columns)) == (expected.rows, expected.columns)
    assert {key: getattr(reading, key) for key in expected.of_reading} == expected.of_reading


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_quickly(name: str) -> None:
    """With a code and a sentence, and this process goes on."""
    started = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_file(FOLDER / name)

    assert refused.value.code == REFUSED[name]
    assert Path(name).name in refused.value.message("en")
    assert Path(name).name in refused.value.message("zh")
    assert time.monotonic() - started < MOST_SECONDS


@pytest.mark.parametrize("path", sorted((FOLDER / "expected").glob("*.csv")), ids=lambda path: path.stem)
def test_without_what_is_hidden_the_whole_content_is_as_expected(path: Path) -> None:
    """Cell by cell. Meant to differ: blank rows are none, a day has no time, names are distinct."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if any(row)]
    width = max(map(len, rows))
    expected = [[re.sub(r" 00:00:00$", "", cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    (source,) = (FOLDER / "upload").glob(f"{path.stem}.*")
    name = str(source.relative_to(FOLDER))
    reading = _read(name, drop_hidden_sheets=True, drop_hidden_rows=True, drop_hidden_columns=True)
    (table,) = reading.tables
    titles = [re.sub(r"^\[[A-Z]+\]$| \(\d+\)$", "", column.header) for column in table.columns]
    found = [titles, *_texts(table)]
    if source.suffix == ".ods":
        # There the covered cells of a merged area are left out, which moves all after them to the left.
        found = [_once(row) for row in found]
        expected = [_once(row) for row in expected]
        found[-1] = [cell for cell in found[-1] if cell != found[-2][0]]

    assert found == expected


def _once(row: list[str]) -> list[str]:
    return [cell for place, cell in enumerate(row) if cell and cell not in row[:place]]


def test_what_is_hidden_is_named_and_kept() -> None:
    """Rows, columns and sheets."""
    filtered = _read("upload/xlsx_filters_hidden_cols_rows.xlsx").tables[0].hidden
    hidden, last = _read("upload/xlsx_hidden_merged.xlsx").tables[0], _read("upload/xls_hidden_sheet.xls")

    assert (filtered.rows, filtered.columns) == ((10, 21, 22, 24), ("D",))
    assert (hidden.hidden.rows, hidden.hidden.columns, hidden.rows) == ((3, 8), ("B", "H"), 9)
    assert [table.hidden.sheet for table in last.tables] == [False, True]


def test_cells_are_what_they_are_in_the_file() -> None:
    """Errors, dates of either calendar, leading zeros, decimal commas, bank details, cached values."""
    errors = _read("fixtures/errors.xlsx").tables[0].columns[0]
    dates = _read("fixtures/date_1904.xlsx").tables[0]
    bank = _read("grants/iuk_projects.csv").tables[0]
    details = next(column for column in bank.columns if column.header == "Bank details")

    assert errors.texts.to_pylist() == ["#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A"]
    assert set(errors.kinds.to_pylist()) == {Kind.ERROR}
    assert _texts(dates)[:2] == [["2021-01-01", "15"], ["2021-01-02", "16"]]
    assert _texts(_read("fixtures/leading-zeros.csv").tables[0]) == [["01"], ["002"], ["00003"]]
    assert "Dreambit: 51406795 / 404745" in details.texts.to_pylist()
    assert _texts(_read("hostile/link-external-workbook-a.xlsx").tables[0]) == [["10", "20"]]
    assert _texts(_read("hostile/fakewebservice.xlsx").tables[0]) == [["phony result"]]


def test_units_and_titles_are_found_where_they_stand() -> None:
    """In the number format, above the table, in several header rows."""
    prices = _read("fixtures/currency-formats-xlsx.xlsx").tables[0]
    visits = _read("statistics/ott.xls").tables[0]
    big5 = _read("statistics/characters.csv").tables[0]

    assert prices.units == {"cost_EUR": "EUR", "cost_CHF": "CHF"}
    assert any(key == "reading.layout.mixed_units" for key, _ in prices.evidence)
    assert visits.columns[2].header == "All Visits / NSA"
    assert visits.columns[-1].header == "Area of residence / Other countries / NSA"
    assert visits.units["All Visits / NSA"] == "thousands"
    assert visits.columns[0].texts.to_pylist()[:13] == ["2012"] * 12 + ["2013"]
    assert [column.header for column in big5.columns[1:3]] == ["景點編號", "景點中文名稱"]
