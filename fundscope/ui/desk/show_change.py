"""Step five of the desk: what would change, row by row, and in every headline number and figure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from fundscope.engine import OpenRelease, hold_tables
from fundscope.figures import View, figure_names, make, read_context, seen_as
from fundscope.figures.context import Context, rows_of
from fundscope.ingest import Checked
from fundscope.ingest.change import Changed, changed_rows
from fundscope.model import Dataset, datasets
from fundscope.ui.as_of import COMPARED
from fundscope.ui.desk.draft import Draft
from fundscope.ui.desk.step import step
from fundscope.ui.scene import Scene

_SHOWN = 200


def show_change(scene: Scene, draft: Draft, checked: Checked) -> None:
    """Rows and cells that differ; then each total and each figure that would move."""
    dataset = datasets()[draft.dataset]
    candidate = checked.candidate
    changed = changed_rows(candidate.before[dataset.name], candidate.tables[dataset.name], dataset)
    count = scene.context.number
    told = scene.text(
        "desk.change.told",
        added=count(changed.added.num_rows),
        changed=count(changed.changed_count),
        removed=count(changed.removed.num_rows),
        same=count(changed.same_count),
    )
    with step(scene, 5, "change", told):
        _show_rows(scene, dataset, changed)
        _show_moved(scene, checked)


def _show_rows(scene: Scene, dataset: Dataset, changed: Changed) -> None:
    lang, text = scene.view.lang, scene.text
    titles = {column.name: column.title.in_language(lang) for column in dataset.columns}
    if changed.cells.num_rows:
        cells = pd.DataFrame(
            [
                {
                    text("desk.change.key"): row["key"],
                    text("dictionary.title"): titles[row["column"]],
                    text("desk.change.before"): row["before"],
                    text("desk.change.after"): row["after"],
                }
                for row in changed.cells.slice(0, _SHOWN).to_pylist()
            ]
        )
        with st.expander(text("desk.change.cells", count=scene.context.number(changed.cells.num_rows))):
            st.dataframe(cells, hide_index=True, width="stretch", placeholder=text("table.nothing"))
    for name, rows in (("added", changed.added), ("removed", changed.removed)):
        if rows.num_rows:
            shown = rows.slice(0, _SHOWN).to_pandas()[list(titles)].rename(columns=titles).astype(str)
            with st.expander(text(f"desk.change.{name}", count=scene.context.number(rows.num_rows))):
                st.dataframe(shown, hide_index=True, width="stretch")


def _show_moved(scene: Scene, checked: Checked) -> None:
    """Every headline total and every figure's headline, before and after, where they differ."""
    if checked.base is None:
        return
    after = hold_tables(replace(checked.base, number=checked.base.number + 1), checked.candidate.tables)
    before = hold_tables(checked.base, checked.candidate.before)
    moved = [*_moved_totals(scene, before, after), *_moved_figures(scene, before, after)]
    if not moved:
        st.info(scene.text("desk.change.nothing_moves"))
        return
    text = scene.text
    titles = [text("desk.change.number"), text("desk.change.before"), text("desk.change.after")]
    st.dataframe(
        pd.DataFrame(moved, columns=titles), hide_index=True, width="stretch", height="content", key="moved"
    )


def _moved_totals(scene: Scene, before: OpenRelease, after: OpenRelease) -> list[tuple[str, str, str]]:
    then, now = (rows_of(release.run("headline/totals"))[0] for release in (before, after))

    def written(total: str, row: Any) -> str:
        value = getattr(row, total)
        return scene.context.money(value, digits=6) if total.endswith("_cny") else scene.context.number(value)

    return [
        (scene.text(f"total.{total}"), written(total, then), written(total, now))
        for total in COMPARED
        if getattr(then, total) != getattr(now, total)
    ]


def _moved_figures(scene: Scene, before: OpenRelease, after: OpenRelease) -> list[tuple[str, str, str]]:
    """Figures whose numbers differ; where the headline is the same, that is said."""
    view = View(lang=scene.view.lang, currency=scene.view.currency, rule=scene.view.rule)
    contexts: tuple[Context, Context] = (
        seen_as(read_context(before), view), seen_as(read_context(after), view),
    )  # fmt: skip
    moved = []
    for name in figure_names():
        then, now = make(name, contexts[0], before), make(name, contexts[1], after)
        if not then.table.equals(now.table):
            same = scene.text("desk.change.same_headline")
            moved.append((now.title, then.headline, now.headline if now.headline != then.headline else same))
    return moved
