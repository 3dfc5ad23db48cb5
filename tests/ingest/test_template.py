"""Templates: what is in them, and what is known of one that comes back filled in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from fundscope.ingest import Checked, check_file, found_tables, template_workbook
from fundscope.ingest.dropdowns import choices_of_column
from fundscope.ingest.reading import Reading
from fundscope.ingest.template import MARK_COLUMNS, header_of, template_mark, version_of
from fundscope.model import Dataset, Words, datasets
from fundscope.store import Store
from tests.ingest.sheets import KNOWN, sheet

PROJECTS = datasets()["projects"]
RECORDS = [dataset for dataset in datasets().values() if not dataset.is_reference]
ROW = ["N1", "F01", "E1", "AI", "Haidian", "Series A", "2024-06-18", 1000, None, None, None, "否",
       "Decided, not yet paid"]  # fmt: skip


def _template(dataset: Dataset = PROJECTS, lang: Any = "en") -> Any:
    return load_workbook(io.BytesIO(template_workbook(dataset, KNOWN, lang)))


def _checked(workbook: Workbook, store: Store, tmp_path: Path, *rows: list[Any]) -> Checked:
    for place, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            workbook.worksheets[0].cell(place, column).value = value
    workbook.save(tmp_path / "filled in.xlsx")
    return check_file(tmp_path / "filled in.xlsx", "projects", store)


def _older() -> Dataset:
    """Projects as they were once declared: one title was another, one column is new, one has gone."""
    by_name = PROJECTS.by_name
    decided = replace(by_name["decided_cny"], title=Words(en="Sum agreed", zh="议定数额"))
    gone = replace(by_name["round"], name="contact", title=Words(en="Contact", zh="联系人"), codes=None)
    columns = [
        decided if column.name == "decided_cny" else column
        for column in PROJECTS.columns
        if column.name != "round_total_cny"
    ]
    return replace(PROJECTS, columns=(*columns, gone))


@pytest.mark.parametrize("dataset", RECORDS, ids=lambda dataset: dataset.name)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_template_has_all_that_is_needed_to_fill_it_in(dataset: Dataset, lang: Any) -> None:
    """Titles in both languages with units, notes on every column, dropdowns, and one row filled in."""
    workbook = _template(dataset, lang)
    first, notes, example, *_ = workbook.worksheets
    dropdowns = first.data_validations.dataValidation
    listed = [column for column in dataset.columns if choices_of_column(column, KNOWN, lang)]

    assert first.title == dataset.title.in_language(lang)
    assert [cell.value for cell in first[1]] == [header_of(column) for column in dataset.columns]
    assert len(dropdowns) == len(listed)
    said = {row[0] for row in notes.iter_rows(values_only=True)}
    assert said >= {column.title.zh for column in dataset.columns}
    assert [cell.value for cell in example[1]] == [cell.value for cell in first[1]]
    assert first.max_row == 1
    assert workbook.worksheets[-1].sheet_state == "hidden"


def test_the_example_is_written_as_a_person_would() -> None:
    """Money in the unit of the header, codes in words, days as days."""
    example = _template(lang="zh")["填报示例"]
    row = {
        header.value.split("\n")[0]: cell.value for header, cell in zip(example[1], example[2], strict=True)
    }

    assert row["决策金额（万元）"] == 10_000
    assert (row["产业领域"], row["项目状态"]) == ("人工智能", "已出资")
    assert row["决策日期"] == datetime(2024, 6, 18)  # noqa: DTZ001 a day in a spreadsheet has no zone


def test_a_filled_in_template_is_taken_over_row_by_row(city_store: Store, tmp_path: Path) -> None:
    """From the sheet to fill in and from no other; nothing is said of its version."""
    checked = _checked(_template(), city_store, tmp_path, ROW)
    (staged,) = checked.staged["projects"]

    assert [issue for issue in checked.issues if issue.rule != "total_against_published"] == []
    assert (staged.source.sheet, staged.table.num_rows) == ("Projects", 1)
    assert {column.ground for column in staged.mapping} == {"template"}
    assert staged.table.column("decided_cny").to_pylist() == [10_000_000]
    assert checked.parts[0].notes == ()


def test_an_empty_template_is_not_mistaken_for_its_example(city_store: Store, tmp_path: Path) -> None:
    checked = _checked(_template(), city_store, tmp_path)

    assert [issue.rule for issue in checked.issues] == ["no_rows"]


def test_an_older_template_is_recognised_and_its_rows_taken_over(city_store: Store, tmp_path: Path) -> None:
    """A column that is called otherwise now is still known; what is new and what has gone is said."""
    row = [*ROW[:10], "否", ROW[12], "Li Wei"]
    checked = _checked(_template(_older()), city_store, tmp_path, row)
    (staged,) = checked.staged["projects"]
    said = [note.en for note in checked.parts[0].notes]

    assert staged.table.column("decided_cny").to_pylist() == [10_000_000]
    assert staged.table.column("status").to_pylist() == ["decided"]
    assert said == [
        "This file is on an older template of Projects (version "
        f"{version_of(_older())}). Its rows were taken over; a new template has what has changed.",
        "New since then, and empty in this file: Whole round.",
        "No longer asked for, and not taken over: 联系人 Contact.",
    ]
    assert "旧版“项目”模板" in checked.parts[0].notes[0].zh


def test_the_version_changes_with_what_is_asked_for_and_with_nothing_else() -> None:
    """Not with a better explanation."""
    explained = replace(PROJECTS, about=Words(en="Otherwise", zh="另述"))
    required = [replace(column, required=True) for column in PROJECTS.columns]

    assert version_of(explained) == version_of(PROJECTS)
    assert version_of(replace(PROJECTS, columns=tuple(required))) != version_of(PROJECTS)
    assert len({version_of(dataset) for dataset in RECORDS}) == len(RECORDS)


def _marked(dataset: str) -> Iterator[Any]:
    yield sheet(["基金", "日期"], ["F01", "2024-06-18"])
    yield sheet(MARK_COLUMNS, [dataset, "0" * 8, "fund_id", "基金"], name="_fundscope")


def test_a_template_of_another_dataset_is_named() -> None:
    """And the file is recognised as what it says it is."""
    reading = Reading("x.xlsx", "xlsx", tuple(_marked("funds")))
    mark = template_mark(reading)

    assert mark is not None
    assert mark.remembered(PROJECTS) == {}
    assert [note.en for note in mark.notes(PROJECTS)] == [
        "This is the template of another dataset (funds), not of Projects; its columns were told by their "
        "names."
    ]
    assert found_tables(reading, KNOWN)[0].fits[0].dataset == "funds"


def test_a_file_that_is_no_template_has_no_mark() -> None:
    assert template_mark(Reading("x.csv", "csv", (sheet(["a"], ["1"]),))) is None
