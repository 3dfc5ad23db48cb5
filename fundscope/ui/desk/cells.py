"""The cell of the handed-in file in which a stored value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fundscope.ingest import Checked, Staged
from fundscope.model import Dataset


def cell_of(
    checked: Checked, dataset: str, column: str, *, upload: str | None, sheet: str | None, row: int | None
) -> str | None:
    """The sheet and Excel address of a column in a row, with its file where several were handed in; None
    where the row did not come with these files."""
    for staged in checked.staged.get(dataset, ()):
        if row is not None and staged.position_of(upload, sheet, row) is not None:
            return _address(checked, staged, column, row)
    return None


def _address(checked: Checked, staged: Staged, column: str, row: int) -> str:
    mapped = staged.column_of(column)
    address = f"{mapped.letter}{row}" if mapped is not None else str(row)
    if staged.source.sheet:
        address = f"{staged.source.sheet}!{address}"
    files = {part.staged.sha256 for part in checked.parts if part.staged is not None}
    return f"[{staged.file_name}]{address}" if len(files) > 1 else address


@dataclass(frozen=True)
class Places:
    """Where each row of the files handed in stands, by its key."""

    checked: Checked
    place_of: Mapping[str, tuple[Staged, int]]

    def cell(self, key: str, column: str) -> str | None:
        """The address of a column in the row of that key; None where no file has such a row."""
        if key not in self.place_of:
            return None
        staged, row = self.place_of[key]
        return _address(self.checked, staged, column, row)


def places_of(checked: Checked, dataset: Dataset) -> Places:
    """The places of a dataset's rows; a key's parts have a space between them."""
    place_of: dict[str, tuple[Staged, int]] = {}
    for staged in checked.staged.get(dataset.name, ()):
        parts = zip(*(staged.table.column(name).to_pylist() for name in dataset.key), strict=True)
        rows = staged.source.row_numbers.to_pylist()
        place_of |= {
            " ".join(str(part) for part in key): (staged, row) for key, row in zip(parts, rows, strict=True)
        }
    return Places(checked, place_of)
