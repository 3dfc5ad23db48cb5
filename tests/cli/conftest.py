"""A store with a hand-made city, and the command line as a function."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fundscope.cli import main
from fundscope.model import datasets
from fundscope.store import Store
from tests.handmade import CITY, table_of


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ended]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The city as release 1; as release 2, without its last project."""
    store = Store(str(tmp_path / "store"))
    city = {name: table_of(name, CITY.get(name, ())) for name in datasets()}
    store.publish(city, base=None, author="A. Nalyst", message="Made by hand")
    fewer = table_of("projects", CITY["projects"][:-1])
    store.publish({"projects": fewer}, base=1, author="B. Nalyst", message="One less")
    return store


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, in English, on the store in ``tmp_path``."""
    monkeypatch.setenv("FUNDSCOPE_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FUNDSCOPE_LANG", "en")

    def run(*arguments: str) -> Ended:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as ended:  # argparse, after help or wrong use
            code = int(ended.code or 0)
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run
