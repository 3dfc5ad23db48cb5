"""Explain this number: what it means, how it was asked, which rows it counts, and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from fundscope import words
from fundscope.engine import query
from fundscope.figures.catalogue import MadeFigure, question
from fundscope.figures.context import rows_of
from fundscope.figures.scope import datasets_read
from fundscope.ui.copying import copy_words
from fundscope.ui.download import download_rows
from fundscope.ui.explain_enterprises import explain_enterprises
from fundscope.ui.file_name import file_name
from fundscope.ui.html_table import show_html_table
from fundscope.ui.scene import Scene


def explain_figure(made: MadeFigure, scene: Scene) -> None:
    """A line under a figure that opens to its whole road, from the definition to the rows of the files."""
    explain(scene, made.name, question(made.name, made.view), made.subtitle)


def explain(scene: Scene, name: str, params: dict[str, Any], meaning: str) -> None:
    """The road of the numbers that a query of the catalogue gives with these parameters."""
    key = f"explain-{name}"
    shown = st.expander(scene.text("explain.open"), key=key, on_change="rerun")
    if not shown.open:
        return
    with shown:
        definition(scene, meaning, params)
        if _counts_projects(name):
            counted_projects(scene, name, params)
        if "enterprises" in datasets_read(query(name).sql):
            explain_enterprises(scene, name, params)
        asked_how(scene, name, params)
        of_release(scene)


def _counts_projects(name: str) -> bool:
    """Whether the question stands on projects, at one remove or more."""
    return "projects" in datasets_read(query(name).sql)


def heading(scene: Scene, key: str, **values: object) -> None:
    st.html(f"<h3 class='fs-step'>{escape(scene.text(key, **values))}</h3>")


def definition(scene: Scene, meaning: str, params: Mapping[str, Any]) -> None:
    """What is measured; of money, by which rule it is counted."""
    heading(scene, "explain.meaning")
    said = f"<p>{escape(meaning)}</p>"
    if rule := params.get("rule"):
        said += (
            f"<p><b>{escape(scene.text(f'definition.{rule}.term'))}</b>: "
            f"{escape(scene.text(f'definition.{rule}.words'))}</p>"
        )
    st.html(said)


def counted_projects(scene: Scene, name: str, params: Mapping[str, Any]) -> None:
    """How many rows count, which do not and why, and the files they were read from."""
    filters = {"rule": params.get("rule", scene.view.rule)}
    heeded = ("only_attracted", *scene.view.filter_params())
    filters |= {name: params[name] for name in heeded if name in params}
    counted = scene.release.run("explain/rows", **filters)
    total = scene.context.money(counted["amount_cny"].sum(), digits=5)
    projects = scene.context.plural("count.project", len(counted))
    heading(scene, "explain.counted")
    st.html(f"<p>{escape(scene.text('explain.counted_words', projects=projects, total=total))}</p>")
    left_out = rows_of(scene.release.run("explain/left_out", **filters))
    if left_out:
        show_html_table(
            scene.text("explain.left_out"),
            [
                scene.text("explain.left_out"),
                scene.text("column.project_count"),
                scene.text("column.decided_cny"),
            ],
            [
                (
                    escape(scene.text(f"left_out.{row.reason}")),
                    scene.context.number(row.project_count),
                    escape(scene.context.money(row.decided_cny, digits=5)),
                )
                for row in left_out
            ],
            numeric=(1, 2),
        )
    else:
        st.html(f"<p>{escape(scene.text('explain.nothing_left_out'))}</p>")
    _sources(scene, filters)
    about = [scene.text("explain.counted_words", projects=projects, total=total), scene.view.as_text()]
    download_rows(
        lambda: counted, scene, f"{name.replace('/', '-')}-rows-release-{scene.context.release_number}", about
    )


def _sources(scene: Scene, filters: dict[str, Any]) -> None:
    heading(scene, "explain.sources")
    rows = rows_of(scene.release.run("explain/sources", **filters))
    titles = [scene.text(f"explain.{column}") for column in ("file", "sheet", "rows")]
    show_html_table(
        scene.text("explain.sources"),
        [*titles, scene.text("column.project_count")],
        [
            (
                escape(file_name(scene, row.upload)),
                escape(row.sheet or ""),
                scene.text("explain.row_range", first=row.first_row, last=row.last_row)
                if row.first_row
                else "",
                scene.context.number(row.project_count),
            )
            for row in rows
        ],
        numeric=(3,),
    )


def asked_how(scene: Scene, name: str, params: dict[str, Any]) -> None:
    heading(scene, "explain.asked", name=f"queries/{name}.sql")
    given = {key: value for key, value in params.items() if value is not None}
    listed = ", ".join(f"${key} = {value}" for key, value in given.items()) or scene.text("explain.no_params")
    told = f"<p><code>{escape(listed)}</code></p>{copy_words(scene.view.lang)}"
    st.html(told, unsafe_allow_javascript=True)
    # As high as it is and wrapped: what scrolls within itself cannot be reached by keyboard.
    st.code(query(name).sql, language="sql", wrap_lines=True)


def of_release(scene: Scene) -> None:
    release = scene.release.release
    heading(scene, "explain.release")
    moment = words.moment(release.published_at, scene.view.lang)
    line = scene.text("foot.release", number=release.number, moment=moment, author=release.author)
    st.html(f"<p>{escape(line)} {escape(release.message)}</p>")
