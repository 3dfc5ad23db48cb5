"""Code lists of a store that is older than those that the project ships now."""

from __future__ import annotations

import pyarrow as pa

from fundscope.ingest.reference import reference_sheets
from fundscope.ingest.stage import stage
from fundscope.model import Dataset, datasets
from fundscope.store import Store, arrow_schema


def older_references(store: Store) -> tuple[str, ...]:
    """The reference tables that are still those with which the store was made, while the project now ships
    others. One that somebody has replaced since then is as they want it."""
    releases = store.releases()
    if not releases:
        return ()
    latest, first = releases[0], releases[-1]
    sheets = reference_sheets()
    known = {
        name: store.read(latest, name) if name in latest.datasets else arrow_schema(dataset).empty_table()
        for name, dataset in datasets().items()
        if dataset.is_reference
    }
    return tuple(
        name
        for name in known
        if name in sheets
        and first.datasets.get(name) == latest.datasets.get(name)
        and not _is_same(
            known[name],
            stage(sheets[name].table, datasets()[name], sha256=sheets[name].sha256, known=known).table,
            datasets()[name],
        )
    )


def _is_same(one: pa.Table, other: pa.Table, dataset: Dataset) -> bool:
    """Whether two states have the same rows, wherever these were read from."""
    columns = [column.name for column in dataset.columns]
    order = [(name, "ascending") for name in dataset.key]
    return bool(one.select(columns).sort_by(order).equals(other.select(columns).sort_by(order)))
