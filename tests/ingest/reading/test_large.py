"""A large text file goes straight to columns, and comes out as cell-by-cell reading would have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundscope.ingest.reading import Choices, Kind, SheetTable, read_file
from fundscope.ingest.reading.delimited import LARGE_BYTES

HEADER = "编号,名称,金额（万元）,日期,备注"
ROWS = 100_000


def _write(path: Path, before: str = "", after: str = "", encoding: str = "utf-8") -> Path:
    rows = "\n".join(
        f'E{number:06},"示例企业 {number}, 有限公司",{number}.5,2024-01-{1 + number % 28:02},'
        for number in range(ROWS)
    )
    path.write_text(f"{before}{HEADER}\n{rows}\n{after}", encoding=encoding)

    assert path.stat().st_size > LARGE_BYTES
    return path


def _is_whole(table: SheetTable, first_row: int) -> bool:
    numbers = table.row_numbers
    return (
        [column.header for column in table.columns] == HEADER.split(",")
        and (numbers[0].as_py(), numbers[-1].as_py()) == (first_row, first_row + ROWS - 1)
        and table.columns[1].texts[ROWS // 2].as_py() == f"示例企业 {ROWS // 2}, 有限公司"
        and table.columns[4].texts.null_count == ROWS
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_large_file_is_whole(tmp_path: Path, encoding: str) -> None:
    """Titles above, a note and a total below, blank column and all."""
    path = _write(
        tmp_path / "大.csv", "企业名录,,,,\n", "合计,,4999950000,,\n注：示例数据\n", encoding=encoding
    )
    reading = read_file(path)
    (table,) = reading.tables

    assert reading.encoding == encoding
    assert _is_whole(table, first_row=3)
    assert table.header_rows == (2,)
    assert table.units == {"金额（万元）": "万元"}
    assert table.title_lines == ("企业名录",)
    assert table.notes == ("合计 4999950000", "注：示例数据")


def test_the_header_of_a_large_file_may_be_chosen(tmp_path: Path) -> None:
    """As of any other."""
    path = _write(tmp_path / "大.csv", "a,b,c,d,e\n")
    (table,) = read_file(path, Choices(header_rows=(2,))).tables

    assert (table.header_rows, _is_whole(table, first_row=3)) == ((2,), True)


def test_a_sheet_may_be_as_wide_as_there_are_columns(tmp_path: Path) -> None:
    """Each is found by its name once, not searched for among all others."""
    columns = 16_384
    path = tmp_path / "宽.csv"
    lines = [[f"c{column}" for column in range(columns)], *([str(row)] * columns for row in range(3))]
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    (table,) = read_file(path).tables

    assert (len(table.columns), table.rows, table.columns[-1].letter) == (columns, 3, "XFD")


def test_rows_of_different_widths_cost_little_more(tmp_path: Path) -> None:
    """A remark behind one row, a short row: all stay in their places; and the last row may be chosen."""
    path = _write(tmp_path / "大.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[50_001] += ",remark"
    lines[60_001] = lines[60_001].split(",2024")[0]
    path.write_text("\n".join(lines), encoding="utf-8")
    (table,) = read_file(path, Choices(last_row=90_001)).tables

    assert table.rows == 90_000
    assert [column.header for column in table.columns] == [*HEADER.split(","), "[F]"]
    assert (table.columns[5].texts[50_000].as_py(), table.columns[5].texts.null_count) == ("remark", 89_999)
    assert (table.columns[2].texts[60_000].as_py(), table.columns[3].texts[60_000].as_py()) == (
        "60000.5",
        None,
    )


def test_errors_in_a_text_file_are_errors(tmp_path: Path) -> None:
    """Excel writes them as words."""
    path = tmp_path / "a.csv"
    path.write_text("名称,金额\n示例一,1\n示例二,#REF!\n", encoding="utf-8")
    (table,) = read_file(path).tables

    assert table.columns[1].kinds.to_pylist()[1] == Kind.ERROR
