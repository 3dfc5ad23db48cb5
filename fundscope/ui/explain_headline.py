"""Explain a headline number: what it means, the rows it counts and leaves out, and where they came from."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from fundscope.figures.context import rows_of
from fundscope.ui.download import download_rows
from fundscope.ui.explain import asked_how, counted_projects, heading, of_release
from fundscope.ui.explain_enterprises import explain_enterprises
from fundscope.ui.file_name import file_name
from fundscope.ui.html_table import show_html_table
from fundscope.ui.scene import Scene

_QUESTION = "headline/totals"

# Each number, the term that defines it, and how its projects are asked for where it counts projects.
_TERMS = {
    "size": "size", "decided": "decided", "paid": "paid", "attracted": "attracted",
    "enterprises": "enterprise",
}  # fmt: skip
_OF_PROJECTS: dict[str, dict[str, Any]] = {
    "decided": {"rule": "decided"},
    "paid": {"rule": "paid"},
    "attracted": {"rule": "paid", "only_attracted": "yes"},
}


def explain_headline(scene: Scene) -> None:
    """A button for each headline number, which opens its road."""
    with st.container(key="explain-headline"):
        chosen = st.pills(
            scene.text("explain.headline"),
            _TERMS,
            format_func=lambda name: scene.text(f"card.{name}"),
            key="explained-number",
        )
        if chosen:
            _explain(scene, chosen)


def _explain(scene: Scene, name: str) -> None:
    """The road of one headline number, from the definition to the rows of the files."""
    filters = scene.view.filter_params()
    term = _TERMS[name]
    heading(scene, "explain.meaning")
    st.html(
        f"<p><b>{escape(scene.text(f'definition.{term}.term'))}</b>: "
        f"{escape(scene.text(f'definition.{term}.words'))}</p>"
    )
    if name in _OF_PROJECTS:
        counted_projects(scene, f"headline-{name}", filters | _OF_PROJECTS[name])
    elif name == "size":
        _funds(scene)
    else:
        explain_enterprises(scene, _QUESTION, {})
    asked_how(scene, _QUESTION, filters)
    of_release(scene)


def _funds(scene: Scene) -> None:
    """Each fund with its size, whether it counts and if not why, and where it was read."""
    view, context = scene.view, scene.context
    answer = scene.release.run("explain/funds", fund=list(view.fund) or None, batch=list(view.batch) or None)
    rows = rows_of(answer)
    counted = scene.text(
        "explain.funds",
        counted=context.plural("count.fund", sum(row.reason is None for row in rows)),
        left_out=context.number(sum(row.reason is not None for row in rows)),
    )
    heading(scene, "explain.counted")
    st.html(f"<p>{escape(counted)}</p>")
    titles = [
        "level.fund",
        "column.size_cny",
        "explain.left_out",
        "explain.file",
        "explain.sheet",
        "explain.rows",
    ]
    show_html_table(
        counted,
        [scene.text(title) for title in titles],
        [
            (
                escape(context.name("fund", row.fund_id)),
                escape(context.money(row.size_cny, digits=5)),
                escape(scene.text(f"left_out.{row.reason}")) if row.reason else "",
                escape(file_name(scene, row.upload)),
                escape(row.sheet or ""),
                str(row.row or ""),
            )
            for row in rows
        ],
        numeric=(1, 5),
    )
    file = f"headline-size-funds-release-{context.release_number}"
    download_rows(lambda: answer, scene, file, [counted, view.as_text()])
