"""``check``, ``template`` and what they leave for the next file."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from fundscope.store import Store
from tests.cli.conftest import Run

HEADER = "项目编号,基金编号,企业编号,决策日期,金额"
ROWS = ("N1,F01,E1,2024-06-18,1000", "N2,F99,E1,2024-06-19,2000", "N3,F01,E1,六月,3000")
SAID = ("--column", "金额=decided_cny", "--unit", "decided_cny=万元")


def _file(folder: Path, *rows: str, name: str = "projects.csv") -> str:
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return str(path)


def test_columns_and_units_may_be_said(run: Run, store: Store, tmp_path: Path) -> None:
    """And what became of the amounts is in the answer."""
    path = _file(tmp_path, ROWS[0])
    unsaid = run("check", path, "--dataset", "projects", "--json").json
    said = run("check", path, "--dataset", "projects", *SAID, "--json").json

    assert [issue["rule"] for issue in unsaid["issues"]] == ["missing_column"]
    assert said["ok"] is True
    assert said["totals"] == {"decided_cny": "10000000.00"}
    assert (said["units"]["decided_cny"]["unit"], said["units"]["decided_cny"]["source"]) == (
        "cny_10k", "choice",
    )  # fmt: skip
    assert said["conversions"] == [
        {"column": "decided_cny", "unit": "cny_10k", "count": 1, "cell": "E2", "before": "1000",
         "after": "10000000.00"},
    ]  # fmt: skip


def test_the_next_file_says_what_was_mended(run: Run, store: Store, tmp_path: Path) -> None:
    """In words and in JSON, in both languages; the marked workbook is written on the way."""
    report = tmp_path / "back.xlsx"
    first = run("check", _file(tmp_path, *ROWS), "--dataset", "projects", *SAID, "--report", str(report))
    again = (ROWS[0], ROWS[1].replace("F99", "F01"), ROWS[2])
    path = _file(tmp_path, *again)
    words = run("check", path, "--dataset", "projects", *SAID, "--lang", "zh")
    told = run("check", path, "--dataset", "projects", *SAID, "--json").json["mended"]

    assert (first.code, words.code) == (1, 1)
    assert f"Wrote {report}." in first.out
    assert load_workbook(report)["projects"]["B3"].comment.text.startswith("Error: ")
    assert (told["mended_count"], told["new_count"]) == (1, 0)
    assert words.lines[-1] == f"{told['before_count']} 处问题已改正 1 处，新增 0 处。"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--column", "金额=decided"], "There is no column decided. Did you mean decided_"),
        (["--unit", "decided_cny=万圆"], "There is no unit 万圆. Did you mean "),
    ],
)
def test_what_is_said_of_nothing_is_answered(
    run: Run, store: Store, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    ended = run("check", _file(tmp_path, ROWS[0]), "--dataset", "projects", *arguments)

    assert ended.code == 1
    assert ended.err.startswith(sentence)


def test_a_template_is_written_and_named_with_its_version(run: Run, store: Store, tmp_path: Path) -> None:
    """An unknown dataset is answered with the nearest."""
    path = tmp_path / "t.xlsx"
    ended = run("template", "projects", "-o", str(path), "--lang", "zh")
    wrong = run("template", "project", "-o", str(path))

    assert load_workbook(path).sheetnames[:3] == ["项目", "填报说明", "填报示例"]
    assert ended.out.startswith("项目，模板版本 ")
    assert (wrong.code, wrong.err) == (1, "There is no dataset project. Did you mean projects?\n")
