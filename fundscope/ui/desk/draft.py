"""An upload on its way to a release: every decision taken on it, kept in the store.

The URL names the draft, so a reload, a lost connection or another machine goes on at the same place.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

import pyarrow as pa
import streamlit as st

from fundscope.store import Store, Upload

Mode = Literal["replace", "add", "update"]
MODES: tuple[Mode, ...] = ("replace", "add", "update")

_REGISTER = "drafts"
_SCHEMA = pa.schema(
    [("draft_id", pa.string()), ("saved_at", pa.timestamp("us", tz="UTC")), ("content", pa.string())]
)
_PARAMETER = "draft"


@dataclass(frozen=True)
class Draft:
    """One file and what was decided on it. ``fields`` maps headers to fields ("" leaves a column out),
    ``units`` fields to units, ``reasons`` warnings to why they are let through; ``table`` is the place of
    the table in the file and ``reading`` what was changed about its reading."""

    draft_id: str
    sha256: str
    file_name: str
    size_bytes: int
    dataset: str
    base: int
    table: int = 0
    reading: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    mode: Mode = "replace"
    reasons: Mapping[str, str] = field(default_factory=dict)
    released: int | None = None


def begin(store: Store, upload: Upload, dataset: str) -> Draft:
    """A new draft on the latest release, saved and put into the URL."""
    draft = Draft(
        secrets.token_hex(6),
        upload.sha256,
        upload.file_name,
        upload.size_bytes,
        dataset,
        store.release().number,
    )
    save(store, draft)
    st.query_params[_PARAMETER] = draft.draft_id
    return draft


def save(store: Store, draft: Draft) -> None:
    """Keep the draft as it now is."""
    row = {
        "draft_id": draft.draft_id,
        "saved_at": datetime.now(UTC),
        "content": json.dumps(asdict(draft), ensure_ascii=False),
    }
    store.append(_REGISTER, pa.Table.from_pylist([row], _SCHEMA))


def current(store: Store) -> Draft | None:
    """The draft that the URL names, as it was last saved; None where it names none that is kept."""
    asked = st.query_params.get(_PARAMETER)
    if not asked:
        return None
    kept = [row for row in store.rows(_REGISTER, _SCHEMA).to_pylist() if row["draft_id"] == asked]
    if not kept:
        return None
    return Draft(**json.loads(max(kept, key=lambda row: row["saved_at"])["content"]))


def change(store: Store, draft: Draft, **changes: Any) -> Draft:
    """The draft with changes, saved."""
    changed = replace(draft, **changes)
    save(store, changed)
    return changed


def leave() -> None:
    """Take the draft out of the URL; it stays in the store."""
    st.query_params.pop(_PARAMETER, None)
