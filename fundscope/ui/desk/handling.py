"""What is done with a delivery off the page's thread: files read and recognised, and held to every rule."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fundscope.engine import DatasetDiff, diff_tables
from fundscope.ingest import (
    Checked,
    Found,
    HandedIn,
    Held,
    Mended,
    Part,
    Source,
    StagingChoices,
    check_files,
    found_tables,
    held_by_enterprise,
    mended_since,
)
from fundscope.ingest.reading import Choices, Reading, Unreadable, read_file
from fundscope.model import datasets
from fundscope.store import Store, Upload
from fundscope.ui.desk.draft import Delivery, Draft
from fundscope.ui.desk.work import Work


@dataclass(frozen=True)
class Read:
    """A file as it was read for a draft, or why it cannot be; ``found`` are its tables as first proposed."""

    reading: Reading | None
    found: tuple[Found, ...] = ()
    unreadable: Unreadable | None = None


@dataclass(frozen=True, eq=False)
class Assessed:
    """Files held to every rule, and what each would change in its dataset; equal to itself only.

    ``parts`` are what became of the drafts, by their IDs. ``held`` is what each enterprise would have, where
    files name companies; ``mended`` is what was mended in a file since it was handed in before, by its ID.
    """

    checked: Checked
    parts: Mapping[str, Part]
    diffs: Mapping[str, DatasetDiff]
    held: Mapping[str, Held]
    mended: Mapping[str, Mended]


def read_asked(delivery: Delivery) -> object:
    """What of a delivery decides how its files are read."""
    return tuple(dict.fromkeys((draft.file_id, choices_of(draft).to_json()) for draft in delivery.drafts))


def read_drafts(store: Store, delivery: Delivery, work: Work) -> dict[tuple[str, str], Read]:
    """Read every file of a delivery in each of the ways that are asked for, by the draft's file and way."""
    work.tell("reading")
    release = store.release()
    known = {
        name: store.read(release, name)
        for name, dataset in datasets().items()
        if dataset.is_reference and name in release.datasets
    }
    read: dict[tuple[str, str], Read] = {}
    for draft in delivery.drafts:
        way = way_of(draft)
        if way in read:
            continue
        try:
            reading = _read(store, draft, work)
            proposed = _read(store, replace(draft, reading={}), work) if draft.reading else reading
        except Unreadable as unreadable:
            read[way] = Read(None, unreadable=unreadable)
            continue
        work.tell("recognising")
        read[way] = Read(reading, found_tables(proposed, known))
    return read


def way_of(draft: Draft) -> tuple[str, str]:
    """The file of a draft, and how it is read."""
    return draft.file_id, choices_of(draft).to_json()


def _read(store: Store, draft: Draft, work: Work) -> Reading:
    with tempfile.TemporaryDirectory(prefix="fundscope-desk-") as folder:
        path = Path(folder, "upload")
        path.write_bytes(store.read_upload(draft.sha256))
        return read_file(path, choices_of(draft), name=draft.file_name, stop=lambda: work.is_cancelled)


def choices_of(draft: Draft) -> Choices:
    """What was changed about the reading; lists of the kept form become tuples."""
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in draft.reading.items()
    }
    return Choices(**given)


def check_asked(delivery: Delivery, base: int) -> object:
    """What of a delivery, and which release, decides what comes out of the check."""
    return (
        base,
        delivery.mode,
        tuple(sorted(delivery.companies.items())),
        tuple(
            (
                way_of(draft),
                draft.dataset,
                draft.table,
                tuple(sorted(draft.fields.items())),
                tuple(sorted(draft.units.items())),
                draft.sender,
                draft.takes_learned,
            )
            for draft in delivery.drafts
        ),
    )


def assess(store: Store, delivery: Delivery, read: Mapping[tuple[str, str], Read], work: Work) -> Assessed:
    """Hold the files of a delivery together to every rule, on the latest release."""
    taken = [
        (draft, reading) for draft in delivery.drafts if (reading := read[way_of(draft)].reading) is not None
    ]
    sources = [_source(draft, reading) for draft, reading in taken]
    checked = check_files(store, sources, delivery.mode, work.tell, delivery.companies)
    work.tell("comparing")
    candidate = checked.candidate
    diffs = {
        name: diff_tables(candidate.before[name], candidate.tables[name], datasets()[name])
        for name in checked.changed
        if checked.may_be_published
    }
    names_companies = any(part.companies for part in checked.parts)
    return Assessed(
        checked,
        {draft.draft_id: part for (draft, _), part in zip(taken, checked.parts, strict=True)},
        diffs,
        held_by_enterprise(candidate.tables["projects"]) if names_companies else {},
        {
            draft.file_id: since
            for draft, *_ in delivery.files
            if (since := _mended(store, draft, checked)) is not None
        },
    )


def _mended(store: Store, draft: Draft, checked: Checked) -> Mended | None:
    data = store.read_upload(draft.sha256)
    return mended_since(store, checked, draft.file_name, draft.sha256, data)


def _source(draft: Draft, reading: Reading) -> Source:
    upload = Upload(draft.sha256, draft.file_name, draft.size_bytes)
    staging = StagingChoices(
        {header: field or None for header, field in draft.fields.items()}, dict(draft.units)
    )
    return Source(
        draft.dataset,
        HandedIn(upload, reading),
        choices_of(draft),
        draft.table if draft.table < len(reading.tables) else None,
        staging,
        sender=draft.sender or None,
        takes_learned=draft.takes_learned,
    )
