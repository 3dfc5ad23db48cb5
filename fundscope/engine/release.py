"""A release held in memory by DuckDB, and questions asked of it."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import cachetools
import duckdb
import pandas as pd
import pyarrow as pa

from fundscope.engine.catalogue import CatalogueError, Query, UnknownParameterError, query
from fundscope.engine.database import PART_ROWS, Database
from fundscope.model import datasets
from fundscope.store import Release, Store, UnknownReleaseError, arrow_schema

# Old releases are opened now and then (comparing, restoring): so many stay open, and of large ones fewer.
_RELEASES_HELD = 4
_RELEASES_HELD_BYTES = 1_000_000_000
# A release never changes, so neither do its answers; one larger than this is asked for anew each time.
_ANSWERS_HELD_BYTES = 32_000_000


class OpenRelease:
    """One release in memory; safe to share between threads, since every call has a cursor of its own."""

    def __init__(
        self,
        release: Release,
        database: Database,
        *,
        store: Store | None = None,
        other: OpenRelease | None = None,
        instead: Mapping[str, pa.Table] | None = None,
    ) -> None:
        self.release = release
        self._database = database
        self._instead = dict(instead or {})
        self._answers: cachetools.LRUCache[tuple[Any, ...], pa.Table] = cachetools.LRUCache(
            _ANSWERS_HELD_BYTES, getsizeof=lambda table: table.nbytes
        )
        self._answers_lock = threading.Lock()
        self._store = store
        self._other = other

    def sibling(self, number: int | None) -> OpenRelease:
        """Another release of the same store; this one where no number is given.

        Raises:
            UnknownReleaseError: there is none of that number; says which there are.
        """
        if number in (None, self.release.number):
            return self
        if self._store is None:
            raise UnknownReleaseError(number=number, latest=self.release.number)
        return open_release(self._store, number)

    def beside(self, other: OpenRelease) -> OpenRelease:
        """This release for questions that read a second one too; without it, that is the release itself."""
        return OpenRelease(
            self.release, self._database, store=self._store, other=other, instead=self._instead
        )

    @property
    def other(self) -> OpenRelease:
        """The second release that questions read; the release itself where there is none beside it."""
        return self._other or self

    def run(self, name: str, **params: Any) -> pd.DataFrame:
        """The answer to a question of the catalogue.

        Columns have Arrow types: decimals stay exact, unknown stays NA.

        Raises:
            UnknownQueryError, UnknownParameterError: the message names the nearest.
        """
        frame: pd.DataFrame = self.arrow(name, **params).to_pandas(types_mapper=pd.ArrowDtype)
        return frame

    def arrow(self, name: str, **params: Any) -> pa.Table:
        """The same answer as an Arrow table, which nobody can change."""
        asked = query(name)
        bound = _bound(asked, params)
        key = (name, *(tuple(value) if isinstance(value, list) else value for value in bound.values()))
        return self._held(key, lambda: self._ask(asked, bound))

    def _held(self, key: tuple[Any, ...], make: Callable[[], pa.Table]) -> pa.Table:
        """The table of this key, made where it is not held; a very large one is made each time."""
        with self._answers_lock:
            held: pa.Table | None = self._answers.get(key)
        if held is not None:
            return held
        table = make()
        if table.nbytes < _ANSWERS_HELD_BYTES:
            with self._answers_lock:
                self._answers[key] = table
        return table

    def _ask(self, asked: Query, bound: dict[str, Any]) -> pa.Table:
        cursor = self._cursor(asked.reads_kept)
        for dataset in asked.beside:
            rows = self.other._held(("rows of", dataset), functools.partial(self.other.table, dataset))
            cursor.register(f"other_{dataset}", rows)
        table: pa.Table = cursor.sql(asked.sql_on_kept, params=bound).to_arrow_table()
        promised = [column.name for column in asked.columns]
        if promised and table.column_names != promised:
            raise CatalogueError(
                f"queries/{asked.name}.sql gives the columns {', '.join(table.column_names)}; "
                f"its header promises {', '.join(promised)}."
            )
        return table

    def _cursor(self, kept: Iterable[str]) -> duckdb.DuckDBPyConnection:
        """A cursor that sees the tables and these answers; what stands instead of others hides them.

        Answers that are kept were worked out from all tables as they are: where any has another in its
        place, they are worked out anew.
        """
        if not self._instead:
            self._database.keep(kept)
            return self._database.cursor()
        cursor = self._database.cursor()
        for name in {*kept, *self._instead}:
            rows = self._instead[name] if name in self._instead else self.arrow(name)
            cursor.register(name.replace("/", "_"), rows)
        return cursor

    def table(self, name: str) -> pa.Table:
        """A dataset of the release as it is held, in its declared form, or an answer that is kept."""
        if name in self._instead:
            return self._instead[name]
        return self._database.rows(name).read_all() if name in datasets() else self.arrow(name)

    def size_bytes(self) -> int:
        """The memory that its tables take."""
        return self._database.size_bytes()

    def with_tables(self, tables: Mapping[str, pa.Table]) -> OpenRelease:
        """The same release with others in the place of some tables, to ask the same questions of.

        By the name of a dataset or of an answer that is kept (``enterprises/cells``), which is then not
        worked out from the datasets any more. Nothing is copied.
        """
        return OpenRelease(
            self.release,
            self._database,
            store=self._store,
            other=self._other,
            instead=self._instead | dict(tables),
        )


def _bound(asked: Query, params: Mapping[str, Any]) -> dict[str, Any]:
    """One value for each parameter of the query; one that is not given is NULL, everything."""
    known = asked.param_names()
    if unknown := [name for name in params if name not in known]:
        takes = ", ".join(known) or "no parameters"
        raise UnknownParameterError(f"{asked.name} has no parameter {', '.join(unknown)}; it takes {takes}.")
    return {name: params.get(name) for name in known}


def load_release(store: Store, release: Release) -> OpenRelease:
    """Read every dataset of a release into a DuckDB of its own, then shut it off from the outside."""
    database = Database()
    for name, dataset in datasets().items():
        database.read_files(dataset, store.parquet_files(release, name) if name in release.datasets else [])
    database.shut()
    return OpenRelease(release, database, store=store)


def hold_tables(release: Release, tables: Mapping[str, pa.Table]) -> OpenRelease:
    """Tables not published yet, to ask the same questions of; ``release`` says what they would be.

    A dataset without a table is empty.
    """
    database = Database()
    for name, dataset in datasets().items():
        table = tables.get(name, arrow_schema(dataset).empty_table())
        database.hold(dataset, table.to_reader(PART_ROWS))
    database.shut()
    return OpenRelease(release, database)


def _weight(opened: OpenRelease) -> int:
    """What an open release takes of the bytes to hold: a fixed part at least, all of them at most."""
    least = _RELEASES_HELD_BYTES // _RELEASES_HELD
    return min(max(opened.size_bytes(), least), _RELEASES_HELD_BYTES)


_opening = threading.Lock()
_held: cachetools.LRUCache[tuple[str, int], OpenRelease] = cachetools.LRUCache(
    _RELEASES_HELD_BYTES, getsizeof=_weight
)


def open_release(store: Store, number: int | None = None) -> OpenRelease:
    """The release of that number, or the latest; opened once in a process and then shared."""
    if number is None:
        number = store.release().number
    with _opening:
        key = (store.address, number)
        if key not in _held:
            _held[key] = load_release(store, store.release(number))
        return _held[key]
