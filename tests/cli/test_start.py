"""`init` and `serve`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from fundscope.store import Store
from tests.cli.conftest import Run

CHECKOUT = Path(__file__).resolve().parents[2]


def test_init_makes_the_store_once(run: Run, tmp_path: Path) -> None:
    """One line says what it made; the second time, that it is there."""
    first, second = run("init"), run("init")
    (release,) = Store(str(tmp_path / "store")).releases()
    there = f"release 1 of {release.published_at:%d %b %Y %H:%M} UTC with 30,023 rows in 9 datasets.\n"
    address = tmp_path / "store"

    assert (first.code, first.out) == (0, f"Made the store {address}: {there}")
    assert (second.code, second.out) == (0, f"The store {address} is there: {there}")


def test_init_leaves_a_store_as_it_is(run: Run, store: Store) -> None:
    """Nothing is published into a store that has a release."""
    before = store.releases()

    assert run("init").code == 0
    assert store.releases() == before


def test_serve_becomes_streamlit_and_passes_on_what_it_was_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the checkout, where its settings lie, and with the store it was given."""
    became: list[tuple[str, list[str], str, str]] = []
    monkeypatch.setattr(
        os,
        "execv",
        lambda path, command: became.append((path, command, os.getcwd(), os.environ["FUNDSCOPE_STORE"])),
    )
    monkeypatch.chdir(tmp_path)
    run("serve", "--store", "mine", "--server.port", "8502")
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", "8502"]

    assert became == [(sys.executable, command, str(CHECKOUT), str(tmp_path / "mine"))]
