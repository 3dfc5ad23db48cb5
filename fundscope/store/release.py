"""What a release is, and its row in the table of releases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa


@dataclass(frozen=True)
class DatasetVersion:
    """One version of a dataset's Delta table.

    ``files`` are its Parquet files, relative to the table, so that a reader needs no look at the
    Delta log. ``sample_rows`` counts made-up rows.
    """

    version: int
    rows: int
    content_hash: str
    sample_rows: int
    files: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Upload:
    """An original file as it was handed in, known by the SHA-256 of its bytes."""

    sha256: str
    file_name: str
    size_bytes: int


@dataclass(frozen=True)
class Check:
    """A rule that ran before publishing, and how many issues it found."""

    rule: str
    dataset: str
    issue_count: int


@dataclass(frozen=True)
class Waiver:
    """Why issues of a rule were let through, and by whom; a footnote of every figure they touch."""

    rule: str
    dataset: str
    columns: tuple[str, ...]
    issue_count: int
    reason: str
    author: str


@dataclass(frozen=True)
class Release:
    """An immutable, numbered snapshot of all datasets.

    ``base`` is the release it was made on (None for the first), ``restored_from`` the release whose
    datasets it brought back. ``uploads`` are the files it was made from. ``checks`` and ``waivers`` are
    those that hold for its datasets, whether made for this release or carried over with a dataset.
    """

    number: int
    published_at: datetime
    author: str
    message: str
    base: int | None
    restored_from: int | None
    datasets: Mapping[str, DatasetVersion]
    uploads: tuple[Upload, ...]
    checks: tuple[Check, ...]
    waivers: tuple[Waiver, ...]

    @property
    def is_sample(self) -> bool:
        """Whether any row of it is made up."""
        return any(version.sample_rows for version in self.datasets.values())


# Lists are JSON text, so that a later field needs no change of the table.
RELEASES_SCHEMA = pa.schema(
    [
        ("number", pa.int64()),
        ("published_at", pa.timestamp("us", tz="UTC")),
        ("author", pa.string()),
        ("message", pa.string()),
        ("base", pa.int64()),
        ("restored_from", pa.int64()),
        ("datasets", pa.string()),
        ("uploads", pa.string()),
        ("checks", pa.string()),
        ("waivers", pa.string()),
    ]
)


def release_table(release: Release) -> pa.Table:
    """The release as one row of the table of releases."""
    row = {name: getattr(release, name) for name in RELEASES_SCHEMA.names}
    row["datasets"] = json.dumps({name: asdict(version) for name, version in release.datasets.items()})
    for name in ("uploads", "checks", "waivers"):
        row[name] = json.dumps([asdict(item) for item in row[name]], ensure_ascii=False)
    return pa.Table.from_pylist([row], RELEASES_SCHEMA)


def _tupled(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with JSON's lists as the tuples that frozen dataclasses hold."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}


def _release(row: Mapping[str, Any]) -> Release:
    versions = json.loads(row["datasets"]).items()
    return Release(
        number=row["number"],
        published_at=row["published_at"],
        author=row["author"],
        message=row["message"],
        base=row["base"],
        restored_from=row["restored_from"],
        datasets={name: DatasetVersion(**_tupled(version)) for name, version in versions},
        uploads=tuple(Upload(**upload) for upload in json.loads(row["uploads"])),
        checks=tuple(Check(**check) for check in json.loads(row["checks"])),
        waivers=tuple(Waiver(**_tupled(waiver)) for waiver in json.loads(row["waivers"])),
    )


def releases_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Release, ...]:
    """The releases of rows of the table of releases, newest first."""
    return tuple(sorted(map(_release, rows), key=lambda release: release.number, reverse=True))
