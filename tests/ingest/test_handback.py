"""The workbook handed back: the analyst's own, marked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from fundscope.ingest import Checked, check_file
from fundscope.ingest.handback import HandedBack, hand_back
from fundscope.words import text

LIST = "Fundscope issues"
FORMULA = '=HYPERLINK("http://example.org","x")'


def _bytes(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _projects(*rows: list[Any]) -> Workbook:
    """A sheet of projects under a title, formatted, between two sheets of the analyst's own."""
    workbook = Workbook()
    workbook.active.title = "封面"
    workbook.active["B2"] = "只是说明"
    sheet = workbook.create_sheet("项目台账")
    sheet.append(["2024 年项目"])
    sheet.append(["项目编号", "基金编号", "企业编号", "产业领域", "决策日期", "决策金额（万元）", "是否招引"])
    for row in rows:
        sheet.append(row)
    sheet["A2"].font = Font(bold=True, color="FF123456")
    sheet.column_dimensions["B"].width = 33
    workbook.create_sheet("附注")["A1"] = "填报说明"
    return workbook


def _handed_back(tmp_path: Path, data: bytes, name: str, dataset: str, lang: Any = "en") -> HandedBack:
    return hand_back(data, name, _checked(tmp_path, data, name, dataset), lang)


def _checked(tmp_path: Path, data: bytes, name: str, dataset: str) -> Checked:
    path = tmp_path / name
    path.write_bytes(data)
    return check_file(path, dataset)


def _opened(handed: HandedBack) -> Any:
    return load_workbook(io.BytesIO(handed.data))


GOOD = ["P1", "F01", "E1", "人工智能", "2024-06-18", 100, "是"]
BAD = ["P2", "F01", "E1", "算命", "2024-06-18", "若干", "也许"]


def test_sheets_order_and_formatting_stay(tmp_path: Path) -> None:
    """Ours come last, and the list is what opens; no other sheet is selected with it."""
    handed = _handed_back(tmp_path, _bytes(_projects(GOOD, BAD)), "台账.xlsx", "projects")
    workbook = _opened(handed)
    sheet = workbook["项目台账"]

    assert handed.file_name == "台账 (checked).xlsx"
    assert workbook.sheetnames == ["封面", "项目台账", "附注", "Fundscope lists", LIST]
    assert (sheet["A2"].font.color.rgb, sheet["A2"].font.bold) == ("FF123456", True)
    assert sheet.column_dimensions["B"].width == 33
    assert [row[0].value for row in sheet.iter_rows()] == ["2024 年项目", "项目编号", "P1", "P2"]
    assert workbook.active.title == LIST
    assert [one.title for one in workbook.worksheets if one.sheet_view.tabSelected] == [LIST]
    assert handed.lost == ()


def test_a_faulty_cell_is_coloured_and_says_what_to_do(tmp_path: Path) -> None:
    """What is wrong, what is expected, a suggestion; a cell without a fault stays as it is."""
    sheet = _opened(_handed_back(tmp_path, _bytes(_projects(GOOD, BAD)), "a.xlsx", "projects"))["项目台账"]

    assert sheet["G4"].fill.fgColor.rgb == "FFF6BDB5"
    assert sheet["G4"].comment.text == (
        "Error: This is neither yes nor no.\n"
        "Expected: 是 or 否; leave it empty where it is unknown.\n"
        "Choose from the list that opens in the cell."
    )
    assert (sheet["G3"].fill.fill_type, sheet["G3"].comment) == (None, None)


def test_the_comment_of_the_analyst_stays(tmp_path: Path) -> None:
    """Above what is said about the fault."""
    workbook = _projects(GOOD, BAD)
    workbook["项目台账"]["G4"].comment = Comment("待核实", "李")
    sheet = _opened(_handed_back(tmp_path, _bytes(workbook), "a.xlsx", "projects"))["项目台账"]

    assert sheet["G4"].comment.text.splitlines()[:3] == ["待核实", "", "Error: This is neither yes nor no."]


def test_columns_with_a_list_get_a_dropdown(tmp_path: Path) -> None:
    """From the words of the language, on a sheet of their own."""
    handed = _handed_back(tmp_path, _bytes(_projects(GOOD, BAD)), "a.xlsx", "projects", "zh")
    workbook = _opened(handed)
    rules = workbook["项目台账"].data_validations.dataValidation
    lists = workbook["Fundscope 选项表"]

    assert [(str(one.sqref), one.formula1) for one in rules] == [
        ("D3:D4", "'Fundscope 选项表'!$A$2:$A$9"),
        ("G3:G4", "'Fundscope 选项表'!$B$2:$B$3"),
    ]
    assert [lists["A1"].value, lists["A2"].value, lists["B2"].value] == ["产业领域", "人工智能", "是"]


def test_every_issue_is_listed_with_a_link_to_its_cell(tmp_path: Path) -> None:
    """In the order of the file."""
    data = _bytes(_projects(GOOD, BAD))
    checked = _checked(tmp_path, data, "a.xlsx", "projects")
    sheet = _opened(hand_back(data, "a.xlsx", checked, "en"))[LIST]
    links = [row[2].hyperlink.location for row in sheet.iter_rows(min_row=4) if row[2].hyperlink]

    assert sheet["A1"].value == f"{len(checked.issues)} issues to look at"
    assert sheet.max_row == 3 + len(checked.issues)
    assert [link.removeprefix("'项目台账'!") for link in links] == [
        "B3", "C3", "D4", "F4", "G4",
    ]  # fmt: skip


def test_a_formula_in_a_value_stays_a_text(tmp_path: Path) -> None:
    """In the list, and in the cells of a file that was rewritten."""
    data = f'货币,每单位折合人民币（元）\nusd,"{FORMULA.replace(chr(34), chr(34) * 2)}"\n+1,-1@\n'.encode()
    workbook = _opened(_handed_back(tmp_path, data, "rates.csv", "rates"))
    written = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value]
    dangerous = [cell for cell in written if str(cell.value)[0] in "=+-@"]

    assert FORMULA in [cell.value for cell in dangerous]
    assert {cell.data_type for cell in written} == {"s"}
    assert all(cell.quotePrefix for cell in dangerous)


def test_another_format_becomes_a_workbook_with_the_same_addresses(tmp_path: Path) -> None:
    """Its title, header and rows where they stood; that it is a new workbook is said."""
    data = "汇率表\n\n货币,每单位折合人民币（元）\nusd,7.10\neur,many\n".encode()
    handed = _handed_back(tmp_path, data, "rates.csv", "rates")
    sheet = _opened(handed)["rates"]

    assert handed.file_name == "rates (checked).xlsx"
    assert handed.lost == (text("handback.lost.format", "en"),)
    assert [sheet["A3"].value, sheet["B4"].value, sheet["B5"].value] == ["货币", "7.10", "many"]
    assert sheet["B5"].comment is not None


def test_a_control_character_is_shown_as_one(tmp_path: Path) -> None:
    """And that it is, is said."""
    data = "货币,每单位折合人民币（元）\nu\x02sd,7.1\n".encode()
    handed = _handed_back(tmp_path, data, "rates.csv", "rates")

    assert _opened(handed)["rates"]["A2"].value == "u\N{REPLACEMENT CHARACTER}sd"
    assert handed.lost[-1] == text("handback.lost.characters", "en")


def test_a_fault_in_a_merged_cell_is_marked_where_it_shows(tmp_path: Path) -> None:
    """Excel shows only the upper left of merged cells."""
    workbook = _projects(GOOD, BAD, ["P3", "F01", "E1", "人工智能", "2024-06-18", 1, None])
    workbook["项目台账"].merge_cells("G4:G5")
    sheet = _opened(_handed_back(tmp_path, _bytes(workbook), "a.xlsx", "projects"))["项目台账"]

    assert sheet["G4"].fill.fgColor.rgb == "FFF6BDB5"
    assert "neither yes nor no" in sheet["G4"].comment.text


def test_a_second_hand_back_takes_out_the_marks_of_the_first(tmp_path: Path) -> None:
    """Mended cells are plain again, and the sheets do not pile up."""
    first = _opened(_handed_back(tmp_path, _bytes(_projects(GOOD, BAD)), "a.xlsx", "projects", "zh"))
    first["项目台账"]["G4"] = "否"
    workbook = _opened(_handed_back(tmp_path, _bytes(first), "b.xlsx", "projects"))
    sheet = workbook["项目台账"]

    assert workbook.sheetnames == ["封面", "项目台账", "附注", "Fundscope lists", LIST]
    assert (sheet["G4"].fill.fill_type, sheet["G4"].comment) == (None, None)
    assert sheet["D4"].comment.text.count("code list") == 1
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D3:D4", "G3:G4"]


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("xl/embeddings/oleObject1.bin", "x", "embedded"),
        ("xl/slicers/slicer1.xml", "<slicers/>", "slicers"),
        ("xl/drawings/drawing9.xml", "<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>", "shapes"),
        ("xl/worksheets/sheet9.xml", "<x14:sparkline ><xm:f/></x14:sparkline>", "sparklines"),
    ],
)
def test_what_cannot_be_kept_is_named(tmp_path: Path, part: str, content: str, kind: str) -> None:
    """Whatever openpyxl leaves behind."""
    buffer = io.BytesIO(_bytes(_projects(GOOD)))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(part, content)
    handed = _handed_back(tmp_path, buffer.getvalue(), "a.xlsx", "projects")

    assert handed.lost == (text(f"handback.lost.{kind}", "en", value="1"),)
    assert _opened(handed)[LIST]["A2"].value == handed.lost[0]


def test_formulas_are_said_to_need_working_out(tmp_path: Path) -> None:
    """They stay formulas, without the results that they had."""
    workbook = _projects(GOOD)
    workbook["附注"]["A2"] = "=1+1"
    handed = _handed_back(tmp_path, _bytes(workbook), "a.xlsx", "projects")

    assert handed.lost == (text("handback.lost.formulas", "en", value="1"),)
    assert _opened(handed)["附注"]["A2"].value == "=1+1"
