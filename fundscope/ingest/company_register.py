"""What has been decided on company names: kept with each release, proposed again, taken back.

A decision is never deleted: taking it back is a decision of its own, and the last one of a name holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.companies import Company
from fundscope.ingest.company_proposals import FORMER_NAMES_SCHEMA
from fundscope.ingest.stage import Staged
from fundscope.model import Dataset, datasets
from fundscope.store import Release, Store, StoreError

_REGISTER = "company_names"
_SCHEMA = pa.schema(
    [
        ("key", pa.string()),
        ("name", pa.string()),
        ("credit_code", pa.string()),
        ("enterprise_id", pa.string()),
        ("dataset", pa.string()),
        ("row_keys", pa.string()),
        ("release", pa.int64()),
        ("author", pa.string()),
        ("decided_at", pa.timestamp("us", tz="UTC")),
        ("is_undone", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Match:
    """A name of a file that was published as an enterprise: in which release, by whom, in which rows.

    ``row_keys`` are the keys of the rows of ``dataset`` that got the enterprise's ID by it.
    """

    key: str
    name: str | None
    credit_code: str | None
    enterprise_id: str
    dataset: str
    row_keys: tuple[str, ...]
    release: int
    author: str
    decided_at: datetime
    is_undone: bool = False


class CannotUndoError(StoreError):
    """The rows cannot go to that enterprise: there is none of that ID."""

    key = "company.unknown_enterprise"


def keep_matches(store: Store, named: Iterable[tuple[Staged, Iterable[Company]]], release: Release) -> None:
    """Keep what was decided on the companies of each table, for the release that it was published in.

    A company that several tables of a dataset name is kept once, with its rows in all of them.
    """
    decided: dict[tuple[str, str], tuple[Company, list[str]]] = {}
    for staged, companies in named:
        keys = staged.table.column(staged.dataset.key[0])
        for company in companies:
            if company.enterprise_id is not None:
                _, its = decided.setdefault((staged.dataset.name, company.key), (company, []))
                its += [keys[place].as_py() for place in company.positions]
    rows = [_row(company, name, its, release) for (name, _), (company, its) in decided.items()]
    if rows:
        store.append(_REGISTER, pa.Table.from_pylist(rows, _SCHEMA))


def _row(company: Company, dataset: str, row_keys: list[str], release: Release) -> dict[str, object]:
    return {
        "key": company.key,
        "name": company.name,
        "credit_code": company.credit_code,
        "enterprise_id": company.enterprise_id,
        "dataset": dataset,
        "row_keys": json.dumps(row_keys),
        "release": release.number,
        "author": release.author,
        "decided_at": release.published_at,
        "is_undone": False,
    }


def matches(store: Store) -> tuple[Match, ...]:
    """The last decision on each name of each dataset, those taken back included, the newest first."""
    latest: dict[tuple[str, str], Match] = {}
    for row in store.rows(_REGISTER, _SCHEMA).to_pylist():
        match = Match(**{**row, "row_keys": tuple(json.loads(row["row_keys"]))})
        before = latest.get((match.dataset, match.key))
        if before is None or before.decided_at < match.decided_at:
            latest[match.dataset, match.key] = match
    return tuple(sorted(latest.values(), key=lambda match: match.decided_at, reverse=True))


def former_names(store: Store) -> pa.Table:
    """Names that enterprises had in earlier releases, or that files have called them, once each."""
    pairs: dict[tuple[str, str], None] = {}
    seen: set[int] = set()
    for release in store.releases():
        version = release.datasets.get("enterprises")
        if version is None or version.version in seen:
            continue
        seen.add(version.version)
        table = store.read(release, "enterprises")
        ids = table.column("enterprise_id").to_pylist()
        for column in ("name_zh", "name_en"):
            named = zip(ids, table.column(column).to_pylist(), strict=True)
            pairs.update(dict.fromkeys((one, name) for one, name in named if name is not None))
    kept = (match for match in matches(store) if not match.is_undone and match.name is not None)
    pairs.update(dict.fromkeys((match.enterprise_id, str(match.name)) for match in kept))
    rows = [{"enterprise_id": enterprise_id, "name": name} for enterprise_id, name in pairs]
    return pa.Table.from_pylist(rows, FORMER_NAMES_SCHEMA)


def _moved(table: pa.Table, dataset: Dataset, match: Match, instead: str) -> pa.Table:
    """The table with the rows of a match given to another enterprise."""
    ids = table.column("enterprise_id")
    its_rows = pc.is_in(table.column(dataset.key[0]), value_set=pa.array(match.row_keys, pa.string()))
    moved = pc.if_else(pc.and_(its_rows, pc.equal(ids, match.enterprise_id)), instead, ids)
    return table.set_column(table.column_names.index("enterprise_id"), "enterprise_id", moved)


def undo_match(store: Store, match: Match, instead: str, *, author: str, message: str) -> Release:
    """Take a published match back: its rows go to another enterprise, and the name is forgotten.

    A row that has meanwhile been given to yet another enterprise stays there.

    Raises:
        CannotUndoError: there is no enterprise ``instead``.
        StaleBaseError, UnsignedError: as ``Store.publish``.
    """
    base = store.release()
    enterprises = store.read(base, "enterprises").column("enterprise_id").to_pylist()
    if instead not in enterprises or instead == match.enterprise_id:
        raise CannotUndoError(enterprise=instead)
    dataset = datasets()[match.dataset]
    release = store.publish(
        {match.dataset: _moved(store.read(base, match.dataset), dataset, match, instead)},
        base=base.number,
        author=author,
        message=message,
        checks=[check for check in base.checks if check.dataset == match.dataset],
        waivers=[waiver for waiver in base.waivers if waiver.dataset == match.dataset],
    )
    undone = replace(
        match, is_undone=True, release=release.number, author=author, decided_at=datetime.now(UTC)
    )
    row = {name: getattr(undone, name) for name in _SCHEMA.names} | {"row_keys": json.dumps(match.row_keys)}
    store.append(_REGISTER, pa.Table.from_pylist([row], _SCHEMA))
    return release
