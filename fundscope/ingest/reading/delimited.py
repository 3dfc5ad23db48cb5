"""Text files: csv, tsv and their kin."""

from __future__ import annotations

import csv
from pathlib import Path

from .choices import Choices
from .grid import Grid
from .layout import tables_of
from .table import Reading


def read_delimited(path: Path, kind: str, choices: Choices) -> Reading:
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(keepends=True)))
    return Reading(path.name, kind, tuple(tables_of(Grid(path.stem, rows), choices)), "utf-8", ",")
