"""Rows to take away, as csv and as a workbook.

A file is made on the click, on the server and from one part of the rows after the other; the browser then
fetches it by its address, straight to disk.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from fundscope.export.answer import as_text_cell
from fundscope.ui.scene import Scene

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel opens of a sheet, its line of titles included.
_MOST_XLSX_ROWS = 1_048_576
# A csv file of more rows is zipped, to an eighth of its size.
_ZIPPED_FROM = 100_000
# So many rows are asked for at a time.
PART_ROWS = 100_000


def download_rows(asked: Callable[[], pd.DataFrame], scene: Scene, name: str, about: Sequence[str]) -> None:
    """Two buttons for the rows of an answer, asked for on the click; ``about`` says what they are."""
    download_parts(lambda: iter([asked()]), 0, scene, name, about)


def download_parts(
    parts: Callable[[], Iterator[pd.DataFrame]], row_count: int, scene: Scene, name: str, about: Sequence[str]
) -> None:
    """The same for rows that come in parts, since there may be millions; each part has the same columns."""
    is_zipped = row_count > _ZIPPED_FROM
    with st.container(horizontal=True):
        st.download_button(
            scene.text("download.csv_zipped" if is_zipped else "download.csv"),
            lambda: zipped(csv_lines(parts()), f"{name}.csv") if is_zipped else b"".join(csv_lines(parts())),
            file_name=f"{name}.csv.zip" if is_zipped else f"{name}.csv",
            mime="application/zip" if is_zipped else "text/csv",
            on_click="ignore",
            key=f"{name}-csv",
        )
        if row_count < _MOST_XLSX_ROWS:
            st.download_button(
                scene.text("download.xlsx"),
                lambda: as_xlsx(parts(), about, scene.text("download.rows"), scene.text("download.about")),
                file_name=f"{name}.xlsx",
                mime=_XLSX,
                on_click="ignore",
                key=f"{name}-xlsx",
            )
    if is_zipped:
        said = "download.too_many_for_excel" if row_count >= _MOST_XLSX_ROWS else "download.excel_is_slow"
        most = scene.context.number(_MOST_XLSX_ROWS)
        st.html(f"<p class='fs-note'>{scene.text(said, most=most)}</p>")


def _cells(rows: pd.DataFrame) -> list[list[Any]]:
    known = rows.astype(object).where(rows.notna(), None)
    cells: list[list[Any]] = known.to_numpy().tolist()
    return cells


def csv_lines(parts: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    """The rows as csv that Excel opens in the right encoding, part by part; text never becomes a formula."""
    for number, rows in enumerate(parts):
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        if number == 0:
            writer.writerow(rows.columns)
        for cells in _cells(rows):
            writer.writerow(as_text_cell(cell) if isinstance(cell, str) else cell for cell in cells)
        yield file.getvalue().encode("utf-8-sig" if number == 0 else "utf-8")


def zipped(parts: Iterable[bytes], name: str) -> bytes:
    """The parts as the one file of an archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file, file.open(name, "w") as inside:
        for part in parts:
            inside.write(part)
    return archive.getvalue()


def as_xlsx(parts: Iterable[pd.DataFrame], about: Sequence[str], rows_title: str, about_title: str) -> bytes:
    """The rows as a workbook, with a sheet that says what they are; text never becomes a formula."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(rows_title)
    for number, rows in enumerate(parts):
        if number == 0:
            sheet.append(list(rows.columns))
        for cells in _cells(rows):
            sheet.append([_cell(sheet, value) for value in cells])
    about_sheet = workbook.create_sheet(about_title)
    for line in about:
        about_sheet.append([_cell(about_sheet, line)])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    """A value that openpyxl writes as it is; what begins with = it would make a formula."""
    if not isinstance(value, str) or not value.startswith("="):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell
