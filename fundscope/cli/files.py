"""What verbs that take an analyst's files share: how a file is to be read, and what is wrong with it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fundscope.cli.errors import require_known
from fundscope.cli.parser import Parser
from fundscope.words import plural, text

if TYPE_CHECKING:
    from fundscope.ingest import Issue, StagingChoices
    from fundscope.ingest.reading import Choices
    from fundscope.model import Language


def declare_choices(parser: Parser) -> None:
    """How a file is to be read, where the evidence in it misleads."""
    parser.takes("--sheet", words="cli.read.sheet", metavar="NAME")
    parser.takes("--header-rows", words="cli.read.header_rows", metavar="ROWS", type=_row_numbers)
    parser.takes("--first-row", words="cli.read.first_row", metavar="ROW", type=int)
    parser.takes("--last-row", words="cli.read.last_row", metavar="ROW", type=int)
    parser.takes("--encoding", words="cli.read.encoding", metavar="NAME")
    parser.takes("--delimiter", words="cli.read.delimiter", metavar="CHARACTER", type=_delimiter)
    parser.takes("--decimal", words="cli.read.decimal", choices=(".", ","))
    parser.takes("--fill-down", words="cli.read.fill_down", metavar="COLUMN", action="append")
    parser.takes("--no-fill-down", words="cli.read.no_fill_down", action="store_true")
    for part in ("sheets", "rows", "columns"):
        parser.takes(f"--drop-hidden-{part}", words=f"cli.read.drop_hidden_{part}", action="store_true")
    parser.takes("--calendar", words="cli.read.calendar", choices=("1900", "1904"))


def _row_numbers(given: str) -> tuple[int, ...]:
    return tuple(int(part) for part in given.split(","))


def _delimiter(given: str) -> str:
    """One character; a tab may be written as in other programs."""
    character = {"\\t": "\t", "tab": "\t"}.get(given.lower(), given)
    if len(character) != 1:
        raise argparse.ArgumentTypeError(given)
    return character


def declare_meaning(parser: Parser) -> None:
    """Which column is which and in which unit, where names and values mislead; and who made the file."""
    parser.takes(
        "--column",
        words="cli.check.column",
        metavar="HEADER=COLUMN",
        action="append",
        default=[],
        dest="columns",
    )
    parser.takes(
        "--unit", words="cli.check.unit_of", metavar="COLUMN=UNIT", action="append", default=[], dest="units"
    )
    parser.takes("--sender", words="cli.check.sender", metavar="NAME")


def stagings_of(asked: argparse.Namespace, names: Iterable[str]) -> dict[str, StagingChoices]:
    """The meaning declared above, as the columns of each of these datasets are mapped by it.

    What is said of a column holds for the datasets that have it.

    Raises:
        CommandError: names the column or the unit that is unknown.
    """
    from fundscope.ingest import StagingChoices
    from fundscope.model import MONEY_UNITS, datasets, spelled_unit

    columns = {name: datasets()[name].by_name for name in names}
    known_columns = {column for of_dataset in columns.values() for column in of_dataset}
    fields: dict[str, str | None] = {}
    for part in asked.columns:
        header, _, name = part.rpartition("=")
        if name:
            require_known("cli.check.unknown_column", name, sorted(known_columns))
        fields[header] = name or None
    units: dict[str, str] = {}
    for part in asked.units:
        name, _, spelling = part.partition("=")
        require_known("cli.check.unknown_column", name, sorted(known_columns))
        unit = spelled_unit(spelling)
        if unit is None:
            known = [spelling for unit in MONEY_UNITS for spelling in (unit.code, unit.spellings[0])]
            require_known("cli.check.unknown_unit", spelling, known)
        units[name] = unit.code if unit else spelling
    return {
        dataset: StagingChoices(
            {header: name for header, name in fields.items() if name is None or name in of_dataset},
            {name: unit for name, unit in units.items() if name in of_dataset},
        )
        for dataset, of_dataset in columns.items()
    }


def choices_of(asked: argparse.Namespace) -> Choices:
    """The choices declared above, as the reader takes them."""
    from fundscope.ingest.reading import Choices

    filled = () if asked.no_fill_down else tuple(asked.fill_down) if asked.fill_down else None
    return Choices(
        sheet=asked.sheet,
        header_rows=asked.header_rows,
        first_row=asked.first_row,
        last_row=asked.last_row,
        encoding=asked.encoding,
        delimiter=asked.delimiter,
        decimal=asked.decimal,
        fill_down=filled,
        drop_hidden_sheets=asked.drop_hidden_sheets,
        drop_hidden_rows=asked.drop_hidden_rows,
        drop_hidden_columns=asked.drop_hidden_columns,
        is_1904=None if asked.calendar is None else asked.calendar == "1904",
    )


def print_issues(issues: Iterable[Issue], lang: Language) -> None:
    """Each issue in a line on standard error, errors first, and then how many there are."""
    by_severity = sorted(issues, key=lambda issue: issue.severity)
    for issue in by_severity:
        print(f"{text(f'cli.severity.{issue.severity}', lang)}  {issue.message(lang)}", file=sys.stderr)
    counts = {
        severity: sum(issue.count for issue in by_severity if issue.severity == severity)
        for severity in ("error", "warning")
    }
    told = (plural(f"cli.count.{severity}", count, lang) for severity, count in counts.items())
    print(text("cli.separator", lang).join(told), file=sys.stderr)
