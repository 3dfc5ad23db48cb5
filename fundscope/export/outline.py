"""The texts of a drawing as outlines, so that it looks the same where nobody has its fonts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from lxml import etree

from fundscope.export.fonts import Fonts

_SVG = "{http://www.w3.org/2000/svg}"
HALO_PX = 3
_PX = re.compile(r"([\d.]+)px")


@dataclass(frozen=True)
class _Type:
    """How a run of text is set."""

    size: float
    fill: str
    fill_opacity: str
    bold: bool
    halo: str

    def changed_by(self, style: dict[str, str]) -> _Type:
        size = _PX.fullmatch(style.get("font-size", ""))
        weight = style.get("font-weight")
        shadow = style.get("text-shadow", "none")
        return replace(
            self,
            size=float(size[1]) if size else self.size,
            fill=style.get("fill", self.fill),
            fill_opacity=style.get("fill-opacity", self.fill_opacity),
            bold=weight in ("bold", "700") if weight else self.bold,
            halo=self.halo if shadow == "none" else shadow.partition(")")[0] + ")",
        )


@dataclass(frozen=True)
class _Run:
    text: str
    type: _Type


@dataclass(frozen=True)
class _Line:
    """A line of text: where its anchor is, and its runs."""

    x: float
    y: float
    runs: tuple[_Run, ...]


def outline_texts(root: etree._Element, fonts: Fonts) -> None:
    """Put a group of outlines in the place of each text; its words stay as the group's label."""
    for text in list(root.iter(f"{_SVG}text")):
        label = "".join(text.itertext()).strip()
        group = etree.Element(f"{_SVG}g")
        if text.get("transform"):
            group.set("transform", text.get("transform"))
        if label:
            group.set("aria-label", label)
        for path in _paths(text, fonts):
            group.append(path)
        group.tail = text.tail
        text.getparent().replace(text, group)


def _paths(text: Any, fonts: Fonts) -> Iterator[etree._Element]:
    anchor = text.get("text-anchor", "start")
    for line in _lines(text):
        width = sum(fonts.width(run.text, run.type.size, run.type.bold) for run in line.runs)
        x = line.x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        drawn = []
        for run in line.runs:
            drawn.append((_path(run, x, line.y, fonts), run.type))
            x += fonts.width(run.text, run.type.size, run.type.bold)
        # All halos lie under all letters, lest one covers its neighbour.
        for path, kind in drawn:
            if path and kind.halo:
                halo = f"fill: none; stroke: {kind.halo}; stroke-width: {HALO_PX}px; stroke-linejoin: round;"
                yield etree.Element(f"{_SVG}path", d=path, style=halo)
        for path, kind in drawn:
            if path:
                fill = f"fill: {kind.fill}; fill-opacity: {kind.fill_opacity};"
                yield etree.Element(f"{_SVG}path", d=path, style=fill)


def _lines(text: Any) -> Iterator[_Line]:
    """The lines of a text as plotly writes them: itself, or a tspan for each."""
    kind = _Type(12, "black", "1", False, "").changed_by(_style(text))
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    lines = [part for part in text if part.get("class") == "line"]
    if not lines:
        yield _Line(x, y, tuple(_runs(text, kind)))
    for line in lines:
        below = float(line.get("dy", "0em").removesuffix("em")) * kind.size
        at = float(line.get("x", x)), float(line.get("y", y)) + below
        yield _Line(*at, tuple(_runs(line, kind.changed_by(_style(line)))))


def _runs(part: Any, kind: _Type) -> Iterator[_Run]:
    if part.text:
        yield _Run(part.text, kind)
    for inner in part:
        yield from _runs(inner, kind.changed_by(_style(inner)))
        if inner.tail:
            yield _Run(inner.tail, kind)


def _style(part: Any) -> dict[str, str]:
    pairs = (entry.partition(":") for entry in part.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def _path(run: _Run, x: float, y: float, fonts: Fonts) -> str:
    """The outlines of a run, each letter where the last ended."""
    drawn = []
    for character in run.text:
        face = fonts.face_of(character, run.type.bold)
        if face is not None and not character.isspace():
            scale = run.type.size / face.units_per_em
            drawn.append(_glyph(face.file, face.glyphs[ord(character)], scale, round(x, 2), round(y, 2)))
        x += fonts.width(character, run.type.size, run.type.bold)
    return "".join(drawn)


@functools.lru_cache(maxsize=8)
def _glyph_set(file: Path) -> Any:
    return TTFont(file, lazy=True).getGlyphSet()


def _glyph(file: Path, name: str, scale: float, x: float, y: float) -> str:
    glyphs = _glyph_set(file)
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
    path: str = pen.getCommands()
    return path
