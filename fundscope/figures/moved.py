"""What moves between two states of the data: totals, figures, and the rows that moved them most."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from fundscope.engine import (
    AnswerDiff,
    MovedProject,
    MovedRow,
    MovedRows,
    Mover,
    OpenRelease,
    diff_answers,
    moved_projects,
    query,
)
from fundscope.figures.catalogue import figure_names, question, spec_of
from fundscope.figures.context import Context, rows_of
from fundscope.figures.view import LEVELS, CountingRule
from fundscope.model import Dataset, datasets

RULES: tuple[CountingRule, ...] = ("decided", "paid")
_COUNTED = "projects/counted"
_TOTALS = "headline/totals"
_MOST_BEHIND = 3
_MOST_OF_ALL = 5
_PROJECTS = "projects"
# The tables that a statement reads.
_READS = re.compile(r"\b(?:from|join)\s+(\w+)")

# Columns of answers that hold the codes of a filter.
_FILTER_OF: Mapping[str, str] = {"fund_id": "fund"} | {level: level for level in LEVELS}


@dataclass(frozen=True)
class MovedTotal:
    """A headline number that moves. Yuan (``_cny``), pieces (``_count``) or a share; None where unknown."""

    name: str
    before: Decimal | float | int | None
    after: Decimal | float | int | None

    @property
    def difference(self) -> Any:
        """After less before; None where one of them is unknown."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before  # type: ignore[operator]


@dataclass(frozen=True)
class MovedFigure:
    """A figure whose numbers move, by the counting rule where it has one.

    ``projects`` are those behind the largest mover, by what ``counted`` says they count for; where it is not
    projects that move it, ``rows`` are those behind it.
    """

    name: str
    rule: CountingRule | None
    title: str
    headline_before: str
    headline_after: str
    answer: AnswerDiff
    counted: CountingRule
    projects: tuple[MovedProject, ...]
    rows: tuple[MovedRow, ...] = ()


@dataclass(frozen=True)
class Moved:
    """Everything that moves; ``projects`` are those that move each counting rule's total most, ``rows`` those
    that move the amounts and numbers of every other dataset most."""

    totals: tuple[MovedTotal, ...]
    figures: tuple[MovedFigure, ...]
    projects: Mapping[CountingRule, tuple[MovedProject, ...]]
    rows: tuple[MovedRow, ...] = ()


def what_moves(
    before: OpenRelease,
    after: OpenRelease,
    contexts: tuple[Context, Context],
    tell: Callable[[str], None] = lambda _: None,
) -> Moved:
    """Ask both states everything that pages show, in the default view under each counting rule.

    ``contexts`` are those of the two states; ``tell`` hears the name of each figure before it is asked.
    """
    totals = moved_totals(before, after)
    others = _Others(MovedRows(before, after))
    figures = []
    for name in figure_names():
        tell(name)
        rules = RULES if "rule" in query(name).param_names() else (None,)
        for rule in rules:
            moved = _moved_figure(name, rule, before, after, contexts)
            if moved is not None:
                rows = () if moved.projects else others.behind(name, moved.answer.largest)
                figures.append(replace(moved, rows=rows))
    projects = {rule: moved_projects(before, after, rule) for rule in RULES}
    return Moved(totals, tuple(figures), projects, others.most())


def moved_totals(before: OpenRelease, after: OpenRelease) -> tuple[MovedTotal, ...]:
    """The headline numbers over all records that are not what they were."""
    (then,), (now,) = (rows_of(release.run(_TOTALS)) for release in (before, after))
    names = [column.name for column in query(_TOTALS).columns]
    totals = (MovedTotal(name, getattr(then, name), getattr(now, name)) for name in names)
    return tuple(total for total in totals if total.before != total.after)


def _moved_figure(
    name: str,
    rule: CountingRule | None,
    before: OpenRelease,
    after: OpenRelease,
    contexts: tuple[Context, Context],
) -> MovedFigure | None:
    then, now = (
        replace(context, view=replace(context.view, rule=rule or context.view.rule)) for context in contexts
    )
    asked = question(name, now.view)
    answer = diff_answers(name, before, after, **asked)
    if not answer.moved_count:
        return None
    counts_projects = _COUNTED in _all_used(name)
    column = "" if answer.largest is None else answer.largest.column
    counted: CountingRule = rule or ("paid" if "paid" in column else "decided")
    return MovedFigure(
        name,
        rule,
        now.text(f"{name}.title"),
        _headline(name, then, before),
        _headline(name, now, after),
        answer,
        counted,
        _projects_behind(answer.largest, counted, before, after) if counts_projects else (),
    )


def _all_used(name: str) -> set[str]:
    """The questions that stand in front of one, and those in front of these."""
    used = set(query(name).uses)
    return used.union(*(_all_used(one) for one in used))


def _projects_behind(
    mover: Mover | None, rule: CountingRule, before: OpenRelease, after: OpenRelease
) -> tuple[MovedProject, ...]:
    """The projects that move a number of an answer most.

    The number's key says which projects it counts. A code in it may be another's (the sector of a fund),
    so the narrowest choice of filters that gives exactly the number's own difference is taken.
    """
    key = {} if mover is None else mover.key
    codes = {
        _FILTER_OF[column]: [str(value)]
        for column, value in key.items()
        if column in _FILTER_OF and value is not None
    }
    choices = [codes, *({name: values} for name, values in codes.items()), {}]
    for filters in choices:
        projects = moved_projects(before, after, rule, most=_MOST_BEHIND, **filters)
        if mover is not None and projects and projects[0].all_cny == mover.difference:
            return projects
    return moved_projects(before, after, rule, most=_MOST_BEHIND)


class _Others:
    """The rows that move in the datasets other than projects, of which a page counts only some."""

    def __init__(self, moved: MovedRows) -> None:
        self._moved = moved
        self._changed = [
            name
            for name, dataset in datasets().items()
            if not dataset.is_reference and name != _PROJECTS and moved.changed(name)
        ]

    def most(self) -> tuple[MovedRow, ...]:
        """For each dataset the rows that move its amounts most; where none does, those that come and go."""
        rows: list[MovedRow] = []
        for name in self._changed:
            of_amounts = [
                row
                for measure in _of_type(name, "money")
                for row in self._moved.most(name, measure, {}, _MOST_OF_ALL)
            ]
            rows += of_amounts or self._moved.most(name, None, {}, _MOST_OF_ALL)
        return tuple(rows)

    def behind(self, question_name: str, mover: Mover | None) -> tuple[MovedRow, ...]:
        """The rows that move a number of an answer most.

        As with projects, the narrowest choice of rows is taken, and the measure of them, that give exactly
        the number's own difference. None where nothing does: other rows would only mislead.
        """
        if mover is None:
            return ()
        read = set(_READS.findall(query(question_name).sql))
        for name in (name for name in self._changed if name in read):
            for filters in _choices(mover.key, datasets()[name]):
                for measure in _measures(name, mover.column):
                    rows = self._moved.most(name, measure, filters, _MOST_BEHIND)
                    if rows and abs(rows[0].all) == abs(mover.difference):
                        return rows
        return ()


def _choices(key: Mapping[str, Any], dataset: Dataset) -> list[dict[str, str | None]]:
    """All codes of a mover's key that the dataset has, each of them alone, and none.

    A code under a name of its own (the code of a group) may be one of any column that has codes.
    """
    known = {name: value for name, value in key.items() if value is not None}
    said = {name: None if value == "unknown" else str(value) for name, value in known.items()}
    codes = {name: code for name, code in said.items() if name in dataset.by_name}
    coded = [column.name for column in dataset.columns if column.codes is not None]
    others = [{column: code} for name, code in said.items() if name not in codes for column in coded]
    return [codes, *({name: code} for name, code in codes.items()), *others, {}]


def _measures(dataset: str, column: str) -> list[str | None]:
    """What of a row a column of an answer may measure, the likeliest first, and the row itself last."""
    kind: Literal["money", "flag"] = "flag" if column.endswith("_count") else "money"
    return [*sorted(_of_type(dataset, kind), key=lambda name: name != column), None]


def _of_type(dataset: str, kind: Literal["money", "flag"]) -> list[str]:
    return [column.name for column in datasets()[dataset].columns if column.type == kind]


def _headline(name: str, context: Context, release: OpenRelease) -> str:
    table = release.run(name, **question(name, context.view))
    return context.text("figure.empty") if table.empty else spec_of(name).say(table, context).headline
