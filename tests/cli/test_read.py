"""`read`: what is found in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from fundscope.cli.files import choices_of, declare_choices
from fundscope.cli.parser import Parser
from fundscope.ingest.reading import Choices
from tests.cli.conftest import Run


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A title, a header in row 3 with a unit, two rows, and a second sheet that is hidden."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "项目"
    for row in (["2024 年项目表"], [], ["编号", "投资金额（万元）"], ["P1", 1234.5], ["P2", None]):
        first.append(row)
    second = book.create_sheet("旧")
    second.append(["a", "b"])
    second.append([1, 2])
    second.sheet_state = "hidden"
    path = tmp_path / "项目.xlsx"
    book.save(path)
    return path


def test_the_tables_of_a_file_are_told_as_json(run: Run, workbook: Path) -> None:
    """By the contract, with Excel's row numbers."""
    told = run("read", str(workbook), "--json").json
    first, second = told["tables"]

    assert {key: told[key] for key in ("encoding", "delimiter", "format")} == {
        "encoding": None,
        "delimiter": None,
        "format": "xlsx",
    }
    assert first == {
        "sheet": "项目",
        "header_rows": [3],
        "first_row": 4,
        "last_row": 5,
        "rows": 2,
        "columns": ["编号", "投资金额（万元）"],
        "units": {"投资金额（万元）": "万元"},
        "hidden": {"sheet": False, "rows": [], "columns": []},
        "notes": ["2024 年项目表"],
    }
    assert (second["sheet"], second["hidden"]["sheet"]) == ("旧", True)


def test_a_table_is_printed_as_it_stands(run: Run, workbook: Path) -> None:
    """Exact, a blank empty."""
    assert run("read", str(workbook), "--table", "0", "--format", "csv").lines == [
        "编号,投资金额（万元）",
        "P1,1234.5",
        "P2,",
    ]
    assert run("read", str(workbook), "--table", "1", "--format", "csv").lines == ["a,b", "1,2"]


def test_the_tables_of_a_file_are_listed(run: Run, workbook: Path) -> None:
    """A line for each."""
    lines = run("read", str(workbook)).lines

    assert lines[0] == "项目.xlsx (xlsx)"
    assert [line.split()[:4] for line in lines[2:]] == [["0", "项目", "3", "2"], ["1", "旧", "1", "1"]]


def test_a_text_file_says_how_it_was_read(run: Run, tmp_path: Path) -> None:
    """Encoding and delimiter."""
    path = tmp_path / "a.csv"
    path.write_text("名称,区\n示例,海淀\n示例,朝阳\n", encoding="utf-8")
    told = run("read", str(path), "--json").json

    assert (told["format"], told["encoding"], told["delimiter"]) == ("csv", "utf-8", ",")
    assert told["tables"][0]["columns"] == ["名称", "区"]


def test_a_person_may_say_how_a_file_is_read(tmp_path: Path) -> None:
    """In the words of the reader's own choices."""
    parser = Parser("en")
    declare_choices(parser)
    asked = parser.parse_args(["--sheet", "旧", "--encoding", "gb18030", "--delimiter", ";"])

    assert choices_of(asked) == Choices(sheet="旧", encoding="gb18030", delimiter=";")


def test_a_table_that_is_not_there_is_refused(run: Run, workbook: Path) -> None:
    """It is said how many there are."""
    ended = run("read", str(workbook), "--table", "2")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "There is no table 2 in 项目.xlsx; it has 2, counted from 0.\n"


def test_what_cannot_be_read_is_told_as_json_too(run: Run, tmp_path: Path) -> None:
    """A code for programs, a sentence for people; exit code 1."""
    path = tmp_path / "empty.xlsx"
    path.touch()
    ended = run("read", str(path), "--json")

    assert (ended.code, ended.err) == (1, "")
    assert list(ended.json) == ["error"]
    assert ended.json["error"]["code"] == "empty_file"
