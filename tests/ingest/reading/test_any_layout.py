"""The same table is read whatever stands around it and wherever on the sheet it lies."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fundscope.ingest.reading import Choices
from fundscope.ingest.reading.grid import Grid
from fundscope.ingest.reading.layout import tables_of

FIELDS: dict[str, list[Any]] = {
    "项目编号": ["P01", "P02", "P03", "P04"],
    "企业名称": ["示例企业甲", "示例企业乙", "示例企业丙", "示例企业丁"],
    "投资金额": [1234.5, 200.0, 30.25, 4.0],
    "决策日期": ["2024-01-18", "2024-02-19", "2023-03-20", "2023-12-21"],
    "轮次": ["A轮", "B轮", "A轮", "天使轮"],
}
UNITS = ["元", "万元", "亿元", "百万元", "USD"]
TITLES = [["某市基金投资项目表"], ["（2024年）"], ["填报单位：示例局"], []]
FOOTERS = [["注：示例数据。"], ["资料来源：示例局"], ["填表人：张某"], []]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Grid, list[str], str, int]:
    """A sheet, and what is on it: the fields in their order, the unit, the header row."""
    order = draw(st.permutations(list(FIELDS)))
    unit = draw(st.sampled_from(UNITS))
    place = draw(st.sampled_from(["header", "row", "title"]))
    indent = draw(st.integers(0, 2))
    above: list[list[Any]] = [list(line) for line in draw(st.lists(st.sampled_from(TITLES), max_size=4))]
    if place == "title":
        above.append(["", "", "", f"单位：{unit}"])
    header = [f"{name}（{unit}）" if name == "投资金额" and place == "header" else name for name in order]
    rows: list[list[Any]] = [*above, header]
    if place == "row":
        rows.append([unit if name == "投资金额" else "" for name in order])
    rows += [list(row) for row in zip(*(FIELDS[name] for name in order), strict=True)]
    if draw(st.booleans()):
        total: list[Any] = ["" if name != "投资金额" else 1468.75 for name in order]
        total[0] = total[0] or "合计"
        rows += [total] if order[0] != "投资金额" else []
    rows += [list(line) for line in draw(st.lists(st.sampled_from(FOOTERS), max_size=3))]
    first_row = draw(st.integers(1, 9))
    grid = Grid("S", [[""] * indent + row for row in rows], first_row=first_row)
    return grid, order, unit, first_row + len(above)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_any_layout_gives_the_same_table(sheet: tuple[Grid, list[str], str, int]) -> None:
    """Header row, unit, order of columns, blank lines and footers change nothing in what is read."""
    grid, order, unit, header_row = sheet
    (table,) = tables_of(grid, Choices())
    columns = {column.header.split("（")[0]: column.texts.to_pylist() for column in table.columns}

    assert table.header_rows[0] == header_row
    assert list(columns) == order
    assert columns == {name: [_text(value) for value in FIELDS[name]] for name in order}
    assert [said for header, said in table.units.items() if header.startswith("投资金额")] == [unit]


def _text(value: object) -> str:
    return str(value).removesuffix(".0")
