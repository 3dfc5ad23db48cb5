"""Every rule that a file is held to: a part of the method page."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope.ingest import Rule, rules
from fundscope.ui.html_table import html_table
from fundscope.ui.method import section
from fundscope.ui.scene import Scene


def show_rules(scene: Scene) -> None:
    """What is wrong where a rule is broken, and whether it blocks; behind a line, for there are many."""
    section(scene, "rules")
    lang = scene.view.lang
    rows = [
        (
            escape(rule.words.in_language(lang)),
            escape(_blocks(scene, rule)),
            f"<code>{escape(rule.id)}</code>",
        )
        for rule in rules()
    ]
    titles = [scene.text(f"method.rules.{name}") for name in ("words", "blocks", "id")]
    with st.expander(scene.text("method.rules.all", count=len(rows))):
        st.html(html_table(scene.text("method.rules.title"), titles, rows))


def _blocks(scene: Scene, rule: Rule) -> str:
    is_guard = rule.severity == "error" and rule.takes_reason
    return scene.text("method.rules.guard" if is_guard else f"method.rules.{rule.severity}")
