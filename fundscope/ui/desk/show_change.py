"""A step of the desk: what will change, in the rows, in every headline number and in every figure."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from fundscope.engine import DatasetDiff, Field, MovedProject, MovedRow, Mover, hold_tables, query
from fundscope.figures import (
    Moved,
    MovedFigure,
    MovedTotal,
    View,
    read_context,
    seen_as,
    what_moves,
)
from fundscope.figures.written import written_value
from fundscope.ingest import Checked
from fundscope.model import datasets
from fundscope.ui.desk.cells import cell_of, places_of
from fundscope.ui.desk.handling import Assessed
from fundscope.ui.desk.work import Work, outcome_of
from fundscope.ui.html_table import show_html_table
from fundscope.ui.scene import Scene

_SHOWN = 200
# Percentage points are written with one decimal.
_LEAST_POINTS = 0.05
_AMOUNT_DIGITS = 8
# Columns of a key that only help to find the row: which step of the flow, to which day a month runs.
_NOT_SAID = ("_level", "step", "_end_on")


def told_change(scene: Scene, assessed: Assessed) -> str:
    """How many rows come, change, go and stay."""
    diffs = assessed.diffs.values()
    count = scene.context.number
    return scene.text(
        "desk.change.told",
        added=count(sum(diff.added.num_rows for diff in diffs)),
        changed=count(sum(diff.changed_count for diff in diffs)),
        removed=count(sum(diff.removed.num_rows for diff in diffs)),
        same=count(sum(diff.same_count for diff in diffs)),
    )


def show_change(scene: Scene, assessed: Assessed) -> None:
    """Headline numbers and figures that move, with the rows that moved them; then every row and cell."""
    checked = assessed.checked
    for diff in assessed.diffs.values():
        _say_if_part(scene, diff)
    if checked.base is not None:
        view = View(lang=scene.view.lang, currency=scene.view.currency, rule=scene.view.rule)
        moved: Moved | None = outcome_of(
            scene, "change", (assessed, view), lambda work: _what_moves(checked, view, work)
        )
        if moved is not None:
            _show_moved(scene, checked, moved)
    for diff in assessed.diffs.values():
        _show_rows(scene, checked, diff)


def _what_moves(checked: Checked, view: View, work: Work) -> Moved:
    assert checked.base is not None  # noqa: S101 - asked only on a base
    work.tell("figures")
    after = hold_tables(replace(checked.base, number=checked.base.number + 1), checked.candidate.tables)
    before = hold_tables(checked.base, checked.candidate.before)
    contexts = (seen_as(read_context(before), view), seen_as(read_context(after), view))
    return what_moves(before, after, contexts, lambda _: work.tell("figures"))


def _say_if_part(scene: Scene, diff: DatasetDiff) -> None:
    """A word where most rows would go: the file may be only a part of the list."""
    removed, before = diff.removed.num_rows, diff.removed.num_rows + diff.changed_count + diff.same_count
    if 2 * removed > before:
        count = scene.context.number
        name = diff.dataset.title.in_language(scene.view.lang)
        st.warning(scene.text("desk.change.part", removed=count(removed), before=count(before), dataset=name))


# What moves


def _show_moved(scene: Scene, checked: Checked, moved: Moved) -> None:
    text = scene.text
    if not moved.totals and not moved.figures:
        st.info(text("desk.change.nothing_moves"))
        return
    totals = [total for total in moved.totals if _is_seen(scene, total)]
    if totals:
        show_html_table(
            text("desk.change.totals"),
            [text(f"desk.change.{column}") for column in ("number", "before", "after", "difference")],
            [_total_cells(scene, total) for total in totals],
            numeric=(1, 2, 3),
        )
    movers = [
        _project_cells(scene, checked, rule, project)
        for rule, projects in moved.projects.items()
        for project in projects
    ]
    movers += [_row_cells(scene, checked, row) for row in moved.rows]
    if movers:
        st.html(f"<h3 class='fs-step'>{escape(text('desk.change.movers'))}</h3>")
        show_html_table(
            text("desk.change.movers"),
            [
                text(f"desk.change.{column}")
                for column in ("row", "cell", "what", "before", "after", "difference")
            ],
            movers,
            numeric=(3, 4, 5),
        )
    if moved.figures:
        st.html(f"<h3 class='fs-step'>{escape(text('desk.change.figures'))}</h3>")
        with st.container(key="moved-figures"):
            show_html_table(
                text("desk.change.figures"),
                [text(f"desk.change.{column}") for column in ("figure", "rows_moved", "largest", "headline")],
                [_figure_cells(scene, checked, figure) for figure in moved.figures],
            )


def _is_seen(scene: Scene, total: MovedTotal) -> bool:
    """Whether a reader sees the number move; a share may move by less than is written of it."""
    if total.name.endswith("_share") and total.difference is not None:
        return bool(abs(total.difference) >= _LEAST_POINTS / 100)
    return _written(scene, total.name, total.before) != _written(scene, total.name, total.after)


def _total_cells(scene: Scene, total: MovedTotal) -> list[str]:
    before, after = (_written(scene, total.name, value) for value in (total.before, total.after))
    name = scene.text(f"desk.total.{total.name}")
    return [escape(name), escape(before), escape(after), escape(_difference(scene, total))]


def _difference(scene: Scene, total: MovedTotal) -> str:
    if total.difference is None:
        return "–"
    if total.name.endswith("_share"):
        written = scene.text("desk.change.points", points=scene.context.number(100 * total.difference, 1))
    else:
        written = _written(scene, total.name, total.difference)
    return f"+{written}" if total.difference > 0 else written


def _written(scene: Scene, name: str, value: Any) -> str:
    if value is None:
        return "–"
    if name.endswith("_cny"):
        return scene.context.money(value, digits=_AMOUNT_DIGITS)
    return scene.context.share(value) if name.endswith("_share") else scene.context.number(value)


def _project_cells(scene: Scene, checked: Checked, rule: str, project: MovedProject) -> list[str]:
    money = [_money(scene, value) for value in (project.before_cny, project.after_cny)]
    return [
        escape(project.project_id),
        escape(_cell(scene, checked, rule, project)),
        escape(scene.text(f"column.{rule}_cny")),
        *money,
        escape(_signed(scene, project.difference_cny)),
    ]


def _row_cells(scene: Scene, checked: Checked, row: MovedRow) -> list[str]:
    """A row of a dataset other than projects; where no amount moves, that it comes or goes."""
    dataset, lang = datasets()[row.dataset], scene.view.lang
    what, values = dataset.title.in_language(lang), (row.before, row.after)
    if row.column is None:
        there = escape(scene.text("desk.change.is_there"))
        cells = [there if value else "–" for value in values]
    else:
        column = dataset.column(row.column).title.in_language(lang)
        what = scene.text("desk.change.of", dataset=what, column=column)
        cells = [_money(scene, value) for value in values]
    place = _place(scene, checked, row)
    return [escape(row.key), escape(place), escape(what), *cells, escape(_moves_by(scene, row))]


def _place(scene: Scene, checked: Checked, row: MovedRow) -> str:
    """The cell of a row's amount, or of its key; that it is no longer in the file, where it is not."""
    column = row.column or datasets()[row.dataset].key[0]
    cell = cell_of(checked, row.dataset, column, upload=row.upload, sheet=row.sheet, row=row.row)
    return cell or scene.text("desk.change.not_in_file")


def _money(scene: Scene, value: Any) -> str:
    return "–" if value is None else escape(scene.context.money(value, digits=_AMOUNT_DIGITS))


def _signed(scene: Scene, value: Any) -> str:
    written = scene.context.money(value, digits=_AMOUNT_DIGITS)
    return f"+{written}" if value > 0 else written


def _cell(scene: Scene, checked: Checked, rule: str, project: MovedProject) -> str:
    """Where the amount stands in the file handed in; that it is no longer there, where it is not."""
    cell = cell_of(
        checked, "projects", f"{rule}_cny", upload=project.upload, sheet=project.sheet, row=project.row
    )
    return cell or scene.text("desk.change.not_in_file")


def _figure_cells(scene: Scene, checked: Checked, figure: MovedFigure) -> list[str]:
    title = figure.title
    if figure.rule is not None:
        title = scene.text("desk.change.by_rule", title=title, rule=scene.text(f"choice.rule.{figure.rule}"))
    rows = scene.text(
        "desk.change.rows_of",
        moved=scene.context.number(figure.answer.moved_count),
        rows=scene.context.number(figure.answer.row_count),
    )
    largest = "" if figure.answer.largest is None else _mover(scene, figure.name, figure.answer.largest)
    behind = scene.text("list.separator").join(
        f"{project.project_id} {_signed(scene, project.difference_cny)} "
        f"({_cell(scene, checked, figure.counted, project)})"
        for project in figure.projects
    )
    behind += scene.text("list.separator").join(
        f"{row.key} {_moves_by(scene, row)} ({_place(scene, checked, row)})" for row in figure.rows
    )
    headline = escape(figure.headline_after)
    if figure.headline_after == figure.headline_before:
        headline = f"<span class='fs-quiet'>{escape(scene.text('desk.change.same_headline'))}</span>"
    behind_it = f"<br><span class='fs-quiet'>{escape(behind)}</span>" if behind else ""
    return [escape(title), escape(rows), f"{escape(largest)}{behind_it}", headline]


def _moves_by(scene: Scene, row: MovedRow) -> str:
    """By what a row moves: an amount, or one that comes or goes."""
    if row.column is None or datasets()[row.dataset].column(row.column).type != "money":
        return f"{row.difference:+.0f}".replace("-", "−")
    return _signed(scene, row.difference)


def _mover(scene: Scene, name: str, mover: Mover) -> str:
    fields = {column.name: column for column in query(name).columns}
    told = (
        _key(scene, fields[column], mover.key)
        for column, value in mover.key.items()
        if value is not None and not column.endswith(_NOT_SAID)
    )
    named = scene.text("list.separator").join(dict.fromkeys(told))
    value = fields[mover.column]
    return scene.text(
        "desk.change.moves" if named else "desk.change.moves_whole",
        row=named,
        before="–" if mover.before is None else written_value(mover.before, value, scene.context),
        after="–" if mover.after is None else written_value(mover.after, value, scene.context),
    )


def _key(scene: Scene, column: Field, key: Any) -> str:
    """What a row is about, by name; a node of the flow has its level beside it."""
    level = key.get(f"{column.name}_level")
    if level is not None:
        return scene.context.name(level, str(key[column.name]))
    return written_value(key[column.name], column, scene.context)


# Rows and cells


def _show_rows(scene: Scene, checked: Checked, diff: DatasetDiff) -> None:
    lang, text, dataset = scene.view.lang, scene.text, diff.dataset
    titles = {column.name: column.title.in_language(lang) for column in dataset.columns}
    name = dataset.title.in_language(lang)
    if diff.cells.num_rows:
        places = places_of(checked, dataset)
        cells = pd.DataFrame(
            [
                {
                    text("desk.change.key"): row["key"],
                    text("desk.columns.cell"): places.cell(row["key"], row["column"]) or "",
                    text("dictionary.title"): titles[row["column"]],
                    text("desk.change.before"): row["before"],
                    text("desk.change.after"): row["after"],
                }
                for row in diff.cells.slice(0, _SHOWN).to_pylist()
            ]
        )
        title = text("desk.change.cells", dataset=name, count=scene.context.number(diff.cells.num_rows))
        with st.expander(title, key=f"cells-{dataset.name}"):
            st.dataframe(
                cells, hide_index=True, width="stretch", placeholder="–", key=f"{dataset.name}-cells"
            )
            _say_more(scene, diff.cells.num_rows)
    for kind, rows in (("added", diff.added), ("removed", diff.removed)):
        if not rows.num_rows:
            continue
        shown = rows.slice(0, _SHOWN).to_pandas(types_mapper=pd.ArrowDtype)[list(titles)]
        shown = shown.astype(object).where(shown.notna(), None).rename(columns=titles).astype("string")
        title = text(f"desk.change.{kind}", dataset=name, count=scene.context.number(rows.num_rows))
        with st.expander(title, key=f"{kind}-{dataset.name}"):
            st.dataframe(
                shown, hide_index=True, width="stretch", placeholder="–", key=f"{dataset.name}-{kind}"
            )
            _say_more(scene, rows.num_rows)


def _say_more(scene: Scene, count: int) -> None:
    if count > _SHOWN:
        more = scene.text("desk.issues.more", count=scene.context.number(count - _SHOWN))
        st.html(f"<p class='fs-note'>{escape(more)}</p>")
