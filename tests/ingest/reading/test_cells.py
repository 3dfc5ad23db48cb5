"""The short cuts for columns of one type say the same as the long way, cell by cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from fundscope.ingest.reading.cells import cell_text, has_kind, texts_and_kinds
from fundscope.ingest.reading.grid import ErrorValue, Value
from fundscope.ingest.reading.table import Kind

_TEXTS: list[Value] = ["a", "", " ", "中"]
_NUMBERS: list[Value] = [1.0, 1.5, -0.0, 0.1 + 0.2, 10.01, 2.0**60]
_DAYS: list[Value] = [date(2024, 6, 18), date(2024, 6, 18), date(1900, 1, 1)]
_OTHERS: list[Value] = [
    True,
    None,
    3,
    datetime.fromisoformat("2024-06-18T09:30:00"),
    time(1, 2),
    timedelta(1),
    ErrorValue("#REF!"),
]


@pytest.mark.parametrize(
    "values",
    [
        [], _TEXTS, _NUMBERS, [*_NUMBERS, 1e-07], [*_TEXTS, *_NUMBERS, *_TEXTS], _DAYS, [*_TEXTS, *_DAYS],
        [*_DAYS, *_NUMBERS], [*_NUMBERS, float("nan"), float("-inf")], [*_TEXTS, *_OTHERS, *_NUMBERS, *_DAYS],
    ],
)  # fmt: skip
def test_a_column_says_what_its_cells_say(values: list[Value]) -> None:
    texts, kinds = texts_and_kinds(values)

    assert list(zip(texts.to_pylist(), kinds.to_pylist(), strict=True)) == list(map(cell_text, values))
    assert {kind for kind in Kind if has_kind(kinds, kind)} == set(kinds.to_pylist())


def test_a_part_of_a_column_has_the_kinds_of_its_own_cells() -> None:
    _, kinds = texts_and_kinds(["a", 1.0, "b"])

    assert has_kind(kinds[1:], Kind.NUMBER)
    assert not has_kind(kinds[2:], Kind.NUMBER)
