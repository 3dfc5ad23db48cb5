"""`kit`, `brief` and `radar`: figures leave the house, and what they said is remembered."""

from __future__ import annotations

import zipfile
from pathlib import Path

from fundscope.export import exports
from fundscope.store import Store
from tests.cli.conftest import Run


def test_a_kit_is_written_and_registered_and_the_radar_finds_what_it_said(
    run: Run, store: Store, tmp_path: Path
) -> None:
    """From release 1, which has a project more than release 2."""
    file = tmp_path / "kit.zip"
    ended = run(
        "kit", "-o", str(file), "--figure", "flows/by_sector", "--format", "csv", "--language", "en",
        "--release", "1", "--by", "Press office",
    )  # fmt: skip
    (entry,) = exports(store)
    found = run("radar", "--json")

    assert (ended.code, ended.err) == (0, "")
    assert "flows-by_sector/flows-by_sector-en-r1.csv" in zipfile.ZipFile(file).namelist()
    assert (entry.figure, entry.release, entry.exported_by) == ("flows/by_sector", 1, "Press office")
    assert found.code == 1
    assert found.json["changed"][0]["code"] == entry.code
    assert found.json["changed"][0]["correction"]["zh"].startswith("更正")
    assert entry.code in run("radar").out


def test_the_radar_is_still_where_nothing_went_out(run: Run, store: Store) -> None:
    """Exit 0, one sentence."""
    ended = run("radar")

    assert ended.code == 0
    assert len(ended.lines) == 1


def test_what_cannot_go_out_is_named_and_the_kit_ends_with_1(run: Run, store: Store, tmp_path: Path) -> None:
    """The zip is written all the same."""
    ended = run("kit", "-o", str(tmp_path / "kit.zip"), "--figure", "flows/by_sector", "--format", "csv",
                "--hide-small-cells")  # fmt: skip

    assert ended.code == 1
    assert "cannot go out" in ended.err
    assert (tmp_path / "kit.zip").exists()


def test_a_brief_is_written_in_either_form(run: Run, store: Store, tmp_path: Path) -> None:
    """By the ending of its name, in a newsroom's style; without its figures no browser is needed."""
    for name in ("brief.docx", "brief.pdf"):
        file = str(tmp_path / name)
        ended = run("brief", "-o", file, "--without", "figures", "--lang", "zh", "--style", "newsprint")
        judged = run("verify", file, "--again", str(tmp_path / f"again-{name}"))

        assert (ended.code, judged.code) == (0, 0)
        assert (tmp_path / f"again-{name}").read_bytes() == (tmp_path / name).read_bytes()
        assert (tmp_path / name).stat().st_size > 10_000
    assert [entry.formats for entry in exports(store)] == ["pdf", "docx"]


def test_wrong_use_is_told_with_the_nearest(run: Run, store: Store, tmp_path: Path) -> None:
    """A figure, a format, a part and an ending that there are not."""
    kit, brief = ("kit", "-o", str(tmp_path / "k.zip")), ("brief", "-o", str(tmp_path / "b.docx"))

    assert "flows/pace" in run(*kit, "--figure", "flows/pase").err
    assert "pptx" in run(*kit, "--format", "ppt").err
    assert "figures" in run(*brief, "--without", "figure").err
    assert ".docx" in run("brief", "-o", str(tmp_path / "b.odt")).err
