"""Where the table of a sheet lies, for sheets as statisticians, ministries and funds lay them out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fundscope.ingest.reading import Choices
from fundscope.ingest.reading.layout import tables_of
from tests.ingest.reading.drawn import drawn_grid, headers_of, shape_of

YEARBOOK = """
3-1 各区高新技术企业基本情况（2023年）||||
||||单位：个、万元
地区|企业数|从业人员|营业收入|研发费用
甲|乙|1|2|3
全市|29700|100|200|30
海淀区|10000|50|100|20
朝阳区|6000|30|60|8
注：1.营业收入为快报数。||||
  2.部分数据因四舍五入与合计略有差异。||||
资料来源：示例统计局||||
"""
TWO_LEVELS = """
某市基金投资情况表|||||
序号|基金名称|2023年||2024年|
||金额|占比|金额|占比
1|示例基金一|100|0.1|200|0.2
2|示例基金二|300|0.3|400|0.4
|合计|400|0.4|600|0.6
填表人：张某||审核人：李某|||
"""
TWO_LEVELS_NAMES = "序号 基金名称 2023年/金额 2023年/占比 2024年/金额 2024年/占比"
YEARS_AS_NUMBERS = """
Table 4: Gross expenditure on R&D
Million euro
Country|2019|2020|2021
Austria|12|13|14
Belgium|15|16|17
: not available
Source: Eurostat (online data code: rd_e_gerdtot)
"""
GROUPED = """
Région||Dépenses||Effectifs|
||Publiques|Privées|Femmes|Hommes
Île-de-France|11|1|2|3|4
Bretagne|53|5|6|7|8
Total|64|6|8|10|12
"""
GROUPED_NAMES = "Région Région_(2) Dépenses/Publiques Dépenses/Privées Effectifs/Femmes Effectifs/Hommes"
STACKED = """
表1 基金
基金编号|规模（亿元）
F01|200
F02|100

表2 项目
项目编号|决策金额（万元）
P1|5000
P2|6000
"""
SPACERS = """
Name||Amount|||Date
A||1|||2024-01-01
B||2|||2024-01-02
"""
UNITS_ROW = """
企业名称|营业收入|从业人数|增长率
|万元|人|%
甲公司|100|20|5
乙公司|200|30|6
"""
PROSE_ABOVE = """
Bericht über Fördermittel
Stand: 31.12.2023
Die Angaben sind vorläufig.

Förderkennzeichen|Empfänger|Betrag in EUR
01AB|Muster GmbH|1000
02CD|Beispiel AG|2000

Summe||3000
Quelle: Beispielamt
"""
ALL_TEXT = """
Code|Name|Head
E10|Ministry of Examples|A. Person
E11|Agency of Samples|B. Person
"""
SUBTOTALS = """
Fund|Year|Amount
A|2023|1
A|2024|2
Subtotal||3
B|2023|4
B|2024|5
Subtotal||9
Grand total||12
"""
PAGES = """
编号|名称|金额
1|甲|10
2|乙|20
编号|名称|金额
3|丙|30
4|丁|40
"""
DATES_ACROSS = """
Indicator|2024-01|2024-02|2024-03
Projects|1|2|3
Funds|4|5|6
"""


@pytest.mark.parametrize(
    ("drawn", "merged", "shape", "headers"),
    [
        pytest.param(YEARBOOK, "A1:E1", ((3, 4), 5, 7, 3),
                     "地区 企业数 从业人员 营业收入 研发费用", id="yearbook"),
        pytest.param(TWO_LEVELS, "A1:F1 A2:A3 B2:B3 C2:D2 E2:F2", ((2, 3), 4, 5, 2),
                     TWO_LEVELS_NAMES, id="merged"),
        pytest.param(TWO_LEVELS, "", ((2, 3), 4, 5, 2),
                     TWO_LEVELS_NAMES, id="typed"),
        pytest.param(YEARS_AS_NUMBERS, "", ((3,), 4, 5, 2), "Country 2019 2020 2021", id="years"),
        pytest.param(GROUPED, "A1:B2 C1:D1 E1:F1", ((1, 2), 3, 4, 2),
                     GROUPED_NAMES,
                     id="grouped"),
        pytest.param(SPACERS, "", ((1,), 2, 3, 2), "Name Amount Date", id="spacers"),
        pytest.param(UNITS_ROW, "", ((1, 2), 3, 4, 2),
                     "企业名称 营业收入 从业人数 增长率", id="row of units"),
        pytest.param(PROSE_ABOVE, "", ((5,), 6, 7, 2),
                     "Förderkennzeichen Empfänger Betrag_in_EUR", id="prose"),
        pytest.param(ALL_TEXT, "", ((1,), 2, 3, 2), "Code Name Head", id="all text"),
        pytest.param(PAGES, "", ((1,), 2, 6, 4), "编号 名称 金额", id="header on every page"),
        pytest.param(DATES_ACROSS, "", ((1,), 2, 3, 2), "Indicator 2024-01 2024-02 2024-03", id="months"),
    ],
)  # fmt: skip
def test_a_table_is_found(
    drawn: str, merged: str, shape: tuple[tuple[int, ...], int, int, int], headers: str
) -> None:
    """Header, first and last row, and what the columns are called."""
    (table,) = tables_of(drawn_grid(drawn, merged), Choices())

    assert shape_of(table) == shape
    assert [header.replace(" / ", "/").replace(" ", "_") for header in headers_of(table)] == headers.split()


def test_tables_one_under_another_are_told_apart() -> None:
    """Each with its title and its unit."""
    first, second = tables_of(drawn_grid(STACKED), Choices())

    assert (shape_of(first), shape_of(second)) == (((2,), 3, 4, 2), ((7,), 8, 9, 2))
    assert (first.title_lines, second.title_lines) == (("表1 基金",), ("表2 项目",))
    assert (first.units, second.units) == ({"规模（亿元）": "亿元"}, {"决策金额（万元）": "万元"})


def test_totals_at_the_end_are_no_rows_and_those_inside_are_told() -> None:
    """Taking the inner ones away would be guessing; keeping the last one would count twice."""
    (table,) = tables_of(drawn_grid(SUBTOTALS), Choices())
    told = dict(table.evidence)

    assert table.row_numbers.to_pylist()[:6] == [2, 3, 4, 5, 6, 7][:6][: table.rows]
    assert told["reading.layout.totals_below"]["rows"].split(", ")[-1] == "8"
    assert told["reading.layout.totals_inside"]["rows"] == "4"


def test_units_are_found_in_the_header_under_it_and_above() -> None:
    """A column's own word wins; years and counts of persons keep out of the table's unit."""
    (under,) = tables_of(drawn_grid(UNITS_ROW), Choices())
    (above,) = tables_of(drawn_grid("|单位：万元\n年份|金额\n2023|1.5\n2024|2.5"), Choices())

    assert under.units == {"营业收入": "万元", "从业人数": "人", "增长率": "%"}
    assert above.units == {"金额": "万元"}


@pytest.mark.parametrize(
    ("choices", "shape", "headers"),
    [
        (Choices(header_rows=(2,)), ((2,), 3, 4, 2), ["x", "y"]),
        (Choices(header_rows=(1, 2)), ((1, 2), 3, 4, 2), ["a / x", "b / y"]),
        (Choices(header_rows=(1,), first_row=3, last_row=3), ((1,), 3, 3, 1), ["a", "b"]),
        (Choices(last_row=3), ((1,), 2, 3, 2), ["a", "b"]),
        (Choices(header_rows=()), ((), 1, 4, 4), ["[A]", "[B]"]),
    ],
)
def test_a_person_may_say_where_the_table_stands(
    choices: Choices, shape: tuple[tuple[int, ...], int, int, int], headers: Sequence[str]
) -> None:
    """In Excel's row numbers."""
    (table,) = tables_of(drawn_grid("a|b\nx|y\nu|v\np|q"), choices)

    assert (shape_of(table), headers_of(table)) == (shape, headers)


def test_merged_labels_are_repeated_and_merged_amounts_are_not() -> None:
    """An amount in three rows would be three times as much."""
    grid = drawn_grid("基金|项目|金额\n示例基金|P1|100\n|P2|\n|P3|30", "A2:A4 C2:C3")
    (table,) = tables_of(grid, Choices())

    assert table.columns[0].texts.to_pylist() == ["示例基金"] * 3
    assert table.columns[2].texts.to_pylist() == ["100", None, "30"]


def test_labels_written_once_are_filled_down_unless_a_person_objects() -> None:
    """The year stands in its first month only."""
    drawn = "年|月|金额\n" + "\n".join(
        f"{2020 + n // 12 if n % 12 == 0 else ''}|{1 + n % 12}|{n}" for n in range(24)
    )
    (proposed,) = tables_of(drawn_grid(drawn), Choices())
    (as_typed,) = tables_of(drawn_grid(drawn), Choices(fill_down=()))

    assert proposed.columns[0].texts.to_pylist() == ["2020"] * 12 + ["2021"] * 12
    assert as_typed.columns[0].texts.null_count == 22


def test_columns_have_names_of_their_own() -> None:
    """Blank and repeated titles."""
    (table,) = tables_of(drawn_grid("|v||v\n1|2|3|4\n5|6|7|8"), Choices())

    assert headers_of(table) == ["[A]", "v", "[C]", "v (2)"]


def test_prose_is_no_table() -> None:
    """A line or two of text."""
    assert tables_of(drawn_grid("See the other sheets."), Choices()) == []
