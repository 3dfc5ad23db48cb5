"""``read``: the tables that are found in a file, and each of them as it stands there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fundscope.cli.errors import CommandError
from fundscope.cli.files import choices_of, declare_choices
from fundscope.cli.output import print_csv, print_json, print_table
from fundscope.cli.parser import Parser, Verb
from fundscope.words import number, text

if TYPE_CHECKING:
    from fundscope.ingest.reading import Reading, SheetTable
    from fundscope.model import Language


def _declare(parser: Parser) -> None:
    parser.takes("file", words="cli.check.file", metavar="FILE", type=Path)
    parser.takes("--table", words="cli.read.table", metavar="N", type=int)
    parser.takes("--format", words="cli.format", choices=("table", "csv"), default="table")
    declare_choices(parser)
    parser.takes("--json", words="cli.json", action="store_true")


def _read(asked: argparse.Namespace) -> int:
    from fundscope.ingest.reading import read_file

    reading = read_file(asked.file, choices_of(asked))
    if asked.table is not None:
        _print_table(_chosen(reading, asked.table), asked)
    elif asked.json:
        print_json(reading_as_json(reading, asked.lang))
    else:
        _print_reading(reading, asked)
    return 0


def _chosen(reading: Reading, place: int) -> SheetTable:
    if not 0 <= place < len(reading.tables):
        raise CommandError(
            "cli.read.no_table", place=place, file=reading.file_name, count=len(reading.tables)
        )
    return reading.tables[place]


def _print_table(table: SheetTable, asked: argparse.Namespace) -> None:
    """Every cell as it stands in the file; as csv, a blank is empty."""
    headers = [column.header for column in table.columns]
    rows = list(zip(*(column.texts.to_pylist() for column in table.columns), strict=True))
    if asked.format == "csv":
        print_csv(headers, rows)
    else:
        print_table(headers, [[cell or "" for cell in row] for row in rows], asked.lang)


def _print_reading(reading: Reading, asked: argparse.Namespace) -> None:
    """The format, and a line for each table: where it stands and what its columns are."""
    known = (reading.format, reading.encoding, reading.delimiter and repr(reading.delimiter))
    print(text("cli.read.format", asked.lang, file=reading.file_name, format=", ".join(filter(None, known))))
    columns = ("place", "sheet", "header_rows", "rows", "columns")
    print_table(
        [text(f"cli.read.column.{name}", asked.lang) for name in columns],
        [
            (
                place,
                table.sheet,
                ", ".join(map(str, table.header_rows)),
                number(table.rows, asked.lang),
                " | ".join(_with_unit(table, column.header) for column in table.columns),
            )
            for place, table in enumerate(reading.tables)
        ],
        asked.lang,
    )


def _with_unit(table: SheetTable, header: str) -> str:
    unit = table.units.get(header)
    return header if unit is None or unit in header else f"{header} [{unit}]"


# What a program, too, should be told: that something among the data is not as it seems.
_TOLD = frozenset(
    f"reading.{key}"
    for key in (
        "far_cells",
        "layout.errors",
        "layout.mixed_units",
        "layout.some_units",
        "layout.unnamed_currency",
        "layout.totals_below",
        "layout.totals_inside",
        "layout.repeated_headers",
        "layout.merged_not_filled",
        "layout.filled_down",
        "layout.side_notes",
        "layout.hidden_dropped",
    )
)


def reading_as_json(reading: Reading, lang: Language = "en") -> dict[str, Any]:
    """The contract of ``read FILE --json``; rows have their Excel numbers, ``notes`` are of the file."""
    return {
        "tables": [_table_as_json(table, lang) for table in reading.tables],
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "format": reading.format,
        "decimal": reading.decimal,
        "notes": [text(key, lang, **values) for key, values in reading.notes],
    }


def _table_as_json(table: SheetTable, lang: Language) -> dict[str, Any]:
    told = [text(key, lang, **values) for key, values in table.evidence if key in _TOLD]
    return {
        "sheet": table.sheet,
        "header_rows": table.header_rows,
        "first_row": table.row_numbers[0].as_py() if table.rows else None,
        "last_row": table.row_numbers[-1].as_py() if table.rows else None,
        "rows": table.rows,
        "columns": [column.header for column in table.columns],
        "units": dict(table.units),
        "hidden": {
            "sheet": table.hidden.sheet,
            "rows": table.hidden.rows,
            "columns": table.hidden.columns,
        },
        "notes": [*table.title_lines, *table.notes, *told],
    }


VERBS = (Verb("read", "cli.read", _declare, _read),)
