"""The parts of the page of the funds: all side by side, or one of them."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from fundscope import words
from fundscope.figures import View
from fundscope.figures.context import rows_of
from fundscope.figures.funds_pace import assumed, signed
from fundscope.figures.scope import rule_words
from fundscope.ui.explain import explain
from fundscope.ui.facts import facts, show_facts
from fundscope.ui.frame import page_title, sample_mark
from fundscope.ui.funds_outlook import outlook_sentence
from fundscope.ui.headline import beside_published
from fundscope.ui.html_table import html_table
from fundscope.ui.scene import Scene
from fundscope.ui.sentence import as_html
from fundscope.ui.state import go_to, query_of, view_in_url

_MEASURES = "funds/measures"


def fund_shown(view: View) -> str:
    """The one fund that the filters leave; empty where they leave several."""
    return view.fund[0] if len(view.fund) == 1 else ""


def measures(scene: Scene) -> list[Any]:
    """The measures of the funds that the filters leave."""
    return scene.once(_MEASURES, lambda: rows_of(scene.release.run(_MEASURES, **_asked(scene))))


def _asked(scene: Scene) -> dict[str, Any]:
    """The parameters of the measures: what they are narrowed by, and the assumption they rest on."""
    filters = scene.view.filter_params()
    return {
        "rule": scene.view.rule,
        "fund": filters["fund"],
        "batch": filters["batch"],
        "horizon": assumed(scene.view)["horizon"],
    }


def funds_title(scene: Scene) -> bool:
    """The question, of all funds or of one, and its answer; False where no fund is left."""
    rows = measures(scene)
    if not rows:
        page_title(scene)
        st.info(scene.text("page.funds.nothing"))
        return False
    question, code = "", fund_shown(scene.view)
    if code:
        question = scene.text("page.funds.question_one", fund=scene.context.name_in_sentence("fund", code))
    page_title(scene, answer=outlook_sentence(scene), rests_on_records=True, question=question)
    return True


def choose_fund(scene: Scene) -> None:
    """A choice of one fund, or of all side by side."""
    key, codes = "funds-one", list(scene.context.labels["fund"])
    shown = fund_shown(scene.view)

    def changed() -> None:
        view, _ = view_in_url()
        code = st.session_state[key]
        go_to(replace(view, fund=(code,) if code else (), pick=""))

    st.session_state[key] = shown
    st.selectbox(
        scene.text("funds.choose"),
        ["", *codes, *([shown] if shown and shown not in codes else [])],
        format_func=lambda code: scene.context.name("fund", code) if code else scene.text("funds.choose_all"),
        width=480,
        key=key,
        on_change=changed,
    )


# What stands in the table: columns of the query under its group of measures.
_COLUMNS = (
    "size_cny",
    "decided_cny",
    "paid_cny",
    "open_cny",
    "project_count",
    "median_cny",
    "largest_cny",
    "five_largest_share",
    "age_count",
    "placed_share",
    "line_share",
    "monthly_12_cny",
    "monthly_needed_cny",
)
_TOTALS = {
    "size_cny": "total_size_cny",
    "decided_cny": "total_decided_cny",
    "paid_cny": "total_paid_cny",
    "open_cny": "total_open_cny",
    "project_count": "total_count",
}


def fund_table(scene: Scene) -> None:
    """Every measure of every fund, a row each and a row of totals; a name leads to the fund's own page."""
    with st.container(key="figure-funds-measures"):
        st.html(scene.once("fund-table", lambda: _table(scene)))
        explain(scene, _MEASURES, _asked(scene), _measured(scene))


def _measured(scene: Scene) -> str:
    """What the measures count, up to when."""
    day = measures(scene)[0].as_of_on
    return scene.text(
        "funds.table_sub",
        rule=rule_words(scene.context),
        month=words.month(day, scene.view.lang) if day else words.UNKNOWN[scene.view.lang],
    )


def _table(scene: Scene) -> str:
    rows = measures(scene)
    titles = [scene.text("level.fund"), *(scene.text(f"column.{column}") for column in _COLUMNS)]
    body = []
    for row in rows:
        cells = (_written(scene, column, getattr(row, column)) for column in _COLUMNS)
        body.append((_fund_link(scene, row.fund_id), *cells))
    if len(rows) > 1:
        sums = (_TOTALS.get(column) for column in _COLUMNS)
        total = [f"<b>{_written(scene, name, getattr(rows[0], name))}</b>" if name else "" for name in sums]
        body.append((f"<b>{escape(scene.text('funds.table_total'))}</b>", *total))
    head = (
        f"<section class='fs-figure'><h2>{escape(scene.text('funds.table'))}</h2>"
        f"<p class='fs-sub'>{escape(_measured(scene))} {sample_mark(scene)}</p></section>"
    )
    numeric = range(1, len(titles))
    table = html_table(scene.text("funds.table"), titles, body, numeric=tuple(numeric))
    return f"{head}<div class='fs-dense'>{table}</div>"


def _written(scene: Scene, column: str, value: Any) -> str:
    context = scene.context
    if value is None:
        return escape(words.UNKNOWN[scene.view.lang])
    if column.endswith("_cny"):
        return escape(context.money(value))
    return context.share(value) if column.endswith("_share") else context.number(value)


def _fund_link(scene: Scene, code: str) -> str:
    """The short name of a fund, leading to its own page in the same view."""
    address = urlencode(query_of(replace(scene.view, fund=(code,), pick="")))
    name = escape(scene.context.name("fund", code, short=True))
    return f"<a href='funds?{escape(address, quote=True)}' target='_self'>{name}</a>"


def fund_numbers(scene: Scene) -> None:
    """The headline numbers of one fund, and where they come from."""
    st.html(scene.once("fund-numbers", lambda: _cards(scene, measures(scene)[0])))
    explain(scene, _MEASURES, _asked(scene), _measured(scene))


def _cards(scene: Scene, row: Any) -> str:
    cards = "".join(
        f"<div class='fs-card'><div class='fs-label'>{escape(scene.text(key))}</div>"
        f"<div class='fs-value'>{escape(value)}<span class='fs-beside'>{as_html(beside)}</span></div>"
        f"{_published(scene, row.fund_id, key)}</div>"
        for key, value, beside in (*_money_cards(scene, row), *_pace_cards(scene, row))
    )
    return f"<div class='fs-cards fs-by-four'>{cards}</div>"


# Which totals a card of one fund can be held against.
_CONTROLS = {
    "card.size": ("size_cny",),
    "card.decided": ("decided_cny", "decided_count"),
    "card.paid": ("paid_cny", "paid_count"),
}


def _published(scene: Scene, code: str, key: str) -> str:
    """What has been published of this fund alone beside its card, or that nothing has."""
    if key not in _CONTROLS:
        return ""
    figures = [figure for total in _CONTROLS[key] if (figure := scene.context.control(total, code))]
    if not figures:
        return f"<div class='fs-published'>{escape(scene.text('published.none'))}</div>"
    return "".join(beside_published(scene, figure, dated=figure.controls != "size_cny") for figure in figures)


def fund_facts(scene: Scene) -> None:
    """All that has been published about the one fund, with status, note and source."""
    code = fund_shown(scene.view)
    if not any(fact.fund_id == code for fact in facts(scene)):
        return
    title = scene.text("funds.published")
    shown = st.expander(title, key="fund-facts", on_change="rerun")
    if shown.open:
        with shown:
            show_facts(scene, title, fund=code)


Card = tuple[str, str, str]


def _money_cards(scene: Scene, row: Any) -> tuple[Card, ...]:
    """The title, the number and what stands beside it: how much there is, and where it has gone."""
    context, text = scene.context, scene.text
    money, share = context.money, context.share
    decided = text("funds.card_share", share=share(row.decided_share))
    paid = text("funds.card_share", share=share(row.paid_share))
    largest = text("funds.card_largest", largest=money(row.largest_cny))
    return (
        ("card.size", money(row.size_cny), _batch_and_age(scene, row)),
        ("card.decided", money(row.decided_cny), decided),
        ("card.paid", money(row.paid_cny), paid),
        ("funds.card_open", money(row.open_cny), context.plural("count.project", row.project_count)),
        ("funds.card_cheques", money(row.median_cny), largest),
        ("funds.card_five", share(row.five_largest_share), ""),
    )


def _pace_cards(scene: Scene, row: Any) -> tuple[Card, ...]:
    """How fast it goes, beside how fast it would have to."""
    context, text = scene.context, scene.text
    money, share = context.money, context.share
    unknown = words.UNKNOWN[scene.view.lang]
    ahead = unknown if row.ahead_cny is None else signed(context, row.ahead_cny)
    line = text("funds.card_line", line=share(row.line_share), placed=share(row.placed_share))
    needed = unknown
    if row.monthly_needed_cny is not None:
        needed = text("value.monthly", money=money(row.monthly_needed_cny))
    paces = text("funds.card_paces", six=money(row.monthly_6_cny), twelve=money(row.monthly_12_cny))
    return ("funds.card_pace", ahead, line), ("funds.card_needed", needed, paces)


def _batch_and_age(scene: Scene, row: Any) -> str:
    parts = []
    if row.batch is not None:
        parts.append(scene.text("funds.card_batch", batch=row.batch))
    if row.established is not None and row.age_count is not None:
        months = scene.context.plural("count.month", row.age_count)
        month = words.month(row.established, scene.view.lang)
        parts.append(scene.text("funds.card_age", months=months, month=month))
    return scene.text("subtitle.separator").join(parts)
