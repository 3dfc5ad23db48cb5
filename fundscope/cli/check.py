"""``check`` and ``rules``: what is wrong with a file, and what files are held to."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fundscope.cli.errors import require_known
from fundscope.cli.files import choices_of, declare_choices, print_issues
from fundscope.cli.output import print_json, print_table
from fundscope.cli.parser import Parser, Verb
from fundscope.words import number, share, text

if TYPE_CHECKING:
    from fundscope.ingest import Staged
    from fundscope.model import Language


def _declare_check(parser: Parser) -> None:
    parser.takes("file", words="cli.check.file", metavar="FILE", type=Path)
    parser.takes("--dataset", words="cli.check.dataset", metavar="NAME", required=True)
    parser.takes("--table", words="cli.check.table", metavar="N", type=int)
    declare_choices(parser)
    parser.takes("--json", words="cli.json", action="store_true")


def _check(asked: argparse.Namespace) -> int:
    """0 where nothing blocks publishing, 1 where something does."""
    from fundscope.ingest import check_file, checked_as_json
    from fundscope.model import datasets
    from fundscope.store import Store

    require_known("cli.check.unknown", asked.dataset, datasets())
    checked = check_file(
        asked.file, asked.dataset, Store(asked.store), reading=choices_of(asked), table=asked.table
    )
    if asked.json:
        print_json(checked_as_json(checked, asked.dataset, asked.lang))
    else:
        if asked.dataset in checked.staged:
            _print_staged(checked.staged[asked.dataset], asked.lang)
        print_issues(checked.issues, asked.lang)
    return 0 if checked.ok else 1


def _print_staged(staged: Staged, lang: Language) -> None:
    """How the file was understood: its rows, and which of its columns became which, in which unit."""
    title = staged.dataset.title.in_language(lang)
    rows = number(staged.table.num_rows, lang)
    print(text("cli.check.rows", lang, sheet=staged.source.sheet, dataset=title, rows=rows))
    columns = [text(f"cli.check.{name}", lang) for name in ("header", "field", "unit", "confidence")]
    mapped = [
        (column.letter, column.header, column.field, share(column.confidence, lang))
        for column in staged.mapping
    ]
    units = {
        name: used.unit.code if used.unit else text("cli.check.mixed", lang)
        for name, used in staged.units.items()
    }
    print_table(
        columns,
        [
            (f"{letter}  {header}", field or "–", units.get(field or "", ""), sure)
            for letter, header, field, sure in mapped
        ],
        lang,
    )


def _declare_rules(parser: Parser) -> None:
    parser.takes("--json", words="cli.json", action="store_true")


def _rules(asked: argparse.Namespace) -> int:
    from fundscope.ingest import rules

    if asked.json:
        print_json(
            {
                "rules": [
                    {"rule": rule.id, "severity": rule.severity, "words": rule.words.in_language(asked.lang)}
                    for rule in rules()
                ]
            }
        )
        return 0
    print_table(
        [text(f"cli.rules.{name}", asked.lang) for name in ("id", "severity", "words")],
        [
            (rule.id, text(f"cli.severity.{rule.severity}", asked.lang), rule.words.in_language(asked.lang))
            for rule in rules()
        ],
        asked.lang,
    )
    return 0


VERBS = (
    Verb("check", "cli.check", _declare_check, _check),
    Verb("rules", "cli.rules", _declare_rules, _rules),
)
