"""The Delta tables of a store: overwriting, comparing and swapping, appending."""

from __future__ import annotations

from contextlib import suppress

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, TableNotFoundError
from pyarrow.fs import FileSystem, SubTreeFileSystem

# Delta would throw away its log after 30 days, and old versions with it.
_KEEP_ALL = {"delta.enableExpiredLogCleanup": "false", "delta.logRetentionDuration": "interval 36500 days"}
_CLEAN_NOTHING = PostCommitHookProperties(cleanup_expired_logs=False)

# No retries: the commit is a compare-and-swap on the version that was read.
_ONLY_NEXT_VERSION = CommitProperties(max_commit_retries=0)

_ATTEMPTS = 20

# A table that grows row by row is written anew in one piece when it has so many.
_MOST_PIECES = 24


class SwapFailedError(Exception):
    """Somebody has written to the table since it was read."""


def open_table(uri: str) -> DeltaTable | None:
    """The table as it now is; None where there is none yet."""
    try:
        return DeltaTable(uri)
    except TableNotFoundError:
        return None


def open_or_create_table(uri: str, schema: pa.Schema) -> DeltaTable:
    """The table as it now is, made empty where there is none yet."""
    table = open_table(uri)
    if table is not None:
        return table
    try:
        return DeltaTable.create(uri, schema, mode="ignore", configuration=_KEEP_ALL)
    except CommitFailedError:
        return DeltaTable(uri)  # another writer made it in this moment


def all_rows(table: DeltaTable) -> pa.Table:
    """Every row of the table as it was opened."""
    # deltalake would lend Arrow a file system written in Python. Arrow's threads give it back when they
    # come to it, which may be after the interpreter has ended, and that aborts the process.
    filesystem, folder = FileSystem.from_uri(table.table_uri)
    return table.to_pyarrow_table(filesystem=SubTreeFileSystem(folder, filesystem))


def compare_and_append(table: DeltaTable, rows: pa.Table) -> None:
    """Append to exactly the version of the table that was opened.

    Raises:
        SwapFailedError: the table has a newer version; nothing was appended.
    """
    try:
        write_deltalake(
            table,
            rows,
            mode="append",
            commit_properties=_ONLY_NEXT_VERSION,
            post_commithook_properties=_CLEAN_NOTHING,
        )
    except CommitFailedError as error:
        raise SwapFailedError from error


def compact(table: DeltaTable) -> None:
    """Write a table of many small pieces anew as one, where nobody else writes to it in this moment.

    One commit puts the new piece in the place of the old ones, so a process killed on the way leaves the
    table as it was. The old pieces stay for a week, for those who are reading them.
    """
    if len(table.file_uris()) < _MOST_PIECES:
        return
    # Not by Delta's own "optimize": two at once would each add all rows.
    with suppress(CommitFailedError):  # whoever appends next does it
        write_deltalake(
            table,
            all_rows(table),
            mode="overwrite",
            commit_properties=_ONLY_NEXT_VERSION,
            post_commithook_properties=_CLEAN_NOTHING,
        )
        table.create_checkpoint()
        table.vacuum(dry_run=False, post_commithook_properties=_CLEAN_NOTHING)


def overwrite(uri: str, rows: pa.Table) -> tuple[int, tuple[str, ...]]:
    """Write the rows as the table's next version; its number, and its files relative to the table.

    Writers of the same table take turns: whoever comes second writes the version after.
    """
    for _ in range(_ATTEMPTS):
        table = open_or_create_table(uri, rows.schema)
        try:
            write_deltalake(
                table,
                rows,
                mode="overwrite",
                schema_mode="overwrite",
                commit_properties=_ONLY_NEXT_VERSION,
                post_commithook_properties=_CLEAN_NOTHING,
            )
        except CommitFailedError:
            continue
        files = pa.table(table.get_add_actions(flatten=True)).column("path").to_pylist()
        return table.version(), tuple(files)
    raise SwapFailedError


def append(uri: str, rows: pa.Table) -> None:
    """Append rows, in whatever order writers come; new columns are taken in."""
    for _ in range(_ATTEMPTS):
        table = open_or_create_table(uri, rows.schema)
        try:
            write_deltalake(
                table,
                rows,
                mode="append",
                schema_mode="merge",
                post_commithook_properties=_CLEAN_NOTHING,
            )
        except CommitFailedError:
            continue  # another writer made the table, or gave it a column, in this moment
        compact(table)
        return
    raise SwapFailedError
