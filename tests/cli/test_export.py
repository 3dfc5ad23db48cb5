"""``export`` and ``verify`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fundscope.export.register import exports
from fundscope.store import Store
from tests.cli.conftest import Run


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx", "pptx"])
def test_an_exported_file_proves_itself(suffix: str, store: Store, run: Run, tmp_path: Path) -> None:
    """Written, registered, and current when verified; its code is on the screen."""
    file = tmp_path / f"figure.{suffix}"
    done = run("export", "flows/by_sector", "-o", str(file), "--lang", "zh", "--by", "P. Ress")
    (entry,) = exports(store)
    verified = run("verify", str(file))

    assert done.code == 0
    assert entry.code in done.out
    assert (entry.exported_by, entry.formats, entry.release) == ("P. Ress", suffix, 2)
    assert (verified.code, "is current" in verified.out) == (0, True)


def test_a_file_of_the_first_release_is_superseded(store: Store, run: Run, tmp_path: Path) -> None:
    """With the numbers then and now, and the same file once more, byte for byte."""
    file, again = tmp_path / "figure.csv", tmp_path / "again.csv"
    run("export", "flows/by_sector", "-o", str(file), "--release", "1", "--param", "rule=decided")
    told = run("verify", str(file), "--json", "--again", str(again))
    read = run("verify", str(file))
    by_code = run("verify", told.json["passport"]["code"])

    assert (told.code, told.json["status"], told.json["passport"]["release"]) == (1, "superseded", 1)
    assert {"row", "column", "then", "now"} == set(told.json["numbers"][0])
    assert read.lines[1].split() == ["Row", "Column", "Then", "Now"]
    assert again.read_bytes() == file.read_bytes()
    assert by_code.out == read.out


def test_what_is_no_export_is_unknown(store: Store, run: Run, tmp_path: Path) -> None:
    """In a sentence that says what to do."""
    file = tmp_path / "notes.txt"
    file.write_text("nothing", encoding="utf-8")
    unknown, missing = run("verify", str(file)), run("verify", str(tmp_path / "no.png"))

    assert (unknown.code, "FS-…" in unknown.out) == (1, True)
    assert (missing.code, "no.png" in missing.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("flows/by_sectr", "-o", "a.csv"), "flows/by_sector"),
        (("flows/by_sector", "-o", "a.doc"), "csv"),
        (("flows/by_sector", "-o", "a.csv", "--size", "huge"), "article"),
        (("flows/by_sector", "-o", "a.csv", "--param", "rule=spent"), "rule=spent"),
        (("flows/by_sector", "-o", "a.csv", "--param", "rule"), "rule"),
        (("flows/by_sector", "-o", "a.png", "--scale", "9"), "9"),
        (("flows/by_sector", "-o", "a.csv", "--style", "no.toml"), "no.toml"),
        (("flows/by_sector", "-o", "a.csv", "--release", "9"), "9"),
    ],
)
def test_a_wrong_export_is_refused_in_a_sentence(
    arguments: tuple[str, ...], said: str, store: Store, run: Run
) -> None:
    """That names what was given or what there is; nothing is registered."""
    refused = run("export", *arguments)

    assert refused.code == 1
    assert said in refused.err
    assert len(refused.err.splitlines()) == 1
    assert exports(store) == ()


def test_the_passport_can_be_read_by_a_program(store: Store, run: Run, tmp_path: Path) -> None:
    """``--json`` prints what the file itself holds."""
    file = tmp_path / "figure.json"
    told = run("export", "flows/pace", "-o", str(file), "--headline", "=Mine", "--json")
    held = json.loads(file.read_text(encoding="utf-8"))

    assert told.json["passport"] == held["passport"]
    assert held["headline"] == "=Mine"
