"""The fonts of exported figures: found, mended for searching, and measured.

In Noto Sans CJK some characters share a glyph with a Kangxi radical or a compatibility ideograph, and
Chromium writes the lowest of their numbers into a PDF, so that a search for 基金 finds nothing. A copy of
the font whose table of characters lacks those blocks gives the right text; it is made once on a machine.
English takes its letters from a second copy, in which quotation marks and the middle dot are as wide as
English sets them, not as wide as a Chinese character. Both are TrueType, which a PDF takes whole
(``truetype``); what is rare comes from a third copy that has every character of the font.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from fundscope.export.style import HouseStyle
from fundscope.export.truetype import as_truetype, common_characters
from fundscope.figures.look import FONT_FAMILY
from fundscope.model import Language

CHINESE_FAMILY = "Fundscope Sans"
LATIN_FAMILY = "Fundscope Latin"
RARE_FAMILY = "Fundscope Rare"

# Kangxi radicals and their supplement; compatibility ideographs.
_DOUBLES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
_FAMILY_IDS, _POSTSCRIPT_ID = (1, 4, 16), 6
_FORMAT_OF_VARIANTS = 14

# Letters, punctuation, currencies, arrows, signs: what English text is made of.
_LATIN = (
    range(0x20, 0x250), range(0x2010, 0x2070), range(0x20A0, 0x20C0),
    range(0x2190, 0x21A0), range(0x2200, 0x2300), range(0x25A0, 0x2600),
)  # fmt: skip
# The dot operator is drawn like a middle dot of English width.
_MIDDLE_DOT, _DOT_OPERATOR = 0xB7, 0x22C5
_PROPORTIONAL = "pwid"

# Part of the name of the folder of copies: a new way of making them makes new ones.
_RECIPE = "4"


@dataclass(frozen=True)
class Face:
    """One font file: advance widths in units of the em, and the glyphs of its characters."""

    file: Path
    units_per_em: int
    glyphs: Mapping[int, str]
    advances: Mapping[str, tuple[int, int]]

    def advance(self, character: str) -> float | None:
        """The width of a character in em; None where the font has no glyph for it."""
        glyph = self.glyphs.get(ord(character))
        return None if glyph is None else self.advances[glyph][0] / self.units_per_em


@dataclass(frozen=True)
class Fonts:
    """The faces of a style by weight, first choice first.

    ``names`` are the families that were found and ``family`` calls them all, for a drawing that is made on
    this machine; ``shared_family`` calls those that others may have, in the place of our copies.
    """

    names: tuple[str, ...]
    family: str
    shared_family: str
    regular: tuple[Face, ...]
    bold: tuple[Face, ...]
    folders: tuple[Path, ...] = ()
    _widths: dict[tuple[str, bool], float] = field(default_factory=dict, repr=False, compare=False)

    def faces(self, bold: bool) -> tuple[Face, ...]:
        return self.bold if bold else self.regular

    def face_of(self, character: str, bold: bool = False) -> Face | None:
        """The face that draws a character; None where it would be an empty box."""
        return next((face for face in self.faces(bold) if ord(character) in face.glyphs), None)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide a line of text is, in the unit of ``size``."""
        widths, total = self._widths, 0.0
        for character in text:
            known = widths.get((character, bold))
            if known is None:
                known = widths[character, bold] = self._advance(character, bold)
            total += known
        return total * size

    def _advance(self, character: str, bold: bool) -> float:
        face = self.face_of(character, bold)
        known = face.advance(character) if face else None
        if known is not None:
            return known
        # Without the font: what is usual for a sans of each script.
        return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.56


_Mend = Callable[[TTFont, str, str], TTFont]


@functools.lru_cache(maxsize=8)
def fonts_of(style: HouseStyle, lang: Language) -> Fonts:
    """The fonts of a style. Faces that are nowhere on the machine are left out."""
    families = [(CHINESE_FAMILY, _mend_common), (RARE_FAMILY, _mend_chinese)]
    if lang == "en":
        families.insert(0, (LATIN_FAMILY, _mend_latin))
    regular = [_copy(style.family, "Regular", name, mend) for name, mend in families]
    bold = [_copy(style.family, "Bold", name, mend) for name, mend in families]
    own = [file for file in (style.regular, style.bold) if file]
    brought = [_family_of(file) for file in own[:1]]
    copies = [name for (name, _), file in zip(families, regular, strict=True) if file]
    return Fonts(
        names=(*brought, *copies),
        family=_family(*brought, *copies),
        shared_family=_family(*brought, style.family),
        regular=_faces(style.regular, *regular),
        bold=_faces(style.bold or style.regular, *bold) or _faces(*regular),
        folders=tuple(dict.fromkeys(file.parent for file in (*own, *regular, *bold) if file)),
    )


def _family(*first: str) -> str:
    """Names of fonts as drawings have them, and after them the house's own."""
    quoted = [f"'{name}'" for name in first]
    return ", ".join([*(name for name in quoted if name not in FONT_FAMILY), FONT_FAMILY])


def _faces(*files: Path | None) -> tuple[Face, ...]:
    return tuple(_face(file) for file in files if file)


@functools.lru_cache(maxsize=8)
def _face(file: Path) -> Face:
    with TTFont(file, lazy=True) as font:
        glyphs: dict[int, str] = font.getBestCmap()
        return Face(file, font["head"].unitsPerEm, glyphs, font["hmtx"].metrics)


def _family_of(file: Path) -> str:
    with TTFont(file, lazy=True) as font:
        return str(font["name"].getBestFamilyName())


def _copy(family: str, weight: str, name: str, mend: _Mend) -> Path | None:
    """The mended copy of an installed family in one weight; None where it is not installed."""
    found = _installed(family, weight)
    if found is None:
        return None
    file, number = found
    about = file.stat()
    told = f"{_RECIPE} {file} {number} {about.st_size} {about.st_mtime_ns}"
    folder = font_folder() / hashlib.sha256(told.encode()).hexdigest()[:16]
    copy = folder / f"{name.replace(' ', '')}-{weight}{'.otf' if mend is _mend_chinese else '.ttf'}"
    if not copy.exists():
        folder.mkdir(parents=True, exist_ok=True)
        is_collection = file.suffix.lower() in (".ttc", ".otc")
        with TTFont(
            file, fontNumber=number if is_collection else -1, lazy=True,
            recalcBBoxes=False, recalcTimestamp=False,
        ) as font:  # fmt: skip
            _save(mend(font, name, weight), copy)
    return copy


def _installed(family: str, weight: str) -> tuple[Path, int] | None:
    """The file of an installed font and its number in it, as fontconfig knows them."""
    if shutil.which("fc-match") is None:
        return None
    asked = f"{family}:style={weight}"
    told = subprocess.run(
        ["fc-match", "--format=%{file}\t%{index}\t%{family}\t%{style}", asked],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    file, index, families, styles = (*told.stdout.split("\t"), "", "", "", "")[:4]
    # fontconfig always names some font: only the one asked for will do.
    if family not in families.split(",") or weight not in styles:
        return None
    return Path(file), int(index) & 0xFFFF


def font_folder() -> Path:
    """Where copies are kept: the user's cache, or where that cannot be written, a temporary folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base, "fundscope", "fonts")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir(), "fundscope-fonts")
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir(), "fundscope-fonts")


def _mend_common(font: TTFont, name: str, weight: str) -> TTFont:
    """The characters that nearly all text is made of, without those that double others, as TrueType."""
    doubles = {code for block in _DOUBLES for code in block}
    return as_truetype(font, name, weight, common_characters() - doubles)


def _mend_chinese(font: TTFont, name: str, weight: str) -> TTFont:
    """Take the characters out that only double others, and the rules that put one glyph for another.

    A glyph that stands for no character, such as a digit of another width, has no text in a PDF.
    """
    for rules in ("GSUB", "GPOS"):
        if rules in font:
            del font[rules]
    for table in _character_tables(font):
        for block in _DOUBLES:
            for character in block:
                table.cmap.pop(character, None)
    _rename(font, name, weight)
    return font


def _mend_latin(font: TTFont, name: str, weight: str) -> TTFont:
    """Keep what English is made of, with marks of English width, as TrueType."""
    from fontTools.subset import Options, Subsetter

    narrow = _substitutes(font, _PROPORTIONAL)
    options = Options(layout_features=["kern"], name_IDs=["*"], notdef_outline=True)
    characters = [character for block in _LATIN for character in block]
    glyphs = font.getBestCmap()
    subsetter = Subsetter(options)
    kept = [narrow[glyphs[c]] for c in characters if glyphs.get(c) in narrow]
    subsetter.populate(unicodes=characters, glyphs=kept)
    subsetter.subset(font)
    for table in _character_tables(font):
        for character, glyph in table.cmap.items():
            table.cmap[character] = narrow.get(glyph, glyph)
        if _DOT_OPERATOR in table.cmap:
            table.cmap[_MIDDLE_DOT] = table.cmap[_DOT_OPERATOR]
    return as_truetype(font, name, weight)


def _character_tables(font: TTFont) -> list[Any]:
    return [table for table in font["cmap"].tables if table.format != _FORMAT_OF_VARIANTS]


def _substitutes(font: TTFont, feature: str) -> dict[str, str]:
    """What a feature of the font puts in the place of each glyph."""
    found: dict[str, str] = {}
    rules = font["GSUB"].table
    for record in rules.FeatureList.FeatureRecord:
        if record.FeatureTag == feature:
            for number in record.Feature.LookupListIndex:
                for part in rules.LookupList.Lookup[number].SubTable:
                    found |= getattr(getattr(part, "ExtSubTable", part), "mapping", {})
    return found


def _rename(font: TTFont, family: str, weight: str) -> None:
    for name in font["name"].names:
        if name.nameID in _FAMILY_IDS:
            name.string = family
        elif name.nameID == _POSTSCRIPT_ID:
            name.string = f"{family.replace(' ', '')}-{weight}"


def _save(font: TTFont, copy: Path) -> None:
    # Two processes may do so at once: each writes its own file and puts it in place.
    with tempfile.NamedTemporaryFile(dir=copy.parent, suffix=".part", delete=False) as part:
        font.save(part)
    Path(part.name).replace(copy)


def fontconfig_of(fonts: Fonts) -> str | None:
    """A fontconfig file that adds the style's folders to the machine's fonts; None where there are none."""
    if not fonts.folders:
        return None
    folders = "".join(f"<dir>{folder}</dir>" for folder in fonts.folders)
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f'<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{folders}</fontconfig>'
    )
    file = font_folder() / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return str(file)


def missing_glyphs(text: str, fonts: Fonts) -> tuple[str, ...]:
    """The characters of a text that no face of the style can draw."""
    drawn: Any = dict.fromkeys(character for character in text if not character.isspace())
    return tuple(character for character in drawn if fonts.face_of(character) is None)
