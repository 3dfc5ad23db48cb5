"""Holds staged tables to what their declarations say: required, unique, range, pattern, references."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.candidate import Candidate
from fundscope.ingest.credit_codes import are_credit_codes, refusal_of
from fundscope.ingest.issue import Issue
from fundscope.ingest.stage import Staged, is_told_together
from fundscope.ingest.typed import Fault, faults_at, words_for
from fundscope.model import Column, Words, datasets

# Rules broken by cells that say something, but not enough to be stored.
SAYS_TOO_LITTLE = ("vague_amount", "date_precision")
# Of more missing keys than this, the first is told, and how many cells there are.
_MOST_ORPHANS = 20
_PERIOD = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


def declared_issues(candidate: Candidate) -> list[Issue]:
    """Every cell of the staged tables, and every reference to them, that a declaration does not allow."""
    issues = []
    for staged in (one for parts in candidate.staged.values() for one in parts):
        for column in staged.dataset.columns:
            if staged.column_of(column.name) is not None:
                issues += staged.issues_at(column.name, _column_faults(column, staged, candidate))
    return [*issues, *_orphans(candidate)]


def _column_faults(column: Column, staged: Staged, candidate: Candidate) -> Iterator[Fault]:
    values = staged.table.column(column.name).combine_chunks()
    if column.required:
        yield from _missing(column, values, staged)
    if column.minimum is not None or column.maximum is not None:
        yield _out_of_range(column, values)
    if column.pattern == "credit_code":
        yield from _wrong_credit_codes(values)
    if column.pattern == "period":
        wrong = pc.invert(pc.match_substring_regex(values, _PERIOD))
        yield Fault("period", words_for("expect.period"), _positions(wrong))
    if column.unique:
        parts = candidate.staged[staged.dataset.name]
        yield from _duplicates(column, staged, parts)
        if candidate.tables[staged.dataset.name].num_rows > sum(one.table.num_rows for one in parts):
            yield _released_already(column, values, parts, candidate)
    if column.references is not None:
        yield _wrong_references(column, values, candidate.tables)


def _positions(mask: pa.Array) -> pa.Array:
    return pc.indices_nonzero(pc.fill_null(mask, False)).cast(pa.int64())


def _missing(column: Column, values: pa.Array, staged: Staged) -> Iterator[Fault]:
    """Empty cells; not those that are empty only because what stands there could not be read.

    Of cells that say too little it is told what would be enough.
    """
    own = [issue for issue in staged.issues if issue.column == column.name]
    unread = {row for issue in own if issue.severity == "error" for row in issue.rows}
    left = pc.and_not(pc.is_null(values), _in_rows(staged, unread))
    for issue in own:
        if issue.rule in SAYS_TOO_LITTLE and issue.expected is not None:
            here = pc.and_(left, _in_rows(staged, issue.rows))
            yield Fault("required", issue.expected, _positions(here))
            left = pc.and_not(left, here)
    yield Fault("required", words_for("expect.value"), _positions(left))


def _in_rows(staged: Staged, rows: Iterable[int]) -> pa.Array:
    return pc.is_in(staged.source.row_numbers, value_set=pa.array(sorted(rows), pa.int64()))


def _limit(limit: Decimal | date | Literal["today"] | None, column: Column) -> Decimal | date | int | None:
    if limit == "today":
        today = date.today()  # noqa: DTZ011 - the day where the person sits
        return today.year if column.type == "year" else today
    return int(limit) if isinstance(limit, Decimal) and column.type in ("integer", "year") else limit


def _out_of_range(column: Column, values: pa.Array) -> Fault:
    least, most = _limit(column.minimum, column), _limit(column.maximum, column)
    none = pa.repeat(pa.scalar(False), len(values))
    low = none if least is None else pc.less(values, pa.scalar(least, values.type))
    high = none if most is None else pc.greater(values, pa.scalar(most, values.type))
    if least is None:
        expected = words_for("expect.at_most", limit=most)
    elif most is None:
        expected = words_for("expect.at_least", limit=least)
    else:
        expected = words_for("expect.between", least=least, most=most)
    return Fault("range", expected, _positions(pc.or_(low, high)))


def _wrong_credit_codes(codes: pa.Array) -> tuple[Fault, ...]:
    wrong = _positions(pc.and_not(pc.is_valid(codes), are_credit_codes(codes)))
    if is_told_together(len(wrong), len(codes)):
        return (Fault("credit_code", words_for("expect.credit_code"), wrong),)
    return faults_at(
        (position, refusal_of(code))
        for position, code in zip(wrong.to_pylist(), codes.take(wrong).to_pylist(), strict=True)
    )


def _duplicates(column: Column, staged: Staged, parts: Sequence[Staged]) -> Iterator[Fault]:
    """Cells whose value stands in an earlier row already, of the same table or of one before it."""
    values = _together(column, parts)
    encoded = values.dictionary_encode()
    if len(encoded.dictionary) == len(values) - values.null_count:
        return
    begin = sum(one.table.num_rows for one in itertools.takewhile(lambda one: one is not staged, parts))
    end = begin + staged.table.num_rows
    first_at: dict[int, int] = {}
    again: list[int] = []
    for position, index in enumerate(encoded.indices.slice(0, end).to_pylist()):
        is_again = index is not None and first_at.setdefault(index, position) != position
        if is_again and position >= begin:
            again.append(position)
    groups = [again] if is_told_together(len(again), end - begin) else [[position] for position in again]
    for positions in filter(None, groups):
        first = first_at[encoded.indices[positions[0]].as_py()]
        here = pa.array([position - begin for position in positions], pa.int64())
        yield Fault("unique", _other_than(first, staged, parts), here)


def _together(column: Column, parts: Sequence[Staged]) -> pa.Array:
    """The values of a column in all tables of a dataset, one table after another."""
    return pa.concat_arrays([one.table.column(column.name).combine_chunks() for one in parts])


def _other_than(position: int, staged: Staged, parts: Sequence[Staged]) -> Words:
    """Where the value of a cell of ``staged`` stands first, counted through all tables of the dataset."""
    for other in parts:
        if position < other.table.num_rows:
            break
        position -= other.table.num_rows
    row = other.source.row_numbers[position].as_py()
    if other is staged:
        return words_for("expect.unique", row=row)
    if other.sha256 == staged.sha256:
        return words_for("expect.unique_on_sheet", row=row, sheet=other.source.sheet)
    return words_for("expect.unique_in_file", row=row, sheet=other.source.sheet, file=other.file_name)


def _released_already(
    column: Column, values: pa.Array, parts: Sequence[Staged], candidate: Candidate
) -> Fault:
    """Values that stand once in the files, and in a row of the last release that stays beside them."""
    dataset = parts[0].dataset.name
    in_all = pc.is_in(values, value_set=_repeated(candidate.tables[dataset].column(column.name)))
    again = pc.and_not(in_all, pc.is_in(values, value_set=_repeated(_together(column, parts))))
    return Fault("unique", words_for("expect.not_released"), _positions(again))


def _repeated(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The values, unknown left out, that stand there more than once."""
    counted = pc.value_counts(values.drop_null())
    return counted.field("values").filter(pc.greater(counted.field("counts"), 1))


# References


def _a_key_of(column: Column) -> Words:
    """What a reference must be: the key of a row of the other dataset."""
    dataset, key = str(column.references).split(".")
    other = datasets()[dataset]
    return words_for("expect.reference", column=other.column(key).title, dataset=other.title)


def _wrong_references(column: Column, values: pa.Array, tables: Mapping[str, pa.Table]) -> Fault:
    """References to no row; where the other dataset has no row at all, that is told, and once."""
    strangers = _strangers(column, values, tables)
    dataset = str(column.references).split(".")[0]
    if tables[dataset].num_rows:
        return Fault("reference", _a_key_of(column), strangers)
    words = words_for("expect.reference_first", dataset=datasets()[dataset].title)
    return Fault("reference", words, strangers.slice(0, 1))


def _strangers(column: Column, values: pa.Array, tables: Mapping[str, pa.Table]) -> pa.Array:
    """Positions of values that refer to no row of the dataset that the column names."""
    dataset, key = str(column.references).split(".")
    known = pc.is_in(values, value_set=tables[dataset].column(key).combine_chunks())
    return _positions(pc.and_not(pc.is_valid(values), known))


def _orphans(candidate: Candidate) -> Iterator[Issue]:
    """References in datasets that stay as they are to rows that would no longer be there."""
    staying = [dataset for name, dataset in datasets().items() if name not in candidate.staged]
    for dataset in staying:
        for column in dataset.columns:
            if column.references is None or column.references.split(".")[0] not in candidate.staged:
                continue
            values = candidate.tables[dataset.name].column(column.name).combine_chunks()
            orphans = values.take(_strangers(column, values, candidate.tables))
            counted = pc.value_counts(orphans).to_pylist()
            if len(counted) > _MOST_ORPHANS:
                counted = [{"values": counted[0]["values"], "counts": len(orphans)}]
            for one in counted:
                yield Issue(
                    "reference",
                    dataset.name,
                    column=column.name,
                    value=one["values"],
                    expected=_a_key_of(column),
                    count=one["counts"],
                )
