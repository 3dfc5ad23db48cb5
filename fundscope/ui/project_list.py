"""All projects: searched, paged, and the card of the one that is picked."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope.engine import query
from fundscope.figures.context import rows_of
from fundscope.ui.card import origin, pairs_of, show_card
from fundscope.ui.paged import PAGE_ROWS, back_to_first, in_arrow_types, show_page, shown_page
from fundscope.ui.scene import Scene
from fundscope.ui.state import chooses, go_to, shows, view_in_url

_KEY = "projects"


def search_field(scene: Scene, key: str) -> None:
    """A field to search in; what is searched for stands in the URL."""
    shows("search", scene.view.search)
    bound = chooses("search", lambda text: text.strip())
    changed = bound.pop("on_change")

    def searched() -> None:
        back_to_first(key)
        changed()

    st.text_input(
        scene.text(f"search.{key}"),
        placeholder=scene.text(f"search.{key}_hint"),
        on_change=searched,
        icon=":material/search:",
        **bound,
    )


def show_project_list(scene: Scene) -> None:
    """The projects that match filters and search, largest first; a click on one opens its card."""
    page = shown_page(_KEY)
    rows, listed = scene.once(f"projects on page {page}", lambda: _page_of(scene, page))
    search_field(scene, _KEY)
    if not rows:
        st.info(scene.text("search.nothing"))
        return
    found, total = rows[0].found_count, scene.context.money(rows[0].found_cny)
    title = scene.text("projects.found", projects=scene.context.plural("count.project", found), total=total)
    st.html(f"<section class='fs-figure'><h2>{escape(title)}</h2></section>")

    def picked(place: int) -> None:
        view, _ = view_in_url()
        go_to(replace(view, pick=f"project:{rows[place].project_id}"))

    show_page(scene, _KEY, listed, found, picked)


def _page_of(scene: Scene, page: int) -> tuple[list[Any], pd.DataFrame]:
    """The projects on one page, as they are and as they are shown."""
    answer = scene.release.run(
        "projects/search",
        rule=scene.view.rule,
        search=scene.view.search,
        page_rows=PAGE_ROWS,
        page=page,
        **scene.view.filter_params(),
    )
    rows = rows_of(answer)
    return rows, in_arrow_types(pd.DataFrame([_listed(row, scene) for row in rows]))


def _listed(row: Any, scene: Scene) -> dict[str, Any]:
    context, text = scene.context, scene.text
    unit = text(f"unit.table.{scene.view.currency}")

    def titled(column: str) -> str:
        return text("column.in_unit", column=text(f"column.{column}"), unit=unit)

    def amount(amount_cny: Any) -> float | None:
        if amount_cny is None:
            return None
        return context.amount(amount_cny) / (1e6 if scene.view.lang == "en" else 1e4)

    return {
        text("column.project_id"): row.project_id,
        text("column.enterprise"): getattr(row, f"enterprise_{scene.view.lang}"),
        text("level.fund"): context.name("fund", row.fund_id, short=True),
        text("level.sector"): context.name("sector", row.sector, short=True),
        text("level.district"): context.name("district", row.district, short=True),
        text("level.round"): context.name("round", row.round),
        text("column.decided_on"): row.decided_on,
        titled("decided_cny"): amount(row.decided_cny),
        text("column.paid_on"): row.paid_on,
        titled("paid_cny"): amount(row.paid_cny),
        titled("round_total_cny"): amount(row.round_total_cny),
    }


def show_project_card(scene: Scene) -> None:
    """The project that is picked, with its enterprise and the place where each value was read."""
    kind, _, project_id = scene.view.pick.partition(":")
    if kind != "project":
        return
    rows = rows_of(scene.release.run("projects/card", project_id=project_id))
    if not rows:
        st.warning(scene.text("url.fault", parameter="pick", value=scene.view.pick))
        return
    row, fields = rows[0], query("projects/card").columns
    other = "zh" if scene.view.lang == "en" else "en"
    left_out = (f"enterprise_{other}", "upload", "sheet", "row")
    pairs = [*pairs_of(row, fields, scene.context, left_out), origin(row, scene)]
    show_card(scene.text("card.project", project=project_id), pairs, key="card-project")
