"""The commit log: a Delta table with a row for each release."""

from __future__ import annotations

import threading
from contextlib import suppress

from deltalake import DeltaTable

from fundscope.store.errors import StaleBaseError
from fundscope.store.release import RELEASES_SCHEMA, Release, release_table, releases_from
from fundscope.store.tables import (
    SwapFailedError,
    all_rows,
    compact,
    compare_and_append,
    open_or_create_table,
    open_table,
)

_ATTEMPTS = 20


class ReleaseLog:
    """Reads and appends releases; safe to share between threads.

    What was read is held until the table has a newer version, so asking again costs under a millisecond.
    """

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._lock = threading.Lock()
        self._table: DeltaTable | None = None
        self._read_version: int | None = None
        self._releases: tuple[Release, ...] = ()

    def read(self) -> tuple[Release, ...]:
        """Every release, newest first."""
        with self._lock:
            if self._table is None:
                self._table = open_table(self._uri)
            else:
                self._table.update_incremental()
            if self._table is not None and self._table.version() != self._read_version:
                self._releases = _releases_in(self._table)
                self._read_version = self._table.version()
            return self._releases

    def append(self, release: Release) -> Release:
        """Add a release if its base is still the latest: of two writers on one base, one succeeds.

        Raises:
            StaleBaseError: somebody has published since the base; names who, when and why.
        """
        for _ in range(_ATTEMPTS):
            table = open_or_create_table(self._uri, RELEASES_SCHEMA)
            self.require_latest(release.base, _releases_in(table))
            # A swap fails too where the table was only written anew in one piece; then it is tried again.
            with suppress(SwapFailedError):
                compare_and_append(table, release_table(release))
                compact(table)
                return release
        raise SwapFailedError

    @staticmethod
    def require_latest(base: int | None, releases: tuple[Release, ...]) -> None:
        """Pass a base that is the latest of the releases, or None where there are none.

        Raises:
            StaleBaseError: it is not; names who has published since, when and why.
        """
        since = [release for release in reversed(releases) if release.number > (base or 0)]
        if since:
            raise StaleBaseError(base=base or 0, since="; ".join(map(_told, since)), latest=since[-1].number)


def _told(release: Release) -> str:
    moment = f"{release.published_at:%Y-%m-%d %H:%M} UTC"
    return f"{release.number}, {release.author}, {moment}: {release.message}"


def _releases_in(table: DeltaTable) -> tuple[Release, ...]:
    return releases_from(all_rows(table).to_pylist())
