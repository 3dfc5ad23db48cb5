"""Which enterprises a number counts, which it leaves out and why, and the files they were read from."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope.engine import query
from fundscope.figures.context import rows_of
from fundscope.ui.download import PART_ROWS, download_parts
from fundscope.ui.file_name import file_name
from fundscope.ui.html_table import show_html_table
from fundscope.ui.scene import Scene


def explain_enterprises(scene: Scene, name: str, params: Mapping[str, Any]) -> None:
    """The enterprises behind a question that is asked with these parameters."""
    takes, filtered_by = (
        query("enterprises/matching").param_names(),
        query("enterprises/totals").param_names(),
    )
    asked = {key: value for key, value in params.items() if key in takes}
    filters = {key: value for key, value in asked.items() if key in filtered_by}
    if name == "enterprises/search":
        page = rows_of(scene.release.run(name, **params))
        found = page[0].found_count if page else 0
    else:
        found = rows_of(scene.release.run("enterprises/totals", **filters))[0].enterprise_count
    said = scene.text("explain.enterprises", enterprises=scene.context.plural("count.enterprise", found))
    st.html(f"<h3 class='fs-step'>{escape(scene.text('explain.counted'))}</h3><p>{escape(said)}</p>")
    _left_out(scene, filters)
    _sources(scene, filters)

    def parts() -> Iterator[pd.DataFrame]:
        after = None
        for _ in range(max(1, math.ceil(found / PART_ROWS))):
            part = scene.release.run("enterprises/next_rows", **asked, after=after, row_count=PART_ROWS)
            yield part
            after = None if part.empty else part["enterprise_id"].iloc[-1]

    file = f"{name.replace('/', '-')}-enterprises-release-{scene.context.release_number}"
    download_parts(parts, found, scene, file, [said, scene.view.as_text()])


def _left_out(scene: Scene, filters: Mapping[str, Any]) -> None:
    rows = rows_of(scene.release.run("enterprises/left_out", **filters))
    if not rows:
        st.html(f"<p>{escape(scene.text('explain.no_enterprise_left_out'))}</p>")
        return
    title = scene.text("explain.left_out")
    show_html_table(
        title,
        [title, scene.text("column.enterprise_count")],
        [
            (escape(scene.text(f"left_out.{row.reason}")), scene.context.number(row.enterprise_count))
            for row in rows
        ],
        numeric=(1,),
    )


def _sources(scene: Scene, filters: Mapping[str, Any]) -> None:
    title = scene.text("explain.sources")
    st.html(f"<h3 class='fs-step'>{escape(title)}</h3>")
    titles = [scene.text(f"explain.{column}") for column in ("file", "sheet", "rows")]
    show_html_table(
        title,
        [*titles, scene.text("column.enterprise_count")],
        [
            (
                escape(file_name(scene, row.upload)),
                escape(row.sheet or ""),
                scene.text("explain.row_range", first=row.first_row, last=row.last_row)
                if row.first_row
                else "",
                scene.context.number(row.enterprise_count),
            )
            for row in rows_of(scene.release.run("enterprises/sources", **filters))
        ],
        numeric=(3,),
    )
