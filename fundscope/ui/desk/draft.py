"""Uploads on their way to a release: every decision taken on them, kept in the store.

The URL names the delivery, so a reload, a lost connection or another machine goes on at the same step.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import streamlit as st

from fundscope.ingest import Mode
from fundscope.store import Store, Upload
from fundscope.ui.desk.who import signature

MODES: tuple[Mode, ...] = ("replace", "add", "update")

_REGISTER = "drafts"
_SCHEMA = pa.schema(
    [("draft_id", pa.string()), ("saved_at", pa.timestamp("us", tz="UTC")), ("content", pa.string())]
)
_PARAMETER = "draft"
_HELD = "desk-delivery"


@dataclass(frozen=True)
class Draft:
    """One table of a file and what was decided on it.

    ``draft_id`` names it in keys of widgets. ``dataset`` is "" until the file has been recognised.
    ``place`` is the table's place in the file as it was first read (None until then), ``reading`` what was
    changed about its reading, and ``table`` its place among the tables so read. ``fields`` maps headers to
    fields ("" leaves a column out), ``units`` fields to units. ``sender`` is who made the file,
    "" if not said; what earlier files have taught is used unless it ``takes_learned`` not.
    """

    draft_id: str
    sha256: str
    file_name: str
    size_bytes: int
    dataset: str = ""
    place: int | None = None
    table: int = 0
    reading: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    sender: str = ""
    takes_learned: bool = True

    @property
    def file_id(self) -> str:
        """What the drafts of one file have in common."""
        return "-".join(self.draft_id.split("-")[:2])

    @property
    def is_recognised(self) -> bool:
        return self.dataset != ""


@dataclass(frozen=True)
class Delivery:
    """Files handed in together, to become one release together; a draft for each of their tables.

    ``base`` is the release that was the latest when they came, ``author`` who handed them in ("" if not
    said). ``step`` is the one that was opened, "" while the desk opens the first that wants attention.
    ``companies`` says for a name in a file which enterprise it is ("" is none of those proposed),
    ``reasons`` for a rule why its warnings are let through. ``released`` is the release that they became.
    """

    delivery_id: str
    begun_at: str
    base: int
    drafts: tuple[Draft, ...]
    step: str = ""
    mode: Mode = "replace"
    companies: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    released: int | None = None
    author: str = ""

    @property
    def begun(self) -> datetime:
        return datetime.fromisoformat(self.begun_at)

    @property
    def files(self) -> tuple[tuple[Draft, ...], ...]:
        """The drafts of each file."""
        by_file: dict[str, list[Draft]] = {}
        for draft in self.drafts:
            by_file.setdefault(draft.file_id, []).append(draft)
        return tuple(tuple(drafts) for drafts in by_file.values())

    @property
    def file_names(self) -> tuple[str, ...]:
        return tuple(drafts[0].file_name for drafts in self.files)


def begin(store: Store, uploads: Sequence[Upload], names: Sequence[str]) -> Delivery:
    """A new delivery on the latest release, saved and put into the URL; ``names`` are the files' own.

    A file that was chosen twice is taken once.
    """
    delivery_id = secrets.token_hex(6)
    files = dict.fromkeys(zip(uploads, names, strict=True))
    drafts = tuple(
        Draft(f"{delivery_id}-{place}", upload.sha256, name, upload.size_bytes)
        for place, (upload, name) in enumerate(files, 1)
    )
    begun_at = datetime.now(UTC).isoformat()
    delivery = Delivery(delivery_id, begun_at, store.release().number, drafts)
    save(store, delivery)
    st.query_params[_PARAMETER] = delivery_id
    return delivery


def save(store: Store, delivery: Delivery) -> Delivery:
    """Keep the delivery as it now is, for this session too; its author is who signs here first."""
    if not delivery.author:
        delivery = replace(delivery, author=signature())
    keep(store, delivery)
    st.session_state[_HELD] = delivery
    return delivery


def keep(store: Store, delivery: Delivery) -> None:
    """Keep the delivery as it now is."""
    row = {
        "draft_id": delivery.delivery_id,
        "saved_at": datetime.now(UTC),
        "content": json.dumps(asdict(delivery), ensure_ascii=False),
    }
    store.append(_REGISTER, pa.Table.from_pylist([row], _SCHEMA))


def current(store: Store, latest: int) -> Delivery | None:
    """The delivery that the URL names, as it was last saved; None where it names none that is kept.

    It is read from the store once in a session, and again where there is a release since it began: that may
    be its own, published from another window. ``latest`` is the number of the latest release.
    """
    asked = st.query_params.get(_PARAMETER)
    if not asked:
        return None
    held: Delivery | None = st.session_state.get(_HELD)
    if held is not None and held.delivery_id == asked and held.base == latest:
        return held
    found = saved(store, asked)
    if found is not None:
        st.session_state[_HELD] = found
    return found


def saved(store: Store, delivery_id: str) -> Delivery | None:
    """The delivery as the store has it, whoever saved it last."""
    return next((found for found in deliveries(store) if found.delivery_id == delivery_id), None)


def deliveries(store: Store) -> tuple[Delivery, ...]:
    """Every delivery as it was last saved, the newest first."""
    latest: dict[str, dict[str, Any]] = {}
    for row in store.rows(_REGISTER, _SCHEMA).to_pylist():
        known = latest.get(row["draft_id"])
        if known is None or row["saved_at"] > known["saved_at"]:
            latest[row["draft_id"]] = row
    read = [_read(json.loads(row["content"])) for row in latest.values()]
    return tuple(sorted(read, key=lambda delivery: delivery.begun_at, reverse=True))


def _read(kept: Mapping[str, Any]) -> Delivery:
    drafts = tuple(_read_draft(_known(Draft, draft)) for draft in kept["drafts"])
    return Delivery(**{**_known(Delivery, kept), "drafts": drafts})


def _read_draft(kept: Mapping[str, Any]) -> Draft:
    """A draft; one that was kept when a file was one table has its place there."""
    draft = Draft(**kept)
    return replace(draft, place=draft.table) if draft.is_recognised and draft.place is None else draft


def _known(kind: type[Draft] | type[Delivery], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What of the kept form this version of the program knows."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in kept.items() if name in names}


def change(store: Store, delivery: Delivery, **changes: Any) -> Delivery:
    """The delivery with changes, saved."""
    return save(store, replace(delivery, **changes))


def taken_apart(delivery: Delivery, draft: Draft, datasets: Mapping[int, str]) -> Delivery:
    """The delivery with a draft for each table of a file, by its place, instead of the one for the file."""
    tables = [_of_table(draft, place, dataset) for place, dataset in sorted(datasets.items())]
    others = [one for one in delivery.drafts if one is not draft]
    return replace(delivery, drafts=_in_order([*others, *tables]))


def take_table(store: Store, delivery: Delivery, draft: Draft, place: int, dataset: str) -> Delivery:
    """Take a table of a draft's file as a list of the dataset, or leave it out where the dataset is "".

    What was decided on a table that is another list now is forgotten.
    """
    others = [
        one
        for one in delivery.drafts
        if one.file_id != draft.file_id or (one.is_recognised and one.place != place)
    ]
    table = [_of_table(draft, place, dataset)] if dataset else []
    return change(store, delivery, drafts=_in_order([*others, *table]))


def take_instead(store: Store, delivery: Delivery, draft: Draft, place: int) -> Delivery:
    """Take another table of the file for the one of a draft."""
    others = [one for one in delivery.drafts if one.draft_id != draft.draft_id]
    table = _of_table(draft, place, draft.dataset)
    return change(store, delivery, drafts=_in_order([*others, table]))


def _of_table(draft: Draft, place: int, dataset: str) -> Draft:
    draft_id = f"{draft.file_id}-{place}-{dataset}"
    file = (draft.sha256, draft.file_name, draft.size_bytes)
    return Draft(draft_id, *file, dataset=dataset, place=place, table=place, sender=draft.sender)


def _in_order(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts by their files as these were handed in, and by their places there."""
    return tuple(sorted(drafts, key=lambda one: (int(one.file_id.split("-")[1]), one.place or 0)))


def change_draft(store: Store, delivery: Delivery, draft: Draft, **changes: Any) -> Delivery:
    """The delivery with changes to one of its files, saved."""
    drafts = tuple(
        replace(one, **changes) if one.draft_id == draft.draft_id else one for one in delivery.drafts
    )
    return change(store, delivery, drafts=drafts)


def open_delivery(delivery_id: str) -> None:
    """Put a delivery into the URL."""
    st.query_params[_PARAMETER] = delivery_id


def leave() -> None:
    """Take the delivery out of the URL; it stays in the store."""
    st.query_params.pop(_PARAMETER, None)
