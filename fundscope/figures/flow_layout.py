"""Where the nodes and bands of a flow stand. Geometry only: numbers in, coordinates out.

A column of nodes is a level. Heights are proportional to money, at one scale for the whole drawing, and
every node has a slot tall enough for its label, so labels never overlap. Inside a node, bands leave and
arrive in the order of the node at their other end, then of their sector, so that they cross little.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

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


def _node_rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a node, in the order in which they stand."""
    last_step = int(table["step"].max())
    ends = []
    for end, shift, steps in (("source", 0, None), ("target", 1, last_step)):
        rows = table if steps is None else table[table["step"] == steps]
        ends.append(
            pd.DataFrame(
                {
                    "position": rows["step"].astype(int) + shift,
                    "level": rows[f"{end}_level"],
                    "code": rows[end],
                    "rank": rows[f"{end}_rank"].astype(int),
                    "amount_cny": rows[f"{end}_cny"].astype(float),
                    "project_count": rows[f"{end}_count"].astype(int),
                    "node_count": rows[f"{end}_nodes"].astype(int),
                }
            )
        )
    return pd.concat(ends).drop_duplicates(["position", "code"]).sort_values(["position", "rank", "code"])


def _placed_nodes(rows: pd.DataFrame, height: float) -> tuple[tuple[Node, ...], float, float]:
    """Nodes at their places, the pixels for one yuan, and the height needed."""
    total = float(rows[rows["position"] == rows["position"].min()]["amount_cny"].sum())
    most = int(rows.groupby("position").size().max())
    scale = max(height - _GAP_PX * (most - 1), 1.0) / total if total else 0.0
    columns = []
    for _, column in rows.groupby("position"):
        slots = [max(amount * scale, _SLOT_PX) for amount in column["amount_cny"]]
        columns.append((column, slots, sum(slots) + _GAP_PX * (len(slots) - 1)))
    needed = max(column_height for _, _, column_height in columns)
    nodes: list[Node] = []
    for column, slots, column_height in columns:
        top = (needed - column_height) / 2
        for row, slot in zip(column.itertuples(index=False), slots, strict=True):
            inset = (slot - row.amount_cny * scale) / 2
            nodes.append(Node(*row, top=top + inset, bottom=top + slot - inset))
            top += slot + _GAP_PX
    return tuple(nodes), scale, needed


def lay_out(table: pd.DataFrame, height: float) -> FlowLayout:
    """Places for the answer of ``flows/flow``, in about ``height`` pixels (more if labels need it)."""
    nodes, scale, needed = _placed_nodes(_node_rows(table), height)
    at = {(node.position, node.code): node for node in nodes}
    leaving = {key: node.top for key, node in at.items()}
    arriving = dict(leaving)
    arrival: dict[int, tuple[float, float]] = {}
    by_target = table.sort_values(["step", "target_rank", "target", "source_rank", "source", "sector_rank"])
    for index, row in zip(by_target.index, by_target.itertuples(), strict=True):
        key = (int(row.step) + 1, row.target)
        top = arriving[key]
        arriving[key] = top + float(row.amount_cny) * scale
        arrival[index] = (top, arriving[key])
    bands = []
    by_source = table.sort_values(["step", "source_rank", "source", "target_rank", "target", "sector_rank"])
    for index, row in zip(by_source.index, by_source.itertuples(), strict=True):
        key = (int(row.step), row.source)
        top = leaving[key]
        leaving[key] = top + float(row.amount_cny) * scale
        bands.append(
            Band(
                step=int(row.step),
                source=row.source,
                target=row.target,
                sector=row.sector,
                amount_cny=float(row.amount_cny),
                picked_cny=float(row.picked_cny),
                project_count=int(row.project_count),
                source_top=top,
                source_bottom=leaving[key],
                target_top=arrival[index][0],
                target_bottom=arrival[index][1],
            )
        )
    return FlowLayout(nodes, tuple(bands), needed)


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
