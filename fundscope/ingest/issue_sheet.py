"""The list of issues on a sheet of its own, each linked to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from fundscope.ingest.issue import Issue
from fundscope.ingest.rule import Severity
from fundscope.ingest.sheet_text import write_text
from fundscope.model import LANGUAGES, Column, Language, datasets
from fundscope.words import number, plural, text

# Soft enough to read black text on; told apart without colour by the word in the list and the comment.
FILLS: Mapping[Severity, PatternFill] = {
    "error": PatternFill("solid", fgColor="FFF6BDB5"),
    "warning": PatternFill("solid", fgColor="FFFBE5A6"),
}
_COLUMNS = {
    "severity": 10, "sheet_name": 16, "cell": 9, "column": 22, "rule": 44, "value": 24, "expected": 44,
    "suggestion": 44, "difference": 18, "count": 9,
}  # fmt: skip
_HEADER = PatternFill("solid", fgColor="FFE7E9ED")


def issue_sheet_titles() -> tuple[str, ...]:
    """What the sheet is called in each language."""
    return tuple(text("handback.list.sheet", lang) for lang in LANGUAGES)


def add_issue_sheet(
    workbook: Any,
    issues: Sequence[Issue],
    sheets: Mapping[str, str],
    said: Sequence[str],
    lang: Language,
) -> None:
    """The list as the last sheet, and the one that opens.

    ``sheets`` maps the sheets of issues to those of the workbook, for the links; ``said`` are sentences
    to stand above the list.
    """
    sheet = workbook.create_sheet(text("handback.list.sheet", lang))
    write_text(sheet["A1"], plural("handback.list.title", len(issues), lang)).font = Font(bold=True, size=14)
    for row, sentence in enumerate(said, 2):
        write_text(sheet.cell(row, 1), sentence)
    header_row = len(said) + 3
    for place, (name, width) in enumerate(_COLUMNS.items(), 1):
        cell = write_text(sheet.cell(header_row, place), text(f"handback.list.{name}", lang))
        cell.font, cell.fill = Font(bold=True), _HEADER
        sheet.column_dimensions[cell.column_letter].width = width
    for row, issue in enumerate(issues, header_row + 1):
        _write_issue(sheet, row, issue, sheets, lang)
    sheet.freeze_panes = sheet.cell(header_row + 1, 1)
    _open_at(workbook, sheet)


def _write_issue(sheet: Any, row: int, issue: Issue, sheets: Mapping[str, str], lang: Language) -> None:
    declared = _declared(issue)
    told = {
        "severity": text(f"handback.{issue.severity}", lang),
        "sheet_name": sheets.get(issue.sheet, issue.sheet),
        "cell": issue.cell,
        "column": issue.header or (declared.title.in_language(lang) if declared else issue.column),
        "rule": issue.wrong(lang),
        "value": issue.value,
        "expected": issue.expected.in_language(lang) if issue.expected else None,
        "suggestion": suggestion(issue, lang),
        "difference": None if issue.difference is None else number(issue.difference, lang, 2),
        "count": number(issue.count, lang),
    }
    for place, name in enumerate(_COLUMNS, 1):
        cell = sheet.cell(row, place)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if value := told[name]:
            write_text(cell, value)
    sheet.cell(row, 1).fill = FILLS[issue.severity]
    if issue.cell and issue.sheet in sheets:
        _link(sheet.cell(row, 3), sheets[issue.sheet], issue.cell)


def _link(cell: Any, sheet_title: str, address: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet_title)}!{address}")
    cell.font = Font(underline="single", color="FF0B57D0")


def suggestion(issue: Issue, lang: Language) -> str | None:
    """What the person may do; None where what is expected says it already."""
    if issue.takes_reason:
        return text("handback.suggest.reason", lang)
    declared = _declared(issue)
    if declared is None or issue.cell is None:
        return None
    if declared.codes is not None or declared.type == "flag":
        return text("handback.suggest.choose", lang)
    if declared.references is not None:
        other = datasets()[declared.references.split(".")[0]].title.in_language(lang)
        return text("handback.suggest.reference", lang, dataset=other)
    if declared.example:
        return text("handback.suggest.example", lang, example=declared.example)
    return None


def _declared(issue: Issue) -> Column | None:
    return datasets()[issue.dataset].by_name.get(issue.column or "")


def _open_at(workbook: Any, sheet: Any) -> None:
    """Let the workbook open at a sheet; were others selected too, typing would go into all of them."""
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
    workbook.active = workbook.index(sheet)
