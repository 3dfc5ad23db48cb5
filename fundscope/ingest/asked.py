"""Holds a candidate to ``queries/checks/``: each rule is a question whose answer is the cells at fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

import duckdb
import pyarrow.compute as pc

from fundscope.ingest.candidate import Candidate
from fundscope.ingest.issue import Issue, in_yuan
from fundscope.ingest.rule import Rule, rules
from fundscope.ingest.stage import Staged, is_told_together
from fundscope.model import LANGUAGES, Language, Words
from fundscope.words import text


@dataclass(frozen=True)
class _Answer:
    """One row of the answer to a rule's question; the fields are the columns that each such query has.

    A total has no ``column`` where it is a number of rows, and says by ``about_en`` and ``about_zh`` what it
    is the total of.
    """

    dataset: str
    _source: str | None
    _sheet: str | None
    _row: int | None
    column_name: str | None
    value: str | None
    expected: str | None
    difference_value: Decimal | None
    about_en: str | None = None
    about_zh: str | None = None


def asked_issues(candidate: Candidate) -> list[Issue]:
    """Every cell that a question names.

    Rows that came with earlier files are told only where no reason lets them through: other issues of
    theirs were given one when they were published.
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
    answered = connection.execute(sql)
    names = [column[0] for column in answered.description]
    answers = [_Answer(**dict(zip(names, row, strict=True))) for row in answered.fetchall()]
    told = [answer for answer in answers if answer.dataset in candidate.staged or not rule.takes_reason]
    told.sort(key=_whose)  # stable: rows keep their order
    for (dataset, _), group in groupby(told, key=_whose):
        staged = candidate.staged.get(dataset)
        issues = [_issue(rule, answer, staged) for answer in group]
        rows = tuple(row for issue in issues for row in issue.rows)
        if staged is not None and is_told_together(len(rows), staged.source.rows):
            first = next(issue for issue in issues if issue.rows)
            yield replace(first, count=len(rows), rows=rows)
            yield from (issue for issue in issues if not issue.rows)
        else:
            yield from issues


def _whose(answer: _Answer) -> tuple[str, str]:
    return answer.dataset, answer.column_name or ""


def _issue(rule: Rule, answer: _Answer, staged: Staged | None) -> Issue:
    """The answer as an issue, with its place where the row is one of the file's."""
    issue = Issue(
        rule.id,
        answer.dataset,
        sheet=answer._sheet or "",
        column=answer.column_name,
        value=answer.value,
        expected=None if answer.expected is None else _in_words(answer.expected, answer),
        difference=answer.difference_value,
    )
    position = None if staged is None else _position(staged, answer)
    if staged is None or position is None or answer._row is None:
        return issue
    issue = replace(issue, row=answer._row, rows=(answer._row,))
    mapped = None if answer.column_name is None else staged.column_of(answer.column_name)
    if mapped is None:
        return issue
    return replace(
        issue,
        header=mapped.header,
        cell=f"{mapped.letter}{answer._row}",
        value=staged.source.columns[mapped.place].texts[position].as_py(),
    )


def _in_words(value: str, answer: _Answer) -> Words:
    about = Words(en=answer.about_en or "", zh=answer.about_zh or "")
    return Words(**{lang: _told(value, answer.column_name, about, lang) for lang in LANGUAGES})


def _told(value: str, column: str | None, about: Words, lang: Language) -> str:
    shown = in_yuan(value, column, lang)
    if not about.in_language(lang):
        return shown
    return text("issue.of_total", lang, value=shown, total=about.in_language(lang))


def _position(staged: Staged, answer: _Answer) -> int | None:
    """Where the row stands in the staged table; None for a row of another file, and for a total."""
    if answer._row is None or answer._source != staged.sha256:
        return None
    position: int = pc.index(staged.source.row_numbers, answer._row).as_py()
    return position if position >= 0 else None
