"""csv and json, read back; and that nothing in any file becomes a formula."""

from __future__ import annotations

import csv
import functools
import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

from fundscope.engine import OpenRelease, open_release
from fundscope.export import export_figure, view_for
from fundscope.figures import View, figure_names
from fundscope.model import LANGUAGES, Language
from fundscope.store import Store
from tests.export.conftest import AT, ExportCity, made_in
from tests.handmade import CITY, release_of

# Names that a spreadsheet would take for a formula, each by another first character.
FORMULAS = ('=HYPERLINK("http://x")', "+1+1", "-1-1", "@SUM(A1)", "\t=1+1", "\n=1+1", "＝1+1", "＠SUM(A1)")


@pytest.mark.parametrize("name", figure_names())
def test_csv_holds_every_number_exactly(name: str, export_city: ExportCity, city_store: Store) -> None:
    """What a program reads is the answer of the query; unknown is empty."""
    data = export_city(name, "csv").data
    read = pd.read_csv(io.BytesIO(data), comment="#", dtype=str, keep_default_na=False)
    table = made_in(open_release(city_store), name, view_for(View(), "article")).table

    for column in table.columns:
        if str(column).endswith("_cny"):
            known = ["" if pd.isna(value) else Decimal(value) for value in table[column]]
            assert [value and Decimal(value) for value in read[column]] == known


@pytest.mark.parametrize("lang", LANGUAGES)
def test_csv_and_json_say_what_they_are(lang: Language, export_city: ExportCity) -> None:
    """Headline, notes, source, units and passport travel with the numbers, and Excel reads the Chinese."""
    table, object_ = (export_city("flows/by_sector", kind, lang=lang) for kind in ("csv", "json"))
    told = dict(row for row in csv.reader(io.StringIO(table.data.decode("utf-8-sig"))) if len(row) == 2)
    read = json.loads(object_.data)

    assert table.data.startswith(b"\xef\xbb\xbf")
    assert told["# headline"] == read["headline"]
    assert table.passport.code in told["# source"]
    assert "# passport" in told
    assert read["passport"]["code"] == object_.passport.code
    assert {"name": "amount_cny", "type": "decimal"}.items() <= read["columns"][
        [column["name"] for column in read["columns"]].index("amount_cny")
    ].items()


def test_dollars_stand_beside_yuan(export_city: ExportCity) -> None:
    """Where the view shows dollars; the yuan stay, to check the rate by."""
    (first, *_) = json.loads(export_city("flows/by_sector", "json", currency="usd").data)["rows"]

    assert 0 < first["amount_usd"] < first["amount_cny"]


@functools.cache
def release_with(fund_name: str) -> OpenRelease:
    """The city, all funds of which are called so."""
    return release_of(
        **CITY | {"funds": [fund | {"name_zh": fund_name, "name_en": fund_name} for fund in CITY["funds"]]}
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pptx"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_text_never_becomes_a_formula(kind: str, formula: str) -> None:
    """A fund with such a name, and such a headline, stay text in every cell."""
    release = release_with(formula)
    made = made_in(release, "funds/deployment", view_for(View(), "slide"))
    data = export_figure(made, release, format=kind, headline=formula, size="slide", made_at=AT).data  # type: ignore[arg-type]

    if kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t")) or cell == "-1-1"] == []
        assert f"'{formula}" in cells
        return
    workbooks = [data] if kind == "xlsx" else [_workbook_of(data)]
    kinds = {
        cell.data_type
        for workbook in workbooks
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
    assert "s" in kinds
    assert "f" not in kinds


def _workbook_of(data: bytes) -> bytes:
    from pptx import Presentation

    (chart,) = (shape.chart for shape in Presentation(io.BytesIO(data)).slides[0].shapes if shape.has_chart)
    workbook: bytes = chart.part.chart_workbook.xlsx_part.blob
    return workbook


def test_days_are_written_as_iso(export_city: ExportCity) -> None:
    """So that every program reads the same day."""
    rows = json.loads(export_city("flows/pace", "json").data)["rows"]

    assert all(date.fromisoformat(row["month_on"]) for row in rows if row["month_on"])
