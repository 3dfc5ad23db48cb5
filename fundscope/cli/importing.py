"""``import``: files become the next release, all of them or none."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Sequence
from pathlib import Path

from fundscope.cli.errors import CommandError, require_known
from fundscope.cli.files import choices_of, declare_choices, declare_meaning, print_issues, stagings_of
from fundscope.cli.output import print_json
from fundscope.cli.parser import Parser, Verb
from fundscope.cli.releases import release_as_json
from fundscope.words import number, text


def _declare(parser: Parser) -> None:
    parser.takes("files", words="cli.import.files", metavar="DATASET=FILE", nargs="+")
    parser.takes("--author", words="cli.author", default=getpass.getuser())
    parser.takes("-m", "--message", words="cli.message", required=True)
    declare_choices(parser)
    declare_meaning(parser)
    parser.takes("--mode", words="cli.import.mode", choices=("replace", "add", "update"), default="replace")
    parser.takes(
        "--reason", words="cli.import.reason", metavar="RULE=WHY", action="append", default=[], dest="reasons"
    )
    parser.takes("--json", words="cli.json", action="store_true")


def _import(asked: argparse.Namespace) -> int:
    """0 where a release was published, 1 where the data has errors."""
    from fundscope.ingest import ImportRefusedError, Source, check_files, checked_as_json, publish_checked
    from fundscope.store import Store

    store = Store(asked.store)
    files, choices = parse_files(asked.files), choices_of(asked)
    names = list(dict.fromkeys(name for name, _ in files))
    stagings, sender = stagings_of(asked, names), asked.sender or asked.author
    sources = [Source(name, path, choices, None, stagings[name], sender) for name, path in files]
    reasons = parse_reasons(asked.reasons)
    checked = check_files(store, sources, asked.mode)
    try:
        release = publish_checked(store, checked, author=asked.author, message=asked.message, reasons=reasons)
    except ImportRefusedError as refused:
        if asked.json:
            told = {name: checked_as_json(checked, name, asked.lang) for name in names}
            print_json({"ok": False, "datasets": told})
        else:
            print_issues(refused.issues, asked.lang)
        return 1
    if asked.json:
        print_json({"ok": True, "release": release_as_json(release)})
        return 0
    rows = sum(release.datasets[name].rows for name in names)
    print(text("cli.import.done", asked.lang, number=release.number, rows=number(rows, asked.lang)))
    return 0


def parse_files(given: Sequence[str]) -> list[tuple[str, Path]]:
    """The dataset of each file, and the file; one that bears the name of its dataset needs no ``DATASET=``.

    Several files of one dataset are taken as one list.

    Raises:
        CommandError: names the dataset that is unknown.
    """
    from fundscope.model import datasets

    files = []
    for part in given:
        name, equals, path = part.partition("=")
        if not equals:
            name, path = Path(part).stem, part
        require_known("cli.import.unknown", name, datasets())
        files.append((name, Path(path)))
    return files


def parse_reasons(given: Sequence[str]) -> dict[str, str]:
    """Why the warnings of a rule may stand, by rule.

    Raises:
        CommandError: names the rule that is unknown, or that has no reason.
    """
    from fundscope.ingest import rules

    reasons: dict[str, str] = {}
    for part in given:
        rule, _, reason = part.partition("=")
        require_known("cli.import.unknown_rule", rule, [known.id for known in rules()])
        if not reason.strip():
            raise CommandError("cli.import.no_reason", rule=rule)
        reasons[rule] = reason
    return reasons


VERBS = (Verb("import", "cli.import", _declare, _import),)
