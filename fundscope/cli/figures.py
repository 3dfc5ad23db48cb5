"""``figures``: which there are, and what one of them says."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from fundscope.cli.errors import CommandError, require_known
from fundscope.cli.output import print_json, print_table
from fundscope.cli.parser import Parser, Verb
from fundscope.words import text

if TYPE_CHECKING:
    from fundscope.figures import MadeFigure, View


def _declare(parser: Parser) -> None:
    parser.takes("name", words="cli.figures.name", metavar="NAME", nargs="?")
    parser.takes("--view", words="cli.figures.view", metavar="VIEW", default="")
    parser.takes("--json", words="cli.json", action="store_true")


def _figures(asked: argparse.Namespace) -> int:
    from fundscope.figures import figure_names

    if asked.name is None:
        titles = [(name, text(f"{name}.title", asked.lang)) for name in figure_names()]
        if asked.json:
            print_json({"figures": [{"name": name, "title": title} for name, title in titles]})
        else:
            columns = [
                text("cli.figures.column.name", asked.lang),
                text("cli.figures.column.title", asked.lang),
            ]
            print_table(columns, titles, asked.lang)
        return 0
    require_known("cli.figures.unknown", asked.name, figure_names())
    made = _made(asked.name, view_of(asked), asked.store)
    if asked.json:
        _print_json(made)
    else:
        _print(made)
    return 0


def view_of(asked: argparse.Namespace) -> View:
    """The view of the text form, in the command's language where it names none."""
    from fundscope.figures import view_from_text

    view, faults = view_from_text(asked.view)
    if faults:
        told = ", ".join(f"{fault.parameter}={fault.value}" for fault in faults)
        raise CommandError("cli.figures.fault", parts=told)
    names_language = any(part.startswith("lang=") for part in asked.view.split("&"))
    return view if names_language else replace(view, lang=asked.lang)


def _made(name: str, view: View, address: str) -> MadeFigure:
    from fundscope.engine import open_release
    from fundscope.figures import make, read_context, seen_as
    from fundscope.store import Store

    release = open_release(Store(address), view.release)
    return make(name, seen_as(read_context(release), view), release)


def _print(made: MadeFigure) -> None:
    from fundscope.figures.context import rows_of

    columns = list(made.table.columns)
    said = [made.headline, made.subtitle, *made.footnotes, made.source]
    print("\n".join(filter(None, said)))
    print()
    sign = text("withheld.sign", made.view.lang)
    rows = [
        tuple(
            sign if (place, name) in made.hidden else value for name, value in zip(columns, row, strict=True)
        )
        for place, row in enumerate(rows_of(made.table))
    ]
    print_table(columns, rows, made.view.lang)


def _print_json(made: MadeFigure) -> None:
    from fundscope.figures.context import rows_of

    print_json(
        {
            "name": made.name,
            "view": made.view.as_text(),
            "title": made.title,
            "headline": made.headline,
            "subtitle": made.subtitle,
            "alt": made.alt,
            "footnotes": made.footnotes,
            "source": made.source,
            "is_sample": made.is_sample,
            "rows": [dict(zip(made.table.columns, row, strict=True)) for row in rows_of(made.table)],
            "withheld": [{"row": row, "column": name} for row, name in sorted(made.hidden)],
        }
    )


VERBS = (Verb("figures", "cli.figures", _declare, _figures),)
