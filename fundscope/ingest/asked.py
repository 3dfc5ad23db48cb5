"""Holds a candidate to ``queries/checks/``: each rule is a question whose answer is the cells at fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

import duckdb

from fundscope.ingest.candidate import Candidate
from fundscope.ingest.issue import Issue, in_yuan
from fundscope.ingest.rule import Rule, rules
from fundscope.ingest.stage import Staged, is_told_together
from fundscope.model import LANGUAGES, Language, Words, datasets
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
    placed = [_place_of(answer, candidate.staged.get(answer.dataset, ())) for answer in told]
    placed.sort(key=_whose)  # stable: rows keep their order
    for _, group in groupby(placed, key=_whose):
        of_part = list(group)
        staged = of_part[0].staged
        issues = [_issue(rule, one) for one in of_part]
        rows = tuple(row for issue in issues for row in issue.rows)
        if staged is not None and is_told_together(len(rows), staged.source.rows):
            first = next(issue for issue in issues if issue.rows)
            yield replace(first, count=len(rows), rows=rows)
            yield from (issue for issue in issues if not issue.rows)
        else:
            yield from issues


@dataclass(frozen=True)
class _Placed:
    """An answer and where its row stands: ``position`` in the table ``staged``, which is number ``part`` of
    its dataset; none where the row is of no table that was handed in, and for a total."""

    answer: _Answer
    part: int = -1
    staged: Staged | None = None
    position: int | None = None


def _place_of(answer: _Answer, parts: Iterable[Staged]) -> _Placed:
    for part, staged in enumerate(parts):
        position = staged.position_of(answer._source, answer._sheet, answer._row)
        if position is not None:
            return _Placed(answer, part, staged, position)
    return _Placed(answer)


def _whose(placed: _Placed) -> tuple[str, str, int]:
    return placed.answer.dataset, placed.answer.column_name or "", placed.part


def _issue(rule: Rule, placed: _Placed) -> Issue:
    """The answer as an issue, with its place where the row is one of the files'."""
    answer, staged = placed.answer, placed.staged
    issue = Issue(
        rule.id,
        answer.dataset,
        column=answer.column_name,
        value=answer.value,
        expected=None if answer.expected is None else _in_words(answer.expected, answer),
        difference=answer.difference_value,
    )
    if staged is None or answer._row is None:
        return issue
    issue = replace(
        issue, sheet=staged.source.sheet, row=answer._row, rows=(answer._row,), sha256=staged.sha256
    )
    mapped = None if answer.column_name is None else staged.column_of(answer.column_name)
    if mapped is None:
        return issue
    return replace(
        issue,
        header=mapped.header,
        cell=f"{mapped.letter}{answer._row}",
        value=staged.source.columns[mapped.place].texts[placed.position].as_py(),
    )


def _in_words(value: str, answer: _Answer) -> Words:
    about = Words(en=answer.about_en or "", zh=answer.about_zh or "")
    value_in = _code_words(value, answer) or Words(en=value, zh=value)
    return Words(
        **{lang: _told(value_in.in_language(lang), answer.column_name, about, lang) for lang in LANGUAGES}
    )


def _code_words(value: str, answer: _Answer) -> Words | None:
    """The words of a code that the answer's column declares: 已出资 for "paid"."""
    column = datasets()[answer.dataset].by_name.get(answer.column_name or "")
    codes = column.codes if column is not None and isinstance(column.codes, tuple) else ()
    return next((entry.words for entry in codes if entry.code == value), None)


def _told(value: str, column: str | None, about: Words, lang: Language) -> str:
    shown = in_yuan(value, column, lang)
    if not about.in_language(lang):
        return shown
    return text("issue.of_total", lang, value=shown, total=about.in_language(lang))
