"""A reading on its way from the child to its parent: an Arrow IPC file a table, and one JSON for the rest."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from .table import Hidden, RawColumn, Reading, SheetTable
from .unreadable import Unreadable

_SUMMARY = "reading.json"
_FAILURE = "failure.json"
_ROW_NUMBERS = "row_numbers"


def _table_file(folder: Path, number: int) -> Path:
    return folder / f"table_{number}.arrow"


def _arrow_table(table: SheetTable) -> pa.Table:
    arrays = {_ROW_NUMBERS: table.row_numbers}
    for index, column in enumerate(table.columns):
        arrays[f"texts_{index}"] = column.texts
        arrays[f"kinds_{index}"] = column.kinds
        if column.formats is not None:
            arrays[f"formats_{index}"] = column.formats
    return pa.table(arrays)


def _summary(table: SheetTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "header_rows": table.header_rows,
        "columns": [[column.header, column.letter] for column in table.columns],
        "units": dict(table.units),
        "hidden": asdict(table.hidden),
        "title_lines": table.title_lines,
        "notes": table.notes,
        "evidence": [[key, dict(values)] for key, values in table.evidence],
    }


def hand_over(reading: Reading, folder: Path) -> None:
    """Write a reading into a folder; the summary comes last, so that it is there only when all is."""
    for number, table in enumerate(reading.tables):
        arrow = _arrow_table(table)
        with (
            pa.OSFile(str(_table_file(folder, number)), "wb") as file,
            pa.ipc.new_file(file, arrow.schema) as out,
        ):
            out.write_table(arrow)
    summary = {
        "file_name": reading.file_name,
        "format": reading.format,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "decimal": reading.decimal,
        "is_1904": reading.is_1904,
        "notes": [[key, dict(values)] for key, values in reading.notes],
        "tables": [_summary(table) for table in reading.tables],
    }
    (folder / _SUMMARY).write_text(json.dumps(summary, ensure_ascii=False), encoding="utf-8")


def _arrays(arrow: pa.Table) -> dict[str, pa.Array]:
    """Each as one chunk, as it was written: combining even one would copy it. No rows have no chunk."""
    return {
        name: column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
        for name, column in zip(arrow.column_names, arrow.columns, strict=True)
    }


def _sheet_table(folder: Path, number: int, entry: dict[str, Any]) -> SheetTable:
    # The mapping outlives the file's name, so the folder may go while the arrays are in use.
    arrays = _arrays(pa.ipc.open_file(pa.memory_map(str(_table_file(folder, number)))).read_all())
    columns = tuple(
        RawColumn(
            header=header,
            letter=letter,
            texts=arrays[f"texts_{index}"],
            kinds=arrays[f"kinds_{index}"],
            formats=arrays.get(f"formats_{index}"),
        )
        for index, (header, letter) in enumerate(entry["columns"])
    )
    hidden = entry["hidden"]
    return SheetTable(
        sheet=entry["sheet"],
        header_rows=tuple(entry["header_rows"]),
        row_numbers=arrays[_ROW_NUMBERS],
        columns=columns,
        units=entry["units"],
        hidden=Hidden(hidden["sheet"], tuple(hidden["rows"]), tuple(hidden["columns"])),
        title_lines=tuple(entry["title_lines"]),
        notes=tuple(entry["notes"]),
        evidence=tuple((key, values) for key, values in entry["evidence"]),
    )


def take_over(folder: Path) -> Reading | None:
    """Read what ``hand_over`` wrote; None where the child never got so far."""
    if not (folder / _SUMMARY).exists():
        return None
    summary = json.loads((folder / _SUMMARY).read_text(encoding="utf-8"))
    return Reading(
        file_name=summary["file_name"],
        format=summary["format"],
        encoding=summary["encoding"],
        delimiter=summary["delimiter"],
        decimal=summary["decimal"],
        is_1904=summary["is_1904"],
        notes=tuple((key, values) for key, values in summary["notes"]),
        tables=tuple(_sheet_table(folder, number, entry) for number, entry in enumerate(summary["tables"])),
    )


def tell_failure(failure: Unreadable, folder: Path, *, is_final: bool) -> None:
    """Write why the file cannot be read, and whether no other reader could do better."""
    told = {"code": failure.code, "values": failure.values, "is_final": is_final}
    (folder / _FAILURE).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def told_failure(folder: Path, file_name: str) -> tuple[Unreadable, bool]:
    """What ``tell_failure`` wrote. A child that died without a word met a damaged file."""
    if not (folder / _FAILURE).exists():
        return Unreadable("damaged", file=file_name), False
    told = json.loads((folder / _FAILURE).read_text(encoding="utf-8"))
    return Unreadable(told["code"], **{**told["values"], "file": file_name}), told["is_final"]
