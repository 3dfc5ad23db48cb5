"""The colours of the sectors, as people see them who do not see all colours.

Colour-vision deficiencies are simulated with the matrices of Machado, Oliveira and Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
Visualization and Computer Graphics 15 (2009), at full severity, as the library coloraide has them.
How far two colours are apart is CIEDE2000; about 2 is a just noticeable difference side by side.
"""

from __future__ import annotations

import itertools

import pytest
from coloraide import Color

from fundscope.figures.look import LOOKS, Look
from fundscope.figures.view import Theme

DEFICIENCIES = ("protan", "deutan", "tritan")
# More than three just noticeable differences: enough to tell two bands apart that do not touch.
LEAST_APART = 7.0
LEAST_CONTRAST = 3.0  # WCAG 2.2, 1.4.11, for what carries meaning without words on it

every_theme = pytest.mark.parametrize("theme", LOOKS)


def _seen(colour: str, deficiency: str | None) -> Color:
    as_is = Color(colour)
    return as_is.filter(deficiency, 1.0, method="machado") if deficiency else as_is


def _named(look: Look) -> dict[str, str]:
    return {f"sector {rank}": colour for rank, colour in enumerate(look.sectors, 1)}


@every_theme
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_sectors_are_told_apart(theme: Theme, deficiency: str | None) -> None:
    """Every pair of sectors, and each sector from what is unknown, other or not filled."""
    look = LOOKS[theme]
    greys = {"unknown": look.unknown, "other": look.other, "ground": look.ground}
    pairs = [
        *itertools.combinations(_named(look).items(), 2),
        *itertools.product(_named(look).items(), greys.items()),
    ]
    near = {
        f"{one} and {other}": round(apart, 1)
        for (one, first), (other, second) in pairs
        if (apart := _seen(first, deficiency).delta_e(_seen(second, deficiency), method="2000")) < LEAST_APART
    }

    assert near == {}


@every_theme
def test_the_accent_and_what_is_written_stand_out_from_the_ground(theme: Theme) -> None:
    """Words at least 4.5 to 1, the accent and its soft companion at least 3 to 1 or told by words beside."""
    look = LOOKS[theme]
    contrast = {
        name: Color(getattr(look, name)).contrast(look.ground, method="wcag21")
        for name in ("ink", "quiet_ink", "accent")
    }

    assert contrast["ink"] >= 4.5
    assert contrast["quiet_ink"] >= 4.5
    assert contrast["accent"] >= LEAST_CONTRAST
