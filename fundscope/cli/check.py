"""``check`` and ``rules``: what is wrong with a file, and what files are held to."""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fundscope.cli.errors import require_known
from fundscope.cli.files import choices_of, declare_choices, declare_meaning, print_issues, stagings_of
from fundscope.cli.output import print_json, print_table
from fundscope.cli.parser import Parser, Verb
from fundscope.words import number, sentences, share, text

if TYPE_CHECKING:
    from fundscope.ingest import Rule, Staged
    from fundscope.model import Language


def _declare_check(parser: Parser) -> None:
    parser.takes("file", words="cli.check.file", metavar="FILE", type=Path)
    parser.takes("--dataset", words="cli.check.dataset", metavar="NAME", required=True)
    parser.takes("--table", words="cli.check.table", metavar="N", type=int)
    declare_choices(parser)
    declare_meaning(parser)
    parser.takes("--report", words="cli.check.report", metavar="OUT.xlsx", type=Path)
    parser.takes("--json", words="cli.json", action="store_true")


def _check(asked: argparse.Namespace) -> int:
    """0 where there is no error, 1 where there is."""
    from fundscope.ingest import Source, check_files, checked_as_json, hand_back, mended_since
    from fundscope.model import datasets
    from fundscope.store import Store

    require_known("cli.check.unknown", asked.dataset, datasets())
    store, data = Store(asked.store), asked.file.read_bytes()
    staging = stagings_of(asked, [asked.dataset])[asked.dataset]
    source = Source(asked.dataset, asked.file, choices_of(asked), asked.table, staging, asked.sender)
    checked = check_files(store, [source])
    (part,) = checked.parts
    # A store that holds no release is not made by checking a file.
    mended = checked.base and mended_since(
        store, checked, asked.file.name, hashlib.sha256(data).hexdigest(), data
    )
    handed = hand_back(data, asked.file.name, checked, asked.lang) if asked.report else None
    if handed is not None:
        asked.report.write_bytes(handed.data)
    if asked.json:
        told = checked_as_json(checked, asked.dataset, asked.lang)
        told["mended"] = mended and {**asdict(mended), "message": mended.told(asked.lang)}
        told["report"] = handed and {"file": str(asked.report), "lost": list(handed.lost)}
        print_json(told)
        return 0 if checked.ok else 1
    if part.staged is not None:
        _print_staged(part.staged, asked.lang)
    for note in part.notes:
        print(note.in_language(asked.lang))
    print_issues(checked.issues, asked.lang)
    if mended:
        print(mended.told(asked.lang))
    if handed is not None:
        print(
            sentences([text("cli.check.reported", asked.lang, file=asked.report), *handed.lost], asked.lang)
        )
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
                    {
                        "rule": rule.id,
                        "severity": rule.severity,
                        "takes_reason": rule.takes_reason,
                        "words": rule.words.in_language(asked.lang),
                    }
                    for rule in rules()
                ]
            }
        )
        return 0
    print_table(
        [text(f"cli.rules.{name}", asked.lang) for name in ("id", "severity", "words")],
        [(rule.id, _severity(rule, asked.lang), rule.words.in_language(asked.lang)) for rule in rules()],
        asked.lang,
    )
    return 0


def _severity(rule: Rule, lang: Language) -> str:
    """Error, warning, or an error that a reason lets through."""
    is_guard = rule.severity == "error" and rule.takes_reason
    return text("cli.severity.guard" if is_guard else f"cli.severity.{rule.severity}", lang)


VERBS = (
    Verb("check", "cli.check", _declare_check, _check),
    Verb("rules", "cli.rules", _declare_rules, _rules),
)
