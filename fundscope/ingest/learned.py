"""What people have said about the columns of earlier files, taken for the next file of the same layout.

Kept in the register ``mappings`` of the store, for each sender and layout. A layout is the set of a table's
column names, in whatever order; a file with nearly the same names has the same layout, so that a column
more does not make everything forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from fundscope.ingest.mapping import name_of
from fundscope.ingest.reading.table import SheetTable
from fundscope.store import Store

_REGISTER = "mappings"
_SCHEMA = pa.schema(
    [
        ("said_at", pa.timestamp("us", tz="UTC")),
        ("dataset", pa.string()),
        ("sender", pa.string()),
        ("layout", pa.string()),  # column names, a line each
        ("header", pa.string()),  # null where a unit is said of a field, or where all is forgotten
        ("field", pa.string()),  # null where the column is left out
        ("unit", pa.string()),
        ("is_forgotten", pa.bool_()),
    ]
)
# The share of names that two layouts have in common, of all names in either.
_SAME_LAYOUT = 0.8


@dataclass(frozen=True)
class Learned:
    """What ``sender`` last said of files of this layout: the field of a header (None: leave it out), the
    unit of a field."""

    dataset: str
    sender: str
    layout: str
    said_at: datetime
    fields: Mapping[str, str | None]
    units: Mapping[str, str]


def layout_of(table: SheetTable) -> str:
    """The column names of a table in a fixed order, a line each."""
    return "\n".join(sorted({name_of(column.header) for column in table.columns}))


def learn(
    store: Store,
    dataset: str,
    table: SheetTable,
    *,
    sender: str,
    fields: Mapping[str, str | None],
    units: Mapping[str, str],
) -> None:
    """Remember what a sender has said about the columns of a table; nothing where nothing was said."""
    common = {"said_at": datetime.now(UTC), "dataset": dataset, "sender": sender.strip()}
    common |= {"layout": layout_of(table), "is_forgotten": False}
    headers = {column.header for column in table.columns}
    rows = [{**common, "header": name, "field": field} for name, field in fields.items() if name in headers]
    rows += [{**common, "field": field, "unit": unit} for field, unit in units.items()]
    if rows:
        store.append(_REGISTER, pa.Table.from_pylist(rows, _SCHEMA))


def forget(store: Store, learned: Learned) -> None:
    """Take nothing of it for later files; what was said stays in the register."""
    row = {
        "said_at": datetime.now(UTC),
        "dataset": learned.dataset,
        "sender": learned.sender,
        "layout": learned.layout,
        "is_forgotten": True,
    }
    store.append(_REGISTER, pa.Table.from_pylist([row], _SCHEMA))


def recall(store: Store, dataset: str, table: SheetTable, sender: str | None = None) -> Learned | None:
    """What is remembered for a table: of its sender, else of whoever handed in such a layout last."""
    layout = layout_of(table)
    kept = [
        one
        for one in _all_learned(store, dataset)
        if names_in_common(one.layout, layout) >= _SAME_LAYOUT and (one.fields or one.units)
    ]
    asked = (sender or "").strip()
    return max(
        kept,
        key=lambda one: (one.sender == asked, names_in_common(one.layout, layout), one.said_at),
        default=None,
    )


def names_in_common(one: str, other: str) -> float:
    """The share of the names of two layouts that both have."""
    names, others = set(one.split("\n")), set(other.split("\n"))
    return len(names & others) / len(names | others)


def _all_learned(store: Store, dataset: str) -> list[Learned]:
    """What is remembered of the dataset, by sender and layout; later words go before earlier ones."""
    rows = sorted(store.rows(_REGISTER, _SCHEMA).to_pylist(), key=lambda row: row["said_at"])
    by_layout: dict[tuple[str, str], Learned] = {}
    for row in rows:
        if row["dataset"] != dataset:
            continue
        key = row["sender"], row["layout"]
        old = by_layout.get(key)
        fields: dict[str, str | None] = {} if old is None else dict(old.fields)
        units: dict[str, str] = {} if old is None else dict(old.units)
        _take_in(row, fields, units)
        by_layout[key] = Learned(dataset, *key, row["said_at"], fields, units)
    return list(by_layout.values())


def _take_in(row: Mapping[str, Any], fields: dict[str, str | None], units: dict[str, str]) -> None:
    if row["is_forgotten"]:
        fields.clear()
        units.clear()
    elif row["header"] is not None:
        fields[row["header"]] = row["field"]
    else:
        units[row["field"]] = row["unit"]
