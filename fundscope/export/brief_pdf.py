"""The brief as PDF, set by Typst: it needs no browser, and Chinese text in it can be searched."""

from __future__ import annotations

import io
import json
from pathlib import Path

import typst
from pypdf import PdfReader, PdfWriter

from fundscope.export.brief import FULL_MM, Brief, file_name_of_brief
from fundscope.export.brief_logo import MM_PER_BOARD_PX, logo_file
from fundscope.export.export import Exported
from fundscope.export.fonts import Fonts, fonts_of
from fundscope.export.passport import PASSPORT_KEY
from fundscope.export.pdf import read_pdf
from fundscope.export.style import HouseStyle
from fundscope.words import text

_SOURCE = Path(__file__).with_name("brief.typ")
_SUFFIX = {"image/png": "png", "image/svg+xml": "svg"}
_COLOURS = ("ink", "quiet_ink", "accent", "mark_ink", "mark_ground")


def brief_pdf(brief: Brief) -> Exported:
    """The brief as PDF in its house style, with its passport among the document's properties."""
    fonts = fonts_of(brief.style, brief.context.lang)
    told = _told(brief) | _style(brief.style, fonts)
    files = {"main.typ": _SOURCE.read_bytes(), "brief.json": json.dumps(told).encode()}
    if brief.style.logo:
        name, content = logo_file(brief.style.logo)
        files[name] = content
    for place, figure in enumerate(brief.figures):
        if figure.picture is not None:
            files[_file(place, figure.picture)] = figure.picture.data
    # The stubs do not know that several files may be given by name.
    printed: bytes = typst.compile(files, font_paths=[str(folder) for folder in fonts.folders])  # type: ignore[call-overload]
    passport = brief.signed_as("pdf").with_content(read_pdf(printed)[1])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed)))
    writer.add_metadata({f"/{PASSPORT_KEY}": passport.as_json()})
    written = io.BytesIO()
    writer.write(written)
    name = file_name_of_brief(brief.context.lang, passport.release, ".pdf")
    return Exported(written.getvalue(), "application/pdf", name, passport)


def _style(style: HouseStyle, fonts: Fonts) -> dict[str, object]:
    """How the page looks; lengths of the drawing board become those of paper."""
    colours = style.light
    return {
        "fonts": [*fonts.names, style.family],
        "colours": {name: getattr(colours, name) for name in _COLOURS},
        "rule": [min(style.rule_width_px * MM_PER_BOARD_PX, FULL_MM), style.rule_height_px * MM_PER_BOARD_PX],
        "logo": [logo_file(style.logo)[0], style.logo_height_px * MM_PER_BOARD_PX] if style.logo else [],
    }


def _file(place: int, picture: Exported) -> str:
    return f"figure-{place}.{_SUFFIX[picture.media_type]}"


def _told(brief: Brief) -> dict[str, object]:
    """What the page is set from."""
    context = brief.context
    lists = {"missing": brief.missing, "sources": brief.sources}
    return {
        "lang": context.lang,
        "title": brief.title,
        "author": text("app.name", context.lang),
        "code": brief.passport.code,
        "dateline": brief.dateline,
        "mark": brief.mark,
        "finding": brief.finding,
        "findings": brief.findings,
        "heads": {name: context.text(f"brief.{name}") for name in ("numbers", "figures")},
        "columns": [
            context.text(f"brief.column.{name}") for name in ("label", "value", "published", "source")
        ],
        "numbers": [vars(number) for number in brief.numbers],
        "figures": [
            {
                "file": _file(place, figure.picture) if figure.picture else "",
                "width": figure.width_mm,
                "alt": figure.made.alt,
                "headline": figure.made.headline,
                "titles": figure.titles,
                "rows": figure.rows,
            }
            for place, figure in enumerate(brief.figures)
        ],
        "no-picture": context.text("brief.no_picture"),
        "parts": [
            {"head": context.text(f"brief.{name}"), "lines": lines} for name, lines in lists.items() if lines
        ],
        "foot": context.text("brief.foot", code=brief.passport.code),
    }
