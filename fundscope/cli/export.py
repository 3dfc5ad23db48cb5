"""``export`` and ``verify``: a figure as a file, and whether a file is still true."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fundscope.cli.errors import CommandError, require_known
from fundscope.cli.output import print_json, print_table
from fundscope.cli.parser import Parser, Verb
from fundscope.words import text

if TYPE_CHECKING:
    from fundscope.export import Exported, Format, HouseStyle, Light, Verdict
    from fundscope.figures import View

_SUFFIXES = ("png", "svg", "pdf", "xlsx", "pptx", "csv", "json")


def _declare_export(parser: Parser) -> None:
    parser.takes("name", words="cli.figures.name", metavar="FIGURE")
    parser.takes("-o", "--output", words="cli.export.output", metavar="OUT", required=True)
    parser.takes("--size", words="cli.export.size", metavar="SIZE", default="article")
    parser.takes(
        "--param", words="cli.export.param", metavar="NAME=VALUE", action="append", default=[], dest="params"
    )
    parser.takes("--view", words="cli.figures.view", metavar="VIEW", default="")
    parser.takes("--release", words="cli.release", metavar="N", type=int)
    parser.takes(
        "--theme", words="cli.export.theme", choices=("light", "dark", "transparent"), default="light"
    )
    parser.takes("--scale", words="cli.export.scale", metavar="N", type=float, default=2.0)
    parser.takes("--outlines", words="cli.export.outlines", action="store_true")
    parser.takes("--headline", words="cli.export.headline", metavar="TEXT")
    parser.takes("--style", words="cli.export.style", metavar="FILE")
    parser.takes("--by", words="cli.export.by", metavar="NAME", default="")
    parser.takes("--json", words="cli.json", action="store_true")


def _export(asked: argparse.Namespace) -> int:
    from fundscope.figures import figure_names

    require_known("cli.figures.unknown", asked.name, figure_names())
    if not 1 <= asked.scale <= 4:
        raise CommandError("cli.export.bad_scale", scale=f"{asked.scale:g}")
    exported, light = _exported(asked)
    Path(asked.output).write_bytes(exported.data)
    if asked.json:
        print_json({"file": asked.output, "passport": exported.passport.as_dict()})
    else:
        told = {"file": asked.output, "code": exported.passport.code, "release": exported.passport.release}
        print(text("cli.export.done", asked.lang, **told))
    if light.level == "stop":
        print(light.reason, file=sys.stderr)
    return 0


def _exported(asked: argparse.Namespace) -> tuple[Exported, Light]:
    """The file, entered into the register, and what it tells together with those before it."""
    from fundscope.engine import open_release
    from fundscope.export import (
        Export,
        NoImageError,
        StyleError,
        UnknownSizeError,
        differencing_light,
        export_figure,
        exports,
        keep_style,
        record,
        view_for,
    )
    from fundscope.figures import make, read_context, seen_as
    from fundscope.store import Store

    store = Store(asked.store)
    view = _view(asked)
    release = open_release(store, view.release)
    kind, style = _format(asked), style_of(asked.style)
    try:
        drawn = view_for(view, asked.size, asked.theme)
        context = seen_as(read_context(release), drawn)
        made = make(asked.name, context, release)
        exported = export_figure(
            made,
            release,
            format=kind,
            size=asked.size,
            theme=asked.theme,
            style=style,
            scale=asked.scale,
            headline=asked.headline,
        )
    except (NoImageError, StyleError, UnknownSizeError) as error:
        raise CommandError(error.key, **error.values) from error
    light = differencing_light(asked.name, context, release, exports(store))
    passport = exported.passport
    entry = Export(
        exported_at=passport.made_at,
        figure=passport.figure,
        view=passport.view,
        release=passport.release,
        code=passport.code,
        numbers_hash=passport.numbers_hash,
        headline=asked.headline or made.headline,
        formats=kind,
        exported_by=asked.by,
    )
    keep_style(store, style)
    record(store, [entry])
    return exported, light


def _format(asked: argparse.Namespace) -> Format:
    suffix = Path(asked.output).suffix.lstrip(".").lower()
    require_known("cli.export.unknown_format", suffix, _SUFFIXES)
    return "svg-outlines" if suffix == "svg" and asked.outlines else suffix  # type: ignore[return-value]


def style_of(named: str | None) -> HouseStyle | None:
    """The style in a file, or of that name in one of the folders of styles; None where none is asked for."""
    from fundscope.export import StyleError, read_style, style_files, style_named

    if named is None:
        return None
    try:
        return style_named(named) if named in style_files() else read_style(Path(named))
    except StyleError as error:
        raise CommandError(error.key, **error.values) from error


def _view(asked: argparse.Namespace) -> View:
    """The view of ``--view``, and of each ``--param`` and ``--release`` on top of it."""
    from fundscope.figures import view_from_query, view_from_text

    view, faults = view_from_text(asked.view)
    given = {}
    for part in asked.params:
        name, equals, value = part.partition("=")
        if not equals:
            raise CommandError("cli.query.no_value", part=part)
        given[name] = value
    chosen = view.as_query() | given
    chosen.setdefault("lang", asked.lang)
    view, more = view_from_query(chosen)
    if told := [f"{fault.parameter}={fault.value}" for fault in (*faults, *more)]:
        raise CommandError("cli.figures.fault", parts=", ".join(told))
    return view if asked.release is None else replace(view, release=asked.release)


def _declare_verify(parser: Parser) -> None:
    parser.takes("file", words="cli.verify.file", metavar="FILE|CODE")
    parser.takes("--again", words="cli.verify.again", metavar="OUT")
    parser.takes("--json", words="cli.json", action="store_true")


def _verify(asked: argparse.Namespace) -> int:
    from fundscope.export import NoImageError, made_again, verify, verify_code
    from fundscope.store import Store

    store, file = Store(asked.store), Path(asked.file)
    if not file.exists() and re.fullmatch(r"(?i)FS[ -]?\w{4}[ -]?\w{4}", asked.file.strip()):
        verdict = verify_code(asked.file, store)
    else:
        verdict = verify(file.read_bytes(), file.name, store)
    if asked.again:
        try:
            again = made_again(verdict, store)
        except NoImageError as error:
            raise CommandError(error.key, **error.values) from error
        if again is None:
            raise CommandError("cli.verify.not_again", file=asked.file)
        Path(asked.again).write_bytes(again.data)
    if asked.json:
        print_json(_as_json(verdict, asked))
    else:
        _print(verdict, asked)
    return 0 if verdict.status == "current" else 1


def _print(verdict: Verdict, asked: argparse.Namespace) -> None:
    print(verdict.sentence(asked.lang))
    if verdict.numbers:
        columns = [text(f"cli.verify.column.{name}", asked.lang) for name in ("row", "column", "then", "now")]
        print_table(columns, [tuple(number.values()) for number in _numbers(verdict)], asked.lang)


def _numbers(verdict: Verdict) -> list[dict[str, Any]]:
    """The numbers that differ, each with the codes of its row."""
    return [
        {
            "row": " · ".join(str(part) for part in number.row if part is not None),
            "column": number.column.name,
            "then": number.then,
            "now": number.now,
        }
        for number in verdict.numbers
    ]


def _as_json(verdict: Verdict, asked: argparse.Namespace) -> dict[str, Any]:
    return {
        "status": verdict.status,
        "reason": verdict.reason,
        "message": verdict.sentence(asked.lang),
        "latest": verdict.latest,
        "passport": verdict.passport.as_dict() if verdict.passport else None,
        "numbers": _numbers(verdict),
    }


VERBS = (
    Verb("export", "cli.export", _declare_export, _export),
    Verb("verify", "cli.verify", _declare_verify, _verify),
)
