"""A drawing in a newsroom's own colours: each colour of our look is put in the place of theirs, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from fundscope.export.style import Ground, HouseStyle
from fundscope.figures.look import LOOKS, Look

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),")


def recoloured(plot: go.Figure, theme: Ground, style: HouseStyle) -> go.Figure:
    """The same drawing, its colours those of the style; what the style does not name stays as it is."""
    colours = colours_of(theme, style)
    return go.Figure(_changed(plot.to_plotly_json(), colours)) if colours else plot


def colours_of(theme: Ground, style: HouseStyle) -> dict[str, str]:
    """Our colours and the style's in their place, where they differ, in lower case."""
    look = LOOKS["dark" if theme == "dark" else "light"]
    own = style.colours(theme)
    named: dict[str, Any] = {
        name: getattr(own, name) for name in ("ground", "ink", "quiet_ink", "accent")
    } | dict(style.drawing(theme))
    pairs = [pair for name, value in named.items() for pair in _pairs(look, name, value)]
    return {ours.lower(): theirs.lower() for ours, theirs in pairs if ours.lower() != theirs.lower()}


def _pairs(look: Look, name: str, value: Any) -> list[tuple[str, str]]:
    ours = getattr(look, name)
    return list(zip(ours, value, strict=False)) if isinstance(ours, tuple) else [(ours, value)]


def _changed(part: Any, colours: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _changed(value, colours) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_changed(value, colours) for value in part]
    if not isinstance(part, str):
        return part
    changed = _HEX.sub(lambda found: colours.get(found[0].lower(), found[0]), part)
    return _RGBA.sub(lambda found: _rgba(found, colours), changed)


def _rgba(found: re.Match[str], colours: Mapping[str, str]) -> str:
    ours = "#" + "".join(f"{int(number):02x}" for number in found.groups())
    if ours not in colours:
        return found[0]
    theirs = colours[ours]
    return "rgba(" + "".join(f"{int(theirs[at : at + 2], 16)}," for at in (1, 3, 5))
