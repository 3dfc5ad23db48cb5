"""The sizes a figure is exported in: those a newsroom uses, and any other given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

PX_PER_INCH = 96
MM_PER_INCH = 25.4
_LARGEST_PX = 6000
_SMALLEST_PX = 160


class UnknownSizeError(ValueError):
    """Neither the name of a size nor lengths that a file can have."""

    def __init__(self, text: str) -> None:
        self.key = "export.unknown_size"
        self.values: dict[str, object] = {"size": text, "known": ", ".join(SIZES)}
        super().__init__(text)


@dataclass(frozen=True)
class Size:
    """Width and height in ``unit``; no height: as high as the figure needs.

    ``zoom`` is how large the drawing board (on which labels are 12 pixels) is shown at best, and
    ``least_zoom`` at least, in pixels of 1/96 inch: what keeps the words legible at this size.
    """

    name: str
    width: float
    height: float | None
    unit: Literal["px", "mm"]
    zoom: float
    least_zoom: float

    @property
    def width_px(self) -> float:
        return self.width * self._px_per_unit

    @property
    def height_px(self) -> float | None:
        return None if self.height is None else self.height * self._px_per_unit

    @property
    def _px_per_unit(self) -> float:
        return 1.0 if self.unit == "px" else PX_PER_INCH / MM_PER_INCH


# On paper a label of 12 pixels at 0.8 is 7.2 points, the size of a newspaper's tables.
_PRINT_ZOOM = 0.8
_LEAST_PRINT_ZOOM = 0.7

SIZES: dict[str, Size] = {
    size.name: size
    for size in (
        Size("article", 1200, 675, "px", 1.5, 1.15),
        Size("square", 1080, 1080, "px", 1.7, 1.3),
        Size("story", 1080, 1920, "px", 2.3, 1.8),
        Size("slide", 1280, 720, "px", 1.5, 1.25),
        Size("column", 88, None, "mm", _PRINT_ZOOM, _LEAST_PRINT_ZOOM),
        Size("page", 180, None, "mm", _PRINT_ZOOM, _LEAST_PRINT_ZOOM),
    )
}

_GIVEN = re.compile(r"(\d+(?:\.\d+)?)(mm|px)?(?:[x×*](\d+(?:\.\d+)?)(mm|px)?)?", re.IGNORECASE)


def size_of(text: str) -> Size:
    """The size of that name, or as given: ``120mmx80mm``, ``120x80mm``, ``1200x675``, ``85mm``.

    Raises:
        UnknownSizeError: it is neither, or outside of what a file can have.
    """
    if text in SIZES:
        return SIZES[text]
    found = _GIVEN.fullmatch(text.replace(" ", ""))
    if not found:
        raise UnknownSizeError(text)
    width, first_unit, height, second_unit = found.groups()
    units = {unit.lower() for unit in (first_unit, second_unit) if unit}
    if len(units) > 1:
        raise UnknownSizeError(text)
    unit: Literal["px", "mm"] = "mm" if units == {"mm"} else "px"
    size = _given(text, float(width), float(height) if height else None, unit)
    lengths = [size.width_px] if size.height_px is None else [size.width_px, size.height_px]
    if not all(_SMALLEST_PX <= length <= _LARGEST_PX for length in lengths):
        raise UnknownSizeError(text)
    return size


def _given(name: str, width: float, height: float | None, unit: Literal["px", "mm"]) -> Size:
    if unit == "mm":
        return Size(name, width, height, unit, _PRINT_ZOOM, _LEAST_PRINT_ZOOM)
    # On screens: an article's proportions, whatever the number of pixels.
    zoom = max(1.0, min(width / 800, 4.0))
    return Size(name, width, height, unit, zoom, max(1.0, zoom * 0.75))
