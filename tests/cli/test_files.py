"""`check`, `rules` and `import`: an analyst's file, from a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundscope.ingest import rules
from fundscope.store import Store
from fundscope.words import text
from tests.cli.conftest import Run

GOOD = """\
货币,每单位折合人民币（元）,日期,发布者英文名,发布者
usd,7.1,2025-06-30,Paper,报
eur,8.2,2025-06-30,Paper,报
"""
BAD = GOOD.replace("8.2", "many")
IMPORT = ("import", "--author", "C. Nalyst", "-m", "Rates of June")


@pytest.fixture
def rates(tmp_path: Path) -> Path:
    """A file of two rates, without a fault."""
    path = tmp_path / "rates.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_file_without_a_fault_passes(run: Run, store: Store, rates: Path) -> None:
    """It is said which of its columns was taken as what; nothing is published."""
    ended = run("check", str(rates), "--dataset", "rates")

    assert (ended.code, ended.err) == (0, "0 errors, 0 warnings\n")
    assert [line.split()[:3] for line in ended.lines[2:4]] == [
        ["A", "货币", "currency"],
        ["B", "每单位折合人民币（元）", "cny_per_unit"],
    ]
    assert store.release().number == 2


def test_a_fault_is_told_with_its_place(run: Run, store: Store, rates: Path) -> None:
    """As a line to read, and as JSON by the contract."""
    rates.write_text(BAD, encoding="utf-8")
    ended = run("check", str(rates), "--dataset", "rates", "--lang", "en")
    told = run("check", str(rates), "--dataset", "rates", "--json")
    (issue,) = told.json["issues"]

    assert (ended.code, told.code) == (1, 1)
    assert ended.err.splitlines() == [f"error  {issue['message']}", "1 error, 0 warnings"]
    assert list(told.json)[:6] == ["ok", "rows", "mapping", "units", "issues", "totals"]
    assert (told.json["ok"], told.json["rows"]) == (False, 2)
    assert [issue[key] for key in ("rule", "severity", "cell", "row", "column", "value")] == [
        "number",
        "error",
        "B3",
        3,
        "cny_per_unit",
        "many",
    ]


@pytest.mark.parametrize("file", ["empty.csv", "missing.csv"])
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(run: Run, tmp_path: Path, file: str) -> None:
    """As JSON, the sentence has a code."""
    (tmp_path / "empty.csv").touch()
    command = ("check", str(tmp_path / file), "--dataset", "rates")
    ended, told = run(*command), run(*command, "--json")

    assert (ended.code, ended.out, told.code) == (1, "", 1)
    assert ended.err == told.json["error"]["message"] + "\n"
    assert told.json["error"]["code"]
    assert file in ended.err


def test_a_dataset_that_is_none_is_refused(run: Run, rates: Path) -> None:
    """With the one that was meant."""
    ended = run("check", str(rates), "--dataset", "rate")

    assert (ended.code, ended.err) == (1, "There is no dataset rate. Did you mean rates?\n")


def test_files_are_published_together(run: Run, store: Store, rates: Path) -> None:
    """As the next release, signed; a file that bears its dataset's name need not say it."""
    ended = run(*IMPORT, str(rates))
    release = store.release()

    assert (ended.code, ended.out) == (0, "Published release 3 with 2 rows from these files.\n")
    assert (release.author, release.message) == ("C. Nalyst", "Rates of June")
    assert store.read(release, "rates").column("currency").to_pylist() == ["usd", "eur"]
    assert [upload.file_name for upload in release.uploads] == ["rates.csv"]


def test_several_files_of_a_dataset_are_one_list(run: Run, store: Store, rates: Path, tmp_path: Path) -> None:
    """A key that is in both is a fault, told with the place of the other row."""
    pounds, again = tmp_path / "pounds.csv", tmp_path / "again.csv"
    header, usd, _ = GOOD.splitlines()
    pounds.write_text(f"{header}\n{usd.replace('usd', 'gbp')}\n", encoding="utf-8")
    again.write_text(f"{header}\n{usd}\n", encoding="utf-8")
    refused = run(*IMPORT, str(rates), f"rates={again}", "--json").json["datasets"]["rates"]
    told = run(*IMPORT, str(rates), f"rates={pounds}", "--json").json["release"]

    assert [issue["rule"] for issue in refused["issues"]] == ["unique"]
    assert "also in row 2 of sheet rates in rates.csv" in refused["issues"][0]["expected"]
    assert [table["file"] for table in refused["tables"]] == ["rates.csv", "again.csv"]
    assert store.read(store.release(), "rates").column("currency").to_pylist() == ["usd", "eur", "gbp"]
    assert told["datasets"]["rates"]["rows"] == 3


def test_what_a_column_is_may_be_said(run: Run, store: Store, tmp_path: Path) -> None:
    """As to `check`: the header, the field, and where the file misleads its header row, too."""
    file = tmp_path / "rates.csv"
    header, *rows = GOOD.splitlines()
    odd = header.replace("货币", "代号").replace("每单位折合人民币（元）", "值")
    file.write_text("\n".join([odd, *rows]), encoding="utf-8")
    said = ("--column", "代号=currency", "--column", "值=cny_per_unit", "--header-rows", "1")
    ended = run(*IMPORT, str(file), *said)
    wrong = run(*IMPORT, str(file), "--column", "代号=currancy")

    assert (ended.code, ended.out) == (0, "Published release 3 with 2 rows from these files.\n")
    assert (wrong.code, wrong.err) == (1, "There is no column currancy. Did you mean currency?\n")


def test_rows_can_be_updated_by_key(run: Run, store: Store, tmp_path: Path) -> None:
    """What the file has not, stays."""
    file = tmp_path / "june.csv"
    file.write_text(GOOD.replace("usd", "gbp"), encoding="utf-8")
    told = run(*IMPORT, f"rates={file}", "--mode", "update", "--json").json

    assert (told["ok"], told["release"]["number"], told["release"]["datasets"]["rates"]["rows"]) == (
        True,
        3,
        3,
    )


def test_a_file_with_a_fault_publishes_nothing(run: Run, store: Store, rates: Path) -> None:
    """The faults are listed."""
    rates.write_text(BAD, encoding="utf-8")
    ended, told = run(*IMPORT, str(rates)), run(*IMPORT, str(rates), "--json").json

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines()[-1] == "1 error, 0 warnings"
    assert told["ok"] is False
    assert [issue["cell"] for issue in told["datasets"]["rates"]["issues"]] == ["B3"]
    assert store.release().number == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rate=x.csv"], "There is no dataset rate; write DATASET=FILE. Did you mean rates?"),
        (
            ["rates.csv", "--reason", "rangy=It is so"],
            "There is no rule rangy; write RULE=WHY. Did you mean range?",
        ),
        (["rates.csv", "--reason", "range= "], "Say why the warnings of range may stand: --reason range=..."),
    ],
)
def test_a_wrong_import_is_answered_with_how_to_write_it(
    run: Run, store: Store, arguments: list[str], sentence: str
) -> None:
    """Before any file is read."""
    ended = run(*IMPORT, *arguments)

    assert (ended.code, ended.out, ended.err) == (1, "", sentence + "\n")


def test_the_rules_are_listed(run: Run) -> None:
    """Each with its severity and its words in the language asked."""
    told = run("rules", "--json", "--lang", "zh").json["rules"]
    lines = run("rules", "--lang", "zh").lines[1:]

    assert [(rule["rule"], rule["severity"], rule["words"]) for rule in told] == [
        (rule.id, rule.severity, rule.words.zh) for rule in rules()
    ]
    assert [line.split()[0] for line in lines] == [rule.id for rule in rules()]
    assert [line.split()[1] for line in lines] == [
        text(
            "cli.severity.guard"
            if rule.takes_reason and rule.severity == "error"
            else f"cli.severity.{rule.severity}",
            "zh",
        )
        for rule in rules()
    ]
