"""What holds for every verb: help, language, and how a command fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fundscope.cli.parser import Verb
from fundscope.cli.run import VERBS
from fundscope.model import LANGUAGES, Language
from fundscope.store import Store
from fundscope.words import text
from tests.cli.conftest import Run

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_says_what_it_is_for(run: Run, verb: Verb, lang: Language) -> None:
    """In the language asked, before and after the verb."""
    about = text(verb.about, lang)
    after = run(verb.name, "--help", "--lang", lang)
    before = run("--lang", lang, verb.name, "--help")

    assert (after.code, before.code) == (0, 0)
    assert about in " ".join(after.out.split())
    assert before.out == after.out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_lists_every_verb(run: Run, lang: Language) -> None:
    """With what each is for."""
    listed = " ".join(run("--help", "--lang", lang).out.split())

    assert [verb.name for verb in VERBS if f"{verb.name} {text(verb.about, lang)}" not in listed] == []


@pytest.mark.parametrize(
    ("variables", "usage"),
    [
        ({"FUNDSCOPE_LANG": "zh"}, "用法："),
        ({"FUNDSCOPE_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "用法："),
        ({"FUNDSCOPE_LANG": "en", "LANG": "zh_CN.UTF-8"}, "Usage: "),
        ({"FUNDSCOPE_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "de_DE.UTF-8"}, "Usage: "),
    ],
)
def test_the_environment_says_in_which_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], usage: str
) -> None:
    """FUNDSCOPE_LANG before the machine's own; English where it is neither of the two."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert run("--help").out.startswith(usage)


def test_wrong_use_ends_with_2_and_names_the_help(run: Run) -> None:
    """Nothing is guessed from half a word."""
    ended = run("releases", "--jso")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "This cannot be understood: unknown arguments: --jso. See: python -m fundscope --help\n"
    )


def test_a_failure_is_one_sentence_in_the_language_asked(run: Run, store: Store) -> None:
    """On standard error, with exit code 1."""
    english = run("restore", "9", "--author", "A. Nalyst", "-m", "Back")
    chinese = run("restore", "9", "--author", "A. Nalyst", "-m", "Back", "--lang", "zh")

    assert (english.code, english.out) == (chinese.code, chinese.out) == (1, "")
    assert english.err == "There is no release 9; the releases are 1 to 2.\n"
    assert chinese.err == text("store.unknown_release", "zh", number=9, latest=2) + "\n"


def test_a_failure_nobody_foresaw_is_one_sentence_as_well(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how to see where it came from."""

    def break_down(_store: Store) -> None:
        raise RuntimeError("the disk\nis on fire")

    monkeypatch.setattr(Store, "releases", break_down)
    ended = run("releases")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "This failed for a reason that was not foreseen (RuntimeError: the disk is on fire). "
        "Run it again with python -X dev -m fundscope to see where, and report it.\n"
    )


def test_whoever_reads_may_stop_reading(store: Store) -> None:
    """As in `... | head`: no complaint."""
    command = [sys.executable, "-m", "fundscope", "releases", "--store", store.address]
    with subprocess.Popen(
        command, cwd=CHECKOUT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()

    assert (process.returncode, complaint) == (0, b"")


def test_help_needs_no_heavy_library() -> None:
    """So that it is there at once."""
    command = [sys.executable, "-X", "importtime", "-m", "fundscope", "--help"]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, text=True)
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}

    assert "fundscope.words" in imported
    assert imported & {"deltalake", "duckdb", "numpy", "pandas", "plotly", "pyarrow"} == set()
