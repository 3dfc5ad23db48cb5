"""Where the words of a picture stand: each line of text in an SVG that plotly drew, as a box."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from fundscope.export.fonts import Fonts

_SVG = "{http://www.w3.org/2000/svg}"
_CALL = re.compile(r"(translate|rotate|scale)\(([^)]*)\)")
# How far letters reach above and below the line they stand on, in parts of their size.
_ABOVE, _BELOW = 0.78, 0.16

# a, b, c, d, e, f of x' = a x + c y + e, y' = b x + d y + f
_Matrix = tuple[float, float, float, float, float, float]
_STILL: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Label:
    """A line of text: its letters' box in pixels of the board, its size and its colour."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    px: float
    colour: str

    def overlaps(self, other: Label, least_px: float) -> bool:
        """Whether both cover a common area of more than so many pixels each way."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > least_px and down > least_px


def labels_of(svg: bytes, fonts: Fonts) -> tuple[Label, ...]:
    """Every visible line of text in the order in which it is drawn, as wide as the fonts make it."""
    root = ET.fromstring(svg)  # noqa: S314 (what our own Chromium has just drawn)
    return tuple(_labels(root, _STILL, fonts))


def _labels(node: ET.Element, matrix: _Matrix, fonts: Fonts) -> Iterator[Label]:
    style = _style(node)
    if style.get("display") == "none" or style.get("opacity") == "0" or node.tag == f"{_SVG}defs":
        return
    here = _moved(matrix, node.get("transform", ""))
    if node.tag == f"{_SVG}text" and node.get("class") != "halo":
        yield from _lines(node, style, here, fonts)
        return
    for child in node:
        yield from _labels(child, here, fonts)


def _lines(node: ET.Element, style: dict[str, str], matrix: _Matrix, fonts: Fonts) -> Iterator[Label]:
    px = _length(style.get("font-size", "12px"))
    own = [child for child in node if child.get("class") == "line"] or [node]
    for line in own:
        words = "".join(line.itertext())
        if not words.strip() or style.get("fill-opacity") == "0":
            continue
        bold = any("bold" in part.get("style", "") for part in line.iter())
        width = fonts.width(words, px, bold)
        x, y = _length(line.get("x") or node.get("x") or "0"), _length(line.get("y") or node.get("y") or "0")
        y += _length(line.get("dy", "0")) * (px if "em" in line.get("dy", "") else 1)
        left = x - width * {"middle": 0.5, "end": 1.0}.get(node.get("text-anchor", ""), 0.0)
        corners = [
            _at(matrix, across, down)
            for across in (left, left + width)
            for down in (y - _ABOVE * px, y + _BELOW * px)
        ]
        xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
        scale = math.hypot(matrix[0], matrix[1])
        yield Label(words, min(xs), min(ys), max(xs), max(ys), px * scale, style.get("fill", "#000000"))


def _style(node: ET.Element) -> dict[str, str]:
    parts = (part.partition(":") for part in node.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in parts if name.strip()}


def _length(text: str) -> float:
    found = re.match(r"\s*-?[\d.]+(e-?\d+)?", text)
    return float(found.group()) if found else 0.0


def _at(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(matrix: _Matrix, transform: str) -> _Matrix:
    for name, given in _CALL.findall(transform):
        numbers = [float(number) for number in re.split(r"[\s,]+", given.strip()) if number]
        matrix = _times(matrix, _step(name, numbers))
    return matrix


def _step(name: str, numbers: list[float]) -> _Matrix:
    if name == "translate":
        return (1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0)
    if name == "scale":
        return (numbers[0], 0, 0, numbers[-1], 0, 0)
    turn, (x, y) = math.radians(numbers[0]), (numbers[1:] or [0, 0])
    a, b = math.cos(turn), math.sin(turn)
    return (a, b, -b, a, x - a * x + b * y, y - b * x - a * y)


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, _, _ = one
    e, f = _at(one, two[4], two[5])
    return (
        a * two[0] + c * two[1],
        b * two[0] + d * two[1],
        a * two[2] + c * two[3],
        b * two[2] + d * two[3],
        e,
        f,
    )
