"""Published figures as they are printed: value, status, note and source."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

import streamlit as st

from fundscope import words
from fundscope.figures.context import rows_of
from fundscope.ui.html_table import html_table, linked
from fundscope.ui.scene import Scene


def facts(scene: Scene, *subjects: str) -> list[Any]:
    """The published figures about the subjects, all where none is named."""
    rows = scene.once("facts", lambda: rows_of(scene.release.run("published/facts")))
    return [row for row in rows if not subjects or row.subject in subjects]


def written_value(fact: Any, scene: Scene) -> str:
    """A published value with its qualifier, in the unit in which it was published."""
    if fact.value is None:
        return str(getattr(fact, f"value_text_{scene.view.lang}") or words.UNKNOWN[scene.view.lang])
    return scene.text(f"qualifier.{fact.qualifier}", value=_number(fact.value, fact.unit, scene))


def _number(value: Decimal, unit: str, scene: Scene) -> str:
    lang = scene.view.lang
    if unit == "cny":
        return words.money(value, lang, digits=5)
    if unit == "usd":
        return words.money(value, lang, "usd", Decimal(1), digits=5)
    if unit == "share":
        return words.share(value, lang, _decimals(value * 100))
    return words.number(value, lang, _decimals(value))


def _decimals(value: Decimal) -> int:
    """How many decimals the value was published with."""
    return max(0, -int(value.normalize().as_tuple().exponent))


def source(fact: Any, scene: Scene) -> str:
    """Publisher, title and date as HTML, leading to where it was published."""
    lang = scene.view.lang
    publisher = getattr(fact, f"publisher_{lang}") or ""
    when = words.period(fact.published_on, lang) if fact.published_on else ""
    parts = [escape(publisher), fact.title and _title(fact.title, scene), escape(when)]
    return linked(escape(scene.text("source.separator")).join(part for part in parts if part), fact.url)


def _title(title: str, scene: Scene) -> str:
    """A title stays in its own language, and says which: a screen reader changes its voice there."""
    lang = "en" if title.isascii() else "zh-CN"
    return f"<cite lang='{lang}'>{escape(scene.text('source.title', title=title))}</cite>"


def status(fact: Any, scene: Scene) -> str:
    """The status mark of a figure as HTML; nothing where its source simply states it."""
    if fact.status == "stated":
        return ""
    return f" <span class='fs-status'>{escape(scene.text(f'status.{fact.status}'))}</span>"


def show_facts(scene: Scene, caption: str, *subjects: str, fund: str = "") -> None:
    """A table of the published figures about the subjects, or about one fund: what, how much, when, where."""
    part = f"facts about {subjects} {fund}"
    st.html(scene.once(part, lambda: _facts_table(scene, caption, subjects, fund)))


def _shown(fact: Any, scene: Scene) -> str:
    """The value as HTML; words run on over several lines, which numbers must not."""
    written = escape(written_value(fact, scene))
    return written if fact.value is not None else f"<span class='fs-words'>{written}</span>"


def _facts_table(scene: Scene, caption: str, subjects: tuple[str, ...], fund: str) -> str:
    lang = scene.view.lang

    def cells(fact: Any) -> tuple[str, ...]:
        note = getattr(fact, f"note_{lang}")
        said = f"<div class='fs-quiet'>{escape(note)}</div>" if note else ""
        return (
            escape(getattr(fact, f"label_{lang}")) + status(fact, scene) + said,
            _shown(fact, scene),
            escape(words.period(fact.as_of, lang)) if fact.as_of else "",
            source(fact, scene),
        )

    titles = [scene.text(f"fact.{column}") for column in ("label", "value", "as_of", "source")]
    chosen = [fact for fact in facts(scene, *subjects) if not fund or fact.fund_id == fund]
    table = html_table(caption, titles, [cells(fact) for fact in chosen], numeric=(1,))
    return f"<div class='fs-facts'>{table}</div>"
