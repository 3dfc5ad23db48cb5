"""The page of the districts: its answer, the map with its ranked twin, and the card of a chosen district."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from fundscope.figures import MEASURES
from fundscope.figures.context import rows_of
from fundscope.figures.scope import rule_words
from fundscope.ui.card import show_card
from fundscope.ui.figure import show_figure
from fundscope.ui.html_table import html_table, link
from fundscope.ui.scene import Scene
from fundscope.ui.state import chooses, query_of, shows

_MAP = "districts/tile_map"
_QUOTIENT_SOURCE = "https://www.bls.gov/help/def/lq.htm"

# The columns of the twin: the measure by which each can be ranked, and the column of the answer.
_TWIN = (
    ("money", "amount_cny"),
    ("projects", "project_count"),
    ("enterprises", "enterprise_count"),
    ("rd", "rd_cny"),
    ("money_per_enterprise", "amount_per_enterprise_cny"),
)


def districts_answer(scene: Scene) -> str:
    """Who has the most money, who the most enterprises, and who the most money for each."""
    return scene.once("districts answer", lambda: _answer(scene))


def _answer(scene: Scene) -> str:
    leaders = {
        row.measure: row
        for row in rows_of(scene.release.run("districts/leaders", **_of_all_districts(scene)))
    }
    rule = rule_words(scene.context)
    if "money" not in leaders or "money_per_enterprise" not in leaders:
        return scene.text("page.districts.answer_none", rule=rule)
    name = {key: scene.context.name("district", row.district, short=True) for key, row in leaders.items()}
    is_same = leaders["money"].district == leaders["enterprises"].district
    return scene.text(
        "page.districts.answer_same" if is_same else "page.districts.answer",
        rule=rule,
        money_district=name["money"],
        money_share=scene.context.share(leaders["money"].shown_share),
        enterprises_district=name["enterprises"],
        enterprises_share=scene.context.share(leaders["enterprises"].shown_share),
        per_district=name["money_per_enterprise"],
        per_value=scene.context.money(leaders["money_per_enterprise"].shown_value),
    )


def _of_all_districts(scene: Scene) -> dict[str, Any]:
    """The filters that districts can be compared under: all but that of the district."""
    return scene.view.filter_params() | {"district": None, "rule": scene.view.rule}


def show_map(scene: Scene) -> None:
    """The map by the measure that is chosen, and beside it the same numbers, ranked."""
    left, right = st.columns([6, 7], gap="large")
    with left:
        show_figure(scene, _MAP, narrows=True, choice=lambda: _choose_measure(scene))
    with right, st.container(key="figure-districts-ranked"):
        st.html(scene.once("districts ranked", lambda: _ranked(scene)))


def _choose_measure(scene: Scene) -> None:
    shows("measure", scene.view.measure)
    st.segmented_control(
        scene.text("choice.measure"),
        MEASURES,
        format_func=lambda measure: scene.text(f"choice.measure.{measure}"),
        required=True,
        label_visibility="collapsed",
        **chooses("measure"),
    )


def _ranked(scene: Scene) -> str:
    """The twin of the map: every district with every measure, by the one that is chosen; last the city."""
    rows = rows_of(scene.figure(_MAP).table)
    city = rows_of(scene.release.run("districts/city", **_of_all_districts(scene)))[0]
    whole = (_written(city, column, scene, measure) for measure, column in _TWIN)
    titles = [scene.text("districts.rank"), scene.text("level.district")]
    titles += [scene.text(f"choice.measure.{measure}") for measure, _ in _TWIN]
    title, hint = scene.text("districts.table"), scene.text("districts.table_hint")
    body = [_ranked_cells(row, scene) for row in rows]
    body.append(("", f"<b>{escape(scene.text('districts.whole'))}</b>", *whole))
    table = html_table(title, titles, body, numeric=(0, *range(2, 2 + len(_TWIN))))
    head = f"<h2>{escape(title)}</h2><p class='fs-sub'>{escape(hint)}</p>"
    return f"<section class='fs-figure'>{head}</section>{table}"


def _ranked_cells(row: Any, scene: Scene) -> tuple[str, ...]:
    name = escape(scene.context.name("district", row.district, short=True))
    there = urlencode(query_of(_toggled(scene, row.district)))
    mark = " aria-current='true'" if row.district in scene.view.district else ""
    return (
        "" if row.shown_rank is None else str(row.shown_rank),
        f"<a href='districts?{escape(there, quote=True)}' target='_self'{mark}>{name}</a>",
        *(_written(row, column, scene, measure) for measure, column in _TWIN),
    )


def _toggled(scene: Scene, district: str) -> Any:
    """The view narrowed to a district; let go of it where it is the one that is chosen."""
    chosen = () if scene.view.district == (district,) else (district,)
    return replace(scene.view, district=chosen, pick="")


def _written(row: Any, column: str, scene: Scene, measure: str) -> str:
    value = getattr(row, column)
    written = escape(scene.context.money(value) if column.endswith("_cny") else scene.context.number(value))
    return f"<b>{written}</b>" if measure == scene.view.measure else written


def show_district_card(scene: Scene) -> None:
    """What is known of the one district that is chosen, and the way to its enterprises and projects."""
    chosen = scene.view.district
    if len(chosen) != 1:
        return
    rows = rows_of(scene.figure(_MAP).table)
    row = next((row for row in rows if row.district == chosen[0]), None)
    if row is None:
        return
    rule = rule_words(scene.context)

    def titled(measure: str) -> str:
        named = scene.text(f"measure.{measure}", rule=rule)
        return named[:1].upper() + named[1:]

    pairs = [
        (
            titled(measure),
            scene.context.money(getattr(row, column))
            if column.endswith("_cny")
            else scene.context.number(getattr(row, column)),
        )
        for measure, column in _TWIN
    ]
    show_card(scene.context.name("district", row.district), pairs, key="card-district")
    if note := getattr(row, f"note_{scene.view.lang}"):
        st.html(f"<p class='fs-note'>{escape(note)}</p>")
    there = escape(urlencode(query_of(scene.view)), quote=True)
    links = [
        f"<a href='{page}?{there}' target='_self'>{escape(scene.text(f'card.district_{page}'))}</a>"
        for page in ("enterprises", "projects")
    ]
    st.html(f"<p class='fs-sub'>{' · '.join(links)}</p>")


def show_comparisons(scene: Scene) -> None:
    """Money per enterprise, and where each sector is at home."""
    left, right = st.columns([5, 7], gap="large")
    with left:
        show_figure(scene, "districts/money_per_enterprise", narrows=True)
    with right:
        show_figure(scene, "districts/location_quotient")
        source = link(scene.text("districts.quotient_source"), _QUOTIENT_SOURCE)
        st.html(f"<p class='fs-note'>{source}</p>")
