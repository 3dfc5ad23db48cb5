"""The export register: who took out which figure, when, from which release. It only grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

import pyarrow as pa

from fundscope.store import Store

_NAME = "exports"
_SCHEMA = pa.schema(
    [
        pa.field("exported_at", pa.timestamp("us", "UTC"), nullable=False),
        pa.field("exported_by", pa.string()),
        pa.field("figure", pa.string(), nullable=False),
        pa.field("view", pa.string(), nullable=False),
        pa.field("release", pa.int64(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("numbers_hash", pa.string(), nullable=False),
        pa.field("headline", pa.string()),
        pa.field("formats", pa.string(), nullable=False),
    ]
)


@dataclass(frozen=True)
class Export:
    """A figure that was taken out: once in a kit, however many files of it there are.

    ``view`` is the canonical text of the view with its release. ``formats`` names the kinds of file with a
    comma between. ``exported_by`` is empty where nobody said.
    """

    exported_at: datetime
    figure: str
    view: str
    release: int
    code: str
    numbers_hash: str
    headline: str
    formats: str
    exported_by: str = ""


def record(store: Store, exports: Sequence[Export]) -> None:
    """Enter exports into the register of the store."""
    if exports:
        store.append(_NAME, pa.Table.from_pylist([asdict(export) for export in exports], _SCHEMA))


def exports(store: Store) -> tuple[Export, ...]:
    """Every export there has been, newest first."""
    rows: list[dict[str, Any]] = store.rows(_NAME, _SCHEMA).to_pylist()
    read = [Export(**{field.name: row[field.name] for field in fields(Export)}) for row in rows]
    return tuple(sorted(read, key=lambda export: (export.exported_at, export.figure), reverse=True))


def exported_with(store: Store, code: str) -> Export | None:
    """The latest export under a passport code, as printed in a source line; None where there was none."""
    wanted = code.strip().upper()
    return next((export for export in exports(store) if export.code == wanted), None)
