"""The sample as an analyst would have it: workbooks with Chinese titles, units in the header, real dates."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from fundscope.model import datasets
from fundscope.sample.recipe import Recipe

# A workbook can hold no more rows than this.
_MOST_ROWS = 1_048_575
# As Python objects a row takes a kilobyte, so a large table is written in parts.
_ROWS_AT_A_TIME = 50_000
_WRITTEN_ON = datetime(2025, 1, 6, 9, 0)  # noqa: DTZ001 a workbook knows no time zones

_HEADER_FONT = Font(name="等线", bold=True, color="FFFFFFFF")
_HEADER_FILL = PatternFill("solid", start_color="FF1F4E79")
_HEADER_ALIGNMENT = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FORMATS: dict[type, str] = {date: "yyyy-mm-dd", float: "#,##0.00"}


@dataclass(frozen=True)
class Shown:
    """A column as the analyst has it: its title, its width, and how a value is written."""

    title: str
    width: int
    written: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _in(unit_cny: int) -> Callable[[Any], float]:
    return lambda amount_cny: float(Decimal(int(amount_cny)) / unit_cny)


def _yes_no(value: Any) -> str:
    return "是" if value else "否"


def _shown(dataset: str, recipe: Recipe) -> dict[str, Shown]:
    """The columns of each workbook by the dataset's column."""
    sectors, districts = recipe.names("sectors").__getitem__, recipe.names("districts").__getitem__
    fields, rounds = recipe.names("tech_fields").__getitem__, recipe.names("rounds").__getitem__
    statuses = datasets()["projects"].by_name["status"].codes
    status = {code.code: code.words.zh for code in statuses if not isinstance(code, str)} if statuses else {}
    return {
        "funds": {
            "fund_id": Shown("基金编号", 10, _same),
            "name_zh": Shown("基金名称", 42, _same),
            "name_en": Shown("英文名称", 60, _same),
            "short_zh": Shown("基金简称", 12, _same),
            "short_en": Shown("英文简称", 14, _same),
            "sector": Shown("主投领域", 24, sectors),
            "batch": Shown("批次", 8, _same),
            "established": Shown("设立年月", 12, lambda day: f"{day.year}年{day.month}月"),
            "size_cny": Shown("基金规模（亿元）", 16, _in(100_000_000)),
            "manager": Shown("基金管理人", 30, _same),
        },
        "projects": {
            "project_id": Shown("项目编号", 15, _same),
            "fund_id": Shown("基金编号", 10, _same),
            "enterprise_id": Shown("企业编号", 17, _same),
            "sector": Shown("所属行业", 24, sectors),
            "district": Shown("所在区", 18, districts),
            "round": Shown("融资轮次", 11, rounds),
            "decided_on": Shown("投决日期", 13, _same),
            "decided_cny": Shown("投资金额（万元）", 17, _in(10_000)),
            "paid_on": Shown("出资日期", 13, _same),
            "paid_cny": Shown("实际出资金额（万元）", 21, _in(10_000)),
            "round_total_cny": Shown("本轮融资总额（万元）", 21, _in(10_000)),
            "is_attracted": Shown("是否招引", 10, _yes_no),
            "status": Shown("项目状态", 13, status.__getitem__),
        },
        "enterprises": {
            "enterprise_id": Shown("企业编号", 17, _same),
            "uscc": Shown("统一社会信用代码", 22, _same),
            "name_zh": Shown("企业名称", 20, _same),
            "name_en": Shown("英文名称", 26, _same),
            "district": Shown("所在区", 18, districts),
            "sector": Shown("产业领域", 24, sectors),
            "tech_field": Shown("技术领域", 18, fields),
            "founded_on": Shown("成立日期", 13, _same),
            "hnte_year": Shown("高新认定年份", 14, _same),
            "employees": Shown("从业人数（人）", 14, _same),
            "revenue_cny": Shown("营业收入（万元）", 17, _in(10_000)),
            "rd_cny": Shown("研发费用（万元）", 17, _in(10_000)),
            "is_srdi": Shown("是否专精特新", 13, _yes_no),
            "is_little_giant": Shown("是否小巨人", 12, _yes_no),
            "is_unicorn": Shown("是否独角兽", 12, _yes_no),
            "is_listed": Shown("是否上市", 10, _yes_no),
        },
    }[dataset]


def titles(dataset: str, recipe: Recipe) -> list[str]:
    """The header row."""
    return [column.title for column in _shown(dataset, recipe).values()]


def rows_as_shown(dataset: str, table: pd.DataFrame, recipe: Recipe) -> Iterator[list[Any]]:
    """Each row as the analyst would have typed it; None where nothing is known."""
    shown = _shown(dataset, recipe)
    for start in range(0, len(table), _ROWS_AT_A_TIME):
        part = table.iloc[start : start + _ROWS_AT_A_TIME]
        columns = [
            [None if pd.isna(value) else column.written(value) for value in part[name].tolist()]
            for name, column in shown.items()
        ]
        yield from map(list, zip(*columns, strict=True))


def write_file(folder: Path, dataset: str, sheet: str, table: pd.DataFrame, recipe: Recipe) -> Path:
    """Write a dataset as a workbook, or as csv where it has more rows than a workbook holds."""
    rows = rows_as_shown(dataset, table, recipe)
    if len(table) > _MOST_ROWS:
        path = folder / f"{dataset}.csv"
        # With a byte order mark, without which Excel misreads Chinese.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(chain([titles(dataset, recipe)], rows))
        return path
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(sheet)
    page.freeze_panes = "A2"
    for place, column in enumerate(_shown(dataset, recipe).values(), start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    page.append([_header(page, title) for title in titles(dataset, recipe)])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    path = folder / f"{dataset}.xlsx"
    _save(workbook, path)
    return path


def _save(workbook: Workbook, path: Path) -> None:
    """Save without the clock, which openpyxl writes into the properties and the archive.

    So the same rows make the same bytes, and an upload of them is known by its SHA-256.
    """
    saved = BytesIO()
    workbook.save(saved)
    properties = workbook.properties
    properties.creator = "Fundscope sample"
    properties.created = properties.modified = _WRITTEN_ON
    with ZipFile(saved) as clocked, ZipFile(path, "w") as still:
        for name in clocked.namelist():
            entry = ZipInfo(name, _WRITTEN_ON.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            with still.open(entry, "w") as target, clocked.open(name) as source:
                if name == ARC_CORE:
                    target.write(tostring(properties.to_tree()))
                else:
                    copyfileobj(source, target)


def _header(page: Any, title: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=title)
    cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _HEADER_ALIGNMENT
    return cell


def _cell(page: Any, value: Any) -> Any:
    if type(value) not in _FORMATS:
        return value
    cell = WriteOnlyCell(page, value=value)
    cell.number_format = _FORMATS[type(value)]
    return cell
