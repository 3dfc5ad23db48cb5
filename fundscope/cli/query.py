"""``query``: the answer to one question of ``queries/``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from fundscope.cli.errors import CommandError, require_known
from fundscope.cli.output import print_csv, print_json, print_table
from fundscope.cli.parser import Parser, Verb
from fundscope.words import text

if TYPE_CHECKING:
    from fundscope.engine import Field, Query


def _declare(parser: Parser) -> None:
    parser.takes("name", words="cli.query.name", metavar="NAME", nargs="?")
    parser.takes(
        "--param", words="cli.query.param", metavar="NAME=VALUE", action="append", default=[], dest="params"
    )
    parser.takes("--release", words="cli.release", metavar="N", type=int)
    parser.takes("--format", words="cli.format", choices=("table", "csv", "json"), default="table")


def _query(asked: argparse.Namespace) -> int:
    from fundscope.engine import open_release, queries
    from fundscope.store import Store

    # A check compares rows that are staged with a release, and so cannot be asked of a release alone.
    questions = {name: query for name, query in queries().items() if query.check is None}
    if asked.name is None:
        print_table(
            [text("cli.query.column.name", asked.lang), text("cli.query.column.title", asked.lang)],
            [(question.name, question.title) for question in questions.values()],
            asked.lang,
        )
        return 0
    require_known("cli.query.unknown", asked.name, questions)
    params = parse_params(questions[asked.name], asked.params)
    opened = open_release(Store(asked.store), asked.release)
    answer = opened.arrow(asked.name, **params)
    release = opened.release
    if asked.format == "json":
        print_json(
            {
                "query": asked.name,
                "release": release.number,
                "is_sample": release.is_sample,
                "rows": answer.to_pylist(),
            }
        )
        return 0
    rows = [tuple(row.values()) for row in answer.to_pylist()]
    if asked.format == "csv":
        print_csv(answer.column_names, rows)
    else:
        print_table(answer.column_names, rows, asked.lang)
    key = "cli.query.of_sample" if release.is_sample else "cli.query.of_release"
    print(text(key, asked.lang, number=release.number), file=sys.stderr)
    return 0


def parse_params(query: Query, given: Sequence[str]) -> dict[str, Any]:
    """The values of ``name=value`` arguments, as the types that the query's header gives.

    A list is written with commas. A parameter whose header says nothing of NULL must be given.

    Raises:
        CommandError: names what is unknown, given twice, missing, or not of its type.
    """
    fields = {field.name: field for field in query.params}
    params: dict[str, Any] = {}
    for part in given:
        name, equals, value = part.partition("=")
        if not equals:
            raise CommandError("cli.query.no_value", part=part)
        if not fields:
            raise CommandError("cli.query.takes_none", query=query.name, name=name)
        require_known("cli.query.unknown_param", name, fields)
        if name in params:
            raise CommandError("cli.query.twice", name=name)
        params[name] = _value(fields[name], value)
    for name, field in fields.items():
        if name not in params and "NULL" not in field.about:
            raise CommandError(
                "cli.query.needs", query=query.name, name=name, about=field.about or field.type
            )
    return params


def _value(field: Field, written: str) -> Any:
    try:
        value = _TYPES[field.type](written)
    except (ValueError, InvalidOperation):
        raise CommandError("cli.query.type", name=field.name, value=written, type=field.type) from None
    allowed = [choice.strip() for choice in field.about.split("|")]
    if len(allowed) > 1 and value not in allowed:
        raise CommandError("cli.query.choice", name=field.name, value=written, allowed=", ".join(allowed))
    return value


_TYPES: dict[str, Callable[[str], Any]] = {
    "text": str,
    "text[]": lambda written: written.split(","),
    "date": date.fromisoformat,
    "integer": int,
    "decimal": Decimal,
}

VERBS = (Verb("query", "cli.query", _declare, _query),)
