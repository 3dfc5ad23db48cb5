"""The table of projects under a flow, narrowed with it, and its download."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope.figures.context import rows_of
from fundscope.ui.download import download_rows
from fundscope.ui.figure import picked_view
from fundscope.ui.paged import in_arrow_types
from fundscope.ui.scene import Scene


def project_table(scene: Scene) -> None:
    """The projects that make up what is picked in the flow, and all their rows to take away."""
    view = picked_view(scene)
    answer = scene.release.run("projects/list", rule=view.rule, **view.filter_params())
    with st.container(key="projects"):
        title = _title(scene, len(answer))
        st.html(f"<section class='fs-figure'><h2>{escape(title)}</h2></section>")
        if answer.empty:
            st.info(scene.text("figure.empty"))
            return
        listed = scene.once(f"projects of {view.as_text()}", lambda: as_listed(answer, scene))
        grouped = st.column_config.NumberColumn(format="localized")
        st.dataframe(
            listed,
            hide_index=True,
            width="stretch",
            height=430,
            placeholder=scene.text("table.nothing"),
            column_config={name: grouped for name in listed.columns if listed[name].dtype.kind == "f"},
            key="project-rows",
            alt=title,
        )
        source = scene.figure("flows/flow")
        about = [source.subtitle, source.source, scene.view.as_text()]
        download_rows(answer, scene, f"projects-release-{scene.context.release_number}", about)


def _title(scene: Scene, count: int) -> str:
    projects = scene.context.plural("count.project", count)
    level, _, code = scene.view.pick.partition(":")
    if not code:
        return scene.text("projects.title", projects=projects)
    return scene.text("projects.of", projects=projects, what=scene.context.name(level, code))


def as_listed(answer: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The answer of ``projects/list`` as a table to read: names for codes, money in a table's unit."""
    return in_arrow_types(pd.DataFrame([_listed(row, scene) for row in rows_of(answer)]))


def _listed(row: Any, scene: Scene) -> dict[str, Any]:
    unit = scene.text(f"unit.table.{scene.view.currency}")

    def name(stem: str) -> str:
        return getattr(row, f"{stem}_{scene.view.lang}") or scene.text("unknown.value")

    def titled(column: str) -> str:
        return scene.text("column.in_unit", column=scene.text(f"column.{column}"), unit=unit)

    return {
        scene.text("column.project_id"): row.project_id,
        scene.text("level.fund"): name("fund"),
        scene.text("column.enterprise"): name("enterprise"),
        scene.text("level.sector"): name("sector"),
        scene.text("level.district"): name("district"),
        scene.text("level.round"): name("round"),
        scene.text("column.decided_on"): row.decided_on,
        titled("decided_cny"): _amount(row.decided_cny, scene),
        scene.text("column.paid_on"): row.paid_on,
        titled("paid_cny"): _amount(row.paid_cny, scene),
        titled("round_total_cny"): _amount(row.round_total_cny, scene),
    }


def _amount(amount_cny: Any, scene: Scene) -> float | None:
    """Millions in English, 万元 in Chinese, as a table of projects is read."""
    if amount_cny is None:
        return None
    return scene.context.amount(amount_cny) / (1e6 if scene.view.lang == "en" else 1e4)
