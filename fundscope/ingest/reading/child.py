"""The process that reads one file: ``python -m fundscope.ingest.reading.child FILE OPTIONS FOLDER``.

It has limits of its own, so whatever a file does to a reader, it does it here. It leaves in the folder
``reading.json`` and one Arrow file a table.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from fundscope.ingest.reading.cells import ReadingFault, Sheet, sheets_of, written
from fundscope.ingest.reading.layout import Layout, layout_of

MEMORY_BYTES = 1_500_000_000


def main(path: str, options: str, folder: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        told = _read(Path(path), json.loads(options), Path(folder))
    except ReadingFault as fault:
        told = {"fault": str(fault)}
    except MemoryError:
        told = {"fault": "too_large"}
    Path(folder, "reading.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _read(path: Path, options: dict[str, Any], folder: Path) -> dict[str, Any]:
    file_format, encoding, delimiter, sheets = sheets_of(path)
    tables: list[dict[str, Any]] = []
    for sheet in sheets:
        if options["sheet"] not in (None, sheet.name):
            continue
        header = options["header_rows"][0] if options["header_rows"] else None
        layout = layout_of(sheet, header, options["last_row"])
        if layout is not None:
            tables.append(_write(sheet, layout, folder / f"{len(tables)}.arrow"))
    if not tables:
        raise ReadingFault("no_table")
    return {"format": file_format, "encoding": encoding, "delimiter": delimiter, "tables": tables}


def _write(sheet: Sheet, layout: Layout, path: Path) -> dict[str, Any]:
    """Write a table's columns as ``t0, k0, t1, k1 ...`` and its row numbers; tell the rest."""
    rows = [sheet.rows[place] for place in layout.places]
    arrays: dict[str, pa.Array] = {
        "row": pa.array([place + sheet.first_row for place in layout.places], pa.int64())
    }
    for place in layout.columns:
        cells = [row[place] if place < len(row) else None for row in rows]
        texts = [written(cell) for cell in cells]
        arrays[f"t{place}"] = pa.array(texts, pa.string())
        arrays[f"k{place}"] = pa.array(map(_kind, cells), pa.uint8())
    table = pa.table(arrays)
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    return {
        "sheet": sheet.name,
        "header_row": layout.header + sheet.first_row,
        "columns": [
            {
                "place": place,
                "letter": _letter(place),
                "header": written(sheet.rows[layout.header][place]) or "",
            }
            for place in layout.columns
        ],
        "title_lines": layout.title_lines,
        "notes": layout.notes,
    }


def _letter(place: int) -> str:
    """The letter of a column, the first being place 0: A … Z, AA …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _kind(cell: Any) -> int:
    """The number of the ``Kind``; Excel's own types only."""
    if cell is None or cell == "":
        return 0
    if isinstance(cell, str):
        return 1
    if isinstance(cell, bool):
        return 4
    return 2 if isinstance(cell, float | int) else 3


if __name__ == "__main__":
    main(*sys.argv[1:])
