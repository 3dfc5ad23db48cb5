"""How figures look: readable in both themes, on round values."""

from __future__ import annotations

import itertools

import plotly.graph_objects as go
import pytest

from fundscope.figures.look import LOOKS, Look, enlarged, round_steps, with_alpha

# The least contrast of small text, WCAG 2.2, 1.4.3.
TEXT_CONTRAST = 4.5

every_look = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@every_look
def test_text_is_readable_on_its_ground(look: Look) -> None:
    """Words and quiet words on the page, words in the lightest and the deepest cell of a table."""
    pairs = [
        (look.ink, look.ground),
        (look.quiet_ink, look.ground),
        (look.ink, look.heat[0]),
        (look.ink, look.heat[1]),
    ]

    assert [pair for pair in pairs if contrast(*pair) < TEXT_CONTRAST] == []


@every_look
def test_every_sector_has_a_colour_of_its_own(look: Look) -> None:
    """Eight sectors, and neither the grey of the rest nor that of the unknown is one of theirs."""
    colours = {*look.sectors, look.other, look.unknown}

    assert len(colours) == 10
    assert look.sector_colour("ai", 1) == look.sectors[0]
    assert look.sector_colour("unknown", 1) == look.unknown
    assert look.sector_colour("other", 1) == look.other


@pytest.mark.parametrize(
    ("largest", "steps"),
    [
        (0, [0]),
        (1, [0, 0.5, 1]),
        (4e9, [0, 1e9, 2e9, 3e9, 4e9]),
        (17e9, [0, 5e9, 10e9, 15e9]),
        (650.5e6, [0, 200e6, 400e6, 600e6]),
    ],
)
def test_an_axis_has_at_most_five_round_values(largest: float, steps: list[float]) -> None:
    """From zero, a step of 1, 2 or 5 apart, and none beyond the data."""
    assert round_steps(largest) == pytest.approx(steps)


def test_a_colour_can_let_the_ground_through() -> None:
    """As plotly writes it."""
    assert with_alpha("#14508c", 0.45) == "rgba(20,80,140,0.45)"


def _lightness(colour: str) -> float:
    """Lightness in OKLab (Björn Ottosson, 2020)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness: float = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return lightness


@every_look
def test_the_steps_of_a_ramp_are_even_and_words_on_them_readable(look: Look) -> None:
    """Each step is as far from the next in lightness as any other, to a twentieth of a step."""
    lightness = [_lightness(colour) for colour in look.ramp]
    steps = [after - before for before, after in itertools.pairwise(lightness)]
    words = [contrast(look.ink_on(place + 1), colour) for place, colour in enumerate(look.ramp)]

    assert steps == pytest.approx([steps[0]] * len(steps), rel=0.05)
    assert min(words) >= TEXT_CONTRAST


@every_look
def test_a_diverging_scale_is_even_on_both_sides(look: Look) -> None:
    """As far below as above, quiet in the middle, words readable on all of it."""
    lightness = [_lightness(colour) for colour in look.diverging]

    assert lightness == pytest.approx(lightness[::-1], abs=0.01)
    assert min(contrast(look.ink, colour) for colour in look.diverging) >= TEXT_CONTRAST


def test_on_a_wall_type_lines_and_bubbles_grow_alike() -> None:
    """A bubble whose area stands for an amount is twice as wide, which is a quarter of the amount a pixel."""
    marker = {"size": [4, 9], "sizemode": "area", "sizeref": 0.5, "line": {"width": 1}}
    drawn = go.Figure(go.Scatter(x=[1, 2], y=[1, 2], marker=marker), {"font": {"size": 13}})
    on_wall = enlarged(drawn, 2)

    assert on_wall.layout.font.size == 26
    assert on_wall.data[0].marker.line.width == 2
    assert (on_wall.data[0].marker.size, on_wall.data[0].marker.sizeref) == ((4, 9), 0.125)
