"""``kit``, ``brief`` and ``radar``: figures leave the house, and what they said is remembered."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fundscope.cli.errors import CommandError, require_known
from fundscope.cli.export import style_of
from fundscope.cli.figures import view_of
from fundscope.cli.output import print_json
from fundscope.cli.parser import Parser, Verb
from fundscope.words import number, plural, text

if TYPE_CHECKING:
    from fundscope.engine import OpenRelease
    from fundscope.export import ChangedExport, Told
    from fundscope.figures import View
    from fundscope.model import Language
    from fundscope.store import Store


def _declare_view(parser: Parser) -> None:
    """Which numbers: the same for a kit and a brief."""
    parser.takes("--figure", words="cli.press.figure", metavar="NAME", action="append", dest="figures")
    parser.takes("--view", words="cli.figures.view", metavar="VIEW", default="")
    parser.takes("--release", words="cli.press.release", metavar="N", type=int)
    parser.takes("--by", words="cli.press.by", metavar="NAME", default="")
    parser.takes("--hide-small-cells", words="cli.press.hide", action="store_true")


def _declare_kit(parser: Parser) -> None:
    parser.takes("-o", "--output", words="cli.kit.output", metavar="KIT.zip", type=Path, required=True)
    _declare_view(parser)
    parser.takes(
        "--language", words="cli.kit.language", choices=("en", "zh"), action="append", dest="languages"
    )
    parser.takes("--format", words="cli.kit.format", metavar="FORMAT", action="append", dest="formats")
    parser.takes("--size", words="cli.kit.size", metavar="SIZE", action="append", dest="sizes")
    parser.takes("--theme", words="cli.kit.theme", choices=("light", "dark", "transparent"), default="light")
    parser.takes("--style", words="cli.export.style", metavar="FILE")


def _kit(asked: argparse.Namespace) -> int:
    """0 where everything is in the kit, 1 where something is missing from it."""
    from fundscope.export import FORMATS, KitOrder, exports, keep_style, make_kit, record
    from fundscope.figures import figure_names

    store, release, view = _opened(asked)
    for name in asked.formats or ():
        require_known("cli.press.unknown_format", name, FORMATS)
    order = KitOrder(
        figures=tuple(asked.figures or figure_names()),
        view=view,
        languages=tuple(asked.languages or ("en", "zh")),
        formats=tuple(asked.formats or FORMATS),
        sizes=tuple(asked.sizes or ("article",)),
        theme=asked.theme,
        style=style_of(asked.style),
    )
    kit = make_kit(
        release,
        order,
        exported_by=asked.by,
        earlier=exports(store),
        progress=_told if sys.stderr.isatty() else None,
    )
    asked.output.write_bytes(kit.data)
    keep_style(store, order.style)
    record(store, kit.exports)
    for lack in kit.missing:
        print(text("cli.kit.missing", asked.lang, file=lack.file, reason=lack.reason), file=sys.stderr)
    count = number(len(kit.files), asked.lang)
    print(plural("cli.kit.done", len(kit.files), asked.lang, count=count, file=asked.output))
    return 1 if kit.missing else 0


def _told(done: int, total: int, file: str) -> None:
    end = "\n" if done == total else ""
    print(f"\r{done}/{total}  {file}\x1b[K", end=end, file=sys.stderr, flush=True)


def _declare_brief(parser: Parser) -> None:
    output = "BRIEF.docx|.pdf"
    parser.takes("-o", "--output", words="cli.brief.output", metavar=output, type=Path, required=True)
    _declare_view(parser)
    parser.takes("--without", words="cli.brief.without", metavar="PART", action="append", default=[])
    parser.takes("--style", words="cli.export.style", metavar="FILE")


def _brief(asked: argparse.Namespace) -> int:
    from fundscope.export import (
        DEFAULT_FIGURES,
        PARTS,
        brief_docx,
        brief_pdf,
        export_of_brief,
        exports,
        keep_style,
        kept_apart,
        make_brief,
        record,
    )

    suffix = asked.output.suffix.lower()
    if suffix not in (".docx", ".pdf"):
        raise CommandError("cli.brief.unknown_suffix", file=asked.output)
    for part in asked.without:
        require_known("cli.brief.unknown_part", part, PARTS)
    style = style_of(asked.style)
    store, release, view = _opened(asked)
    names, apart = kept_apart(asked.figures or DEFAULT_FIGURES, view, release, exports(store))
    _print_apart(view, release, apart)
    brief = make_brief(
        release,
        view,
        figures=names,
        parts=[part for part in PARTS if part not in asked.without],
        picture="png" if suffix == ".docx" else "svg",
        style=style,
    )
    made = brief_docx(brief) if suffix == ".docx" else brief_pdf(brief)
    asked.output.write_bytes(made.data)
    keep_style(store, style)
    record(store, [export_of_brief(brief, suffix[1:], asked.by)])
    print(text("cli.brief.done", asked.lang, file=asked.output, code=made.passport.code))
    return 0


def _print_apart(view: View, release: OpenRelease, apart: dict[str, Told]) -> None:
    """Which figures are left out, since with others they would tell of an enterprise."""
    from fundscope.export import told_words
    from fundscope.figures import read_context, seen_as

    for name, told in apart.items():
        reason = told_words(seen_as(read_context(release), view), told)
        print(text("cli.kit.missing", view.lang, file=name, reason=reason), file=sys.stderr)


def _opened(asked: argparse.Namespace) -> tuple[Store, OpenRelease, View]:
    """The store, the release asked for, and the view, in the command's language where it names none."""
    from fundscope.engine import open_release
    from fundscope.figures import figure_names
    from fundscope.store import Store

    for name in asked.figures or ():
        require_known("cli.figures.unknown", name, figure_names())
    view = view_of(asked)
    if asked.hide_small_cells:
        view = replace(view, small_cells="hidden")
    store = Store(asked.store)
    release = open_release(store, asked.release if asked.release is not None else view.release)
    return store, release, replace(view, release=None)


def _declare_radar(parser: Parser) -> None:
    parser.takes("--json", words="cli.json", action="store_true")


def _radar(asked: argparse.Namespace) -> int:
    """0 where nothing that went out needs a correction, 1 where something does."""
    from fundscope.export import changed_exports
    from fundscope.store import Store

    changed = changed_exports(Store(asked.store))
    if asked.json:
        print_json({"changed": [_as_json(found) for found in changed]})
    elif not changed:
        print(text("cli.radar.nothing", asked.lang))
    else:
        for found in changed:
            _print_changed(found, asked.lang)
    return 1 if changed else 0


def _print_changed(found: ChangedExport, lang: Language) -> None:
    print(text("cli.radar.found", lang, code=found.export.code, figure=found.export.figure))
    print(f"  {found.sentences[lang]}")


def _as_json(found: ChangedExport) -> dict[str, object]:
    return {
        "code": found.export.code,
        "figure": found.export.figure,
        "view": found.export.view,
        "release": found.export.release,
        "exported_at": found.export.exported_at,
        "exported_by": found.export.exported_by,
        "correction": found.sentences,
        "numbers": [
            {"row": list(map(str, one.row)), "column": one.column.name, "then": one.then, "now": one.now}
            for one in found.numbers
        ],
    }


VERBS = (
    Verb("kit", "cli.kit", _declare_kit, _kit),
    Verb("brief", "cli.brief", _declare_brief, _brief),
    Verb("radar", "cli.radar", _declare_radar, _radar),
)
