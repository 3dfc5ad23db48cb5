"""What is done with a delivery off the page's thread: files read and recognised, and held to every rule."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundscope.engine import DatasetDiff, diff_tables
from fundscope.ingest import (
    Checked,
    Fit,
    HandedIn,
    Held,
    Mended,
    Source,
    StagingChoices,
    check_files,
    fits_of,
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
    """A file as it was read, and how well it fits each dataset; or why it cannot be read."""

    reading: Reading | None
    fits: tuple[Fit, ...] = ()
    unreadable: Unreadable | None = None


@dataclass(frozen=True, eq=False)
class Assessed:
    """Files held to every rule, and what each would change in its dataset; equal to itself only.

    ``held`` is what each enterprise would have, where files name companies; ``mended`` is what was mended
    in the file of a dataset since it was handed in before.
    """

    checked: Checked
    sources: Mapping[str, Source]
    diffs: Mapping[str, DatasetDiff]
    held: Mapping[str, Held]
    mended: Mapping[str, Mended]


def read_asked(delivery: Delivery) -> object:
    """What of a delivery decides how its files are read."""
    return tuple((draft.draft_id, choices_of(draft).to_json()) for draft in delivery.drafts)


def read_drafts(store: Store, delivery: Delivery, work: Work) -> dict[str, Read]:
    """Read every file of a delivery, by the draft's id."""
    work.tell("reading")
    release = store.release()
    known = {
        name: store.read(release, name)
        for name, dataset in datasets().items()
        if dataset.is_reference and name in release.datasets
    }
    read = {}
    for draft in delivery.drafts:
        try:
            reading = _read(store, draft, work)
        except Unreadable as unreadable:
            read[draft.draft_id] = Read(None, unreadable=unreadable)
            continue
        work.tell("recognising")
        read[draft.draft_id] = Read(reading, fits_of(reading, known))
    return read


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
        read_asked(delivery),
        delivery.mode,
        tuple(sorted(delivery.companies.items())),
        tuple(
            (
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


def assess(store: Store, delivery: Delivery, read: Mapping[str, Read], work: Work) -> Assessed:
    """Hold the files of a delivery together to every rule, on the latest release."""
    sources = {
        draft.dataset: _source(draft, reading)
        for draft in delivery.drafts
        if (reading := read[draft.draft_id].reading) is not None
    }
    checked = check_files(store, sources, delivery.mode, work.tell, delivery.companies)
    work.tell("comparing")
    candidate = checked.candidate
    diffs = {
        name: diff_tables(candidate.before[name], candidate.tables[name], staged.dataset)
        for name, staged in checked.staged.items()
    }
    held = held_by_enterprise(candidate.tables["projects"]) if any(checked.companies.values()) else {}
    mended = {
        draft.dataset: since
        for draft in delivery.drafts
        if (since := _mended(store, draft, checked)) is not None
    }
    return Assessed(checked, sources, diffs if checked.may_be_published else {}, held, mended)


def _mended(store: Store, draft: Draft, checked: Checked) -> Mended | None:
    return mended_since(store, checked, draft.dataset, draft.file_name, store.read_upload(draft.sha256))


def _source(draft: Draft, reading: Reading) -> Source:
    upload = Upload(draft.sha256, draft.file_name, draft.size_bytes)
    staging = StagingChoices(
        {header: field or None for header, field in draft.fields.items()}, dict(draft.units)
    )
    table = draft.table if draft.table < len(reading.tables) else None
    return Source(
        HandedIn(upload, reading),
        choices_of(draft),
        table,
        staging,
        sender=draft.sender or None,
        takes_learned=draft.takes_learned,
    )
