"""Colours as eyes see them: contrast of text (WCAG 2.2) and whether two colours are told apart.

Distances are in OKLab (B. Ottosson, 2020); colour-blind eyes are simulated with the matrices of G. M.
Machado, M. M. Oliveira and L. A. F. Fernandes, *A Physiologically-based Model for Simulation of Color Vision
Deficiency* (IEEE TVCG 15:6, 2009), at full severity.
"""

from __future__ import annotations

import math
import re

Rgb = tuple[float, float, float]

_HEX = re.compile(r"#([0-9a-fA-F]{6})")
_CALL = re.compile(r"rgba?\(([^)]*)\)")

_EYES: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def rgb(colour: str, ground: str = "#ffffff") -> Rgb | None:
    """Red, green and blue from 0 to 1, what is translucent laid on the ground; None for no colour."""
    if found := _HEX.fullmatch(colour.strip()):
        digits = found[1]
        red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
        return red, green, blue
    if not (call := _CALL.fullmatch(colour.strip())):
        return None
    numbers = [float(number) for number in re.split(r"[,\s/]+", call[1].strip()) if number]
    alpha = numbers[3] if len(numbers) > 3 else 1.0
    under = rgb(ground) or (1.0, 1.0, 1.0)
    if not alpha:
        return None
    red, green, blue = (
        part / 255 * alpha + below * (1 - alpha) for part, below in zip(numbers[:3], under, strict=True)
    )
    return red, green, blue


def contrast(one: Rgb, two: Rgb) -> float:
    """The contrast ratio of WCAG 2.2: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: Rgb, two: Rgb) -> float:
    """How far two colours are apart in OKLab for the eyes that tell them apart least; 0.02 is just seen."""
    return min(math.dist(_oklab(one, eyes), _oklab(two, eyes)) for eyes in _EYES)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: Rgb) -> float:
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _seen(colour: Rgb, eyes: str) -> Rgb:
    """Linear red, green and blue as these eyes see the colour."""
    parts = [_linear(part) for part in colour]
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, parts, strict=True))))
        for row in _EYES[eyes]
    )
    return red, green, blue


def _oklab(colour: Rgb, eyes: str) -> Rgb:
    red, green, blue = _seen(colour, eyes)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
