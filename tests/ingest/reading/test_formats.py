"""Every type of file, and what each says beside its values."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from fundscope.ingest.reading import Choices, Kind, Reading, SheetTable, Unreadable, read_file
from tests.ingest.reading import files
from tests.ingest.reading.xlsb_file import xlsb


def _read(folder: Path, name: str, data: bytes, choices: Choices | None = None) -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read_file(path, choices or Choices())


def _rows(table: SheetTable) -> list[tuple[str | None, ...]]:
    return list(zip(*(column.texts.to_pylist() for column in table.columns), strict=True))


@pytest.mark.parametrize("ending", files.of_every_type())
def test_every_type_gives_the_same_table(tmp_path: Path, ending: str) -> None:
    """Whatever the name says: the content tells."""
    (table,) = _read(tmp_path, f"a.{ending}", files.of_every_type()[ending]).tables

    assert [column.header for column in table.columns] == list(files.TITLES)
    assert [(*row[:2], float(row[2] or 0)) for row in _rows(table)] == list(files.ROWS)
    assert table.header_rows == (1,)


def _telling_workbook() -> bytes:
    """Merged titles, an error, hidden parts, number formats, and a stray cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for row in (
        ["基金", "金额", "", "代码"],
        ["", "决策", "支付", ""],
        ["甲", 1, 2, 7],
        ["乙", 3, "=1/0", 42],
    ):
        sheet.append(row)
    for area in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(area)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    for number in (3, 4):
        sheet.cell(number, 2).number_format = '0.00"万元"'
        sheet.cell(number, 4).number_format = "000000"
    sheet["XX90000"] = "x"
    book.create_sheet("隐藏").append(["a", "b"])
    book["隐藏"].append([1, 2])
    book["隐藏"].sheet_state = "veryHidden"
    data = files.saved(book)
    part = "xl/worksheets/sheet1.xml"
    formula = files.part_of(data, part).replace('<c r="C4"><f>1/0</f><v></v></c>', "")
    formula = formula.replace('<c r="C4"><f>1/0</f><v/></c>', "")
    assert 'r="C4"' not in formula
    cell = '<c r="C4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D4"'
    return files.with_part(data, part, formula.replace('<c r="D4"', cell))


def test_a_workbook_says_more_than_its_values(tmp_path: Path) -> None:
    """Titles of two rows, an error as such, what is hidden, units and zeros of formats; no far cells."""
    table, hidden = _read(tmp_path, "a.xlsx", _telling_workbook()).tables
    error = table.columns[2]

    assert [column.header for column in table.columns] == ["基金", "金额 / 决策", "金额 / 支付", "代码"]
    assert _rows(table) == [("甲", "1", "2", "000007"), ("乙", "3", "#DIV/0!", "000042")]
    assert error.kinds.to_pylist() == [Kind.NUMBER, Kind.ERROR]
    assert (table.hidden.rows, table.hidden.columns) == ((4,), ("C",))
    assert (hidden.sheet, hidden.hidden.sheet) == ("隐藏", True)
    assert table.units == {"金额 / 决策": "万元"}
    assert dict(table.evidence)["reading.far_cells"]["cells"] == "XX90000"


def test_what_is_hidden_may_be_dropped(tmp_path: Path) -> None:
    """Sheets, rows and columns, each by a choice; dropped sheets are named."""
    choices = Choices(drop_hidden_sheets=True, drop_hidden_rows=True, drop_hidden_columns=True)
    reading = _read(tmp_path, "a.xlsx", _telling_workbook(), choices)
    (table,) = reading.tables

    assert _rows(table) == [("甲", "1", "000007")]
    assert ("reading.hidden_dropped", {"sheet": "隐藏"}) in reading.notes


def test_the_calendar_of_a_workbook_is_heeded_and_may_be_overruled(tmp_path: Path) -> None:
    """Day 0 is 1 January 1904, or four years and a day earlier."""
    data = files.with_part(
        files.xlsx(),
        "xl/worksheets/sheet1.xml",
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>N</t></is></c></row>'
        '<row r="2"><c r="A2" s="1"><v>43830</v></c><c r="B2"><v>1</v></c></row></sheetData></worksheet>',
    )
    styles = files.part_of(data, "xl/styles.xml")
    data = files.with_part(
        data, "xl/styles.xml", styles.replace("</cellXfs>", '<xf numFmtId="14"/></cellXfs>')
    )
    workbook = files.part_of(data, "xl/workbook.xml").replace("workbookPr/>", 'workbookPr date1904="1"/>')
    data = files.with_part(data, "xl/workbook.xml", workbook)
    told = _read(tmp_path, "a.xlsx", data)
    overruled = _read(tmp_path, "b.xlsx", data, Choices(is_1904=False))

    assert (told.is_1904, told.tables[0].columns[0].texts.to_pylist()) == (True, ["2024-01-01"])
    assert overruled.tables[0].columns[0].texts.to_pylist() == ["2019-12-31"]


def test_an_old_workbook_keeps_its_errors(tmp_path: Path) -> None:
    """Through xlrd, since calamine gives blanks for them."""
    (table,) = _read(tmp_path, "a.xls", files.xls((("名称", "金额"), ("甲", 1.5), ("乙", 7)))).tables

    assert table.columns[1].texts.to_pylist() == ["1.5", "#DIV/0!"]
    assert table.columns[1].kinds.to_pylist() == [Kind.NUMBER, Kind.ERROR]


def test_an_ods_says_more_than_its_values(tmp_path: Path) -> None:
    """Merged cells, errors, hidden rows and columns, currencies."""
    rows = (
        f"<table:table-row>{''.join(map(files.ods_cell, ('基金', '项目', '金额')))}</table:table-row>",
        "<table:table-row>"
        + files.ods_cell("甲", 'table:number-rows-spanned="2" table:number-columns-spanned="1"')
        + files.ods_cell("P1")
        + '<table:table-cell office:value-type="currency" office:currency="EUR" office:value="5"/>'
        + "</table:table-row>",
        '<table:table-row table:visibility="collapse"><table:covered-table-cell/>'
        + files.ods_cell("P2")
        + '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
        + ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>',
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    (table,) = _read(tmp_path, "a.ods", files.ods(columns + "".join(rows))).tables

    assert _rows(table) == [("甲", "P1", "5"), ("甲", "P2", "#DIV/0!")]
    assert (table.hidden.rows, table.hidden.columns) == ((3,), ("B",))
    assert table.columns[2].kinds.to_pylist() == [Kind.NUMBER, Kind.ERROR]
    assert table.units == {"金额": "EUR"}


def test_a_web_page_under_the_name_of_a_workbook_is_read(tmp_path: Path) -> None:
    """Its spans, and not the table within a cell."""
    body = (
        "<table><tr><th rowspan=2>Land</th><th colspan=2>Mio. &euro;</th></tr>"
        "<tr><th>2023</th><th>2024</th></tr>"
        "<tr><td>A<table><tr><td>in</td></tr></table></td><td>1</td><td>2</td></tr>"
        "<tr><td>B</td><td>3</td><td>4</td></tr></table>"
    )
    (table,) = _read(tmp_path, "a.xls", files.html(body)).tables

    assert [column.header for column in table.columns] == ["Land", "Mio. € / 2023", "Mio. € / 2024"]
    assert [row[1:] for row in _rows(table)] == [("1", "2"), ("3", "4")]


def test_a_workbook_of_several_sheets_leaves_prose_aside(tmp_path: Path) -> None:
    """Names it, and reads it all the same if a person asks for it; a name that is not there is refused."""
    book = Workbook()
    guide = book.active
    assert guide is not None
    guide.title = "说明"
    for line in ("本表说明", "一、填报范围", "二、填报要求"):
        guide.append([line])
    for row in (files.TITLES, *files.ROWS):
        book.create_sheet("数据").append(row) if "数据" not in book.sheetnames else book["数据"].append(row)
    data = files.saved(book)
    reading = _read(tmp_path, "a.xlsx", data)

    assert [table.sheet for table in reading.tables] == ["数据"]
    assert ("reading.prose_sheet", {"sheet": "说明"}) in reading.notes
    assert _read(tmp_path, "b.xlsx", data, Choices(sheet="说明")).tables[0].sheet == "说明"
    with pytest.raises(Unreadable, match=r"has no sheet 数居\. It has: 说明, 数据"):
        _read(tmp_path, "c.xlsx", data, Choices(sheet="数居"))


def test_a_decimal_comma_becomes_a_point(tmp_path: Path) -> None:
    """And the file says so; what is no number stays."""
    reading = _read(tmp_path, "a.csv", b"Nom;Montant\nA;1.234,56\nB;1.000\nC;n.d.\nD;0,5\n")

    assert (reading.decimal, reading.delimiter) == (",", ";")
    assert reading.tables[0].columns[1].texts.to_pylist() == ["1234.56", "1000", "n.d.", "0.5"]
    assert ("reading.decimal_comma", {}) in reading.notes


def test_a_workbook_may_keep_its_parts_where_it_likes(tmp_path: Path) -> None:
    """Its list of parts says what each is: some programs put all of them at the top."""
    parts = {name.rpartition("/")[2]: files.part_of(files.xlsx(), name) for name in _PARTS}
    parts = {name: part.replace("/xl/worksheets/", "/").replace("/xl/", "/") for name, part in parts.items()}
    relations = parts.pop(".rels").replace("xl/workbook.xml", "workbook.xml")
    parts["_rels/.rels"] = relations
    parts["_rels/workbook.xml.rels"] = parts.pop("workbook.xml.rels").replace("worksheets/", "")
    (table,) = _read(tmp_path, "a.xlsx", files.zipped(parts)).tables

    assert [column.header for column in table.columns] == list(files.TITLES)


_PARTS = (
    "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml", "xl/styles.xml",
)  # fmt: skip


def test_an_ods_keeps_breaks_tabs_times_and_what_is_hidden(tmp_path: Path) -> None:
    """Through a reader of our own, since calamine lets words stick together where a line breaks."""
    broken = (
        "<table:table-cell office:value-type='string'><text:p>一<text:line-break/>二<text:tab/>三</text:p>"
    )
    note = "<office:annotation><text:p>remark</text:p></office:annotation>"
    time = "<table:table-cell office:value-type='time' office:time-value='PT{}H10M05S'/>"
    rows = [
        "".join(map(files.ods_cell, ("名称", "时", "长"))),
        f"{broken}{note}<text:p>四</text:p></table:table-cell>{time.format('09')}{time.format('255')}",
        "".join(map(files.ods_cell, ("乙", "x", "y"))),
    ]
    hidden = 'table:visibility="collapse"'
    content = "".join(
        f"<table:table-row {hidden * (n == 2)}>{row}</table:table-row>" for n, row in enumerate(rows)
    )
    (table,) = _read(tmp_path, "a.ods", files.ods(content)).tables

    assert _rows(table) == [("一\n二\t三\n四", "09:10:05", "255:10:05"), ("乙", "x", "y")]
    assert table.hidden.rows == (3,)


def test_the_format_before_opendocument_is_read(tmp_path: Path) -> None:
    """OpenOffice 1 wrote .sxc: the same words, other names of types."""
    content = files.part_of(files.ods(), "content.xml").replace("office:value", "table:value")
    parts = {"mimetype": "application/vnd.sun.xml.calc", "content.xml": content}
    reading = _read(tmp_path, "a.sxc", files.zipped(parts))

    assert (reading.format, reading.tables[0].rows) == ("sxc", 2)
    assert reading.tables[0].columns[2].texts.to_pylist() == ["1.5", "20"]


def test_a_binary_workbook_says_more_than_its_values(tmp_path: Path) -> None:
    """Its calendar, errors, merged areas, units in number formats, and all that is hidden."""
    rows = {0: ("名称", "金额", "比"), 1: ("甲", 1.5, 0x07), 2: ("乙", 2.5, "x"), 3: ("", 3.5, "y")}
    reading = _read(tmp_path, "a.xlsb", xlsb(rows, '0.00"万元"', hidden_row=2, hidden_column=2))
    table, hidden = reading.tables

    assert _rows(table) == [("甲", "1.5", "#DIV/0!"), ("乙", "2.5", "x"), ("乙", "3.5", "y")]
    assert table.columns[2].kinds.to_pylist() == [Kind.ERROR, Kind.TEXT, Kind.TEXT]
    assert (table.hidden.rows, table.hidden.columns, table.units) == ((3,), ("C",), {"金额": "万元"})
    assert (hidden.sheet, hidden.hidden.sheet, reading.is_1904) == ("藏", True, True)


def test_a_sheet_with_a_line_of_text_is_named(tmp_path: Path) -> None:
    """Nothing is left out without a word."""
    book = Workbook()
    for row in (("名称", "金额"), ("示例一", 1), ("示例二", 2)):
        book.active.append(row)
    book.create_sheet("说明")["B2"] = "保密"
    notes = _read(tmp_path, "a.xlsx", files.saved(book)).notes

    assert ("reading.prose_sheet", {"sheet": "说明"}) in notes
