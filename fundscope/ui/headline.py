"""The headline numbers, each beside its published figure, and the sentence that sums them up."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from fundscope import words
from fundscope.figures import PublishedFigure
from fundscope.figures.context import rows_of
from fundscope.ui.html_table import link
from fundscope.ui.scene import Scene
from fundscope.ui.sentence import as_html
from fundscope.ui.state import query_of

# A card: its name, the total it shows large, and the one it shows beside it.
_CARDS = (
    ("size", "size_cny", "fund_count"),
    ("decided", "decided_cny", "decided_count"),
    ("paid", "paid_cny", "paid_count"),
    ("attracted", "attracted_count", None),
    ("enterprises", "enterprise_count", None),
)


def totals(scene: Scene) -> Any:
    """The one row of ``headline/totals`` in the page's view."""
    params = scene.view.filter_params()
    return scene.once("totals", lambda: rows_of(scene.release.run("headline/totals", **params))[0])


def overview_answer(scene: Scene) -> str:
    """What the policymaker should know after one sentence."""
    row, context = totals(scene), scene.context
    return context.text(
        "page.overview.answer",
        size=context.money(row.size_cny),
        funds=context.plural("count.fund", row.fund_count),
        decided=context.money(row.decided_cny),
        projects=context.plural("count.project", row.decided_count),
        paid=context.money(row.paid_cny),
        share=context.share(row.decided_share),
    )


def headline_numbers(scene: Scene) -> None:
    """A row of cards: the total, its published figure, the difference, the source."""
    st.html(scene.once("headline", lambda: _cards(scene)))


def _cards(scene: Scene) -> str:
    row = totals(scene)
    cards = "".join(_card(scene, row, *card) for card in _CARDS)
    return f"<div class='fs-cards'>{cards}</div>"


def _value(scene: Scene, total: str, value: Any, digits: int = 3) -> str:
    return scene.context.money(value, digits) if total.endswith("_cny") else scene.context.number(value)


def _card(scene: Scene, row: Any, name: str, total: str, count: str | None) -> str:
    beside = scene.context.plural(f"card.{count}", getattr(row, count)) if count else ""
    lines = [
        f"<div class='fs-label'>{escape(scene.text(f'card.{name}'))}</div>",
        f"<div class='fs-value'>{escape(_value(scene, total, getattr(row, total)))}"
        f"<span class='fs-beside'>{as_html(beside)}</span></div>",
    ]
    if figure := scene.context.control(total):
        of_all = scene.view.is_filtered and total != "enterprise_count"
        lines.append(beside_published(scene, figure, of_all=of_all))
    return f"<div class='fs-card'>{''.join(lines)}</div>"


def beside_published(
    scene: Scene, figure: PublishedFigure, *, of_all: bool = False, dated: bool = False
) -> str:
    """What was published, how far the records are from it, and a link to where, as HTML.

    The figure is ``of_all`` records where the number it stands beside is of some; it is ``dated`` where
    that number reaches beyond its day, and then says what it counts.
    """
    context = scene.context
    said = _value(scene, figure.controls, figure.value, digits=5)
    if dated and figure.controls in ("decided_count", "paid_count"):
        said = context.plural("count.project", int(figure.value))
    said = context.text(f"qualifier.{figure.qualifier}", value=said)
    if dated:
        said = context.text("published.by", value=said, date=words.period(figure.as_of, context.lang))
    if of_all:
        agrees = context.text("published.of_all")
    elif figure.difference == 0 and dated:
        agrees = context.text("published.agrees_then")
    elif figure.difference == 0:
        agrees = context.text("published.agrees")
    else:
        difference = _value(scene, figure.controls, figure.difference, digits=5)
        agrees = context.text("published.differs", difference=difference)
    state = "agrees" if figure.difference == 0 else "differs"
    source = _source(scene, figure)
    status = "" if figure.status == "stated" else f" ({escape(context.text(f'status.{figure.status}'))})"
    return (
        f"<div class='fs-published'>{as_html(context.text('published.says', value=said))}{status}"
        f"<span class='fs-{state}'>{as_html(agrees)}</span>{source}</div>"
    )


def _source(scene: Scene, figure: PublishedFigure) -> str:
    """Where it was published; a source that has no address of its own is cited on the method page."""
    citation = scene.context.citation(figure)
    if figure.url:
        return link(citation, figure.url)
    query = urlencode(query_of(scene.view))
    return f"<a href='method?{escape(query, quote=True)}' target='_self'>{escape(citation)}</a>"
