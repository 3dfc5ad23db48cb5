"""``template``: a workbook to fill in for a dataset."""

from __future__ import annotations

import argparse
from pathlib import Path

from fundscope.cli.errors import require_known
from fundscope.cli.parser import Parser, Verb
from fundscope.words import text


def _declare(parser: Parser) -> None:
    parser.takes("dataset", words="cli.check.dataset", metavar="DATASET")
    parser.takes("-o", "--output", words="cli.template.output", metavar="OUT.xlsx", type=Path, required=True)


def _template(asked: argparse.Namespace) -> int:
    from fundscope.ingest import reference_tables, template_workbook
    from fundscope.ingest.template import version_of
    from fundscope.model import datasets
    from fundscope.store import Store

    require_known("cli.check.unknown", asked.dataset, datasets())
    dataset = datasets()[asked.dataset]
    asked.output.write_bytes(template_workbook(dataset, reference_tables(Store(asked.store)), asked.lang))
    title, version = dataset.title.in_language(asked.lang), version_of(dataset)
    print(text("cli.template.done", asked.lang, dataset=title, version=version, file=asked.output))
    return 0


VERBS = (Verb("template", "cli.template", _declare, _template),)
