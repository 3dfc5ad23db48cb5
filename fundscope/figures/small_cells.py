"""Small cells: which sums must be hidden so that nobody reads a single enterprise out of a table.

The rules are those of official statistics (A. Hundepool et al., *Handbook on Statistical Disclosure
Control*, ESSNet SDC, 2010, chapter 4):

- **threshold**: a sum that rests on fewer than three enterprises is sensitive;
- **p%**: so is one in which the second largest enterprise could estimate the largest to within p percent
  of it, that is, in which all but the two largest give together less than p percent of the largest.

Hiding such a cell is not enough where totals are shown: the rest of its row tells it. So more cells are
hidden until, first, what is hidden together on a row or column is not sensitive itself, for it can always
be worked out, and second, what the totals leave open for each sensitive cell is as wide as the p% rule
asks. How wide that is, is worked out exactly: the most and least that a cell can be, the totals given, is a
largest flow through the other hidden cells.

Amounts are whole numbers (fen), none below zero; a cell without any enterprise is known to be zero and is
never hidden.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Key = tuple[str, str]


@dataclass(frozen=True)
class Contributors:
    """What the rules ask of those who give to a sum: how many give, the largest two, and all together."""

    count: int
    largest: int
    second: int
    total: int

    @classmethod
    def of(cls, given: Iterable[int]) -> Contributors:
        """Those who give these amounts; who gives nothing does not count."""
        amounts = sorted((amount for amount in given if amount), reverse=True)
        return cls(len(amounts), sum(amounts[:1]), sum(amounts[1:2]), sum(amounts))

    @classmethod
    def alike(cls, count: int) -> Contributors:
        """So many that give 1 each: a cell that counts them."""
        return cls(count, min(count, 1), min(max(count - 1, 0), 1), count)

    @property
    def rest(self) -> int:
        """What all but the largest two give."""
        return self.total - self.largest - self.second


# What a cell rests on: what each enterprise gives; who gives, where none gives to another cell of the table.
Cell = Mapping[str, int] | Contributors
# The cells of a table by row and column; a table of one column has the column "".
Contributions = Mapping[Key, Mapping[str, int]]
Cells = Mapping[Key, Cell]


@dataclass(frozen=True)
class SmallCellRule:
    """The threshold of enterprises, and p as a share of 1."""

    least_enterprises: int = 3
    p_share: float = 0.1


# The rule that everything here is held to.
RULE = SmallCellRule()


@dataclass(frozen=True)
class HiddenCells:
    """``sensitive`` cells are hidden for themselves, ``also`` those that would give them away.

    ``is_safe`` is false where a total that is shown is sensitive itself, so that no hiding helps.
    """

    sensitive: frozenset[Key]
    also: frozenset[Key]
    is_safe: bool = True

    @property
    def all(self) -> frozenset[Key]:
        return self.sensitive | self.also


def is_sensitive(given: Iterable[int] | Contributors, rule: SmallCellRule) -> bool:
    """Whether a sum of what each enterprise gives would tell of one of them; nothing at all does not."""
    who = given if isinstance(given, Contributors) else Contributors.of(given)
    return 0 < who.count < rule.least_enterprises or who.rest < rule.p_share * who.largest


def needed_room(given: Iterable[int] | Contributors, rule: SmallCellRule) -> int:
    """How far from its value a hidden cell must be able to lie: p percent of the largest, less the rest."""
    who = given if isinstance(given, Contributors) else Contributors.of(given)
    return max(1, -int(-rule.p_share * who.largest // 1) - who.rest)


def given_to(cells: Iterable[Cell]) -> Contributors:
    """Who gives to several cells of a table together, each enterprise counted once over all of them."""
    by_enterprise: dict[str, int] = {}
    apart: list[Contributors] = []
    for cell in cells:
        if isinstance(cell, Contributors):
            apart.append(cell)
            continue
        for enterprise, amount in cell.items():
            by_enterprise[enterprise] = by_enterprise.get(enterprise, 0) + amount
    apart.append(Contributors.of(by_enterprise.values()))
    largest, second, *_ = sorted((each for who in apart for each in (who.largest, who.second)), reverse=True)
    return Contributors(sum(who.count for who in apart), largest, second, sum(who.total for who in apart))


def hide_cells(cells: Cells, rule: SmallCellRule, besides: frozenset[Key] = frozenset()) -> HiddenCells:
    """The cells to hide in a table that shows its row totals, column totals and grand total.

    A table of one column shows its total only, since its rows are the cells. ``besides`` are cells that are
    hidden in any case.
    """
    table = _Table(cells, rule)
    sensitive = frozenset(key for key in table.amounts if table.is_sensitive([key]))
    hidden = set(sensitive | (besides & table.amounts.keys()))
    while (more := table.missing(sensitive, hidden)) is not None:
        if not more:
            return HiddenCells(sensitive, frozenset(hidden - sensitive), is_safe=False)
        hidden |= more
    return HiddenCells(sensitive, frozenset(hidden - sensitive))


def hide_alike(
    tables: Sequence[Cells], rule: SmallCellRule, besides: frozenset[Key] = frozenset()
) -> frozenset[Key] | None:
    """The cells to hide in all of several tables whose rows and columns are the same; None where none do."""
    hidden = besides
    while True:
        found = [hide_cells(cells, rule, hidden) for cells in tables]
        if not all(cells.is_safe for cells in found):
            return None
        more = hidden.union(*(cells.all for cells in found))
        if more == hidden:
            return hidden
        hidden = more


class _Table:
    """A table of contributions, and what somebody who knows its totals can work out."""

    def __init__(self, cells: Cells, rule: SmallCellRule) -> None:
        self.cells, self.rule = cells, rule
        self.amounts = {key: amount for key, cell in cells.items() if (amount := given_to([cell]).total)}
        self.is_one_column = all(column == "" for _, column in self.amounts)

    def lines(self) -> list[list[Key]]:
        """The cells of each row and each column that has a published total."""
        by_line: dict[tuple[int, str], list[Key]] = {}
        for key in self.amounts:
            for axis in (1,) if self.is_one_column else (0, 1):
                by_line.setdefault((axis, key[axis]), []).append(key)
        return list(by_line.values())

    def is_sensitive(self, keys: Iterable[Key]) -> bool:
        """Whether the sum of these cells is."""
        return is_sensitive(given_to(self.cells[key] for key in keys), self.rule)

    def missing(self, sensitive: frozenset[Key], hidden: set[Key]) -> set[Key] | None:
        """The next cells to hide: None where all is well, an empty set where nothing more helps."""
        for line in self.lines():
            hidden_here = [key for key in line if key in hidden]
            if hidden_here and self.is_sensitive(hidden_here):
                return self._smallest([key for key in line if key not in hidden])
        for key in sorted(sensitive):
            room = needed_room(given_to([self.cells[key]]), self.rule)
            most, least = self.bounds(key, hidden)
            if most < self.amounts[key] + room or least > max(0, self.amounts[key] - room):
                return self._rectangle(key, hidden) or self._on_its_lines(key, hidden)
        return None

    def _smallest(self, keys: list[Key]) -> set[Key]:
        return {min(keys, key=lambda key: (self.amounts[key], key))} if keys else set()

    def _rectangle(self, key: Key, hidden: set[Key]) -> set[Key]:
        """The cheapest three cells that stand with this one at the corners of a rectangle."""
        row, column = key
        best: tuple[int, set[Key]] | None = None
        for other in self.amounts:
            if other[0] == row or other[1] == column:
                continue
            corners = {other, (row, other[1]), (other[0], column)}
            new = corners - hidden
            if new and corners <= self.amounts.keys():
                cost = sum(self.amounts[corner] for corner in new)
                best = (cost, new) if best is None or cost < best[0] else best
        return best[1] if best else set()

    def _on_its_lines(self, key: Key, hidden: set[Key]) -> set[Key]:
        """The smallest cell still shown on the row or column; where none is, the smallest of all."""
        shown = [other for other in self.amounts if other not in hidden]
        near = [other for other in shown if other[0] == key[0] or other[1] == key[1]]
        return self._smallest(near or shown)

    def bounds(self, key: Key, hidden: set[Key]) -> tuple[int, int]:
        """The most and the least that a hidden cell can be, for all that the shown cells and totals tell."""
        amount = self.amounts[key]
        if self.is_one_column:
            return sum(self.amounts[other] for other in hidden), 0 if len(hidden) > 1 else amount
        others = [other for other in hidden if other != key]
        row, column = ("row", key[0]), ("column", key[1])
        up = _largest_flow(self._ways(others), column, row)
        down = _largest_flow(self._ways(others), row, column)
        return amount + up, amount - min(amount, down)

    def _ways(self, keys: Iterable[Key]) -> dict[_Node, dict[_Node, int]]:
        """Less in a cell leads from its column to its row, as far as there is; more from row to column."""
        endless = sum(self.amounts.values())
        ways: dict[_Node, dict[_Node, int]] = {}
        for row, column in keys:
            ways.setdefault(("column", column), {})["row", row] = self.amounts[row, column]
            ways.setdefault(("row", row), {})["column", column] = endless
        return ways


_Node = tuple[str, str]


def _largest_flow(ways: dict[_Node, dict[_Node, int]], source: _Node, sink: _Node) -> int:
    """The largest flow from source to sink (Edmonds and Karp, 1972)."""
    total = 0
    while path := _shortest_path(ways, source, sink):
        steps = list(itertools.pairwise(path))
        width = min(ways[start][end] for start, end in steps)
        for start, end in steps:
            ways[start][end] -= width
            back = ways.setdefault(end, {})
            back[start] = back.get(start, 0) + width
        total += width
    return total


def _shortest_path(ways: dict[_Node, dict[_Node, int]], source: _Node, sink: _Node) -> list[_Node]:
    came_from: dict[_Node, _Node] = {source: source}
    waiting = deque([source])
    while waiting and sink not in came_from:
        here = waiting.popleft()
        for there, width in ways.get(here, {}).items():
            if width and there not in came_from:
                came_from[there] = here
                waiting.append(there)
    if sink not in came_from:
        return []
    path = [sink]
    while path[-1] != source:
        path.append(came_from[path[-1]])
    return path[::-1]
