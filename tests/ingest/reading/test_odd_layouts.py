"""Layouts as they were met in workbooks of offices, banks and shops, each drawn small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pytest

from fundscope.ingest.reading import Choices
from fundscope.ingest.reading.grid import Grid
from fundscope.ingest.reading.layout import tables_of
from tests.ingest.reading.drawn import drawn_grid, headers_of, shape_of

TITLES_ON_TWO_LINES = """
Function|Percent|Number|Median
|of hires|of hires|monthly
|||salary
Consulting|0.2|92|9500
Retail|0.3|18|7600
Total|0.5|110|
"""
CODES_OVER_TITLES = """
|AR|12|83|
Supplier|Arlington|Baltimore|Bowling Green|Qty
A|1|2|3|4
B|5|6|7|8
"""
DATE_IN_THE_CORNER = """
2010-02-09|Close|Support|Resistance|Lot
DG|2.01|1.5|2.5|304338
KR|0.74|0.5|0.8|1562672
"""
NUMBERS_ACROSS = """
|0.25|0.5|0.75
Low|12516|20670|26106
High|13386|23370|30840
"""
CODES_ACROSS = """
Definition|Section|001|002|003
loan|Property|85|65|100
cost|Property|3|4|5
"""
NUMBER_SIGN = """
#|Name|Done
1|A|2
2|B|3
"""
LETTERS_OVER_TITLES = """
(A)|(B)|(C)
Month|Lives|Issued
2024-01|3|4
2024-02|5|6
"""
LINE_OVER_TITLES = """
示例市/0574|统计日期：2023-04-21至2023-05-20||
|代码|次数|合计
甲|A1|3|4
乙|A2|5|6
"""
NUMBER_ABOVE = """
3||
Key|Value|
1|3|
3|6|
"""


@pytest.mark.parametrize(
    ("drawn", "header_rows", "data", "headers"),
    [
        pytest.param(TITLES_ON_TWO_LINES, (1, 2, 3), (4, 5),
                     "Function Percent/of_hires Number/of_hires Median/monthly/salary", id="titles on lines"),
        pytest.param(CODES_OVER_TITLES, (2,), (3, 4), "Supplier Arlington Baltimore Bowling_Green Qty",
                     id="codes over titles"),
        pytest.param(DATE_IN_THE_CORNER, (1,), (2, 3), "2010-02-09 Close Support Resistance Lot",
                     id="date in the corner"),
        pytest.param(NUMBERS_ACROSS, (1,), (2, 3), "[A] 0.25 0.5 0.75", id="numbers across"),
        pytest.param(CODES_ACROSS, (1,), (2, 3), "Definition Section 001 002 003", id="codes across"),
        pytest.param(NUMBER_SIGN, (1,), (2, 3), "# Name Done", id="number sign"),
        pytest.param(LETTERS_OVER_TITLES, (2,), (3, 4), "Month Lives Issued", id="letters over titles"),
        pytest.param(LINE_OVER_TITLES, (2,), (3, 4), "[A] 代码 次数 合计", id="line over titles"),
        pytest.param(NUMBER_ABOVE, (2,), (3, 4), "Key Value", id="number above"),
    ],
)  # fmt: skip
def test_a_table_is_found(
    drawn: str, header_rows: Sequence[int], data: tuple[int, int], headers: str
) -> None:
    """Header, first and last row, and what the columns are called."""
    (table,) = tables_of(drawn_grid(drawn), Choices())

    assert shape_of(table) == (header_rows, *data, data[1] - data[0] + 1)
    assert [header.replace(" / ", "/").replace(" ", "_") for header in headers_of(table)] == headers.split()


def test_a_word_below_a_column_of_numbers_is_a_row() -> None:
    """It is a wrong value that somebody should hear of; apart from the column it is a remark."""
    (wrong,) = tables_of(drawn_grid("Amount\n1\n2\nabc"), Choices())
    (remark,) = tables_of(drawn_grid("Amount\n1\n2\n\nabc"), Choices())

    assert wrong.columns[0].texts.to_pylist() == ["1", "2", "abc"]
    assert (remark.columns[0].texts.to_pylist(), remark.notes) == (["1", "2"], ("abc",))


def test_a_column_that_says_its_title_again_loses_nothing() -> None:
    """Only a whole row of titles is a header repeated on a new page."""
    (table,) = tables_of(drawn_grid("是\n是\n是\n否"), Choices())

    assert table.columns[0].texts.to_pylist() == ["是", "是", "否"]


def test_a_unit_in_the_formats_of_some_numbers_is_not_the_column_s() -> None:
    """It is said that some have it."""
    grid = drawn_grid("Name|Value\nA|1\nB|2\nC|3")
    some = replace(grid, formats={1: {2: '"$"0.00'}})
    all_ = replace(grid, formats={1: dict.fromkeys((2, 3, 4), '"$"0.00')})
    (of_some,), (of_all,) = tables_of(some, Choices()), tables_of(all_, Choices())

    assert (of_some.units, of_all.units) == ({}, {"Value": "$"})
    assert dict(of_some.evidence)["reading.layout.some_units"] == {"column": "Value", "units": "$"}


def test_a_letter_given_as_a_name_is_no_unit() -> None:
    """Column CNY of a wide sheet."""
    grid = Grid("S", [["A", "B", ""], ["x", "y", 5.0], ["u", "v", 6.0]], first_column=2519)
    (table,) = tables_of(grid, Choices())

    assert (headers_of(table)[2], table.units) == ("[CRZ]", {})


def test_days_as_titles_are_written_as_days() -> None:
    grid = Grid("S", [["Fund", date(2024, 1, 1), date(2024, 2, 1)], ["A", 1.0, 2.0], ["B", 3.0, 4.0]])
    (table,) = tables_of(grid, Choices())

    assert headers_of(table) == ["Fund", "2024-01-01", "2024-02-01"]


GERMAN_STATISTICS = """
Tabelle: 42271-0001|||
Umsatz: Länder, Jahre|||
|2021|2021|2022|2022
|Betriebe|Umsatz|Betriebe|Umsatz
|Anzahl|Tsd. EUR|Anzahl|Tsd. EUR
Nord|1234|1.5|1240|2.5
Süd|567|2.5|570|3.5
Insgesamt|1801|4|1810|6
"""


def test_years_over_several_columns_and_units_below_them() -> None:
    """Three rows of titles, as statistical offices export them."""
    (table,) = tables_of(drawn_grid(GERMAN_STATISTICS), Choices())

    assert shape_of(table) == ((3, 4, 5), 6, 7, 2)
    assert headers_of(table)[1:3] == ["2021 / Betriebe", "2021 / Umsatz"]
    assert table.units["2022 / Umsatz"] == "Tsd. EUR"


def test_the_unit_of_a_table_is_for_amounts_alone() -> None:
    """Not for numbers of rows, counts, shares and years; in a text file numbers are texts."""
    lines = "附表||||||\n||||||金额单位：万元\n序号|年度|件数|占比|项目|金额|备注\n"
    rows = [["1", "2023", "35", "0.5", "甲", "1,200.00", ""], ["2", "2024", "20", "0.5", "乙", "800.00", "x"]]
    as_numbers = tables_of(drawn_grid(lines + "\n".join(map("|".join, rows))), Choices())
    as_texts = tables_of(Grid("S", [*drawn_grid(lines.strip()).rows, *rows]), Choices())

    assert as_numbers[0].units == as_texts[0].units == {"金额": "万元"}


@pytest.mark.parametrize("word", ["總計", "合计", "Insgesamt", "Zusammen", "Ensemble", "Razem", "Összesen"])
def test_a_total_is_known_in_many_languages(word: str) -> None:
    (table,) = tables_of(drawn_grid(f"Name|Value\nA|1\nB|2\n{word}|3"), Choices())

    assert (table.rows, table.notes) == (2, (f"{word} 3",))


def test_a_time_of_day_is_no_title() -> None:
    """Written as a time, or as the words for one in a text file."""
    times = Grid("S", [[time(0, 0), 1.0], [time(1, 0), 2.0], [time(2, 0), 3.0]])
    texts = drawn_grid("31 Mar 2013|01:00\n31 Mar 2013|02:00\n30 Mar 2014|03:00")

    assert [tables_of(grid, Choices())[0].header_rows for grid in (times, texts)] == [(), ()]
