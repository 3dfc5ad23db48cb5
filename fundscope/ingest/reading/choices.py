"""What a person may change about how a file is read; whatever is left alone is told by evidence."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Literal


@dataclass(frozen=True)
class Choices:
    """A person's word on a file. None: let the evidence decide.

    Row numbers are Excel's, and hold for ``sheet`` or, without one, for the first sheet shown.
    ``fill_down`` names columns by header; an empty tuple fills none. ``decimal`` is the mark of the
    numbers of a text file. ``is_1904`` overrides the calendar of a workbook.
    """

    sheet: str | None = None
    header_rows: tuple[int, ...] | None = None
    first_row: int | None = None
    last_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: Literal[".", ","] | None = None
    fill_down: tuple[str, ...] | None = None
    drop_hidden_sheets: bool = False
    drop_hidden_rows: bool = False
    drop_hidden_columns: bool = False
    is_1904: bool | None = None

    @property
    def names_rows(self) -> bool:
        """Whether a person has said where a table stands."""
        return any(part is not None for part in (self.header_rows, self.first_row, self.last_row))

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Choices:
        values = json.loads(text)
        for name in ("header_rows", "fill_down"):
            if values[name] is not None:
                values[name] = tuple(values[name])
        return cls(**{field.name: values[field.name] for field in fields(cls)})
