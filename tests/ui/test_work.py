"""Work off the page's thread: what it tells, what comes of it, and how it ends early."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from fundscope.ingest.reading import StoppedError, read_file
from fundscope.ui.desk.work import CancelledError, Work

SECONDS = 20.0


def test_what_comes_of_it() -> None:
    def do(work: Work) -> int:
        work.tell("reading")
        return 42

    work = Work("asked", do)

    assert work.is_done(SECONDS)
    assert (work.outcome(), work.stage) == (42, "reading")


def test_what_it_raises_is_raised_where_it_is_asked_for() -> None:
    def fails(_: Work) -> None:
        raise ValueError("no such thing")

    work = Work("asked", fails)

    assert work.is_done(SECONDS)
    with pytest.raises(ValueError, match="no such thing"):
        work.outcome()


def test_cancelled_work_ends_at_the_next_thing_that_it_tells() -> None:
    goes_on, told = threading.Event(), []

    def do(work: Work) -> None:
        work.tell("reading")
        goes_on.wait(SECONDS)
        told.append("read")
        work.tell("rules")
        told.append("checked")

    work = Work("asked", do)
    work.cancel()
    goes_on.set()

    assert work.is_done(SECONDS)
    assert told in ([], ["read"])
    with pytest.raises(CancelledError):
        work.outcome()


def test_reading_that_is_no_longer_wanted_ends_with_its_child(tmp_path: Path) -> None:
    """A file that would keep the child busy for seconds is let go of at once."""
    path = tmp_path / "long.csv"
    path.write_text("name,amount\n" + "某某公司,1\n" * 2_000_000, encoding="utf-8")
    began = time.monotonic()

    with pytest.raises(StoppedError):
        read_file(path, stop=lambda: True)
    assert time.monotonic() - began < 5
