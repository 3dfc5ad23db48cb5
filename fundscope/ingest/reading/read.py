"""Reading a file in a child process, and what comes back from it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from fundscope.ingest.reading.choices import Choices
from fundscope.ingest.reading.table import RawColumn, Reading, SheetTable
from fundscope.ingest.reading.unreadable import Unreadable

_AS_PROPOSED = Choices()

MOST_SECONDS = 20
MOST_BYTES = 400_000_000


def read_file(path: Path, choices: Choices = _AS_PROPOSED) -> Reading:
    """The tables of a file, as proposed or as chosen.

    Raises:
        Unreadable: the file cannot be read; says why and what to do.
    """
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("too_large", file=path.name)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "fundscope.ingest.reading.child"]
        try:
            ended = subprocess.run(
                [*command, str(path), json.dumps(asdict(choices)), folder],
                timeout=MOST_SECONDS,
                capture_output=True,
                cwd=Path(__file__).parents[3],
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable("too_slow", file=path.name) from error
        told_in = Path(folder, "reading.json")
        if ended.returncode != 0 or not told_in.exists():
            raise Unreadable("damaged", file=path.name)
        told = json.loads(told_in.read_text(encoding="utf-8"))
        if "fault" in told:
            raise Unreadable(told["fault"], file=path.name)
        tables = tuple(
            _table(entry, Path(folder, f"{place}.arrow")) for place, entry in enumerate(told["tables"])
        )
    return Reading(path.name, told["format"], tables, told["encoding"], told["delimiter"])


def _table(entry: dict[str, Any], path: Path) -> SheetTable:
    with pa.memory_map(str(path)) as file:
        content = pa.ipc.open_file(file).read_all().combine_chunks()
    return SheetTable(
        sheet=entry["sheet"],
        header_rows=(entry["header_row"],),
        row_numbers=_whole(content, "row"),
        columns=tuple(
            RawColumn(
                column["header"],
                column["letter"],
                _whole(content, f"t{column['place']}"),
                _whole(content, f"k{column['place']}"),
            )
            for column in entry["columns"]
        ),
        title_lines=tuple(entry["title_lines"]),
        notes=tuple(entry["notes"]),
    )


def _whole(content: pa.Table, name: str) -> pa.Array:
    column = content.column(name)
    return pa.concat_arrays(column.chunks) if column.chunks else pa.array([], column.type)
