"""All enterprises: searched, sorted, paged, and the card of the one that is picked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from fundscope import words
from fundscope.engine import query
from fundscope.figures import SORTINGS
from fundscope.figures.context import rows_of
from fundscope.ui.card import origin, pairs_of, show_card
from fundscope.ui.explain import explain
from fundscope.ui.frame import sample_mark
from fundscope.ui.html_table import show_html_table
from fundscope.ui.origin_cells import show_cells
from fundscope.ui.paged import PAGE_ROWS, amounts_in, in_arrow_types, show_page, shown_page
from fundscope.ui.project_list import search_field, searched
from fundscope.ui.scene import Scene
from fundscope.ui.sentence import as_html
from fundscope.ui.state import chooses, go_to, query_of, shows, view_in_url

_KEY = "enterprises"


def _asked(scene: Scene) -> dict[str, Any]:
    """Filters and search as the queries take them."""
    return scene.view.enterprise_params() | searched(scene.view)


def show_enterprise_list(scene: Scene) -> None:
    """The enterprises that match filters and search, a page at a time; a click on one opens its card."""
    # What the pages are of: anything else begins at its first page.
    of = scene.view.as_text()
    page = shown_page(_KEY, of)
    params = _asked(scene) | {"sort": _order(scene), "page_rows": PAGE_ROWS, "page": page}
    part = scene.once(f"enterprises of page {page}", lambda: _read_page(scene, params))
    st.html(part.head)
    left, right = st.columns([3, 1])
    with left:
        search_field(scene, _KEY)
    with right:
        _choose_order(scene)
    if not part.found_count:
        st.info(scene.text("search.nothing"))
        return

    def picked(place: int) -> None:
        view, _ = view_in_url()
        go_to(replace(view, pick=f"enterprise:{part.ids[place]}"))

    show_page(scene, _KEY, part.listed, part.found_count, picked, alt=part.title, of=of)
    explain(scene, "enterprises/search", params, scene.text("enterprises.about"))


@dataclass(frozen=True)
class _Part:
    """A page of the list: the sentence on all that match, the head as HTML, and the rows of the page."""

    found_count: int
    title: str
    head: str
    ids: list[str]
    listed: pd.DataFrame


def _read_page(scene: Scene, params: dict[str, Any]) -> _Part:
    rows = rows_of(scene.release.run("enterprises/search", **params))
    found_count, decided_cny, paid_cny = (
        (rows[0].found_count, rows[0].found_decided_cny, rows[0].found_paid_cny) if rows else (0, 0, 0)
    )
    title = scene.text(
        "enterprises.found" if decided_cny else "enterprises.found_unfunded",
        enterprises=scene.context.plural("count.enterprise", found_count),
        decided=scene.context.money(decided_cny),
        paid=scene.context.money(paid_cny),
    )
    about = f"<p class='fs-sub'>{escape(scene.text('enterprises.about'))} {sample_mark(scene)}</p>"
    said = f"<h2>{as_html(title)}</h2>{about}{amounts_in(scene)}"
    head = f"<section class='fs-figure'>{said}</section>"
    listed = in_arrow_types(pd.DataFrame([_listed(row, scene) for row in rows]))
    return _Part(found_count, title, head, [row.enterprise_id for row in rows], listed)


def _order(scene: Scene) -> str:
    """How the list is sorted: as chosen, or by what the funds decided."""
    return scene.view.sort if scene.view.sort in SORTINGS else SORTINGS[0]


def _choose_order(scene: Scene) -> None:
    shows("sort", _order(scene))
    st.selectbox(
        scene.text("choice.sort"),
        SORTINGS,
        format_func=lambda sort: scene.text(f"choice.sort.{sort}"),
        **chooses("sort"),
    )


def _listed(row: Any, scene: Scene) -> dict[str, Any]:
    context, text = scene.context, scene.text

    def amount(amount_cny: Any) -> float | None:
        if amount_cny is None:
            return None
        return round(context.amount(amount_cny) / (1e6 if scene.view.lang == "en" else 1e4), 1)

    name = row.name_zh if scene.view.lang == "zh" else row.name_en or row.name_zh
    return {
        text("column.enterprise"): name,
        text("column.decided_cny"): amount(row.decided_cny),
        text("column.paid_cny"): amount(row.paid_cny),
        text("level.sector"): context.name("sector", row.sector, short=True),
        text("level.district"): context.name("district", row.district, short=True),
        text("level.tech_field"): context.name("tech_field", row.tech_field),
        text("column.founded_on"): row.founded_on,
        text("column.employee_count"): row.employee_count,
        text("column.revenue_cny"): amount(row.revenue_cny),
        text("column.rd_cny"): amount(row.rd_cny),
        text("column.uscc"): row.uscc,
        text("column.enterprise_id"): row.enterprise_id,
    }


def show_enterprise_card(scene: Scene) -> None:
    """The enterprise that is picked: what is known of it, the money it received, where each was read."""
    kind, _, enterprise_id = scene.view.pick.partition(":")
    if kind != "enterprise":
        return
    rows = rows_of(scene.release.run("enterprises/card", enterprise_id=enterprise_id))
    if not rows:
        st.warning(scene.text("url.fault", parameter="pick", value=scene.view.pick))
        return
    row, lang = rows[0], scene.view.lang
    left_out = ("name_zh", "name_en", "upload", "sheet", "row")
    fields = query("enterprises/card").columns
    pairs = [*pairs_of(row, fields, scene.context, left_out), origin(row, scene)]
    name = row.name_zh if lang == "zh" else row.name_en
    with st.container(key="card-enterprise"):
        show_card(scene.text("card.enterprise", name=name), pairs, key="enterprise-known")
        show_cells(scene, "enterprises", row, fields)
        _show_money(scene, enterprise_id)
        st.button(scene.text("card.close"), key="close-enterprise", on_click=_close, type="tertiary")


def _close() -> None:
    view, _ = view_in_url()
    go_to(replace(view, pick=""))


def _show_money(scene: Scene, enterprise_id: str) -> None:
    """Each decision on the enterprise with what was paid, and the cell row it came from."""
    rows = rows_of(scene.release.run("enterprises/projects", enterprise_id=enterprise_id))
    title = scene.text("card.enterprise_projects")
    st.html(f"<h3 class='fs-step'>{escape(title)}</h3>")
    if not rows:
        st.html(f"<p class='fs-sub'>{escape(scene.text('card.enterprise_no_projects'))}</p>")
        return
    context, lang = scene.context, scene.view.lang
    columns = ("project_id", "fund_id", "round", "decided_on", "decided_cny", "paid_on", "paid_cny")

    def cells(row: Any) -> tuple[str, ...]:
        there = urlencode(query_of(replace(scene.view, pick=f"project:{row.project_id}")))
        return (
            f"<a href='projects?{escape(there, quote=True)}' target='_self'>{escape(row.project_id)}</a>",
            escape(context.name("fund", row.fund_id, short=True)),
            escape(context.name("round", row.round or "unknown")),
            words.day(row.decided_on, lang) if row.decided_on else words.UNKNOWN[lang],
            escape(context.money(row.decided_cny, digits=5)),
            words.day(row.paid_on, lang) if row.paid_on else "–",
            escape("–" if row.paid_cny is None else context.money(row.paid_cny, digits=5)),
            escape(origin(row, scene)[1]),
        )

    titles = [scene.text(f"column.{column}") for column in columns]
    show_html_table(
        title, [*titles, scene.text("column.origin")], [cells(row) for row in rows], numeric=(4, 6)
    )
