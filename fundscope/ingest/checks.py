"""Holds staged tables to the rules: those of the declarations, and those in ``queries/checks/``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.issue import Issue
from fundscope.ingest.rule import Rule, rules
from fundscope.ingest.stage import Staged, is_told_together
from fundscope.ingest.typed import Fault, words_for
from fundscope.model import LANGUAGES, Column, Words, check_character, datasets
from fundscope.model.credit_code import ALPHABET, WEIGHTS
from fundscope.words import number

_PERIOD = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


@dataclass(frozen=True)
class Candidate:
    """What the release would hold: ``tables`` of every dataset, and those of the release ``before``.

    ``staged`` are the tables that are new, by dataset.
    """

    tables: Mapping[str, pa.Table]
    before: Mapping[str, pa.Table]
    staged: Mapping[str, Staged]


def check_candidate(candidate: Candidate) -> list[Issue]:
    """Every rule broken, by the declarations first, then by the questions in ``queries/checks/``."""
    issues = []
    for staged in candidate.staged.values():
        issues += list(_declared_issues(staged))
        issues += _broken_references(candidate, staged)
    issues += _orphans(candidate)
    connection = connect(candidate)
    for rule in rules():
        if rule.query is not None:
            issues += _asked_issues(connection, rule, candidate)
    return issues


def connect(candidate: Candidate) -> duckdb.DuckDBPyConnection:
    """A DuckDB with a table of each dataset as it would be, and as it was (``before_...``)."""
    connection = duckdb.connect(":memory:")
    for name, table in candidate.tables.items():
        connection.register(name, table)
    for name, table in candidate.before.items():
        connection.register(f"before_{name}", table)
    return connection


# Rules of the declarations


def _declared_issues(staged: Staged) -> Iterator[Issue]:
    """Required values, ranges, patterns and unique values of one staged table."""
    in_error = {
        (issue.column, row) for issue in staged.issues if issue.severity == "error" for row in issue.rows
    }
    for column in staged.dataset.columns:
        if staged.column_of(column.name) is None:
            continue  # told as a missing column where it is required
        values = staged.table.column(column.name).combine_chunks()
        for fault in _column_faults(column, values, staged):
            told = fault if fault.rule != "required" else _without(fault, staged, column.name, in_error)
            if len(told.positions):
                yield from staged.issues_at(column.name, [told])


def _without(fault: Fault, staged: Staged, name: str, told: set[tuple[str | None, int]]) -> Fault:
    """The fault less the cells that are empty because what stands there could not be read."""
    if not told:
        return fault
    rows = staged.source.row_numbers.take(fault.positions).to_pylist()
    kept = [
        position
        for position, row in zip(fault.positions.to_pylist(), rows, strict=True)
        if (name, row) not in told
    ]
    return Fault(fault.rule, fault.expected, pa.array(kept, pa.int64()))


def _positions(mask: pa.Array) -> pa.Array:
    return pc.indices_nonzero(pc.fill_null(mask, False)).cast(pa.int64())


def _column_faults(column: Column, values: pa.Array, staged: Staged) -> Iterator[Fault]:
    if column.required:
        yield Fault("required", words_for("expect.value"), _positions(pc.is_null(values)))
    if column.minimum is not None or column.maximum is not None:
        yield _out_of_range(column, values)
    if column.pattern == "credit_code":
        yield from _wrong_credit_codes(values)
    if column.pattern == "period":
        wrong = pc.invert(pc.match_substring_regex(values, _PERIOD))
        yield Fault("period", words_for("expect.period"), _positions(wrong))
    if column.unique:
        yield from _duplicates(values, staged.source.row_numbers)


def _limit(limit: Decimal | date | str, column: Column) -> Decimal | date | int:
    if limit != "today":
        return limit  # type: ignore[return-value]
    today = date.today()  # noqa: DTZ011 - the day where the person sits
    return today.year if column.type == "year" else today


def _out_of_range(column: Column, values: pa.Array) -> Fault:
    least = None if column.minimum is None else _limit(column.minimum, column)
    most = None if column.maximum is None else _limit(column.maximum, column)
    low = pa.repeat(False, len(values)) if least is None else pc.less(values, _scalar(least, values.type))
    high = pa.repeat(False, len(values)) if most is None else pc.greater(values, _scalar(most, values.type))
    if least is None:
        expected = words_for("expect.at_most", limit=most)
    elif most is None:
        expected = words_for("expect.at_least", limit=least)
    else:
        expected = words_for("expect.between", least=least, most=most)
    return Fault("range", expected, _positions(pc.or_(low, high)))


def _scalar(value: Any, type_: pa.DataType) -> pa.Scalar:
    return pa.scalar(int(value) if pa.types.is_integer(type_) else value, type_)


def _wrong_credit_codes(codes: pa.Array) -> Iterator[Fault]:
    """Codes that are not 18 characters of the standard's alphabet with the right last one."""
    alphabet = pa.array(list(ALPHABET))
    total = pa.scalar(0, pa.int32())
    for place, weight in enumerate(WEIGHTS):
        character = pc.utf8_slice_codeunits(codes, place, place + 1)
        total = pc.add(
            total, pc.multiply(pc.index_in(character, value_set=alphabet), pa.scalar(weight, pa.int32()))
        )
    expected = pc.modulo(pc.subtract(31, pc.modulo(total, 31)), 31)
    last = pc.index_in(pc.utf8_slice_codeunits(codes, 17, 18), value_set=alphabet)
    right = pc.and_(pc.equal(pc.utf8_length(codes), 18), pc.fill_null(pc.equal(expected, last), False))
    wrong = _positions(pc.and_(pc.is_valid(codes), pc.invert(right)))
    by_character: dict[str, list[int]] = {}
    if len(wrong) > 1_000:
        yield Fault("credit_code", words_for("expect.credit_code"), wrong)
        return
    for position, code in zip(wrong.to_pylist(), codes.take(wrong).to_pylist(), strict=True):
        try:
            by_character.setdefault(check_character(code[:17]) if len(code) == 18 else "", []).append(
                position
            )
        except ValueError:
            by_character.setdefault("", []).append(position)
    for character, positions in by_character.items():
        words = (
            words_for("expect.credit_code_near", character=character)
            if character
            else words_for("expect.credit_code")
        )
        yield Fault("credit_code", words, pa.array(positions, pa.int64()))


def _duplicates(values: pa.Array, row_numbers: pa.Array) -> Iterator[Fault]:
    """Cells whose value stands in an earlier row already."""
    encoded = values.dictionary_encode()
    if len(encoded.dictionary) == len(values) - values.null_count:
        return
    first_at: dict[int, int] = {}
    again: list[tuple[int, int]] = []
    for position, index in enumerate(encoded.indices.to_pylist()):
        if index is None:
            continue
        if index in first_at:
            again.append((position, first_at[index]))
        else:
            first_at[index] = position
    positions = pa.array([position for position, _ in again], pa.int64())
    if is_told_together(len(again), len(values)):
        yield Fault("unique", words_for("expect.unique", row=row_numbers[again[0][1]].as_py()), positions)
        return
    for position, first in again:
        expected = words_for("expect.unique", row=row_numbers[first].as_py())
        yield Fault("unique", expected, pa.array([position], pa.int64()))


def _expected_reference(column: Column) -> Words:
    dataset, key = str(column.references).split(".")
    declared = datasets()[dataset]
    return Words(
        **{
            lang: words_for(
                "expect.reference",
                column=declared.column(key).title.in_language(lang),
                dataset=declared.title.in_language(lang),
            ).in_language(lang)
            for lang in LANGUAGES
        }
    )


def _strangers(column: Column, values: pa.ChunkedArray, tables: Mapping[str, pa.Table]) -> pa.Array:
    """Positions of values that refer to no row of the dataset that the column names."""
    dataset, key = str(column.references).split(".")
    keys = tables[dataset].column(key)
    return _positions(
        pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=keys))).combine_chunks()
    )


def _broken_references(candidate: Candidate, staged: Staged) -> list[Issue]:
    issues = []
    for column in staged.dataset.columns:
        if column.references is not None:
            positions = _strangers(column, staged.table.column(column.name), candidate.tables)
            if len(positions):
                fault = Fault("reference", _expected_reference(column), positions)
                issues += staged.issues_at(column.name, [fault])
    return issues


def _orphans(candidate: Candidate) -> Iterator[Issue]:
    """References of datasets that stay as they are to rows that are no longer there."""
    for name, dataset in datasets().items():
        for column in dataset.columns if name not in candidate.staged else ():
            if column.references is None or column.references.split(".")[0] not in candidate.staged:
                continue
            values = candidate.tables[name].column(column.name)
            positions = _strangers(column, values, candidate.tables)
            for stranger in pc.unique(values.take(positions)).to_pylist():
                yield Issue(
                    "reference",
                    name,
                    column=column.name,
                    value=stranger,
                    expected=_expected_reference(column),
                )


# Rules that are questions


def _asked_issues(connection: duckdb.DuckDBPyConnection, rule: Rule, candidate: Candidate) -> list[Issue]:
    """The cells that a question names, in the files that are being checked.

    Rows that came with other files are told only where they are in error: warnings about them were given
    their reason when they were published.
    """
    assert rule.query is not None  # noqa: S101 - for the type checker: only such rules are asked
    names = [column.name for column in rule.query.columns]
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for values in connection.execute(rule.query.sql).fetchall():
        cell = dict(zip(names, values, strict=True))
        if cell["dataset"] in candidate.staged or rule.severity == "error":
            found.setdefault((cell["dataset"], cell["column_name"]), []).append(cell)
    return [
        issue
        for (dataset, _), cells in found.items()
        for issue in _told(rule, candidate.staged.get(dataset), cells)
    ]


def _told(rule: Rule, staged: Staged | None, cells: list[dict[str, Any]]) -> Iterator[Issue]:
    rows = 0 if staged is None else staged.source.rows
    if staged is not None and is_told_together(len(cells), rows):
        first = _cell_issue(rule, staged, cells[0])
        numbers = tuple(cell["_row"] for cell in cells if cell["_row"] is not None)
        yield Issue(**{**first.__dict__, "count": len(cells), "rows": numbers})
        return
    for cell in cells:
        yield _cell_issue(rule, staged, cell)


def _cell_issue(rule: Rule, staged: Staged | None, cell: dict[str, Any]) -> Issue:
    dataset, name = datasets()[cell["dataset"]], cell["column_name"]
    is_money = name.endswith("_cny")
    issue = Issue(
        rule.id,
        dataset.name,
        sheet=cell["_sheet"] or "",
        column=name,
        value=_shown(cell["value"], is_money, "en"),
        expected=None
        if cell["expected"] is None
        else Words(
            en=str(_shown(cell["expected"], is_money, "en")), zh=str(_shown(cell["expected"], is_money, "zh"))
        ),
        difference=cell["difference_value"],
    )
    mapped = None if staged is None else staged.column_of(name)
    if staged is None or cell["_row"] is None:
        return issue
    position = pc.index(staged.source.row_numbers, cell["_row"]).as_py()
    in_file = position >= 0 and staged.table.column("_source")[position].as_py() == cell["_source"]
    if not in_file:
        return issue
    return Issue(
        **{
            **issue.__dict__,
            "header": None if mapped is None else mapped.header,
            "cell": None if mapped is None else f"{mapped.letter}{cell['_row']}",
            "row": cell["_row"],
            "rows": (cell["_row"],),
            "value": issue.value
            if mapped is None
            else staged.source.columns[mapped.place].texts[position].as_py(),
        }
    )


def _shown(value: str | None, is_money: bool, lang: Any) -> str | None:
    """A yuan amount with its digits grouped and its unit; any other value as it is."""
    if value is None or not is_money:
        return value
    return re.sub(
        r"\d+\.\d\d",
        lambda match: f"{number(Decimal(match[0]), lang, 2)} {'元' if lang == 'zh' else 'yuan'}",
        value,
    )


def counts(issues: Iterable[Issue]) -> dict[tuple[str, str], int]:
    """How many cells broke each rule, by rule and dataset."""
    counted: dict[tuple[str, str], int] = {}
    for issue in issues:
        counted[issue.rule, issue.dataset] = counted.get((issue.rule, issue.dataset), 0) + issue.count
    return counted
