"""What several answers tell together: sums that, added up and taken apart, give one enterprise's amount.

Two figures of other filters, or of successive releases, may tell by their difference what neither tells
alone. Every sum shown is a linear equation over the amounts of projects; an amount is told when it follows
from the equations, that is, when it lies in the space that their rows span. So F. Y. Chin and G. Özsoyoğlu,
"Auditing and Inference Control in Statistical Databases", IEEE Transactions on Software Engineering 8 (6),
1982, pp. 574-582, who keep the reduced matrix of all answers given.

Found is what can be worked out exactly of one enterprise, or of two together. What can be estimated (the p%
rule) from several answers, what shares, ranks and counts add to them, and sums over enterprises that are no
projects, are not audited.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np

from fundscope.figures.contributions import Sum, Unit
from fundscope.figures.small_cells import RULE

# More different amounts than this would take a matrix of gigabytes.
AMOUNTS_AT_MOST = 4_000
_NEARLY_ONE = 1 - 1e-7


class TooManyAmountsError(Exception):
    """The answers part the projects so finely that they cannot be audited here."""


def told_by(sums: Iterable[Sum]) -> frozenset[str]:
    """The enterprises of which an amount follows from all these sums together.

    Raises:
        TooManyAmountsError: there are too many to say.
    """
    rows = list({tuple(sorted(sum_.items())): sum_ for sum_ in sums if sum_}.values())
    groups = _groups(rows)
    if len(groups) > AMOUNTS_AT_MOST:
        raise TooManyAmountsError
    if not rows:
        return frozenset()
    matrix = np.zeros((len(rows), len(groups)))
    for column, units in enumerate(groups):
        for row, sum_ in enumerate(rows):
            matrix[row, column] = sum_.get(units[0], 0)
    return _told(matrix, [frozenset(enterprise for _, enterprise, _ in units) for units in groups])


def _groups(rows: Sequence[Sum]) -> list[list[Unit]]:
    """The amounts that stand in the same sums, and so are told together or not at all."""
    stands_in: dict[Unit, list[tuple[int, int]]] = {}
    for row, sum_ in enumerate(rows):
        for unit, times in sum_.items():
            stands_in.setdefault(unit, []).append((row, times))
    groups: dict[tuple[tuple[int, int], ...], list[Unit]] = {}
    for unit, places in stands_in.items():
        groups.setdefault(tuple(places), []).append(unit)
    return list(groups.values())


def _told(matrix: np.ndarray, enterprises: Sequence[frozenset[str]]) -> frozenset[str]:
    """The groups of too few enterprises, one or two of them, whose sum lies in the space of the rows."""
    _, lengths, directions = np.linalg.svd(matrix, full_matrices=False)
    basis = directions[lengths > lengths[0] * 1e-9].T
    few = [place for place, group in enumerate(enterprises) if len(group) < RULE.least_enterprises]
    near = basis[few] @ basis[few].T
    told = {few[place] for place in np.flatnonzero(np.diag(near) > _NEARLY_ONE)}
    pairs = np.diag(near)[:, None] + np.diag(near)[None, :] + 2 * near > 2 * _NEARLY_ONE
    for first, second in itertools.combinations(range(len(few)), 2):
        both = enterprises[few[first]] | enterprises[few[second]]
        if pairs[first, second] and len(both) < RULE.least_enterprises:
            told |= {few[first], few[second]}
    return frozenset().union(*(enterprises[place] for place in told))
