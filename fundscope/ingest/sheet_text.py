"""Texts in cells of workbooks that we write: always texts, never formulas."""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"


def is_writable(text: str) -> bool:
    """Whether a workbook can hold the text as it is: it has no control characters in it."""
    return ILLEGAL_CHARACTERS_RE.search(text) is None


def write_text(cell: Any, text: str) -> Any:
    """Put a text into an openpyxl cell, and give the cell back.

    What begins like a formula stays a text, also when a person edits the cell: whoever fills in a
    spreadsheet must not be able to run something on the machine of whoever opens ours
    (https://owasp.org/www-community/attacks/CSV_Injection). Control characters, which no workbook can hold,
    are shown as such.
    """
    cell.value = ILLEGAL_CHARACTERS_RE.sub(_NO_CHARACTER, text)
    cell.data_type = "s"
    if text.startswith(_BEGINS_A_FORMULA):
        cell.quotePrefix = True
    return cell
