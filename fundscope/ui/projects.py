"""The table of projects under a flow, narrowed with it, and its download."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from fundscope.figures.context import rows_of
from fundscope.model import datasets
from fundscope.ui.figure import picked_view
from fundscope.ui.scene import Scene


def _columns(scene: Scene) -> dict[str, tuple[Callable[[Any], Any], str]]:
    """Title of each shown column, how a row fills it, and the dataset column that explains it."""
    lang = scene.view.lang
    unknown = scene.text("unknown.value")

    def named(stem: str) -> Callable[[Any], Any]:
        return lambda row: getattr(row, f"{stem}_{lang}") or unknown

    return {
        scene.text("column.project_id"): (lambda row: row.project_id, "project_id"),
        scene.text("level.fund"): (named("fund"), "fund_id"),
        scene.text("column.enterprise"): (named("enterprise"), "enterprise_id"),
        scene.text("level.sector"): (named("sector"), "sector"),
        scene.text("level.district"): (named("district"), "district"),
        scene.text("level.round"): (named("round"), "round"),
        scene.text("column.decided_on"): (lambda row: row.decided_on, "decided_on"),
        _money_title(scene, "decided_cny"): (lambda row: _amount(scene, row.decided_cny), "decided_cny"),
        scene.text("column.paid_on"): (lambda row: row.paid_on, "paid_on"),
        _money_title(scene, "paid_cny"): (lambda row: _amount(scene, row.paid_cny), "paid_cny"),
        _money_title(scene, "round_total_cny"): (lambda row: _amount(scene, row.round_total_cny), "round_total_cny"),
    }  # fmt: skip


def _money_title(scene: Scene, column: str) -> str:
    unit = scene.text(f"unit.table.{scene.view.currency}")
    return scene.text("column.in_unit", column=scene.text(f"column.{column}"), unit=unit)


def _amount(scene: Scene, amount_cny: Any) -> float | None:
    """Millions in English, 万元 in Chinese, as a table of projects is read."""
    if amount_cny is None:
        return None
    return scene.context.amount(amount_cny) / (1e6 if scene.view.lang == "en" else 1e4)


def project_table(scene: Scene) -> None:
    """The projects that make up what is picked in the flow, and all their rows to take away."""
    view = picked_view(scene)
    answer = scene.release.run("projects/list", rule=view.rule, **view.filter_params())
    rows, columns = rows_of(answer), _columns(scene)
    count = scene.context.plural("count.project", len(rows))
    what = _picked_name(scene)
    title = (
        scene.text("projects.of", projects=count, what=what)
        if what
        else scene.text("projects.title", projects=count)
    )
    with st.container(key="projects"):
        st.html(f"<section class='fs-figure'><h2>{title}</h2></section>")
        if not rows:
            st.info(scene.text("figure.empty"))
            return
        table = pd.DataFrame({column: [fill(row) for row in rows] for column, (fill, _) in columns.items()})
        number = st.column_config.NumberColumn(format="localized")
        config = {column: number for column in table.columns if table[column].dtype.kind == "f"}
        st.dataframe(
            table,
            hide_index=True,
            width="stretch",
            height=430,
            column_config=config,
            key="project-rows",
            alt=title,
        )
        name = f"projects-release-{scene.context.release_number}"
        with st.container(horizontal=True):
            st.download_button(
                scene.text("download.csv"), lambda: answer.to_csv(index=False).encode("utf-8-sig"),
                file_name=f"{name}.csv", mime="text/csv", on_click="ignore",
            )  # fmt: skip
            st.download_button(
                scene.text("download.xlsx"), lambda: _as_xlsx(answer, scene),
                file_name=f"{name}.xlsx", on_click="ignore",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            )  # fmt: skip


def _picked_name(scene: Scene) -> str:
    level, _, code = scene.view.pick.partition(":")
    return scene.context.name(level, code) if code else ""


def _as_xlsx(answer: pd.DataFrame, scene: Scene) -> bytes:
    """All columns of the answer as a workbook, with the source on a sheet of its own."""
    file = io.BytesIO()
    source = scene.figure("flows/flow")
    about = pd.DataFrame({"": [source.subtitle, source.source, scene.view.as_text()]})
    with pd.ExcelWriter(file, engine="openpyxl") as workbook:
        answer.astype(object).where(answer.notna(), None).to_excel(
            workbook, sheet_name=datasets()["projects"].title.in_language(scene.view.lang), index=False
        )
        about.to_excel(workbook, sheet_name=scene.text("download.about"), index=False, header=False)
    return file.getvalue()
