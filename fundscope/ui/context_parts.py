"""The parts of the context page: timeline, forum, city."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope import words
from fundscope.ui.facts import facts, show_facts, source, written_value
from fundscope.ui.scene import Scene
from fundscope.ui.sentence import as_html

# What happened, by the published figure that tells it; its date is that of the event.
_TIMELINE = (
    ("2023-12", "batch_1_size_cny"),
    ("2024-02-29", "fund_ai_decided_cny_2024_02_29"),
    ("2024-06", "batch_2_size_cny"),
    ("2024-12", "funds_decided_cny"),
    ("2024-12", "funds_paid_cny"),
    ("2025-03-27", "forum_2025_dates"),
)


_FORUM = (
    "forum_2025_event_count",
    "forum_2025_guest_count",
    "forum_2025_country_count",
    "forum_2025_session_count",
    "forum_2025_robot_count",
    "forum_2025_robot_supplier_count",
    "forum_2025_trade_event_count",
    "forum_2025_trade_institution_count",
    "forum_2025_trade_country_count",
)


def context_answer(scene: Scene) -> str:
    """The one sentence about the city: what it last published to spend on research, if it did."""
    spent = facts(scene, "rd_intensity")
    return scene.text("page.context.answer", rd=written_value(spent[-1], scene)) if spent else ""


def _heading(scene: Scene, name: str) -> None:
    title, about = scene.text(f"context.{name}.title"), scene.text(f"context.{name}.about")
    st.html(
        f"<section class='fs-figure'><h2>{escape(title)}</h2><p class='fs-sub'>{escape(about)}</p></section>"
    )


def show_timeline(scene: Scene) -> None:
    """The funds from their setting up to the forum, each step with its source."""
    _heading(scene, "timeline")
    st.html(scene.once("timeline", lambda: _timeline(scene)))


def _timeline(scene: Scene) -> str:
    known = {fact.fact_id: fact for fact in facts(scene)}
    lang = scene.view.lang

    def told(fact_id: str) -> str:
        return as_html(scene.text(f"timeline.{fact_id}", value=written_value(known[fact_id], scene)))

    steps = "".join(
        f"<li><time datetime='{when}'>{escape(words.period(when, lang))}</time>"
        f"<div><b>{told(fact_id)}</b>"
        f"<div class='fs-quiet'>{source(known[fact_id], scene)}</div></div></li>"
        for when, fact_id in _TIMELINE
        if fact_id in known
    )
    return f"<ol class='fs-timeline'>{steps}</ol>"


def show_forum(scene: Scene) -> None:
    """The figures of the forum as cards: what was said there, how many came."""
    _heading(scene, "forum")
    st.html(scene.once("forum", lambda: _forum_cards(scene)))


def _forum_cards(scene: Scene) -> str:
    known = {fact.fact_id: fact for fact in facts(scene, "forum")}
    shown = [known[fact_id] for fact_id in _FORUM if fact_id in known]
    cards = "".join(
        f"<div class='fs-card'><div class='fs-value'>{escape(written_value(fact, scene))}</div>"
        f"<div class='fs-label'>{escape(scene.text(f'forum.{fact.fact_id}'))}</div></div>"
        for fact in shown
    )
    sources = " ".join(dict.fromkeys(source(fact, scene) for fact in shown))
    return f"<div class='fs-cards'>{cards}</div><p class='fs-note'>{sources}</p>"


def show_city(scene: Scene) -> None:
    """What else was published about the city, which no record here is part of."""
    _heading(scene, "city")
    show_facts(scene, scene.text("context.city.title"), "gdp", "rd_intensity", "zgc", "guidance_funds")
