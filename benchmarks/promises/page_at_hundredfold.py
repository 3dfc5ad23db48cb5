"""With a hundred times the records a page takes at most 2.5 times as long, and the server at most 2 GB.

2,970,000 enterprises and 16,700 projects against the sample as it is, on two real servers that take
turns. Each page is opened as its address stands, and again under a filter that nobody has asked for
before, so that every question of the page goes to the data. Memory is the most that the server with the
large sample ever held. Making the large sample takes a minute or two and 2 GB of its own.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.memory import peak_mb
from benchmarks.promise import Promise, ratio
from benchmarks.visitor import COUNTING, Visitor, visitor
from tests.streamlit_server import CHECKOUT, DASHBOARD, make_sample_store, streamlit_server

TIMES = 100
ROUNDS = 9


def _days() -> Iterator[str]:
    """A filter that no visit had before: one day more of the year in which the money was decided."""
    for day in itertools.count():
        yield f"until={date(2024, 12, 31) + timedelta(days=day)}"


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = make_sample_store(folder / "small"), folder / "large"
        # In a process of its own, so that what it needs does not weigh on this one.
        command = [sys.executable, "-m", "benchmarks.large_store", str(large), f"--times={TIMES}"]
        subprocess.run(command, cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL)
        with (
            streamlit_server(
                DASHBOARD, folder / "small.txt", COUNTING | {"FUNDSCOPE_STORE": str(small)}
            ) as small_server,
            streamlit_server(
                DASHBOARD, folder / "large.txt", COUNTING | {"FUNDSCOPE_STORE": str(large)}
            ) as large_server,
            visitor(small_server.address) as few,
            visitor(large_server.address) as many,
        ):
            few.open()
            many.open()
            for page in many.pages:
                yield from _of_page(page.page_script_hash, page.url_pathname, many, few)
            held = peak_mb(large_server.pid)
        yield Promise(f"most memory of the server with {TIMES} times the records", held, 2000, "MB")


def _of_page(page_hash: str, address: str, many: Visitor, few: Visitor) -> Iterator[Promise]:
    warm = ratio(
        lambda: many.open(page_hash).script_seconds, lambda: few.open(page_hash).script_seconds, rounds=ROUNDS
    )
    yield Promise(f"page /{address} with {TIMES} times the records", warm, 2.5)
    many_days, few_days = _days(), _days()
    asked = ratio(
        lambda: many.open(page_hash, next(many_days)).script_seconds,
        lambda: few.open(page_hash, next(few_days)).script_seconds,
        rounds=ROUNDS,
    )
    yield Promise(f"page /{address} with {TIMES} times the records, newly filtered", asked, 2.5)
