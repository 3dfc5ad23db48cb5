"""Amounts of money as cells write them, and where their units are found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fundscope.ingest.amounts import (
    Amount,
    Vague,
    read_amount,
    unit_in_format,
    unit_in_header,
    unit_in_titles,
)
from fundscope.model import MoneyUnit


def _code(unit: MoneyUnit | None) -> str | None:
    return None if unit is None else unit.code


@pytest.mark.parametrize(
    ("cell", "number", "unit"),
    [
        ("630", "630", None),
        ("1,234.50", "1234.50", None),
        ("630万人民币", "630", "cny_10k"),
        ("1.2亿元", "1.2", "cny_100m"),
        ("5,000 万元", "5000", "cny_10k"),
        ("人民币3000万元", "3000", "cny_10k"),
        ("¥3,000,000", "3000000", "cny"),
        ("￥3,000,000元", "3000000", "cny"),
        ("US$3m", "3", "usd_million"),
        ("USD 3 million", "3", "usd_million"),
        ("300万美元", "300", "usd_10k"),
        ("RMB 63 mn", "63", "cny_million"),
        ("(1,200)", "-1200", None),
        ("-5", "-5", None),
        ("１２万元", "12", "cny_10k"),
        ("5 cny'000", "5", "cny_thousand"),
        ("RMB'000 1,200", "1200", "cny_thousand"),
        ("RMB 3.2m", "3.2", "cny_million"),
        ("￥1,200万", "1200", "cny_10k"),
        ("三千万元", "30000000", "cny"),
        ("一亿二千万", "120000000", "cny"),
        ("人民币壹佰贰拾万元整", "1200000", "cny"),
        ("十五", "15", None),
        ("1亿2000万元", "120000000", "cny"),
        ("1200万元（含税）", "1200", "cny_10k"),
    ],
)
def test_an_amount_is_a_number_and_the_unit_beside_it(cell: str, number: str, unit: str | None) -> None:
    """In any width, with digits grouped, with the unit before or after."""
    amount = read_amount(cell)

    assert isinstance(amount, Amount)
    assert (amount.number, _code(amount.unit)) == (Decimal(number), unit)


@pytest.mark.parametrize(
    "cell",
    [
        "数千万",
        "约500万元",
        "500万元以上",
        "超过3亿元",
        "500-800万元",
        "over US$3m",
        "近1亿",
        "~20",
        "约300万元",
        "300至500万元",
        "10万+",
        "500万以内",
        "至少三千万元",
    ],
)
def test_an_amount_that_is_not_exact_is_no_number(cell: str) -> None:
    assert isinstance(read_amount(cell), Vague)


@pytest.mark.parametrize("cell", ["若干", "见附件", "12.3.4", "1,23", "3 apples", "2024-06-18", "10 20"])
def test_what_is_no_amount_is_none(cell: str) -> None:
    """Nothing is guessed from a part of a text."""
    assert read_amount(cell) is None


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("决策金额（万元）", "cny_10k"),
        ("决策金额(单位：亿元)", "cny_100m"),
        ("决策金额[人民币元]", "cny"),
        ("决策金额，万元", "cny_10k"),
        ("决策金额万元", "cny_10k"),
        ("投资额百万元", "cny_million"),
        ("Amount, US$ m", "usd_million"),
        ("Amount (RMB mn)", "cny_million"),
        ("Amount in CNY million", "cny_million"),
        ("决策金额", None),
        ("从业人数（人）", None),
        ("金额单元", None),
    ],
)
def test_a_header_names_the_unit(header: str, unit: str | None) -> None:
    """In brackets, after a separator, or at the end; a last character alone is no unit."""
    assert _code(unit_in_header(header)) == unit


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "cny_10k"),
        ("（单位: 人民币亿元）", "cny_100m"),
        ("Amounts in CNY million", "cny_million"),
        ("2024 年项目台账", None),
    ],
)
def test_a_line_above_the_table_names_the_unit(line: str, unit: str | None) -> None:
    assert _code(unit_in_titles([line])) == unit


@pytest.mark.parametrize(
    ("number_format", "unit"),
    [('0.00"万元"', "cny_10k"), ('#,##0"亿"', "cny_100m"), ("[$US$-409]#,##0", "usd"), ("¥#,##0.00", "cny"),
     ('0!.0,"万"', "cny"), ("General", None), ("yyyy-mm-dd", None)],
)  # fmt: skip
def test_a_number_format_names_the_unit(number_format: str, unit: str | None) -> None:
    """A format that scales what it shows says 万 of what is shown, while the cell holds yuan."""
    assert _code(unit_in_format(number_format)) == unit
