"""What verbs that take an analyst's files share: how a file is to be read, and what is wrong with it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fundscope.cli.parser import Parser
from fundscope.words import plural, text

if TYPE_CHECKING:
    from fundscope.ingest import Issue
    from fundscope.ingest.reading import Choices
    from fundscope.model import Language


def declare_choices(parser: Parser) -> None:
    """How a file is to be read, where the evidence in it misleads."""
    parser.takes("--sheet", words="cli.read.sheet", metavar="NAME")
    parser.takes("--encoding", words="cli.read.encoding", metavar="NAME")
    parser.takes("--delimiter", words="cli.read.delimiter", metavar="CHARACTER")


def choices_of(asked: argparse.Namespace) -> Choices:
    """The choices declared above, as the reader takes them."""
    from fundscope.ingest.reading import Choices

    return Choices(sheet=asked.sheet, encoding=asked.encoding, delimiter=asked.delimiter)


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
