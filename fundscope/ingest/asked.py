"""Holds a candidate to ``queries/checks/``: each rule is a question whose answer is the cells at fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

import duckdb
import pyarrow.compute as pc

from fundscope.ingest.candidate import Candidate
from fundscope.ingest.issue import Issue
from fundscope.ingest.rule import Rule, rules
from fundscope.ingest.stage import Staged, is_told_together
from fundscope.model import LANGUAGES, Language, Words
from fundscope.words import number, text


@dataclass(frozen=True)
class _Answer:
    """One row of the answer to a rule's question; the fields are the columns that each such query has."""

    dataset: str
    source: str | None
    sheet: str | None
    row: int | None
    column: str
    value: str | None
    expected: str | None
    difference: Decimal | None


def asked_issues(candidate: Candidate) -> list[Issue]:
    """Every cell that a question names.

    Rows that came with earlier files are told only where they are in error: warnings about them were given
    their reason when they were published.
    """
    with candidate.connect() as connection:
        return [
            issue
            for rule in rules()
            if rule.query is not None
            for issue in _issues_of(rule, rule.query.sql, connection, candidate)
        ]


def _issues_of(
    rule: Rule, sql: str, connection: duckdb.DuckDBPyConnection, candidate: Candidate
) -> Iterator[Issue]:
    answers = [_Answer(*row) for row in connection.execute(sql).fetchall()]
    told = [answer for answer in answers if answer.dataset in candidate.staged or rule.severity == "error"]
    told.sort(key=lambda answer: (answer.dataset, answer.column))  # stable: rows keep their order
    for (dataset, _), group in groupby(told, key=lambda answer: (answer.dataset, answer.column)):
        staged = candidate.staged.get(dataset)
        issues = [_issue(rule, answer, staged) for answer in group]
        if staged is not None and is_told_together(len(issues), staged.source.rows):
            rows = tuple(row for issue in issues for row in issue.rows)
            yield replace(issues[0], count=len(issues), rows=rows)
        else:
            yield from issues


def _issue(rule: Rule, answer: _Answer, staged: Staged | None) -> Issue:
    """The answer as an issue, with its place where the row is one of the file's."""
    issue = Issue(
        rule.id,
        answer.dataset,
        sheet=answer.sheet or "",
        column=answer.column,
        value=None if answer.value is None else _shown(answer.value, answer.column, "en"),
        expected=None if answer.expected is None else _in_words(answer.expected, answer.column),
        difference=answer.difference,
    )
    position = None if staged is None else _position(staged, answer)
    if staged is None or position is None or answer.row is None:
        return issue
    issue = replace(issue, row=answer.row, rows=(answer.row,))
    mapped = staged.column_of(answer.column)
    if mapped is None:
        return issue
    return replace(
        issue,
        header=mapped.header,
        cell=f"{mapped.letter}{answer.row}",
        value=staged.source.columns[mapped.place].texts[position].as_py(),
    )


def _in_words(value: str, column: str) -> Words:
    return Words(**{lang: _shown(value, column, lang) for lang in LANGUAGES})


def _position(staged: Staged, answer: _Answer) -> int | None:
    """Where the row stands in the staged table; None for a row of another file, and for a total."""
    if answer.row is None or answer.source != staged.sha256:
        return None
    position: int = pc.index(staged.source.row_numbers, answer.row).as_py()
    return position if position >= 0 else None


def _shown(value: str, column: str, lang: Language) -> str:
    """A value as people read it: yuan with digits grouped and the unit, anything else as it is."""
    if not column.endswith("_cny"):
        return value
    return re.sub(
        r"\d+\.\d\d", lambda match: text("issue.yuan", lang, value=number(Decimal(match[0]), lang, 2)), value
    )
