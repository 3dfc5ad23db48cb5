"""Dividing a whole into parts that add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def apportion(whole: int, weights: Sequence[float] | NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole numbers in proportion to the weights, by the method of largest remainders (Hamilton)."""
    exact = np.asarray(weights, dtype=float) / np.sum(weights) * whole
    parts = np.floor(exact).astype(np.int64)
    missing = whole - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:missing]] += 1
    return parts


def pick(rng: np.random.Generator, weights: dict[str, float], count: int) -> NDArray[np.str_]:
    """That many codes drawn in proportion to their weights."""
    shares = np.array(list(weights.values()), dtype=float)
    drawn: NDArray[np.str_] = rng.choice(np.array(list(weights)), size=count, p=shares / shares.sum())
    return drawn
