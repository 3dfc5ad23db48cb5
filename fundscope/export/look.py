"""How a file was made beside its numbers: a line of text in its passport, so that it can be made again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl, urlencode

from fundscope.export.style import Ground

Format = Literal["png", "svg", "svg-outlines", "pdf", "xlsx", "pptx", "csv", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True)
class Look:
    """Format, size, ground, scale; a headline of the reader's own; the hash of a newsroom's own style."""

    format: Format
    size: str
    theme: Ground
    scale: float
    headline: str | None = None
    style: str = ""

    def as_text(self) -> str:
        """``format=png&size=article&theme=light&scale=2``."""
        told = {"format": self.format, "size": self.size, "theme": self.theme, "scale": f"{self.scale:g}"}
        if self.headline is not None:
            told["headline"] = self.headline
        if self.style:
            told["style"] = self.style
        return urlencode(told)


def look_from_text(text: str) -> Look:
    """The look written as text.

    Raises:
        ValueError: it is none.
    """
    told = dict(parse_qsl(text, strict_parsing=True, keep_blank_values=True))
    if told.get("format") not in FORMATS or told.get("theme") not in get_args(Ground):
        raise ValueError(f"This is no look of a file: {text[:80]!r}")
    return Look(
        format=cast(Format, told["format"]),
        size=told.get("size", ""),
        theme=cast(Ground, told["theme"]),
        scale=float(told.get("scale", "")),
        headline=told.get("headline"),
        style=told.get("style", ""),
    )
