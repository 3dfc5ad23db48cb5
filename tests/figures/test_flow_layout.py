"""Where the nodes and bands of a flow stand."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fundscope.figures.context import rows_of
from fundscope.figures.flow_layout import FlowLayout, lay_out, outline
from tests.handmade import CITY, release_of

LABEL_PX = 17.0

# Each example asks the query anew.
FEW = settings(max_examples=25)


def layout_of(amounts: dict[tuple[str, str], int], height: float = 400) -> FlowLayout:
    """The layout of projects worth these millions, by sector and district, two levels."""
    projects = [
        {
            "project_id": f"P{place}",
            "fund_id": "F01",
            "sector": sector,
            "district": district,
            "decided_cny": amount,
        }
        for place, ((sector, district), amount) in enumerate(amounts.items())
    ]
    release = release_of(**CITY | {"projects": projects})
    table = release.run("flows/flow", rule="decided", level_1="sector", level_2="district", small_share=0)
    return lay_out(rows_of(table), height)


amounts = st.dictionaries(
    st.tuples(st.sampled_from(["ai", "health", "robotics"]), st.sampled_from(["110105", "110108"])),
    st.integers(1, 10**9),
    min_size=1,
)


@FEW
@given(amounts)
def test_heights_are_money_at_one_scale(amounts: dict[tuple[str, str], int]) -> None:
    """A node's height and a band's width are the same share of the whole everywhere."""
    layout = layout_of(amounts)
    first = layout.nodes[0]
    scale = (first.bottom - first.top) / first.amount_cny

    nodes = [node.bottom - node.top for node in layout.nodes]
    leaving = [band.source_bottom - band.source_top for band in layout.bands]
    arriving = [band.target_bottom - band.target_top for band in layout.bands]

    assert nodes == pytest.approx([node.amount_cny * scale for node in layout.nodes], abs=1e-6)
    assert leaving == pytest.approx([band.amount_cny * scale for band in layout.bands], abs=1e-6)
    assert arriving == pytest.approx(leaving, abs=1e-6)


@FEW
@given(amounts)
def test_labels_never_overlap_and_nothing_leaves_the_drawing(amounts: dict[tuple[str, str], int]) -> None:
    """The middles of two neighbours are at least a label apart."""
    layout = layout_of(amounts)
    columns = [[node for node in layout.nodes if node.position == position] for position in (1, 2)]
    apart = [below.middle - above.middle for column in columns for above, below in itertools.pairwise(column)]

    assert all(distance >= LABEL_PX for distance in apart)
    assert all(-1e-6 <= node.top <= node.bottom <= layout.height + 1e-6 for node in layout.nodes)


@FEW
@given(amounts)
def test_bands_fill_their_nodes_from_top_to_bottom(amounts: dict[tuple[str, str], int]) -> None:
    """What leaves a node and what arrives there lies edge to edge, without gap or overlap."""
    layout = layout_of(amounts)
    edges = defaultdict(list)
    for band in layout.bands:
        edges[band.step, band.source].append((band.source_top, band.source_bottom))
        edges[band.step + 1, band.target].append((band.target_top, band.target_bottom))

    for node in layout.nodes:
        tops, bottoms = zip(*sorted(edges[node.position, node.code]), strict=True)
        assert tops == pytest.approx((node.top, *bottoms[:-1]), abs=1e-6)
        assert bottoms[-1] == pytest.approx(node.bottom, abs=1e-6)


def test_a_band_is_a_closed_smooth_outline() -> None:
    """It leaves level with its source, arrives level with its target, and comes back underneath."""
    xs, ys = outline(0.0, 1.0, (10.0, 20.0), (30.0, 40.0))
    half = len(xs) // 2

    assert (xs[0], ys[0]) == (0.0, 10.0)
    assert (xs[half - 1], ys[half - 1]) == (1.0, 30.0)
    assert (xs[half], ys[half]) == (1.0, 40.0)
    assert (xs[-1], ys[-1]) == (0.0, 20.0)
    assert ys[:half] == sorted(ys[:half])
