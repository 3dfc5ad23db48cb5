"""Small cells hidden: no figure, in no format and in no words, says the amount of a single enterprise."""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal
from itertools import combinations

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from fundscope import words
from fundscope.engine import OpenRelease
from fundscope.export import brief_docx, export_figure, figure_texts, make_brief
from fundscope.export import export as export_module
from fundscope.export.answer import title_of
from fundscope.export.look import Format
from fundscope.export.native import native_chart
from fundscope.figures import MadeFigure, View, figure_names, make, read_context, seen_as
from fundscope.figures.context import Context
from fundscope.figures.written import as_shown
from tests.export.conftest import AT
from tests.handmade import table_of

HIDDEN = View(small_cells="hidden")
_KINDS: tuple[Format, ...] = ("csv", "json", "xlsx", "pptx")
_SIGN = words.text("withheld.sign", "en")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_AMOUNT = re.compile(r"¥\d+(?:[.,]\d+)*(?: (?:bn|m|trn))?")


@pytest.fixture(scope="module")
def odd_release(sample_release: OpenRelease) -> OpenRelease:
    """The sample with amounts odd to the fen, so that no sum is by chance the amount of an enterprise."""
    rows = sample_release.table("projects").to_pylist()
    for place, row in enumerate(rows, start=1):
        is_paid_in_full = row["paid_cny"] == row["decided_cny"]
        row["decided_cny"] += Decimal(place * place * 37 + 11) / 100
        if row["paid_cny"]:
            row["paid_cny"] = (
                row["decided_cny"] if is_paid_in_full else row["paid_cny"] + Decimal(place) / 100
            )
    return sample_release.with_tables({"projects": table_of("projects", rows)})


@pytest.fixture(scope="module")
def context(sample_release: OpenRelease) -> Context:
    return seen_as(read_context(sample_release), HIDDEN)


@pytest.fixture(scope="module")
def secrets(odd_release: OpenRelease) -> frozenset[Decimal]:
    """What each enterprise was given, decided, paid and still to be paid, by project and in all."""
    given: dict[tuple[str, str], Decimal] = {}
    single: set[Decimal] = set()
    for row in odd_release.table("projects").to_pylist():
        decided, paid = row["decided_cny"] or Decimal(0), row["paid_cny"] or Decimal(0)
        for rule, amount in (("decided", decided), ("paid", paid), ("unpaid", decided - paid)):
            single.add(amount)
            key = rule, row["enterprise_id"] or row["project_id"]
            given[key] = given.get(key, Decimal(0)) + amount
    return frozenset(single | set(given.values())) - {Decimal(0)}


def _numbers(text: str) -> set[Decimal]:
    return {abs(Decimal(number)) for number in _NUMBER.findall(text)}


def _texts_in(data: bytes) -> str:
    """All there is to read in a file: of an office file, every part of it, workbooks of charts included."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return " ".join(
        _texts_in(part) if part.startswith(b"PK") else part.decode(errors="ignore") for part in parts
    )


def _may_be_said(made: MadeFigure, context: Context) -> set[str]:
    """Every amount of the table as it is written, differences of two of a row, and what is published."""
    amounts = [name for name in made.table.columns if name.endswith(("_cny", "_value"))]
    said = {context.money(figure.value, digits) for figure in context.published for digits in (3, 5)}
    for row in made.table[amounts].drop_duplicates().itertuples(index=False):
        known = [value for value in row if isinstance(value, Decimal)]
        every = [*known, *(abs(one - other) for one, other in combinations(known, 2))]
        said |= {context.money(abs(value), digits) for value in every for digits in (2, 3, 5)}
    return {part for text in said for part in _AMOUNT.findall(text)}


@pytest.mark.parametrize("name", figure_names())
def test_no_format_and_no_words_tell_of_one_enterprise(
    odd_release: OpenRelease,
    context: Context,
    secrets: frozenset[Decimal],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Files of numbers, charts and hidden parts included, hold no amount of the records.

    What is kept back has one mark in every table, and a note that says what it means. Headline, alternative
    text, notes and caption say only what is left in the table.
    """
    monkeypatch.setattr(export_module, "_bare_picture", lambda _order: None)
    made = make(name, context, odd_release)
    if made.plot is None:
        assert _AMOUNT.findall(made.headline) == []
        return
    files = {kind: export_figure(made, odd_release, format=kind, made_at=AT).data for kind in _KINDS}
    for kind, data in files.items():
        assert _numbers(_texts_in(data)) & secrets == set(), kind
    if made.hidden:
        assert _without_a_mark(made, context, files) == []
    chart = native_chart(made, context)
    if chart is not None and chart.kind == "table":
        drawn = [mark for row in made.plot.data[0].text for mark in row].count(_SIGN)
        assert [_marks_in_tables(files[kind]) for kind in ("xlsx", "pptx")] == [drawn, drawn]
    elif chart is not None and name == "funds/deployment":
        kept_back = [column for _, column in made.hidden].count("paid_cny")
        assert [str(fund).endswith(_SIGN) for fund in chart.categories].count(True) == kept_back > 0
    texts = figure_texts(made, context, cited_on=AT.date(), code="FS-0000-0000")
    said = " ".join((made.headline, made.alt, *made.footnotes, texts.caption))
    assert set(_AMOUNT.findall(said)) - _may_be_said(made, context) == set()


def _without_a_mark(made: MadeFigure, context: Context, files: dict[Format, bytes]) -> list[object]:
    """The cells kept back that a table leaves without the one mark, as if unknown or nothing."""
    answer, shown = pd.read_csv(io.BytesIO(files["csv"]), comment="#", dtype=str), as_shown(made, context)
    told, data = json.loads(files["json"]), load_workbook(io.BytesIO(files["xlsx"]))["Data"]
    heads = [column["name"] for column in told["columns"]]
    lacking: list[object] = [] if any(_SIGN in note for note in made.footnotes) else ["note"]
    for row, column in sorted(made.hidden):
        printed = [answer[column][row], data.cell(row + 2, heads.index(column) + 1).value]
        if (title := title_of(column, context)) in shown:
            printed.append(shown[title][row])
        if set(printed) != {_SIGN} or {"row": row, "column": column} not in told["withheld"]:
            lacking.append((row, column, printed))
    return lacking


def _marks_in_tables(data: bytes) -> int:
    """How many cells of the tables drawn in an office file print the mark, its data not counted."""
    if b"ppt/slides/" in data:
        shapes = Presentation(io.BytesIO(data)).slides[0].shapes
        tables = [shape.table for shape in shapes if shape.has_table]
        return sum(cell.text == _SIGN for table in tables for row in table.rows for cell in row.cells)
    sheet = load_workbook(io.BytesIO(data))["Figure"]
    return sum(cell.value == _SIGN for row in sheet.iter_rows() for cell in row)


def test_a_brief_says_no_total_that_tells(sample_release: OpenRelease) -> None:
    """A view narrowed to one enterprise has no total, no count and no finding."""
    rows = sample_release.run("projects/counted").to_dict("records")
    first = next(row for row in rows if row["rule"] == "decided")
    day = first["counted_on"]
    view = View(
        small_cells="hidden", since=day, until=day, fund=(first["fund_id"],), sector=(first["sector"],)
    )
    brief = make_brief(sample_release, view, figures=(), made_at=AT)
    text = " ".join([brief.finding, *brief.missing, *(number.value for number in brief.numbers)])

    assert "fewer than three enterprises" in brief.finding
    assert str(first["amount_cny"])[:3] not in re.sub(r"\D", "", text.replace("29,700", ""))
    assert brief_docx(brief).data
