"""A column that every row needs and the file has not, said in the words of the file."""

from __future__ import annotations

from rapidfuzz import fuzz

from fundscope.ingest.issue import Issue
from fundscope.ingest.mapping import MappedColumn, name_of, own_names
from fundscope.ingest.reading.table import SheetTable
from fundscope.ingest.typed import words_for
from fundscope.model import Column, Dataset, Words

# How much of the shorter name must stand in the longer for a column to be asked about.
_PERHAPS = 75


def missing_column(
    table: SheetTable, dataset: Dataset, mapping: tuple[MappedColumn, ...], declared: Column
) -> Issue:
    """The issue: what the file lacks, what its columns are called, and which of them it perhaps is."""
    title = _in_the_language_of(table, declared)
    headers = [" ".join(column.header.split()) for column in table.columns if column.header]
    perhaps = _nearest(mapping, declared)
    told = words_for(
        "missing_column.told",
        title=title,
        headers=Words(en=", ".join(headers), zh="、".join(headers)),
    )
    expected = words_for("expect.column", title=title)
    if perhaps is not None:
        expected = words_for("expect.column_perhaps", title=title, header=" ".join(perhaps.header.split()))
    return Issue(
        "missing_column", dataset.name, table.sheet, column=declared.name, expected=expected, told=told
    )


def _in_the_language_of(table: SheetTable, declared: Column) -> str:
    """The title in the language in which the file writes its headers."""
    is_chinese = any(not column.header.isascii() for column in table.columns)
    return declared.title.in_language("zh" if is_chinese else "en")


def _nearest(mapping: tuple[MappedColumn, ...], declared: Column) -> MappedColumn | None:
    """The unused column whose name is most like one of the declared column's."""
    owns = [own for owns in own_names(declared).values() for own in owns]
    alike = [
        (max(fuzz.partial_ratio(name_of(column.header), own) for own in owns), column)
        for column in mapping
        if column.field is None and len(name_of(column.header)) >= 2
    ]
    score, nearest = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return nearest if score >= _PERHAPS else None
