"""Workbooks and slides, opened: charts and what they refer to, cells, properties."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from fundscope.export import passport_from_json
from fundscope.export.ooxml import content_hash, texts_of
from fundscope.export.passport import PASSPORT_KEY
from fundscope.export.verify import verify
from fundscope.figures import figure_names
from fundscope.model import LANGUAGES, Language
from fundscope.store import Store
from tests.export.conftest import ExportCity

# Figures with a chart of Office's own, and how many series it has.
CHARTS = {"flows/by_sector": 1, "flows/pace": 2, "funds/deployment": 3}


def _slide(data: bytes) -> Any:
    return Presentation(io.BytesIO(data)).slides[0]


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_has_a_chart_of_excels_own(name: str, lang: Language, export_city: ExportCity) -> None:
    """Each series refers to cells, and the cells are there."""
    workbook = openpyxl.load_workbook(io.BytesIO(export_city(name, "xlsx", lang=lang).data))
    (chart,) = workbook.worksheets[0]._charts
    series = [
        (one.tx.strRef.f, (one.cat.strRef or one.cat.numRef).f, one.val.numRef.f) for one in chart.series
    ]

    assert len(series) == CHARTS[name]
    for head, names, values in series:
        sheet, _, cells = values.rpartition("!")
        column = workbook[sheet.strip("'")][cells.replace("$", "")]
        assert all(cell.value is None or isinstance(cell.value, int | float) for (cell,) in column)
        assert workbook[sheet.strip("'")][head.rpartition("!")[2].replace("$", "")].value
        assert names.startswith(sheet)


@pytest.mark.parametrize("name", CHARTS)
def test_a_slide_has_a_chart_of_powerpoints_own(name: str, export_city: ExportCity) -> None:
    """With the workbook behind it, whose cells are what the chart shows."""
    shapes = [shape for shape in _slide(export_city(name, "pptx").data).shapes if shape.has_chart]
    (chart,) = (shape.chart for shape in shapes)
    behind = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
    cells = [[cell.value for cell in column[1:]] for column in behind.iter_cols(min_col=2)]
    shown = [list(series.values) for series in chart.plots[0].series]

    assert len(shown) == CHARTS[name]
    assert [pytest.approx(series) for series in shown] == cells


def test_a_table_shaded_by_its_values_is_a_table(export_city: ExportCity) -> None:
    """In both, to be edited."""
    name = "flows/by_sector_and_half_year"
    slide = _slide(export_city(name, "pptx").data)
    sheet = openpyxl.load_workbook(io.BytesIO(export_city(name, "xlsx").data)).worksheets[0]

    assert [shape.has_table for shape in slide.shapes].count(True) == 1
    assert len(list(sheet.conditional_formatting)) == 1


def test_what_office_cannot_draw_is_a_picture(chromium: str, export_city: ExportCity) -> None:
    """The flow, with its description for whoever cannot see it."""
    slide = _slide(export_city("flows/flow", "pptx").data)
    (picture,) = (shape for shape in slide.shapes if shape.shape_type == 13)
    workbook = openpyxl.load_workbook(io.BytesIO(export_city("flows/flow", "xlsx").data))

    assert len(picture._element.nvPicPr.cNvPr.get("descr")) > 40
    assert len(workbook.worksheets[0]._images) == 1


@pytest.mark.parametrize("name", figure_names())
@pytest.mark.parametrize("kind", ["xlsx", "pptx"])
def test_an_office_file_says_what_it_is(
    name: str, kind: str, chromium: str, export_city: ExportCity, city_store: Store
) -> None:
    """Headline, source with code, alternative text, passport among its properties; and it proves itself."""
    exported = export_city(name, kind, lang="zh")
    parts = zipfile.ZipFile(io.BytesIO(exported.data))
    words = "".join(
        parts.read(part).decode() for part in parts.namelist() if part.endswith((".xml", ".xml.rels"))
    )

    assert exported.passport.code in words
    assert passport_from_json(texts_of(exported.data)[PASSPORT_KEY]) == exported.passport
    assert content_hash(exported.data) == exported.passport.content_hash
    assert verify(exported.data, "x", city_store).status == "current"


def test_a_workbook_saved_anew_is_still_the_same(export_city: ExportCity, city_store: Store) -> None:
    """A newsroom opens it, gives it its own colours and saves it: the numbers are what counts."""
    exported = export_city("funds/deployment", "xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(exported.data))
    workbook.worksheets[1]["B2"].font = openpyxl.styles.Font(bold=True)
    saved = io.BytesIO()
    workbook.save(saved)

    assert saved.getvalue() != exported.data
    assert verify(saved.getvalue(), "x", city_store).status == "current"


@pytest.mark.parametrize("kind", ["xlsx", "pptx"])
def test_libreoffice_opens_it(kind: str, export_city: ExportCity, tmp_path: Path) -> None:
    """And draws every word of the headline. The build machine has it; others may not."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("No LibreOffice on this machine.")
    exported = export_city("funds/deployment", kind, lang="en")
    (tmp_path / f"figure.{kind}").write_bytes(exported.data)
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / f"figure.{kind}")],
        check=True, capture_output=True, timeout=120, env=os.environ | {"HOME": str(tmp_path)},
    )  # fmt: skip
    words = subprocess.run(
        ["pdftotext", str(tmp_path / "figure.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()

    assert exported.passport.code in words
    assert "is decided" in " ".join(words.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_prints_on_a4_one_page_wide(lang: Language, export_city: ExportCity) -> None:
    """Long words are wrapped within what they are about, and the head of a table is on every page."""
    data = export_city("flows/by_sector_and_half_year", "xlsx", lang=lang).data
    figure, *others = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    headline = next(cells for cells in figure.merged_cells.ranges if cells.min_row == 2)

    for sheet in (figure, *others):
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.print_area
    assert [sheet.print_title_rows for sheet in others[:2]] == ["$1:$1", "$1:$1"]
    assert figure["A2"].alignment.wrap_text
    assert headline.max_col == figure.max_column
