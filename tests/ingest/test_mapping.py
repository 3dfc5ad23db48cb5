"""Which column of a spreadsheet is which declared column."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundscope.ingest.mapping import Ground, MappedColumn, map_columns
from fundscope.ingest.reading import SheetTable
from fundscope.model import check_character, datasets
from tests.ingest.sheets import KNOWN, sheet

PROJECTS, ENTERPRISES = datasets()["projects"], datasets()["enterprises"]
CODES = [body + check_character(body) for body in (f"91990000MA{number:07d}" for number in range(1, 4))]


def _mapped(
    table: SheetTable,
    dataset: str = "projects",
    chosen: Mapping[str, str | None] | None = None,
    remembered: Mapping[str, tuple[str | None, Ground]] | None = None,
) -> tuple[MappedColumn, ...]:
    return map_columns(table, datasets()[dataset], KNOWN, chosen or {}, remembered)


def _fields(*headers: str, dataset: str = "projects") -> list[str | None]:
    return [column.field for column in _mapped(sheet(headers), dataset)]


@pytest.mark.parametrize(
    ("dataset", "headers", "fields"),
    [
        ("projects", ["项目编号", "基金", "企业代码", "投决日期", "决策金额（万元）", "备注"],
         ["project_id", "fund_id", "enterprise_id", "decided_on", "decided_cny", None]),
        ("projects", ["Project code", "Fund", "Company ID", "Decision date", "Amount committed (RMB mn)"],
         ["project_id", "fund_id", "enterprise_id", "decided_on", "decided_cny"]),
        ("projects", ["decided_cny", "DECIDED_ON", " project_id "],
         ["decided_cny", "decided_on", "project_id"]),
        ("projects", ["决策金额\n（万元）", "项目编号\nProject ID", "所在区District"],
         ["decided_cny", "project_id", "district"]),
        ("projects", ["决策金额万元", "决策 金额"], ["decided_cny", None]),
        ("enterprises", ["企业名称", "2024年营业收入（万元）", "研发费用/万元", "从业人数（人）"],
         ["name_zh", "revenue_cny", "rd_cny", "employees"]),
        ("enterprises", ["统一社会信用代吗", "企业全年营业收入"], ["uscc", "revenue_cny"]),
        ("enterprises", ["高新认定年份", "是否上市", "技术领域", "领域"],
         ["hnte_year", "is_listed", "tech_field", "sector"]),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(dataset: str, headers: list[str], fields: list[str | None]) -> None:
    """In both languages, with units, years, brackets, slips of the pen; a second of a kind is left over."""
    assert _fields(*headers, dataset=dataset) == fields


def test_of_two_years_the_later_is_taken() -> None:
    assert _fields("2023年营业收入", "2024年营业收入", dataset="enterprises") == [None, "revenue_cny"]


def test_short_words_in_other_words_are_no_names() -> None:
    """A district is no round, and a note on an amount is no amount."""
    assert _fields("区号", "Background", "决策依据", "说明") == [None, None, None, None]


def test_columns_without_a_known_name_are_known_by_their_values() -> None:
    """Credit codes at once; codes and keys from three different ones."""
    table = sheet(
        ["代码A", "代码B", "代码C", "代码D"],
        *zip(CODES, ["E1", "E2", "E3"], ["P", "Q", "R"], ["人工智能", "医药健康", "机器人"], strict=True),
    )
    enterprises = [(column.field, column.ground) for column in _mapped(table, "enterprises")]
    projects = [(column.field, column.ground) for column in _mapped(table, "projects")]

    assert enterprises == [("uscc", "values"), (None, "none"), (None, "none"), ("sector", "values")]
    assert projects == [(None, "none"), ("enterprise_id", "values"), (None, "none"), ("sector", "values")]


def test_a_name_is_doubted_where_the_values_are_of_another_kind() -> None:
    """A column of remarks that is called like a date, beside the date itself under a rarer name."""
    table = sheet(["决策日期", "投决日期"], ["已上会", "2024-06-18"], ["缓议", "2024-07-01"])

    assert [column.field for column in _mapped(table)] == [None, "decided_on"]


def test_what_a_person_says_overrides_every_guess() -> None:
    """Also that a column is to be left out; then another may be that field."""
    table = sheet(["项目编号", "编号", "金额"])
    chosen = {"项目编号": None, "金额": "decided_cny"}

    assert [(one.field, one.ground) for one in _mapped(table, chosen=chosen)] == [
        (None, "choice"), ("project_id", "alias"), ("decided_cny", "choice"),
    ]  # fmt: skip


def test_what_is_remembered_holds_unless_something_else_is_said_now() -> None:
    """It is shown as remembered."""
    table = sheet(["项目编号", "金额", "日期"])
    remembered: dict[str, tuple[str | None, Ground]] = {
        "金额": ("paid_cny", "learned"), "日期": ("decided_on", "learned"),
    }  # fmt: skip
    mapped = _mapped(table, chosen={"金额": "decided_cny"}, remembered=remembered)

    assert [(one.field, one.ground) for one in mapped] == [
        ("project_id", "title"), ("decided_cny", "choice"), ("decided_on", "learned"),
    ]  # fmt: skip


def test_a_column_is_shown_with_samples_and_its_letter() -> None:
    """The first distinct values, and how sure the proposal is."""
    (column,) = _mapped(sheet(["行业"], ["人工智能"], ["人工智能"], [None], ["医药健康"]))

    assert (column.letter, column.samples, column.confidence) == ("A", ("人工智能", "医药健康"), 0.95)


@given(st.permutations(PROJECTS.columns), st.sampled_from(["en", "zh"]))
def test_the_order_of_columns_makes_no_difference(columns: list[object], lang: str) -> None:
    """Every field is found under its title, wherever it stands."""
    declared = [column for column in PROJECTS.columns if column in columns]
    shuffled = sorted(declared, key=columns.index)
    headers = [getattr(column.title, lang) for column in shuffled]

    assert _fields(*headers) == [column.name for column in shuffled]
