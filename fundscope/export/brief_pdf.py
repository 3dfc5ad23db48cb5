"""The brief as PDF, set by Typst: it needs no browser, and Chinese text in it can be searched."""

from __future__ import annotations

import io
import json
from pathlib import Path

import typst
from pypdf import PdfReader, PdfWriter

from fundscope.export.brief import Brief, file_name_of_brief
from fundscope.export.export import Exported
from fundscope.export.fonts import CHINESE_FAMILY, LATIN_FAMILY, RARE_FAMILY, fonts_of
from fundscope.export.passport import PASSPORT_KEY
from fundscope.export.pdf import read_pdf
from fundscope.export.style import HouseStyle, house_style
from fundscope.words import text

_SOURCE = Path(__file__).with_name("brief.typ")
_SUFFIX = {"image/png": "png", "image/svg+xml": "svg"}


def brief_pdf(brief: Brief, style: HouseStyle | None = None) -> Exported:
    """The brief as PDF, with its passport among the document's properties."""
    fonts = fonts_of(style or house_style(), brief.context.lang)
    files = {"main.typ": _SOURCE.read_bytes(), "brief.json": json.dumps(_told(brief)).encode()}
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


def _file(place: int, picture: Exported) -> str:
    return f"figure-{place}.{_SUFFIX[picture.media_type]}"


def _told(brief: Brief) -> dict[str, object]:
    """What the page is set from."""
    context = brief.context
    lists = {"missing": brief.missing, "sources": brief.sources}
    return {
        "lang": context.lang,
        "fonts": [LATIN_FAMILY, CHINESE_FAMILY, RARE_FAMILY, "Noto Sans CJK SC"],
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
