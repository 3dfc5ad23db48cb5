"""Columns of each type, from texts to typed values and faults."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundscope.ingest.typed import Typed
from fundscope.ingest.values import READERS, Money, read_money
from fundscope.model import MONEY_UNITS, money_unit

RATE = Decimal("7.2307")


def _faults(typed: Typed) -> list[tuple[str, list[int]]]:
    return [(fault.rule, fault.positions.to_pylist()) for fault in typed.faults]


def _money(unit: str | None, *texts: str | None) -> Typed:
    return read_money(
        pa.array(texts, pa.string()), Money(money_unit(unit) if unit else None, RATE, "决策金额")
    )


def test_a_cell_with_a_unit_of_its_own_overrides_the_column() -> None:
    """A 万元 cell in a 元 column, and dollars at the published rate, which is told."""
    typed = _money("cny", "1234.5", "500万元", "1.2亿元", "US$3m", None)

    assert typed.values.to_pylist() == [
        Decimal("1234.50"), Decimal("5000000.00"), Decimal("120000000.00"), Decimal("21692100.00"), None,
    ]  # fmt: skip
    assert _faults(typed) == [("currency_converted", [3])]


def test_an_amount_without_a_unit_anywhere_is_not_guessed() -> None:
    """The cells that name their own are read."""
    typed = _money(None, "630", "630万元")

    assert typed.values.to_pylist() == [None, Decimal("6300000.00")]
    assert _faults(typed) == [("unit_missing", [0])]


def test_what_is_vague_or_no_amount_is_unknown_and_never_zero() -> None:
    typed = _money("cny_10k", "数千万", "若干", "0")

    assert typed.values.to_pylist() == [None, None, Decimal("0.00")]
    assert _faults(typed) == [("vague_amount", [0]), ("money", [1])]


def test_less_than_a_fen_is_rounded_and_told_but_not_the_noise_of_excel() -> None:
    typed = _money("cny", "0.125", "0.30000000000000004", "2149.909999999999854481")

    assert typed.values.to_pylist() == [Decimal("0.13"), Decimal("0.30"), Decimal("2149.91")]
    assert _faults(typed) == [("rounded", [0])]


def test_an_amount_too_large_to_be_held_is_told() -> None:
    typed = _money("cny_100m", "100000000", "99999999")

    assert typed.values.to_pylist() == [None, Decimal("9999999900000000.00")]
    assert _faults(typed) == [("money", [0])]


@given(st.sampled_from([unit for unit in MONEY_UNITS if unit.currency == "cny"]), st.integers(0, 10**6))
def test_a_number_in_a_column_and_one_with_its_unit_are_the_same(unit: Any, number: int) -> None:
    """Wherever a unit stands, and in whichever of its spellings; some, such as CNY'000, only stand over
    columns."""
    spellings = [spelling for spelling in unit.spellings if not any(map(str.isdigit, spelling))]
    in_column = _money(unit.code, str(number)).values.to_pylist()
    in_cells = _money(None, *(f"{number} {spelling}" for spelling in spellings)).values.to_pylist()

    assert in_column == [number * unit.factor]
    assert in_cells == in_column * len(spellings)


@pytest.mark.parametrize(
    ("kind", "texts", "values", "faults"),
    [
        ("flag", ["是", "Y", "TRUE", "√", "否", "n", "0", None, "也许"],
         [True, True, True, True, False, False, False, None, None], [("flag", [8])]),
        ("integer", ["46", "46人", "1,234", "第一批", "4.0", "4.5"], [46, 46, 1234, 1, 4, None],
         [("integer", [5])]),
        ("number", ["12%", "0.5", "1,234.5", "many"],
         [Decimal("0.1200"), Decimal("0.5000"), Decimal("1234.5000"), None],
         [("number", [3])]),
        ("year", ["2022", "2022年度", "2022-05-01", "?!"], [2022] * 3 + [None], [("year", [3])]),
        ("date", ["2024-06-18", "45461", "2024.6", "?"], [date(2024, 6, 18), date(2024, 6, 18), None, None],
         [("date_precision", [2]), ("date", [3])]),
        ("month", ["2023年12月", "2023-12-05", "2023"], [date(2023, 12, 1), date(2023, 12, 1), None],
         [("date_precision", [2])]),
        ("date", ["06/07/2024"], [None], [("date_order", [0])]),
        ("date", ["06/07/2024", "18/06/2024"], [date(2024, 7, 6), date(2024, 6, 18)], []),
    ],
)  # fmt: skip
def test_columns_of_other_types(
    kind: str, texts: list[str | None], values: list[Any], faults: list[Any]
) -> None:
    """Rows in and out, and what is refused."""
    typed = READERS[kind](pa.array(texts, pa.string()))

    assert typed.values.to_pylist() == values
    assert _faults(typed) == faults
