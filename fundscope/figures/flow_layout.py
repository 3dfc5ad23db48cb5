"""Where the nodes and bands of a flow stand. Geometry only: numbers in, coordinates out.

A column of nodes is a level. Heights are proportional to money, at one scale for the whole drawing, and
every node has a slot tall enough for its label, so labels never overlap. Inside a node, bands leave and
arrive in the order of the node at their other end, then of their sector, so that they cross little.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

# Between two nodes of a column, and the least room for a node with its label, in pixels.
_GAP_PX = 7.0
_SLOT_PX = 17.0
# Points along each edge of a band: enough for a smooth curve at print size.
_CURVE_POINTS = 18


@dataclass(frozen=True)
class Node:
    """One node: its place in its column, from ``top`` down to ``bottom`` in pixels."""

    position: int
    level: str
    code: str
    rank: int
    amount_cny: float
    share: float
    project_count: int
    node_count: int
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def key(self) -> str:
        return f"{self.level}:{self.code}"


@dataclass(frozen=True)
class Band:
    """One band: where its edges leave the source and reach the target, in pixels."""

    step: int
    source: str
    target: str
    sector: str
    amount_cny: float
    picked_cny: float
    project_count: int
    source_top: float
    source_bottom: float
    target_top: float
    target_bottom: float


@dataclass(frozen=True)
class FlowLayout:
    """All nodes and bands, and the height they need in pixels."""

    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    height: float


def _ends(rows: list[Any]) -> list[tuple[int, str, str, int, float, float, int, int]]:
    """One entry a node, as the first fields of ``Node``, in the order in which nodes stand."""
    parts = ("_level", "", "_rank", "_cny", "_share", "_count", "_nodes")
    ends = {}
    for row in rows:
        for end, position in (("source", row.step), ("target", row.step + 1)):
            level, code, rank, amount_cny, share, count, nodes = (
                getattr(row, f"{end}{part}") for part in parts
            )
            ends[position, code] = (position, level, code, rank, float(amount_cny), share, count, nodes)
    return sorted(ends.values(), key=lambda end: (end[0], end[3], end[2]))


def _placed_nodes(rows: list[Any], height: float) -> tuple[tuple[Node, ...], float, float]:
    """Nodes at their places, the pixels for one yuan, and the height needed."""
    columns = [list(column) for _, column in groupby(_ends(rows), key=lambda end: end[0])]
    most = max(len(column) for column in columns)
    scale = max(height - _GAP_PX * (most - 1), 1.0) / float(rows[0].total_cny)
    slots = [[max(end[4] * scale, _SLOT_PX) for end in column] for column in columns]
    heights = [sum(column) + _GAP_PX * (len(column) - 1) for column in slots]
    nodes: list[Node] = []
    for column, column_slots, column_height in zip(columns, slots, heights, strict=True):
        top = (max(heights) - column_height) / 2
        for end, slot in zip(column, column_slots, strict=True):
            inset = (slot - end[4] * scale) / 2
            nodes.append(Node(*end, top + inset, top + slot - inset))
            top += slot + _GAP_PX
    return tuple(nodes), scale, max(heights)


def _stacked(
    rows: list[Any], tops: dict[tuple[int, str], float], end: str, scale: float
) -> dict[int, tuple[float, float]]:
    """Where each band touches its node, stacked from the node's top in the order of the rows."""
    edges = {}
    for row in rows:
        node = (row.step, row.source) if end == "source" else (row.step + 1, row.target)
        top = tops[node]
        tops[node] = top + float(row.amount_cny or 0) * scale
        edges[id(row)] = (top, tops[node])
    return edges


def lay_out(rows: list[Any], height: float) -> FlowLayout:
    """Places for the rows of ``flows/flow``, in about ``height`` pixels (more if labels need it).

    A band without an amount is kept back: it is not drawn, and its nodes have room that no band fills.
    """
    nodes, scale, needed = _placed_nodes(rows, height)
    tops = {(node.position, node.code): node.top for node in nodes}

    def by_source(row: Any) -> tuple[Any, ...]:
        return row.step, row.source_rank, row.source, row.target_rank, row.target, row.sector_rank

    def by_target(row: Any) -> tuple[Any, ...]:
        return row.step, row.target_rank, row.target, row.source_rank, row.source, row.sector_rank

    ordered = sorted(rows, key=by_source)
    leaving = _stacked(ordered, dict(tops), "source", scale)
    arriving = _stacked(sorted(rows, key=by_target), dict(tops), "target", scale)
    bands = tuple(
        Band(
            step=row.step,
            source=row.source,
            target=row.target,
            sector=row.sector,
            amount_cny=float(row.amount_cny),
            picked_cny=float(row.picked_cny),
            project_count=row.project_count,
            source_top=leaving[id(row)][0],
            source_bottom=leaving[id(row)][1],
            target_top=arriving[id(row)][0],
            target_bottom=arriving[id(row)][1],
        )
        for row in ordered
        if row.amount_cny is not None
    )
    return FlowLayout(nodes, bands, needed)


def outline(
    left: float, right: float, source: tuple[float, float], target: tuple[float, float]
) -> tuple[list[float], list[float]]:
    """The closed outline of a band as x and y lists: smooth, level at both ends (smoothstep 3t² - 2t³)."""
    steps = [index / (_CURVE_POINTS - 1) for index in range(_CURVE_POINTS)]
    ease = [step * step * (3 - 2 * step) for step in steps]
    xs = [round(left + (right - left) * step, 4) for step in steps]
    tops = [round(source[0] + (target[0] - source[0]) * part, 2) for part in ease]
    bottoms = [round(source[1] + (target[1] - source[1]) * part, 2) for part in ease]
    return xs + xs[::-1], tops + bottoms[::-1]
