"""Parts add up to the whole, as near to the weights as whole numbers can be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundscope.sample.apportion import apportion, pick


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),  # equal remainders: the first is served first
        (100, [2, 1, 1], [50, 25, 25]),
        (3, [0.5, 0.3, 0.2], [1, 1, 1]),
        (7, [0, 1], [0, 7]),
        (0, [3, 4], [0, 0]),
    ],
)
def test_the_largest_remainders_are_served_first(whole: int, weights: list[float], parts: list[int]) -> None:
    """Hamilton's method, by hand."""
    assert apportion(whole, weights).tolist() == parts


@given(
    whole=st.integers(0, 17_000_000_000),
    weights=st.lists(st.floats(0.001, 1000), min_size=1, max_size=50),
)
def test_parts_add_up_and_none_is_off_by_one(whole: int, weights: list[float]) -> None:
    """For any whole and weights."""
    parts = apportion(whole, weights)

    assert parts.sum() == whole
    assert np.abs(parts - np.array(weights) / np.sum(weights) * whole).max() < 1.001


def test_codes_are_drawn_in_proportion() -> None:
    """A code of weight nought never; one of three quarters of the weight three times in four."""
    drawn = pick(np.random.default_rng(1), {"a": 3, "b": 1, "never": 0}, 10_000).tolist()

    assert drawn.count("a") / len(drawn) == pytest.approx(0.75, abs=0.02)
    assert set(drawn) == {"a", "b"}
