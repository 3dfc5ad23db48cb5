"""Several writers and readers of one store: in threads, and in processes of their own."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

from fundscope.store import Release, StaleBaseError, Store
from tests.handmade import table_of

CHECKOUT = Path(__file__).resolve().parents[2]
ROUNDS = 8


def name_of(store: Store, release: Release) -> list[str]:
    return list(store.read(release, "funds").column("name_en").to_pylist())


def publish_named(address: str, base: int | None, name: str) -> Release | str:
    """Publish a fund of that name; the release, or what the one who came second is told."""
    funds = table_of("funds", [{"fund_id": "F01", "name_en": name}])
    try:
        return Store(address).publish({"funds": funds}, base=base, author=name, message=f"{name} was here")
    except StaleBaseError as error:
        return str(error)


def require_one_winner(store: Store, answers: list[Release | str], number: int) -> None:
    """One release, with its own content, and everyone else told who came first."""
    (won,) = [answer for answer in answers if isinstance(answer, Release)]
    told = [answer for answer in answers if isinstance(answer, str)]

    assert won.number == number
    assert store.release() == won
    assert name_of(store, won) == [won.author]
    assert [answer for answer in told if f"{number}, {won.author}, " not in answer] == []


def test_of_two_threads_on_one_base_exactly_one_publishes(store: Store) -> None:
    """From the very first release on, and whoever wins."""
    for number in range(1, ROUNDS + 1):
        start = threading.Barrier(2)

        def publish(
            name: str, base: int | None = number - 1 or None, start: threading.Barrier = start
        ) -> Release | str:
            start.wait()
            return publish_named(store.address, base, name)

        with ThreadPoolExecutor(2) as writers:
            require_one_winner(store, list(writers.map(publish, ["Ada", "Bo"])), number)


def test_of_many_processes_on_one_base_exactly_one_publishes(store: Store) -> None:
    """As on several machines: nothing is shared but the store."""
    names = ["Ada", "Bo", "Cy", "Di"]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as writers:
        for number in range(1, ROUNDS + 1):
            asked = [writers.submit(publish_named, store.address, number - 1 or None, name) for name in names]
            require_one_winner(store, [writer.result() for writer in asked], number)


def test_whoever_comes_second_may_publish_on_the_new_base(store: Store) -> None:
    """Being refused has spoilt nothing."""
    assert isinstance(publish_named(store.address, None, "Ada"), Release)
    assert isinstance(publish_named(store.address, None, "Bo"), str)
    third = publish_named(store.address, 1, "Bo")

    assert isinstance(third, Release)
    assert name_of(store, third) == ["Bo"]
    assert name_of(store, store.release(1)) == ["Ada"]


def test_a_restore_and_a_publication_take_turns(store: Store) -> None:
    """Both end as releases, or the one that came second is told."""
    publish_named(store.address, None, "Ada")
    for _ in range(ROUNDS):
        base = store.release().number
        start = threading.Barrier(2)

        def restore(start: threading.Barrier = start) -> Release | str:
            start.wait()
            try:
                return Store(store.address).restore(1, author="Cy", message="Back")
            except StaleBaseError as error:
                return str(error)

        def publish(base: int = base, start: threading.Barrier = start) -> Release | str:
            start.wait()
            return publish_named(store.address, base, "Bo")

        with ThreadPoolExecutor(2) as writers:
            ends = [writers.submit(restore), writers.submit(publish)]
            won = sorted(
                (end.result().number, end.result().author)  # type: ignore[union-attr]
                for end in ends
                if isinstance(end.result(), Release)
            )
        assert won
        assert [(release.number, release.author) for release in store.releases()[: len(won)]][::-1] == won


def test_one_store_may_be_read_by_many_threads_while_it_grows(store: Store) -> None:
    """Each sees whole releases only: the newest first, none missing, each with its content."""
    publish_named(store.address, None, "Ada")
    done = threading.Event()

    def read() -> set[int]:
        seen = set()
        while not done.is_set():
            releases = store.releases()
            assert [release.number for release in releases] == list(range(len(releases), 0, -1))
            assert name_of(store, releases[0]) == [releases[0].author]
            seen.add(len(releases))
        return seen

    with ThreadPoolExecutor(4) as readers:
        reading = [readers.submit(read) for _ in range(4)]
        try:
            for base in range(1, ROUNDS):
                publish_named(store.address, base, f"Writer {base}")
        finally:
            done.set()
        seen = set().union(*(reader.result() for reader in reading))

    assert len(store.releases()) == ROUNDS
    assert seen


@pytest.mark.parametrize("writers", [2, 4])
def test_threads_that_add_to_a_register_lose_nothing(store: Store, writers: int) -> None:
    """In whatever order they come, also where it is not yet there."""
    schema = pa.schema([("writer", pa.int64()), ("turn", pa.int64())])

    def add(writer: int) -> None:
        for turn in range(ROUNDS):
            store.append("exports", pa.Table.from_pylist([{"writer": writer, "turn": turn}], schema))

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(add, range(writers)))
    added = sorted(store.rows("exports", schema).to_pylist(), key=lambda row: (row["writer"], row["turn"]))

    assert added == [{"writer": writer, "turn": turn} for writer in range(writers) for turn in range(ROUNDS)]


READS_AND_ENDS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from fundscope.store import Store

with ThreadPoolExecutor(4) as readers:
    list(readers.map(lambda _: Store(sys.argv[1]).releases(), range(100)))
Store(sys.argv[1]).releases()
"""


def test_a_process_that_has_read_a_store_ends_well(store: Store) -> None:
    """No thread of Arrow's holds anything of Python's when the interpreter goes."""
    publish_named(store.address, None, "Ada")
    for _ in range(3):
        command = [sys.executable, "-c", READS_AND_ENDS, store.address]
        ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")
