"""The cell of the handed-in file in which a stored value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fundscope.ingest import Checked, Staged
from fundscope.model import Dataset


def cell_of(
    checked: Checked, dataset: str, column: str, *, upload: str | None, sheet: str | None, row: int | None
) -> str | None:
    """The sheet and Excel address of a column in a row; None where the row did not come with these files."""
    staged = checked.staged.get(dataset)
    if staged is None or row is None or upload != staged.sha256:
        return None
    return _address(staged, column, sheet or "", row)


def _address(staged: Staged, column: str, sheet: str, row: int) -> str:
    mapped = staged.column_of(column)
    address = f"{mapped.letter}{row}" if mapped is not None else str(row)
    return f"{sheet}!{address}" if sheet else address


@dataclass(frozen=True)
class Places:
    """Where each row of a handed-in file stands, by its key."""

    staged: Staged
    row_of: Mapping[str, int]

    def cell(self, key: str, column: str) -> str | None:
        """The address of a column in the row of that key; None where the file has no such row."""
        if key not in self.row_of:
            return None
        return _address(self.staged, column, self.staged.source.sheet, self.row_of[key])


def places_of(checked: Checked, dataset: Dataset) -> Places:
    """The places of a dataset's rows; a key's parts have a space between them."""
    staged = checked.staged[dataset.name]
    parts = zip(*(staged.table.column(name).to_pylist() for name in dataset.key), strict=True)
    keys = [" ".join(str(part) for part in key) for key in parts]
    return Places(staged, dict(zip(keys, staged.source.row_numbers.to_pylist(), strict=True)))
