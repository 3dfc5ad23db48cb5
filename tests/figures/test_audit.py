"""Sums added up and taken apart: what follows of one enterprise or of two, and what does not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundscope.figures import told_by
from fundscope.figures.contributions import Sum

# Eight projects of eight enterprises.
UNITS = [(f"P{number}", f"X{number}", 100 + number) for number in range(8)]


def _sum(*numbers: int) -> Sum:
    return {UNITS[number]: 1 for number in numbers}


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        ([_sum(0, 1, 2)], set()),
        ([_sum(0, 1, 2, 3), _sum(0, 1, 2)], {"X3"}),
        ([_sum(0, 1, 2, 3, 4), _sum(0, 1, 2)], {"X3", "X4"}),
        ([_sum(0, 1, 2, 3, 4, 5), _sum(0, 1, 2)], set()),
        # Three sums of which no two tell: the first two less the third leave twice one project.
        ([_sum(0, 1, 2, 3), _sum(0, 4, 5, 6), _sum(1, 2, 3, 4, 5, 6)], {"X0"}),
    ],
)
def test_what_follows_from_sums(sums: list[Sum], told: set[str]) -> None:
    """By taking one sum from another, and by more than two of them."""
    assert told_by(sums) == told


def test_an_amount_corrected_is_another_amount() -> None:
    """Sums before and after a correction tell by how much it was, and no amount."""
    corrected = {**_sum(0, 1, 2), ("P3", "X3", 999): 1}

    assert told_by([_sum(0, 1, 2, 3), corrected]) == set()


def test_two_projects_of_one_enterprise_are_one_secret() -> None:
    """Their sum tells of the enterprise though neither project follows."""
    own = [("P8", "X9", 5), ("P9", "X9", 7)]
    sums: list[Sum] = [{**_sum(0, 1, 2), own[0]: 1, own[1]: 1}, _sum(0, 1, 2)]

    assert told_by(sums) == {"X9"}


@given(st.lists(st.sets(st.integers(0, 7), min_size=3), max_size=5))
def test_nothing_is_found_that_no_combination_gives(chosen: list[set[int]]) -> None:
    """A difference of two sums that is one project or two is always found."""
    sums = [_sum(*numbers) for numbers in chosen]
    told = told_by(sums)
    for one, other in itertools.permutations(chosen, 2):
        if other < one and len(one - other) < 3:
            assert {f"X{number}" for number in one - other} <= told


def test_no_sums_tell_nothing() -> None:
    """An empty register."""
    assert told_by([]) == frozenset()
