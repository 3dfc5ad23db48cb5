"""Rows to take away, as csv and as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from fundscope.ui.scene import Scene

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Text that a spreadsheet would take for a formula when it opens a csv file.
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def download_rows(asked: Callable[[], pd.DataFrame], scene: Scene, name: str, about: Sequence[str]) -> None:
    """Two buttons for the rows of an answer, asked for on the click; ``about`` says what they are."""
    with st.container(horizontal=True):
        st.download_button(
            scene.text("download.csv"),
            lambda: as_csv(asked()),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{name}-csv",
        )
        st.download_button(
            scene.text("download.xlsx"),
            lambda: as_xlsx(asked(), about, scene.text("download.rows"), scene.text("download.about")),
            file_name=f"{name}.xlsx",
            mime=_XLSX,
            on_click="ignore",
            key=f"{name}-xlsx",
        )


def _cells(rows: pd.DataFrame) -> list[list[Any]]:
    known = rows.astype(object).where(rows.notna(), None)
    return [list(rows.columns), *known.to_numpy().tolist()]


def as_csv(rows: pd.DataFrame) -> bytes:
    """The rows as csv that Excel opens in the right encoding; text never becomes a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for cells in _cells(rows):
        writer.writerow(
            f"'{cell}" if isinstance(cell, str) and cell.startswith(_LOOKS_LIKE_FORMULA) else cell
            for cell in cells
        )
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(rows: pd.DataFrame, about: Sequence[str], rows_title: str, about_title: str) -> bytes:
    """The rows as a workbook, with a sheet that says what they are; text never becomes a formula."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(rows_title)
    for cells in _cells(rows):
        sheet.append([_cell(sheet, value) for value in cells])
    about_sheet = workbook.create_sheet(about_title)
    for line in about:
        about_sheet.append([_cell(about_sheet, line)])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make a formula of what begins with =
    return cell
