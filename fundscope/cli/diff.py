"""``diff``: what changed between two releases."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fundscope.cli.output import print_json, print_table
from fundscope.cli.parser import Parser, Verb
from fundscope.words import UNKNOWN, number, text

if TYPE_CHECKING:
    import pyarrow as pa

    from fundscope.engine import DatasetDiff, ReleaseDiff
    from fundscope.model import Language


def _declare(parser: Parser) -> None:
    parser.takes("before", words="diff.before", metavar="A", type=int)
    parser.takes("after", words="diff.after", metavar="B", type=int)
    parser.takes("--rows", words="diff.rows", metavar="N", type=int, default=20)
    parser.takes("--json", words="cli.json", action="store_true")


def _diff(asked: argparse.Namespace) -> int:
    from fundscope.engine import diff_releases
    from fundscope.store import Store

    diff = diff_releases(Store(asked.store), asked.before, asked.after)
    if asked.json:
        print_json(_as_json(diff))
        return 0
    for dataset in diff.datasets:
        _print_dataset(dataset, asked.rows, asked.lang)
    if not diff.datasets:
        print(text("diff.same", asked.lang, before=asked.before, after=asked.after))
        return 0
    print()
    print_table(
        [text(f"diff.{part}", asked.lang) for part in ("total", "then", "now", "difference")],
        [
            (text(f"diff.total.{total.name}", asked.lang), total.before, total.after, total.difference)
            for total in diff.totals
        ],
        asked.lang,
    )
    return 0


def _print_dataset(diff: DatasetDiff, most_rows: int, lang: Language) -> None:
    """How many rows differ, and then which: + added, - removed, ~ changed, a line for each cell."""
    counts = {
        "added": diff.added.num_rows,
        "removed": diff.removed.num_rows,
        "changed": diff.changed_count,
        "cells": diff.cells.num_rows,
        "same": diff.same_count,
    }
    title = diff.dataset.title.in_language(lang)
    written = {name: number(count, lang) for name, count in counts.items()}
    print(text("diff.told", lang, dataset=title, **written))
    lines = list(_lines(diff, lang))
    for line in lines[:most_rows]:
        print(f"  {line}")
    if len(lines) > most_rows:
        print(f"  {text('diff.more', lang, count=number(len(lines) - most_rows, lang))}")


def _lines(diff: DatasetDiff, lang: Language) -> Iterator[str]:
    for sign, rows in (("+", diff.added), ("-", diff.removed)):
        for key in zip(*(rows.column(name).to_pylist() for name in diff.dataset.key), strict=True):
            yield f"{sign} {' '.join(map(str, key))}"
    for cell in diff.cells.to_pylist():
        title = diff.dataset.column(cell["column"]).title.in_language(lang)
        before, after = (
            UNKNOWN[lang] if cell[state] is None else cell[state] for state in ("before", "after")
        )
        yield f"~ {cell['key']}  {title}: {before} → {after}"


def _as_json(diff: ReleaseDiff) -> dict[str, Any]:
    return {
        "before": diff.before.number,
        "after": diff.after.number,
        "datasets": {
            one.dataset.name: {
                "added": _declared(one, one.added),
                "removed": _declared(one, one.removed),
                "cells": one.cells.to_pylist(),
                "changed_count": one.changed_count,
                "same_count": one.same_count,
            }
            for one in diff.datasets
        },
        "totals": {
            total.name: {"before": total.before, "after": total.after, "difference": total.difference}
            for total in diff.totals
        },
    }


def _declared(diff: DatasetDiff, rows: pa.Table) -> list[dict[str, Any]]:
    """The rows without where they were read from, which is not compared either."""
    told: list[dict[str, Any]] = rows.select([column.name for column in diff.dataset.columns]).to_pylist()
    return told


VERBS = (Verb("diff", "diff.about", _declare, _diff),)
