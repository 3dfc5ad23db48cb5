"""A process is killed while it publishes, a hundred times, at random points of the publication.

After each, the last release opens and is wholly the old one or wholly the new one, never half of two,
and the next publication works. Others are killed while they add to a register, which now and then is written
anew in one piece.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable

from fundscope.store import Release, Store
from tests.handmade import Row, table_of

SEED = 20250106
ON_A_RELEASE = 80
ON_AN_EMPTY_STORE = 20
FUNDS = 300
TRIAL_RUNS = 5
ON_A_REGISTER = 10
ENTRIES = pa.schema([("entry", pa.int64())])


def publish_mark(address: str, base: int | None, mark: str, told: Connection | None = None) -> None:
    """Publish two datasets, every row of which bears the mark; ``told`` hears when it begins and ends."""
    funds: list[Row] = [{"fund_id": f"F{index}", "name_zh": mark} for index in range(FUNDS)]
    projects: list[Row] = [{"project_id": f"P{index}", "status": mark} for index in range(3 * FUNDS)]
    changes = {"funds": table_of("funds", funds), "projects": table_of("projects", projects)}
    store = Store(address)
    if told:
        told.send("begins")
    store.publish(changes, base=base, author=mark, message="Killed or not")
    if told:
        told.send("ends")


def marks(store: Store, release: Release) -> set[str]:
    """Every mark that the release bears: one, if it is whole."""
    funds, projects = store.read(release, "funds"), store.read(release, "projects")
    assert (funds.num_rows, projects.num_rows) == (FUNDS, 3 * FUNDS)
    return {release.author, *funds.column("name_zh").to_pylist(), *projects.column("status").to_pylist()}


@pytest.fixture(scope="module")
def warm() -> ForkServerContext:
    """Processes that start with everything imported, so that a publication is all that takes time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.test_crash"])
    return context


def publish_for(context: ForkServerContext, store: Store, mark: str, seconds: float) -> float | None:
    """Publish in a process that is killed after so many seconds; how long it took, None if it was killed."""
    releases = Store(store.address).releases()
    base = releases[0].number if releases else None
    hear, tell = context.Pipe(duplex=False)
    process = context.Process(target=publish_mark, args=(store.address, base, mark, tell))
    process.start()
    assert hear.poll(60), "The process did not begin to publish."
    assert hear.recv() == "begins"
    began = time.perf_counter()
    ended = hear.poll(seconds)
    took = time.perf_counter() - began
    process.kill()
    process.join()
    return took if ended else None


def usual_seconds(context: ForkServerContext, store: Store) -> float:
    """How long a publication takes that nobody kills."""
    took = [publish_for(context, store, f"trial {run}", 60) for run in range(TRIAL_RUNS)]
    return sorted(seconds for seconds in took if seconds is not None)[TRIAL_RUNS // 2]


def require_whole(store: Store, old: str | None, new: str) -> None:
    """The last release is wholly old or wholly new; where there was none, there may still be none."""
    releases = store.releases()
    if not releases and old is None:
        return
    assert marks(store, releases[0]) in ({old}, {new})
    assert [release.number for release in releases] == list(range(len(releases), 0, -1))


def test_a_publication_on_a_release_may_be_killed_at_any_point(store: Store, warm: ForkServerContext) -> None:
    """The release before it stays, or it is there; and publishing goes on in the same store."""
    points = random.Random(SEED)  # noqa: S311 - points in time, no secrets
    usual = usual_seconds(warm, store)
    killed = 0
    for attempt in range(ON_A_RELEASE):
        old, new = store.release().author, f"new {attempt}"
        killed += publish_for(warm, store, new, points.uniform(0, usual)) is None
        require_whole(Store(store.address), old, new)
        # A process that has had the store open all along sees the same.
        require_whole(store, old, new)
    publish_mark(store.address, store.release().number, "last")
    assert marks(store, Store(store.address).release()) == {"last"}

    # Unless most of them were killed on the way, this test has shown nothing.
    assert killed > ON_A_RELEASE / 2


def test_the_first_publication_of_a_store_may_be_killed_at_any_point(
    tmp_path: Path, warm: ForkServerContext
) -> None:
    """There is no release yet, or the whole of it; and the next publication works."""
    points = random.Random(SEED)  # noqa: S311 - points in time, no secrets
    first = [
        publish_for(warm, Store(str(tmp_path / f"trial {run}")), "trial", 60) or 0
        for run in range(TRIAL_RUNS)
    ]
    killed = 0
    for attempt in range(ON_AN_EMPTY_STORE):
        store = Store(str(tmp_path / f"store {attempt}"))
        killed += publish_for(warm, store, "first", points.uniform(0, sorted(first)[TRIAL_RUNS // 2])) is None
        require_whole(store, None, "first")
        releases = store.releases()
        publish_mark(store.address, releases[0].number if releases else None, "next")
        assert marks(store, Store(store.address).release()) == {"next"}

    assert killed > ON_AN_EMPTY_STORE / 2


def add_entries(address: str, first: int, told: Connection) -> None:
    """Add one entry after another to a register without end; ``told`` hears of each that has been kept."""
    store = Store(address)
    for entry in range(first, first + 1_000):
        store.append("entries", pa.Table.from_pylist([{"entry": entry}], ENTRIES))
        told.send(entry)


def test_a_register_loses_no_entry_and_doubles_none(store: Store, warm: ForkServerContext) -> None:
    """What was kept is there once, whenever the process is killed; so is perhaps the entry under way."""
    points = random.Random(SEED)  # noqa: S311 - points in time, no secrets
    kept: list[int] = []
    for _ in range(ON_A_REGISTER):
        hear, tell = warm.Pipe(duplex=False)
        process = warm.Process(target=add_entries, args=(store.address, len(kept), tell))
        process.start()
        assert hear.poll(60), "The process did not begin to add."
        time.sleep(points.uniform(0, 0.3))
        process.kill()
        process.join()
        tell.close()
        told = [len(kept) - 1]
        with suppress(EOFError):
            while True:
                told.append(hear.recv())
        before, kept = kept, sorted(Store(store.address).rows("entries", ENTRIES)["entry"].to_pylist())

        assert len(kept) >= len(before)
        assert kept in (list(range(told[-1] + 1)), list(range(told[-1] + 2)))

    pieces = DeltaTable(f"{store.address}/registers/entries").file_uris()
    assert len(pieces) < len(kept)
