"""The store: one address that holds releases, the tables they name, uploads and registers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet
from pyarrow.fs import FileSystem

from fundscope.model import Dataset, datasets
from fundscope.store import tables
from fundscope.store.content import arrow_schema, content_hash, require_declared_form, sample_rows
from fundscope.store.errors import (
    NoReleaseError,
    UnknownDatasetError,
    UnknownReleaseError,
    UnsignedError,
)
from fundscope.store.log import ReleaseLog
from fundscope.store.release import (
    Check,
    DatasetVersion,
    Release,
    Upload,
    Waiver,
)
from fundscope.store.uploads import Uploads

_REGISTER_NAME = re.compile(r"[a-z][a-z_]*")


class Store:
    """Releases at one address: a folder, or ``s3://bucket/path`` for several machines.

    ::

        releases/            Delta table, the commit log: a row for each release
        datasets/<name>/     Delta table, a version for each change of the dataset
        uploads/<sha256>     original files
        registers/<name>/    Delta tables that only grow, now and then written anew in one piece

    What no release names does not exist for readers: a process killed while publishing leaves files that
    nobody reads. No data is ever deleted, so a store grows by the size of each changed dataset.

    Safe to share between threads. Keys to S3 come from the environment, as deltalake and pyarrow read it.
    """

    def __init__(self, address: str) -> None:
        self.address = address if "://" in address else str(Path(address).absolute())
        self._filesystem, self._root = FileSystem.from_uri(self.address)
        self._uploads = Uploads(self._filesystem, f"{self._root}/uploads")
        self._log = ReleaseLog(f"{self.address}/releases")

    # Reading releases

    def releases(self) -> tuple[Release, ...]:
        """Every release, newest first; empty where nothing has been published."""
        return self._log.read()

    def release(self, number: int | None = None) -> Release:
        """The release of that number, or the latest.

        Raises:
            UnknownReleaseError: there is none of that number; says which there are.
            NoReleaseError: nothing has been published yet.
        """
        releases = self.releases()
        if not releases:
            raise NoReleaseError(address=self.address)
        if number is None:
            return releases[0]
        for release in releases:
            if release.number == number:
                return release
        raise UnknownReleaseError(number=number, latest=releases[0].number)

    def parquet_files(self, release: Release, dataset: str) -> list[str]:
        """The Parquet files that are the dataset in that release, none where it has no rows.

        Raises:
            UnknownDatasetError: the release does not hold it; says what it holds.
        """
        folder = self._dataset_uri(dataset)
        return [f"{folder}/{file}" for file in _held(release, dataset).files]

    def read(self, release: Release, dataset: str) -> pa.Table:
        """The dataset in that release, in the declared columns and types.

        A column declared since the release was published is unknown in every row.

        Raises:
            UnknownDatasetError: the release does not hold it; says what it holds.
        """
        schema = arrow_schema(_declared(dataset))
        folder = f"{self._root}/datasets/{dataset}"
        files = [f"{folder}/{file}" for file in _held(release, dataset).files]
        if not files:
            return schema.empty_table()
        return parquet.read_table(files, schema=schema, filesystem=self._filesystem)

    # Publishing

    def publish(
        self,
        changes: Mapping[str, pa.Table],
        *,
        base: int | None,
        author: str,
        message: str,
        uploads: Iterable[Upload] = (),
        checks: Iterable[Check] = (),
        waivers: Iterable[Waiver] = (),
        tell: Callable[[str | None], None] = lambda _: None,
    ) -> Release:
        """Publish the changed datasets as the next release; the others stay as they are in ``base``.

        A dataset whose content is what ``base`` has keeps its version. Checks and waivers of datasets
        that are not changed are carried over with them. ``base`` is None for the first release.

        ``tell`` hears the name of each changed dataset before it is written, and None before all of it
        becomes a release. What it raises ends the publication, and then nothing is published.

        Raises:
            StaleBaseError: somebody has published since ``base``; nothing is published.
            TableMismatchError: a table has not exactly the declared columns and types.
            UnknownDatasetError: a dataset is not declared.
            UnknownReleaseError: there is no release ``base``.
            UnsignedError: author or message is empty.
        """
        _require_signed(author, message)
        declared = {name: _declared(name) for name in changes}
        for name, table in changes.items():
            require_declared_form(declared[name], table)
        before = None if base is None else self.release(base)
        self._log.require_latest(base, self.releases())
        versions = {} if before is None else dict(before.datasets)
        for name, table in changes.items():
            tell(name)
            versions[name] = self._version_of(declared[name], table, versions.get(name))
        kept_checks = () if before is None else before.checks
        kept_waivers = () if before is None else before.waivers
        tell(None)
        return self._log.append(
            Release(
                number=(base or 0) + 1,
                published_at=datetime.now(UTC),
                author=author,
                message=message,
                base=base,
                restored_from=None,
                datasets=versions,
                uploads=tuple(uploads),
                checks=(*(check for check in kept_checks if check.dataset not in changes), *checks),
                waivers=(*(waiver for waiver in kept_waivers if waiver.dataset not in changes), *waivers),
            )
        )

    def restore(self, number: int, *, author: str, message: str) -> Release:
        """Publish a new release with the datasets of an old one.

        Raises:
            UnknownReleaseError: there is no release of that number.
            StaleBaseError: somebody published in this moment.
            UnsignedError: author or message is empty.
        """
        latest, old = self.release(), self.release(number)
        _require_signed(author, message)
        return self._log.append(
            replace(
                old,
                number=latest.number + 1,
                published_at=datetime.now(UTC),
                author=author,
                message=message,
                base=latest.number,
                restored_from=number,
                uploads=(),
            )
        )

    # Uploads and registers

    def keep_upload(self, data: bytes, file_name: str) -> Upload:
        """Keep an original file. The same bytes are kept once, under the name they first came with."""
        return self._uploads.keep(data, file_name)

    def upload(self, sha256: str) -> Upload:
        """What is known of an original file; UnknownUploadError where it was never kept."""
        return self._uploads.find(sha256)

    def read_upload(self, sha256: str) -> bytes:
        """The bytes of an original file; UnknownUploadError where it was never kept."""
        return self._uploads.read(sha256)

    def append(self, register: str, rows: pa.Table) -> None:
        """Add rows to a register, a small table that only grows; it is made by its first rows."""
        tables.append(self._register_uri(register), rows)

    def rows(self, register: str, schema: pa.Schema) -> pa.Table:
        """All rows of a register in no particular order, as the schema has it; none before the first.

        A column that the register has not is unknown in every row.
        """
        table = tables.open_table(self._register_uri(register))
        if table is None:
            return schema.empty_table()
        return pa.concat_tables(
            [schema.empty_table(), tables.all_rows(table)], promote_options="permissive"
        ).select(schema.names)

    # Where things are

    def _dataset_uri(self, name: str) -> str:
        return f"{self.address}/datasets/{name}"

    def _register_uri(self, name: str) -> str:
        if not _REGISTER_NAME.fullmatch(name):
            raise ValueError(f"A register is named in lower case letters and _, not {name!r}.")
        return f"{self.address}/registers/{name}"

    def _version_of(self, dataset: Dataset, table: pa.Table, old: DatasetVersion | None) -> DatasetVersion:
        """The old version where the content is the same, else a new one, written now."""
        fingerprint = content_hash(dataset, table)
        if old is not None and old.content_hash == fingerprint:
            return old
        version, files = tables.overwrite(self._dataset_uri(dataset.name), table)
        return DatasetVersion(version, table.num_rows, fingerprint, sample_rows(dataset, table), files)


def _declared(name: str) -> Dataset:
    if name not in datasets():
        raise UnknownDatasetError(dataset=name, known=", ".join(datasets()))
    return datasets()[name]


def _held(release: Release, name: str) -> DatasetVersion:
    if name not in release.datasets:
        raise UnknownDatasetError(dataset=name, known=", ".join(release.datasets))
    return release.datasets[name]


def _require_signed(author: str, message: str) -> None:
    if not (author.strip() and message.strip()):
        raise UnsignedError
