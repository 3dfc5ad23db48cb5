"""Every headline number opens to its whole road, and the rows taken away never become formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from fundscope import words
from fundscope.model import LANGUAGES, Language
from fundscope.ui.download import as_xlsx, csv_lines, zipped
from tests.pages.said import html_of

Visit = Callable[..., AppTest]

NUMBERS = ("size", "decided", "paid", "attracted", "enterprises")


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_headline_number_opens_to_its_road(visit: Visit, lang: Language, name: str) -> None:
    """Definition, rows that count, rows left out, file and sheet, question and parameters, release."""
    app = visit("pages/overview.py", lang=lang, batch="1")
    app.pills(key="explained-number").select(name).run()
    said = html_of(app)
    term = {"enterprises": "enterprise"}.get(name, name)

    assert not app.exception
    assert words.text(f"definition.{term}.words", lang) in said
    for part in ("explain.meaning", "explain.counted", "explain.release"):
        assert words.text(part, lang) in said
    assert words.text("explain.asked", lang, name="queries/headline/totals.sql") in said
    assert "$batch = [" in said
    assert ".xlsx (" in said
    assert "with projects_counted as" in app.code[0].value


def test_what_an_attracted_project_leaves_out_is_told(visit: Visit) -> None:
    """Eighteen of the hundred and thirty-five paid; the others are left out by name of the reason."""
    app = visit("pages/overview.py")
    app.pills(key="explained-number").select("attracted").run()

    assert "18 projects count" in html_of(app)
    assert words.text("left_out.not_attracted", "en") in html_of(app)


def test_parts_of_millions_of_rows_are_one_file() -> None:
    """One line of titles, one mark of the encoding, every row in its order; also as a workbook."""
    parts = [pd.DataFrame({"name": ["甲", "乙"]}), pd.DataFrame({"name": ["丙"]})]
    archive = zipfile.ZipFile(io.BytesIO(zipped(csv_lines(parts), "rows.csv")))
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(parts, ["about"], "Rows", "About")))["Rows"]

    assert archive.read("rows.csv").decode("utf-8-sig").split() == ["name", "甲", "乙", "丙"]
    assert [cell.value for (cell,) in sheet.iter_rows()] == ["name", "甲", "乙", "丙"]


FORMULAS = ["=1+1", "+1", "-1+2", "@sum(A1)", "\t=1", "plain"]


def test_text_that_looks_like_a_formula_stays_text_in_a_workbook() -> None:
    """Nor does a negative number become text."""
    rows = pd.DataFrame({"name": FORMULAS, "amount": [-1.5] * len(FORMULAS)})
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([rows], ["=about"], "Rows", "About")))["Rows"]
    cells = [(row[0].value, row[0].data_type, row[1].value) for row in sheet.iter_rows(min_row=2)]

    assert cells == [(text, "s", -1.5) for text in FORMULAS]


def test_text_that_looks_like_a_formula_is_marked_in_csv() -> None:
    """A spreadsheet that opens the file shows an apostrophe rather than a result."""
    (file,) = csv_lines([pd.DataFrame({"name": FORMULAS})])
    lines = file.decode("utf-8-sig").splitlines()

    assert [line.strip('"')[0] for line in lines[1:]] == ["'"] * 5 + ["p"]
