"""The parts of the page of gaps beside its figures: the answer, and how each measure is made."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope.figures.context import rows_of
from fundscope.figures.view import UNKNOWN_CODE
from fundscope.ui.html_table import link
from fundscope.ui.scene import Scene

_MEASURES = ("gap", "quotient", "hhi", "top")
# Where those were defined that are not our own.
_SOURCES = {
    "quotient": "https://www.bls.gov/help/def/lq.htm",
    "hhi": "https://www.jstor.org/stable/1818582",
}


def gaps_answer(scene: Scene) -> str:
    """The sector and the district most short of money, and the district with most beyond its share."""
    return scene.once("gaps-answer", lambda: _answer(scene))


def _answer(scene: Scene) -> str:
    sectors = [row for row in rows_of(scene.figure("gaps/by_sector").table) if row.sector != UNKNOWN_CODE]
    districts = [
        row for row in rows_of(scene.figure("gaps/by_district").table) if row.district != UNKNOWN_CODE
    ]
    if not sectors or not districts or not sectors[0].gap_cny < 0 or not districts[0].gap_cny < 0:
        return ""
    context = scene.context
    return scene.text(
        "page.gaps.answer",
        sector=context.name("sector", sectors[0].sector),
        sector_gap=context.money(-sectors[0].gap_cny),
        district=context.name("district", districts[0].district),
        district_gap=context.money(-districts[0].gap_cny),
        ample=context.name("district", districts[-1].district),
        ample_gap=context.money(districts[-1].gap_cny),
    )


def show_measures(scene: Scene) -> None:
    """The formula and the source of each measure of the page."""
    st.html(scene.once("gaps-measures", lambda: _measures(scene)))


def _measures(scene: Scene) -> str:
    terms = "".join(
        f"<dt>{escape(scene.text(f'gaps.measure.{name}.term'))}</dt>"
        f"<dd>{escape(scene.text(f'gaps.measure.{name}.words'))} {_source(scene, name)}</dd>"
        for name in _MEASURES
    )
    return (
        f"<section class='fs-figure'><h2>{escape(scene.text('gaps.measures'))}</h2></section>"
        f"<dl class='fs-terms'>{terms}</dl>"
    )


def _source(scene: Scene, name: str) -> str:
    """Where a measure was defined, as HTML; nothing for those that are our own."""
    if name not in _SOURCES:
        return ""
    source = link(scene.text(f"gaps.measure.{name}.source"), _SOURCES[name])
    return f"{escape(scene.text('gaps.measure.source'))} {source}"
