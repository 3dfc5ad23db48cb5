"""How figures look: colours, type and the plotly template, light and dark.

Sector colours are Paul Tol's colour-blind-safe qualitative schemes (*muted* on white, *light* on near
black; Technical note SRON/EPS/TN/09-002). They mean sectors and nothing else; all else is drawn in
one accent and greys.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from fundscope.figures.view import OTHER_CODE, UNKNOWN_CODE, WITHHELD_CODE, Theme

# Source Sans and Noto Sans CJK (Source Han Sans) were drawn to stand together at one weight.
FONT_FAMILY = (
    "'Source Sans', 'Source Sans 3', 'Noto Sans CJK SC', 'Source Han Sans SC', "
    "'PingFang SC', 'Microsoft YaHei', sans-serif"
)

# One scale of type, in pixels: labels, body, emphasis.
LABEL_PX = 12
BODY_PX = 13
EMPHASIS_PX = 15


# Up to this step of a ramp words are written in ink, beyond it in the colour of the ground.
_RAMP_TURNS = 3


@dataclass(frozen=True)
class Look:
    """The colours of one theme."""

    ground: str
    ink: str
    quiet_ink: str
    grid: str
    track: str
    accent: str
    accent_soft: str
    other: str
    unknown: str
    sectors: tuple[str, ...]
    heat: tuple[str, str]
    # From little to much, and from far below one through one to far above it: each step is as far from
    # the next in lightness as any other (OKLab; Bjorn Ottosson, "A perceptual color space for image
    # processing", 2020).
    ramp: tuple[str, ...]
    diverging: tuple[str, ...]

    def sector_colour(self, code: str, rank: int) -> str:
        """The colour of a sector; its rank (from 1) is its place in the reference table."""
        if code == UNKNOWN_CODE:
            return self.unknown
        if code in (OTHER_CODE, WITHHELD_CODE):
            return self.other
        return self.sectors[(rank - 1) % len(self.sectors)]

    def ink_on(self, step: int) -> str:
        """The colour of words on a step of the ramp (from 1)."""
        is_far = step > _RAMP_TURNS
        return self.ground if is_far else self.ink


LOOKS: dict[Theme, Look] = {
    "light": Look(
        ground="#ffffff",
        ink="#1b1f24",
        quiet_ink="#59626d",
        grid="#e7e9ec",
        track="#e4e7eb",
        accent="#14508c",
        accent_soft="#8db3d9",
        other="#a9b0b8",
        unknown="#c6cbd1",
        sectors=("#332288", "#cc6677", "#88ccee", "#117733", "#999933", "#44aa99", "#ddcc77", "#aa4499"),
        heat=("#f2f6fa", "#8ab6e0"),
        ramp=("#dceaf8", "#99c2ed", "#5e9ad6", "#2b72b4", "#024c85"),
        diverging=("#e0a26f", "#eeceaf", "#f1f2f4", "#bad8f8", "#7fb6ee"),
    ),
    "dark": Look(
        ground="#12161b",
        ink="#e9ebee",
        quiet_ink="#a3abb5",
        grid="#2b323a",
        track="#2a323b",
        accent="#74b4f2",
        accent_soft="#38618a",
        other="#6b747e",
        unknown="#4d555e",
        sectors=("#77aadd", "#ee8866", "#99ddff", "#44bb99", "#bbcc33", "#eedd88", "#aaaa00", "#ffaabb"),
        heat=("#1a222b", "#2f6394"),
        ramp=("#142332", "#21466a", "#346ca3", "#5395d7", "#88c0f9"),
        diverging=("#814c1a", "#52361d", "#222932", "#203f5e", "#2c5e8e"),
    ),
}


def with_alpha(colour: str, alpha: float) -> str:
    """A hex colour as rgba."""
    red, green, blue = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def template(look: Look) -> go.layout.Template:
    """The plotly template of a theme: few gridlines, no chrome, tabular figures."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"size": LABEL_PX, "color": look.quiet_ink},
        "automargin": False,
        "ticklabelstandoff": 6,
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": look.ground,
            "plot_bgcolor": look.ground,
            "font": {"family": FONT_FAMILY, "size": BODY_PX, "color": look.ink},
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": axis,
            "yaxis": axis,
            "showlegend": False,
            "bargap": 0.35,
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": look.ground,
                "bordercolor": look.grid,
                "font": {"family": FONT_FAMILY, "size": BODY_PX, "color": look.ink},
                "align": "left",
            },
        }
    )


def canvas(theme: Theme, height: int) -> go.Figure:
    """An empty figure in the theme's look; every drawing starts here."""
    figure = go.Figure()
    figure.update_layout(template=template(LOOKS[theme]), height=height)
    return figure


# What is measured in pixels in a plotly figure, by the name of the property.
_IN_PIXELS = {"size", "width", "height", "xshift", "yshift", "ticklen", "ticklabelstandoff", "xgap", "ygap"}
_MARGINS = {"l", "r", "t", "b"}


def enlarged(plot: go.Figure, factor: float) -> go.Figure:
    """The same drawing with type, lines and room for words so many times as large, as for a wall."""
    return go.Figure(_enlarged(plot.to_plotly_json(), factor))


def _enlarged(part: Any, factor: float, parent: str = "") -> Any:
    if isinstance(part, dict):
        return {name: _enlarged_property(name, value, factor, parent) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_enlarged(item, factor, parent) for item in part]
    return part


def _enlarged_property(name: str, value: Any, factor: float, parent: str) -> Any:
    # What a square pixel of a bubble stands for: each side grows, so it is worth less by the square.
    if name == "sizeref":
        return value / factor**2
    # The width of a bar is a share of its place, unlike that of a line.
    is_pixels = name in _IN_PIXELS and not (name == "width" and parent != "line")
    if isinstance(value, int | float) and (is_pixels or (parent == "margin" and name in _MARGINS)):
        return value * factor
    return _enlarged(value, factor, name)


def round_steps(largest: float, most: int = 4) -> list[float]:
    """Round values from 0 up to the largest, a step of 1, 2 or 5 times a power of ten apart."""
    if largest <= 0:
        return [0.0]
    power = 10.0 ** math.floor(math.log10(largest / most))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * most >= largest)
    return [step * index for index in range(int(largest // step) + 1)]
