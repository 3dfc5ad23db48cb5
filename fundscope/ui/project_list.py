"""Projects to read one by one: searched, sorted, paged, explained, and all their rows to take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope import words
from fundscope.engine import query
from fundscope.figures import View, side_text
from fundscope.figures.context import rows_of
from fundscope.ui.card import origin, pairs_of, show_card
from fundscope.ui.download import download_rows
from fundscope.ui.origin_cells import show_cells
from fundscope.ui.paged import PAGE_ROWS, amounts_in, in_arrow_types, show_page, shown_page
from fundscope.ui.scene import Scene
from fundscope.ui.sentence import as_html
from fundscope.ui.state import chooses, go_to, shows, view_in_url

# What the list can be sorted by; "" is the amount counted, largest first.
SORTS = (
    "", "decided_on", "paid_on", "decided", "paid", "round_total", "round_multiple", "days_waiting",
    "project_id",
)  # fmt: skip

# The columns of the list that are explained under it, in their order.
_EXPLAINED = (
    "project_id", "enterprise", "fund", "sector", "district", "round", "decided_on", "decided_cny", "paid_on",
    "paid_cny", "days_waiting", "round_total_cny", "round_multiple",
)  # fmt: skip


def search_field(scene: Scene, key: str) -> None:
    """A field to search in; what is searched for stands in the URL."""
    shows("search", scene.view.search)
    st.text_input(
        scene.text(f"search.{key}"),
        placeholder=scene.text(f"search.{key}_hint"),
        icon=":material/search:",
        **chooses("search", lambda text: text.strip()),
    )


def searched(view: View) -> dict[str, Any]:
    """What is searched for, as the queries take it."""
    return {"search": view.search, "pinyin": words.pinyin_pattern(view.search)}


def _choose_sort(scene: Scene) -> None:
    shows("sort", scene.view.sort if scene.view.sort in SORTS else "")
    st.selectbox(
        scene.text("projects.sort"),
        SORTS,
        format_func=lambda sort: scene.text(f"projects.sort.{sort or 'amount'}"),
        **chooses("sort"),
    )


def show_project_list(scene: Scene) -> None:
    """The projects that match filters and search; a click on one opens its card."""
    left, right = st.columns([3, 1])
    with left:
        search_field(scene, "projects")
    with right:
        _choose_sort(scene)
    list_projects(
        scene,
        scene.view,
        key="projects",
        title=lambda projects, total: scene.text("projects.found", projects=projects, total=total),
        nothing=scene.text("search.nothing"),
        about=[scene.text("projects.about")],
        opens_card=True,
    )


def list_projects(
    scene: Scene,
    view: View,
    *,
    key: str,
    title: Callable[[str, str], str],
    nothing: str,
    about: list[str],
    opens_card: bool = False,
    all_rows: Callable[[], pd.DataFrame] | None = None,
) -> None:
    """A page of the projects of a view, the way to the others, what the columns mean, and the download.

    ``title`` is made of the number of projects and their money; ``nothing`` is said where there are none;
    ``all_rows`` is what is taken away, where that is not the list itself.
    """
    asked = view.filter_params() | searched(view) | {"rule": view.rule, "sort": view.sort}
    of = side_text(view) + view.search + view.sort
    page = shown_page(key, of)
    titles = {column: _title(column, scene) for column in _EXPLAINED}

    def read_page() -> tuple[list[Any], pd.DataFrame]:
        rows = rows_of(scene.release.run("projects/search", page_rows=PAGE_ROWS, page=page, **asked))
        return rows, in_arrow_types(pd.DataFrame([_listed(row, scene, titles) for row in rows]))

    rows, listed = scene.once(f"{key} on page {page} of {of}", read_page)
    found = rows[0].found_count if rows else 0
    total = scene.context.money(rows[0].found_cny if rows else 0)
    said = title(scene.context.plural("count.project", found), total)
    unit = amounts_in(scene) if rows else ""
    st.html(f"<section class='fs-figure'><h2>{as_html(said)}</h2>{unit}</section>")
    if not rows:
        st.info(nothing)
        return

    def picked(place: int) -> None:
        shown, _ = view_in_url()
        go_to(replace(shown, pick=f"project:{rows[place].project_id}"))

    show_page(
        scene,
        key,
        listed,
        found,
        picked if opens_card else None,
        about={titles[column]: scene.text(f"column.{column}.about") for column in _EXPLAINED},
        alt=said,
        of=of,
    )
    _explain_columns(scene, key, titles)

    def found_rows() -> pd.DataFrame:
        answer = scene.release.run("projects/search", page_rows=found, page=0, **asked)
        return answer.drop(columns=["found_count", "found_cny"])

    file = f"projects-release-{scene.context.release_number}"
    download_rows(all_rows or found_rows, scene, file, [said, *about, scene.view.as_text()])


def _title(column: str, scene: Scene) -> str:
    if column in ("fund", "sector", "district", "round"):
        return scene.text(f"level.{column}")
    return scene.text(f"column.{column}")


def _listed(row: Any, scene: Scene, titles: dict[str, str]) -> dict[str, Any]:
    context = scene.context

    def amount(amount_cny: Any) -> float | None:
        """Millions in English, 万元 in Chinese, as a table of projects is read."""
        if amount_cny is None:
            return None
        return round(context.amount(amount_cny) / (1e6 if scene.view.lang == "en" else 1e4), 1)

    values = {
        "project_id": row.project_id,
        "enterprise": getattr(row, f"enterprise_{scene.view.lang}"),
        "fund": context.name("fund", row.fund_id, short=True),
        "sector": context.name("sector", row.sector, short=True),
        "district": context.name("district", row.district, short=True),
        "round": context.name("round", row.round),
        "decided_on": row.decided_on,
        "decided_cny": amount(row.decided_cny),
        "paid_on": row.paid_on,
        "paid_cny": amount(row.paid_cny),
        "days_waiting": row.days_waiting,
        "round_total_cny": amount(row.round_total_cny),
        "round_multiple": None if row.round_multiple is None else round(float(row.round_multiple), 2),
    }
    return {titles[column]: value for column, value in values.items()}


def _explain_columns(scene: Scene, key: str, titles: dict[str, str]) -> None:
    """What each column means, for those who cannot point at its head."""
    shown = st.expander(scene.text("projects.columns"), key=f"columns-{key}", on_change="rerun")
    if not shown.open:
        return
    terms = "".join(
        f"<dt>{escape(titles[column])}</dt><dd>{escape(scene.text(f'column.{column}.about'))}</dd>"
        for column in _EXPLAINED
    )
    with shown:
        st.html(f"<dl class='fs-terms'>{terms}</dl>")


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
    with st.container(key="project-card"):
        show_card(scene.text("card.project", project=project_id), pairs, key="card-project")
        show_cells(scene, "projects", row, fields)
        st.button(scene.text("card.close"), key="close-card", on_click=_closed, type="tertiary")


def _closed() -> None:
    view, _ = view_in_url()
    go_to(replace(view, pick=""))
