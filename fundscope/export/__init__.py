"""Figures as files: at any size, in a house style, with a passport; kits, briefs, preflight, corrections."""

from fundscope.export.brief import (
    DEFAULT_FIGURES,
    PARTS,
    Brief,
    Part,
    export_of_brief,
    make_brief,
    passport_of_brief,
)
from fundscope.export.brief_docx import brief_docx
from fundscope.export.brief_pdf import brief_pdf
from fundscope.export.chrome import NoChromeError, NoImageError, PictureFailedError
from fundscope.export.citation import FigureTexts, figure_texts
from fundscope.export.differencing import Told, differencing_light, kept_apart, told_words
from fundscope.export.export import Exported, export_figure, view_for
from fundscope.export.fonts import fonts_of, missing_glyphs
from fundscope.export.kept_styles import keep_style
from fundscope.export.kit import Kit, KitOrder, make_kit
from fundscope.export.kit_words import Missing
from fundscope.export.look import FORMATS, Format
from fundscope.export.passport import Passport, passport_from_json
from fundscope.export.preflight import Flight, Level, Light, preflight
from fundscope.export.radar import ChangedExport, changed_exports
from fundscope.export.register import Export, exported_with, exports, record
from fundscope.export.sheet import Sheet, Words, compose, words_of
from fundscope.export.size import SIZES, Size, UnknownSizeError, size_of
from fundscope.export.style import (
    Ground,
    HouseStyle,
    StyleError,
    house_style,
    read_style,
    style_files,
    style_named,
)
from fundscope.export.verify import Verdict, code_in, made_again, verify, verify_code

__all__ = [
    "DEFAULT_FIGURES",
    "FORMATS",
    "PARTS",
    "SIZES",
    "Brief",
    "ChangedExport",
    "Export",
    "Exported",
    "FigureTexts",
    "Flight",
    "Format",
    "Ground",
    "HouseStyle",
    "Kit",
    "KitOrder",
    "Level",
    "Light",
    "Missing",
    "NoChromeError",
    "NoImageError",
    "Part",
    "Passport",
    "PictureFailedError",
    "Sheet",
    "Size",
    "StyleError",
    "Told",
    "UnknownSizeError",
    "Verdict",
    "Words",
    "brief_docx",
    "brief_pdf",
    "changed_exports",
    "code_in",
    "compose",
    "differencing_light",
    "export_figure",
    "export_of_brief",
    "exported_with",
    "exports",
    "figure_texts",
    "fonts_of",
    "house_style",
    "keep_style",
    "kept_apart",
    "made_again",
    "make_brief",
    "make_kit",
    "missing_glyphs",
    "passport_from_json",
    "passport_of_brief",
    "preflight",
    "read_style",
    "record",
    "size_of",
    "style_files",
    "style_named",
    "told_words",
    "verify",
    "verify_code",
    "view_for",
    "words_of",
]
