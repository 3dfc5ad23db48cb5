"""The brief as a document that Word and WPS edit: real headings, a real table, pictures with their words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from fundscope.export.brief import FULL_MM, Brief, BriefFigure, file_name_of_brief
from fundscope.export.brief_logo import MM_PER_BOARD_PX, logo_png
from fundscope.export.export import Exported
from fundscope.export.kept_styles import style_hash
from fundscope.export.ooxml import content_hash, with_texts
from fundscope.export.passport import PASSPORT_KEY
from fundscope.export.style import HouseStyle
from fundscope.figures import Context
from fundscope.model import Language
from fundscope.words import text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MARGIN_MM = 22
# What offices of each language set such papers in, unless a newsroom has its own style; Latin letters,
# then Chinese ones.
_BODY: dict[Language, tuple[str, str]] = {
    "en": ("Calibri", "Microsoft YaHei"),
    "zh": ("Times New Roman", "仿宋"),
}
_HEAD: dict[Language, tuple[str, str]] = {"en": ("Calibri", "Microsoft YaHei"), "zh": ("Arial", "黑体")}


def brief_docx(brief: Brief) -> Exported:
    """The brief as docx in its house style, with its passport among the document's properties."""
    document = Document()
    quiet = _rgb(brief.style.light.quiet_ink)
    _page(document, brief)
    _logo(document, brief.style)
    document.add_heading(brief.title, level=0)
    _paragraph(document, brief.dateline, quiet)
    if brief.mark:
        _paragraph(document, brief.mark, _rgb(brief.style.light.mark_ink))
    if brief.finding:
        _paragraph(document, brief.finding, bold=True)
    for said in brief.findings:
        document.add_paragraph(said, style="List Bullet")
    _numbers(document, brief)
    if brief.figures:
        _heading(document, brief.context, "figures")
        _figures(document, brief)
    for name, lines in (("missing", brief.missing), ("sources", brief.sources)):
        if lines:
            _heading(document, brief.context, name)
            for line in lines:
                document.add_paragraph(line, style="List Bullet")
    _paragraph(document, brief.context.text("brief.foot", code=brief.passport.code), quiet)
    return _signed(document, brief)


def _page(document: Any, brief: Brief) -> None:
    """A4, and the styles of the document in the fonts of its language."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
        setattr(section, side, Mm(_MARGIN_MM))
    lang, style = brief.context.lang, brief.style
    own = (style.office_latin, style.office_chinese) if style_hash(style) else None
    body, head, accent = own or _BODY[lang], own or _HEAD[lang], _rgb(style.light.accent)
    _style(document, "Normal", body, 10.5 if lang == "en" else 11, _rgb(style.light.ink))
    _style(document, "Title", head, 20, accent)
    _style(document, "Heading 1", head, 12.5, accent)
    _style(document, "List Bullet", body, 10.5 if lang == "en" else 11)
    for name, before, after in (
        ("Normal", 0, 4),
        ("List Bullet", 0, 2),
        ("Heading 1", 8, 3),
        ("Title", 0, 4),
    ):
        layout = document.styles[name].paragraph_format
        layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.1
    _rule_under_title(document, style.light.accent)
    core = document.core_properties
    core.title, core.author = brief.title, text("app.name", lang)
    core.keywords, core.language = brief.passport.code, "zh-CN" if lang == "zh" else "en-GB"
    core.created = core.modified = brief.passport.made_at.replace(tzinfo=None)
    core.comments = brief.finding


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def _rule_under_title(document: Any, colour: str) -> None:
    """The template's rule is of its own blue."""
    for border in document.styles["Title"].element.iter(qn("w:bottom")):
        border.attrib.clear()
        for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", colour.lstrip("#"))):
            border.set(qn(f"w:{key}"), value)


def _logo(document: Any, style: HouseStyle) -> None:
    """The style's logo at the head of the page, on the right."""
    if style.logo:
        tall = style.logo_height_px * MM_PER_BOARD_PX
        head = document.sections[0].header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        head.add_run().add_picture(io.BytesIO(logo_png(style.logo, tall)), height=Mm(tall))


def _style(
    document: Any, name: str, fonts: tuple[str, str], size: float, colour: RGBColor | None = None
) -> None:
    style = document.styles[name]
    style.font.name, style.font.size = fonts[0], Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
    # python-docx sets the fonts of Latin letters only, and a theme's font would win over both.
    named = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        named.attrib.pop(qn(f"w:{theme}"), None)
    named.set(qn("w:eastAsia"), fonts[1])


def _heading(document: Any, context: Context, part: str) -> None:
    document.add_heading(context.text(f"brief.{part}"), level=1)


def _paragraph(document: Any, said: str, colour: RGBColor | None = None, bold: bool = False) -> None:
    run = document.add_paragraph().add_run(said)
    run.bold = bold
    if colour is not None:
        run.font.color.rgb, run.font.size = colour, Pt(9)


def _numbers(document: Any, brief: Brief) -> None:
    """The headline numbers, each with its published figure, the difference and the source."""
    if not brief.numbers:
        return
    _heading(document, brief.context, "numbers")
    titles = [
        brief.context.text(f"brief.column.{name}") for name in ("label", "value", "published", "source")
    ]
    rows = [
        (
            number.label,
            "  ".join(filter(None, (number.value, number.beside))),
            "  ".join(filter(None, (number.published, number.agrees))),
            number.source,
        )
        for number in brief.numbers
    ]
    _table(document, titles, rows, (38, 40, 46, 42))


def _table(
    document: Any, titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    table = document.add_table(rows=1, cols=len(titles), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _quiet_borders(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, cells in enumerate([titles, *rows]):
        placed = table.rows[0] if row == 0 else table.add_row()
        for cell, said, width in zip(placed.cells, cells, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(said)
            run.font.size, run.bold = Pt(9), row == 0
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _quiet_borders(table: Any) -> None:
    """Hairlines between the rows and none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for side, kind in (("top", "single"), ("bottom", "single"), ("insideH", "single"),
                       ("left", "nil"), ("right", "nil"), ("insideV", "nil")):  # fmt: skip
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", kind), ("sz", "4"), ("space", "0"), ("color", "C6CBD1")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)


def _figures(document: Any, brief: Brief) -> None:
    """One figure across the page, or two side by side in a table without lines."""
    drawn = [figure for figure in brief.figures if figure.picture is not None]
    if len(drawn) == 1:
        _picture(document.add_paragraph(), drawn[0])
    elif drawn:
        table = document.add_table(rows=0, cols=2)
        for place, figure in enumerate(drawn):
            row = table.add_row() if place % 2 == 0 else table.rows[-1]
            _picture(row.cells[place % 2].paragraphs[0], figure)
    for figure in brief.figures:
        if figure.picture is None:
            _paragraph(document, figure.made.headline, bold=True)
            if figure.rows:
                quiet = _rgb(brief.style.light.quiet_ink)
                _paragraph(document, brief.context.text("brief.no_picture"), quiet)
                each = FULL_MM / len(figure.titles)
                _table(document, figure.titles, figure.rows, [each] * len(figure.titles))


def _picture(paragraph: Any, figure: BriefFigure) -> None:
    """The picture at its size, with its alternative text for those who hear the document."""
    if figure.picture is None:
        return
    shape = paragraph.add_run().add_picture(io.BytesIO(figure.picture.data), width=Mm(figure.width_mm))
    named = shape._inline.docPr
    named.set("descr", figure.made.alt)
    named.set("title", figure.made.headline)


def _signed(document: Any, brief: Brief) -> Exported:
    written = io.BytesIO()
    document.save(written)
    passport = brief.signed_as("docx").with_content(content_hash(written.getvalue()))
    return Exported(
        with_texts(written.getvalue(), {PASSPORT_KEY: passport.as_json()}),
        MEDIA_TYPE,
        file_name_of_brief(brief.context.lang, passport.release, ".docx"),
        passport,
    )
