"""Figures as files: at any size, in a house style, with a passport."""

from fundscope.export.chrome import NoChromeError, NoImageError, PictureFailedError
from fundscope.export.export import Exported, export_figure, view_for
from fundscope.export.fonts import fonts_of, missing_glyphs
from fundscope.export.look import FORMATS, Format
from fundscope.export.passport import Passport, passport_from_json
from fundscope.export.sheet import Sheet, Words, compose, words_of
from fundscope.export.size import SIZES, Size, UnknownSizeError, size_of
from fundscope.export.style import Ground, HouseStyle, StyleError, house_style, read_style
from fundscope.export.verify import Verdict, code_in, made_again, verify, verify_code

__all__ = [
    "FORMATS",
    "SIZES",
    "Exported",
    "Format",
    "Ground",
    "HouseStyle",
    "NoChromeError",
    "NoImageError",
    "Passport",
    "PictureFailedError",
    "Sheet",
    "Size",
    "StyleError",
    "UnknownSizeError",
    "Verdict",
    "Words",
    "code_in",
    "compose",
    "export_figure",
    "fonts_of",
    "house_style",
    "made_again",
    "missing_glyphs",
    "passport_from_json",
    "read_style",
    "size_of",
    "verify",
    "verify_code",
    "view_for",
    "words_of",
]
