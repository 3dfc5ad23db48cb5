"""With a hundred times the records a page takes at most 2.5 times as long, and the server at most 2 GB.

2,970,000 enterprises and 16,700 projects against the sample as it is, on two real servers that take
turns. Each page is opened as its address stands; under filters that nobody has asked for before, so that
every question goes to the data; and so with every line opened that explains a number. Where there is a
field to search in, by a name, a credit code and by pinyin; a long table also sorted. A file
of rows is timed by the row. Memory is the most that the server with the large sample ever held. Making
the large sample takes a minute or two and 2 GB of its own.
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
from benchmarks.visitor import COUNTING, Visit, Visitor, visitor
from fundscope import words
from fundscope.figures.view import ENTERPRISE_LEVELS
from fundscope.store import Store
from tests.streamlit_server import CHECKOUT, DASHBOARD, make_sample_store, streamlit_server

TIMES = 100
ROUNDS = 5
LIMIT = 2.5

_NUMBERS = range(10_001, 10_001 + 2 * ROUNDS)

# What is searched for in a field: each text once, so that nobody has asked for it before. The last are
# spelt in letters alone, and so every name there is may be meant, and is.
SEARCHES = {
    "enterprises": {
        "a name": [f"企业{number}" for number in _NUMBERS],
        "a credit code": [f"MA{number}" for number in _NUMBERS],
        "pinyin and digits": [f"slqy{number}" for number in _NUMBERS],
        "pinyin": [
            "slqy",
            "slq",
            "lqy",
            "liqy",
            "slqiye",
            "shlqy",
            "shiliqiye",
            "shiliqy",
            "sliqy",
            "liqiye",
        ],
    },
    "projects": {
        "a name": [f"企业{number}" for number in _NUMBERS],
        "pinyin and digits": [f"slqy{number}" for number in _NUMBERS],
    },
}


def measure() -> Iterator[Promise]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = make_sample_store(folder / "small"), folder / "large"
        # In a process of its own, so that what it needs does not weigh on this one.
        command = [sys.executable, "-m", "benchmarks.large_store", str(large), f"--times={TIMES}"]
        subprocess.run(command, cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL)
        yield from compare(small, large, folder)


def compare(small: Path, large: Path, folder: Path, pages: tuple[str, ...] = ()) -> Iterator[Promise]:
    """Measure the pages (all, where none is named) on two stores; logs go into the folder."""
    ours = {"few": small, "many": large}
    logs = {name: folder / f"{name}.txt" for name in ours}
    settings = {name: COUNTING | {"FUNDSCOPE_STORE": str(store)} for name, store in ours.items()}
    with (
        streamlit_server(DASHBOARD, logs["few"], settings["few"]) as small_server,
        streamlit_server(DASHBOARD, logs["many"], settings["many"]) as large_server,
        visitor(small_server.address) as few,
        visitor(large_server.address) as many,
    ):
        few.open()
        many.open()
        narrowings = _narrowings(small)
        for page in many.pages:
            if not pages or page.url_pathname in pages:
                yield from _Page(page.page_script_hash, page.url_pathname, many, few, narrowings).measure()
        held = peak_mb(large_server.pid)
    yield Promise(f"most memory of the server with {TIMES} times the records", held, 2000, "MB")


def _days() -> Iterator[str]:
    """A filter that no visit had before: one day more of the year in which the money was decided."""
    for day in itertools.count():
        yield f"until={date(2024, 12, 31) + timedelta(days=day)}"


def _narrowings(store: Path) -> Iterator[str]:
    """Districts, sectors and classes of age that no visit had before, a third or so of everything."""
    opened = Store(str(store))
    districts, sectors = (
        opened.read(opened.release(), name).column(name[:-1]).to_pylist() for name in ("districts", "sectors")
    )
    ages = itertools.cycle(itertools.combinations(ENTERPRISE_LEVELS["age"], 3))
    for chosen in itertools.combinations(districts, 8):
        narrowed = {"district": chosen, "sector": sectors[1:], "age": next(ages)}
        yield "&".join(f"{level}={','.join(sorted(codes))}" for level, codes in narrowed.items())


class _Page:
    """One page on both servers."""

    def __init__(
        self, page_hash: str, address: str, many: Visitor, few: Visitor, narrowings: Iterator[str]
    ) -> None:
        self._hash, self._address, self._many, self._few = page_hash, address, many, few
        self._narrowings = narrowings

    def measure(self) -> Iterator[Promise]:
        as_it_is = self._many.open(self._hash)
        yield self._against("", itertools.repeat(""))
        yield self._against(", until a new day", _days())
        yield self._against(", newly narrowed", self._narrowings)
        if lines := _explaining(as_it_is):
            yield self._against(", newly narrowed, every number explained", self._narrowings, opened=lines)
        for what, texts in SEARCHES.get(self._address, {}).items():
            yield self._against(f", searched for {what}", (f"search={text}" for text in texts))
        if self._address == "enterprises":
            yield self._against(", newly narrowed, sorted by R&D", (f"{n}&sort=rd" for n in self._narrowings))
            yield self._rows_taken_away(lines)

    def _against(self, label: str, queries: Iterator[str], opened: tuple[str, ...] = ()) -> Promise:
        """Both servers are asked the same; each round brings a new query."""
        for_many, for_few = itertools.tee(queries)
        measured = ratio(
            lambda: self._many.open(self._hash, next(for_many), opened).script_seconds,
            lambda: self._few.open(self._hash, next(for_few), opened).script_seconds,
            rounds=ROUNDS,
        )
        return Promise(f"page /{self._address} at {TIMES} times{label}", measured, LIMIT)

    def _rows_taken_away(self, lines: tuple[str, ...]) -> Promise:
        """The csv of the enterprises of one district: what a row of it costs."""
        narrowing = next(self._narrowings).partition(",")[0]
        files = [_last_file(one.open(self._hash, narrowing, lines)) for one in (self._many, self._few)]
        measured = ratio(
            lambda: self._many.download_seconds(files[0]) / TIMES,
            lambda: self._few.download_seconds(files[1]),
            rounds=3,
        )
        return Promise(f"page /{self._address} at {TIMES} times, a row taken away", measured, LIMIT)


def _explaining(visit: Visit) -> tuple[str, ...]:
    """The lines of a page that explain a number, by their ids."""
    label = words.text("explain.open", "en")
    return tuple(opener.id for opener in visit.openers if opener.label == label)


def _last_file(visit: Visit) -> str:
    """The file of the last csv button of a page."""
    buttons = [element.download_button for element in visit.elements if element.HasField("download_button")]
    return next(button.deferred_file_id for button in reversed(buttons) if "CSV" in button.label.upper())
