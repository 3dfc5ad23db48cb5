"""The workbook handed back: the analyst's own file, with what is wrong marked in its cells and listed."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string

from fundscope.ingest.check import Checked
from fundscope.ingest.dropdowns import Place, add_dropdowns, codes_sheet_titles
from fundscope.ingest.issue import Issue
from fundscope.ingest.issue_sheet import FILLS, add_issue_sheet, issue_sheet_titles, suggestion
from fundscope.ingest.lost import what_is_lost
from fundscope.ingest.mended import mark_made_from
from fundscope.ingest.new_workbook import new_workbook, sheet_title
from fundscope.ingest.sheet_text import is_writable
from fundscope.ingest.stage import Staged
from fundscope.model import Language
from fundscope.words import text

# Who our comments say they are from: so they are known again when the workbook comes back.
AUTHOR = "Fundscope"
_MACROS = "xl/vbaProject.bin"
_LINE_HEIGHT, _COMMENT_WIDTH = 18, 340


@dataclass(frozen=True)
class HandedBack:
    """A workbook to hand back. ``lost`` says, a sentence for each, what of the file it does not keep."""

    data: bytes
    file_name: str
    lost: tuple[str, ...]


def hand_back(data: bytes, file_name: str, checked: Checked, lang: Language) -> HandedBack:
    """The checked file ``data``, its faulty cells coloured and commented, with a linked list of all issues.

    Sheets, their order and their formatting stay. Columns with a code list get a dropdown where they have
    none. A file that openpyxl does not open becomes a new workbook with the same cells in the same places.
    Marks and lists that an earlier hand-back has left in the file are taken out first.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    staged = [one for parts in checked.staged.values() for one in parts if one.sha256 == sha256]
    workbook = _open(data)
    if workbook is None:
        workbook = new_workbook([one.source for one in staged])
        sheets = {one.source.sheet: sheet_title(one.source.sheet) for one in staged}
        lost = _lost_by_rewriting(staged, lang)
    else:
        sheets = {name: name for name in workbook.sheetnames}
        lost = what_is_lost(data, workbook, lang)
        _take_out_ours(workbook)
    add_dropdowns(workbook, _places(workbook, sheets, staged), checked.candidate.tables, lang)
    issues = _in_order(checked.issues_of(sha256))
    _mark(workbook, sheets, issues, lang)
    add_issue_sheet(workbook, issues, sheets, lost, lang)
    suffix = ".xlsm" if getattr(workbook, "vba_archive", None) else ".xlsx"
    mark_made_from(workbook, sha256)
    name = text("handback.file_name", lang, name=Path(file_name).stem) + suffix
    return HandedBack(_saved(workbook), name, lost)


def _open(data: bytes) -> Any:
    """The workbook, with macros and text formatted in parts; None where openpyxl cannot open it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            has_macros = _MACROS in archive.namelist()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of what it leaves behind: ``what_is_lost`` says it
            return load_workbook(io.BytesIO(data), keep_vba=has_macros, rich_text=True)
    except Exception:  # whatever another program has written: openpyxl raises nearly anything
        return None


def _saved(workbook: Any) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _in_order(issues: Iterable[Issue]) -> list[Issue]:
    """Errors first, and then as they stand in the file."""
    return sorted(
        issues,
        key=lambda issue: (issue.severity, issue.dataset, issue.sheet, issue.row or 0, issue.cell or ""),
    )


def _places(workbook: Any, sheets: dict[str, str], staged: Iterable[Staged]) -> Iterator[Place]:
    """The cells of every column that was taken for a declared one."""
    for one in staged:
        rows = one.source.row_numbers
        if not len(rows):
            continue
        for mapped in one.mapping:
            if mapped.field is not None:
                sheet, column = workbook[sheets[one.source.sheet]], one.dataset.column(mapped.field)
                yield Place(sheet, mapped.letter, rows[0].as_py(), rows[-1].as_py(), column)


# Marks


def _mark(workbook: Any, sheets: dict[str, str], issues: Sequence[Issue], lang: Language) -> None:
    """Colour every faulty cell; errors over warnings. The first cell of each issue gets the comment."""
    comments: dict[tuple[str, str], list[str]] = {}
    for issue in reversed(issues):
        if issue.cell is None or issue.sheet not in sheets:
            continue
        sheet = workbook[sheets[issue.sheet]]
        letter = issue.cell.rstrip("0123456789")
        place = column_index_from_string(letter)
        for row in issue.rows or (issue.row,):
            _top_left(sheet, sheet.cell(row, place)).fill = FILLS[issue.severity]
        anchor = _top_left(sheet, sheet[issue.cell]).coordinate
        comments.setdefault((sheet.title, anchor), []).insert(0, _comment(issue, lang))
    for (title, address), told in comments.items():
        _add_comment(workbook[title][address], told)


def _top_left(sheet: Any, cell: Any) -> Any:
    """The cell itself, or the one that shows for it where cells are merged."""
    if not isinstance(cell, MergedCell):
        return cell
    area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
    return sheet.cell(area.min_row, area.min_col)


def _comment(issue: Issue, lang: Language) -> str:
    """What is wrong, what is expected, what to do."""
    lines = [f"{text(f'handback.{issue.severity}', lang)}: {issue.wrong(lang)}"]
    if issue.expected is not None:
        lines.append(text("issue.expected", lang, value=issue.expected.in_language(lang)))
    if issue.count > 1:
        lines.append(text("issue.count", lang, value=issue.count))
    lines.append(suggestion(issue, lang) or "")
    return "\n".join(filter(None, lines))


def _add_comment(cell: Any, told: Sequence[str]) -> None:
    """The analyst's own comment stays, above ours."""
    own = [cell.comment.text, ""] if cell.comment else []
    lines = "\n".join([*own, *told])
    height = _LINE_HEIGHT * (2 + sum(1 + len(line) // 45 for line in lines.split("\n")))
    cell.comment = Comment(lines, AUTHOR, height=height, width=_COMMENT_WIDTH)


def _take_out_ours(workbook: Any) -> None:
    """Remove the lists, dropdowns, comments and colours of an earlier hand-back."""
    ours = [title for title in (*issue_sheet_titles(), *codes_sheet_titles()) if title in workbook.sheetnames]
    if not ours:
        return
    for title in ours:
        workbook.remove(workbook[title])
    colours = {fill.fgColor.rgb for fill in FILLS.values()}
    for sheet in workbook.worksheets:
        rules = sheet.data_validations
        rules.dataValidation = [
            one for one in rules.dataValidation if not any(title in (one.formula1 or "") for title in ours)
        ]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.has_style and cell.fill.fgColor.rgb in colours:
                    cell.fill = PatternFill()
                if cell.comment and cell.comment.author == AUTHOR:
                    cell.comment = None


# What is not kept


def _lost_by_rewriting(staged: Iterable[Staged], lang: Language) -> tuple[str, ...]:
    told = [text("handback.lost.format", lang)]
    if not all(is_writable(written) for one in staged for written in _texts(one)):
        told.append(text("handback.lost.characters", lang))
    return tuple(told)


def _texts(staged: Staged) -> Iterator[str]:
    for column in staged.source.columns:
        yield from column.texts.drop_null().to_pylist()
