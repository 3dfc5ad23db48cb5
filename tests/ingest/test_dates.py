"""Dates in any usual form, with their precision."""

from __future__ import annotations

from datetime import date

import pytest

from fundscope.ingest.dates import TwoWays, Written, column_order, read_date


@pytest.mark.parametrize(
    "cell",
    [
        "2024-06-18", "2024/6/18", "2024.6.18", "2024年6月18日", "2024 年 6 月 18 日", "20240618", "45461",
        "2024-06-18 09:30:00", "2024-06-18T09:30:00", "18 June 2024", "June 18, 2024", "18-Jun-24",
        "二〇二四年六月十八日", "２０２４－０６－１８",
    ],
)  # fmt: skip
def test_a_day_in_any_form(cell: str) -> None:
    """Also as the serial number that Excel keeps."""
    assert read_date(cell) == Written(date(2024, 6, 18), "day")


@pytest.mark.parametrize(
    ("cell", "first", "precision"),
    [
        ("2024.6", date(2024, 6, 1), "month"),
        ("2024年6月", date(2024, 6, 1), "month"),
        ("202406", date(2024, 6, 1), "month"),
        ("Jun 2024", date(2024, 6, 1), "month"),
        ("二〇二四年十二月", date(2024, 12, 1), "month"),
        ("2024Q3", date(2024, 7, 1), "quarter"),
        ("2024年第三季度", date(2024, 7, 1), "quarter"),
        ("2024", date(2024, 1, 1), "year"),
        ("2024年度", date(2024, 1, 1), "year"),
    ],
)
def test_what_is_less_than_a_day_says_so(cell: str, first: date, precision: str) -> None:
    found = read_date(cell)

    assert isinstance(found, Written)
    assert (found.first, found.precision) == (first, precision)


@pytest.mark.parametrize("cell", ["六月", "2024-13-45", "2023-02-29", "待定", "123", "99999", "1.5"])
def test_what_is_no_date_is_none(cell: str) -> None:
    assert read_date(cell) is None


def test_day_and_month_are_settled_by_another_cell_of_the_column() -> None:
    """06/07/2024 is one thing beside 18/06/2024, another beside 06/18/2024, and neither alone."""
    odd = read_date("06/07/2024")

    assert odd == TwoWays(6, 7, 2024)
    assert column_order([odd, read_date("18/06/2024")]) == "day"
    assert column_order([odd, read_date("06/18/2024")]) == "month"
    assert column_order([odd]) is None
    assert column_order([read_date("18/06/2024"), read_date("06/18/2024")]) is None
