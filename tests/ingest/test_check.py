"""Files held to every rule, beside what the last release has."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fundscope.ingest import Checked, Issue, check_files, rules
from fundscope.store import Store
from tests.handmade import CITY, table_of
from tests.ingest.sheets import KNOWN, PROJECTS, check, handed_in, project, sheet

FULL = (
    "项目编号", "基金编号", "企业编号", "决策日期", "决策金额（万元）",
    "出资日期", "出资金额（万元）", "本轮总额（万元）", "项目状态",
)  # fmt: skip
# The city's projects in 万元.
CITY_ROWS = (
    ("P1", "F01", "E1", "2024-01-15", "30000", "2024-02-10", "30000", "90000", "已出资"),
    ("P2", "F01", "E2", "2024-03-05", "20000", None, None, None, "已决策未出资"),
    ("P3", "F02", "E3", "2024-07-01", "10000", "2024-08-20", "4000", None, "部分出资"),
    ("P4", "F02", "E1", "2024-12-31", "5050", None, None, None, "已决策未出资"),
)


def _check(store: Store, *rows: object, headers: tuple[str, ...] = PROJECTS) -> Checked:
    return check(store, "projects", handed_in(sheet(headers, *rows)))  # type: ignore[arg-type]


def _told(checked: Checked, *but: str) -> list[tuple[str, str | None]]:
    """Rule and cell of every issue, but for totals held against published figures."""
    left_out = {"total_against_published", *but}
    return [(issue.rule, issue.cell) for issue in checked.issues if issue.rule not in left_out]


def _only(checked: Checked, rule: str) -> Issue:
    (issue,) = (issue for issue in checked.issues if issue.rule == rule)
    return issue


def test_what_the_release_has_already_breaks_no_rule(city_store: Store) -> None:
    """The totals differ from the city's published figures as they did before."""
    checked = _check(city_store, *CITY_ROWS, headers=FULL)

    assert _told(checked) == []
    assert checked.ok
    assert checked.candidate.tables["projects"].num_rows == 4


@pytest.mark.parametrize(
    ("changed", "rule", "cell"),
    [
        ({"项目编号": "P1"}, "unique", "A3"),
        ({"基金编号": "F99"}, "reference", "B3"),
        ({"企业编号": "E77"}, "reference", "C3"),
        ({"决策日期": "1999-12-31"}, "range", "D3"),
        ({"决策日期": "2023-11-30"}, "decided_before_fund", "D3"),
        ({"决策日期": "--"}, "required", "D3"),
    ],
)
def test_a_wrong_cell_is_told_once_with_its_address(
    city_store: Store, changed: dict[str, str], rule: str, cell: str
) -> None:
    checked = _check(city_store, project("P1"), project("N2", "2000", **changed))

    assert (rule, cell) in _told(checked)
    assert [told for told in _told(checked) if told[0] != "decided_before_fund"] == [
        told for told in [(rule, cell)] if rule != "decided_before_fund"
    ]
    assert not checked.ok


def test_a_value_that_says_too_little_is_one_error_where_every_row_needs_one(city_store: Store) -> None:
    """It says what would be enough; elsewhere the same is a warning."""
    row = ("N1", "F01", "E1", "2024.6", "数千万", "2024.8", None, None, None)
    checked = _check(city_store, row, headers=FULL)

    assert _told(checked) == [("date_precision", "F2"), ("required", "D2"), ("required", "E2")]
    assert [issue.expected.en for issue in checked.issues if issue.rule == "required" and issue.expected] == [
        "a day such as 2024-06-18", "an exact amount, or nothing where it is unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "value", "rule", "cell"),
    [
        (6, "40000", "paid_over_decided", "G2"),
        (5, "2024-01-01", "paid_before_decided", "F2"),
        (5, None, "paid_without_day", "F2"),
        (6, None, "paid_without_amount", "G2"),
        (7, "100", "decided_over_round", "H2"),
        (8, "部分出资", "status_against_paid", "I2"),
    ],
)
def test_columns_of_a_row_are_held_against_each_other(
    city_store: Store, place: int, value: str | None, rule: str, cell: str
) -> None:
    row: list[str | None] = [*CITY_ROWS[0]]
    row[place] = value
    told = _told(_check(city_store, row, *CITY_ROWS[1:], headers=FULL), "magnitude_of_row")

    assert (rule, cell) in told


def test_projects_are_held_against_the_size_of_their_fund(city_store: Store) -> None:
    """The fund is named, though its row came with another file."""
    issue = _only(_check(city_store, project("N1", "110000")), "fund_decided_over_size")

    assert (issue.dataset, issue.severity, issue.column) == ("funds", "error", "size_cny")
    assert issue.difference == Decimal(-100_000_000)


def test_duplicates_of_other_kinds_are_warned_of(city_store: Store) -> None:
    """The same project under two numbers; names of enterprises that differ in form; an id with two names."""
    twice = _check(city_store, project("N1"), project("N2"))
    names = sheet(
        ["企业编号", "统一社会信用代码", "企业名称"],
        ["E1", "91990000MA0000001B", "示例企业（北京）有限公司"],
        ["E2", "91990000MA0000002X", "示例企业(北京) 有限公司"],
        ["E3", None, "示例企业 3"],
    )
    told = _told(check(city_store, "enterprises", handed_in(names)))

    assert _told(twice) == [("same_project_twice", "A3")]
    assert ("look_alike_names", "C2") in told
    assert {("enterprise_renamed", "C2"), ("enterprise_renamed", "C3")} <= set(told)
    assert {("credit_code", "B3"), ("required", "B4")} <= set(told)


def test_a_total_is_held_against_its_published_figure(city_store: Store) -> None:
    """With the name of the figure, in both languages, and money in yuan."""
    checked = _check(city_store, project("N1", "50000"))
    issue = next(one for one in checked.issues if one.column == "decided_cny" and one.cell is None)

    assert issue.message("en") == (
        "column Amount decided: The total of the records differs from the published figure. It says: "
        "500,000,000.00 yuan. Expected: 650,000,000.00 yuan (Value decided). Difference: −150,000,000.00."
    )
    assert "现为：500,000,000.00 元。应为：650,000,000.00 元（决策金额）" in issue.message("zh")


# The guard on units


def test_a_column_ten_thousand_times_too_large_is_told_as_one(city_store: Store) -> None:
    """Rows that the release has are held against themselves; ten of them are told as one."""
    many = [{**CITY["projects"][1], "project_id": f"M{place}"} for place in range(12)]
    city_store.publish({"projects": table_of("projects", many)}, base=1, author="A. Nalyst", message="Many")
    rows = [project(f"M{place}", "200000000") for place in range(12)]
    issue = _only(_check(city_store, *rows), "magnitude_of_row")

    assert (issue.severity, issue.takes_reason, issue.cell, issue.count) == ("error", True, "E2", 12)
    assert issue.expected is not None
    assert issue.expected.en == "200,000,000.00 yuan"


@pytest.mark.parametrize(
    ("amount", "is_told"), [("0.5", True), ("100", False), ("10000", False), ("5000000", True)]
)
def test_new_rows_are_held_against_what_the_column_has_had(
    city_store: Store, amount: str, is_told: bool
) -> None:
    """The middle amount of the city's projects is 150 million yuan."""
    rules_broken = {issue.rule for issue in _check(city_store, project("N1", amount)).issues}

    assert ("magnitude_of_new_rows" in rules_broken) == is_told


def test_one_fund_in_a_wrong_unit_is_told_by_its_name(city_store: Store) -> None:
    """Though the column as a whole is what it was."""
    rows = [project(f"N{place}", "15000") for place in range(3)] + [project("N9", "1", 基金编号="F02")]
    issue = _only(_check(city_store, *rows), "magnitude_of_new_rows")

    assert issue.cell == "E5"
    assert issue.expected is not None
    assert issue.expected.zh.endswith("（示例乙基金）")


def test_funds_are_held_against_their_published_sizes(tmp_path: object, city_store: Store) -> None:
    """Also where the release has no such fund yet."""
    size = {
        "fact_id": "a_fund", "controls": "size_cny", "fund_id": "F09", "value": Decimal(10_000_000_000),
        "unit": "cny", "qualifier": "exact", "label_en": "Size of a fund", "label_zh": "某基金规模",
    }  # fmt: skip
    published = table_of("published", [*CITY["published"], size])
    city_store.publish({"published": published}, base=1, author="A. Nalyst", message="One more")
    table = sheet(
        ["基金编号", "基金名称", "产业领域", "批次", "设立年月", "基金规模（万元）"],
        ["F01", "示例甲基金", "ai", "1", "2023-12", "100000"],
        ["F02", "示例乙基金", "health", "2", "2024-06", "50000"],
        ["F09", "示例壬基金", "ai", "2", "2024-06", "100"],
    )
    issue = _only(check(city_store, "funds", handed_in(table)), "magnitude_against_published")

    assert (issue.cell, issue.value) == ("F4", "100")
    assert issue.expected is not None
    assert issue.expected.en == "10,000,000,000.00 yuan (Size of a fund)"


def test_a_guard_is_let_through_by_a_reason_and_an_error_is_not(city_store: Store) -> None:
    checked = _check(city_store, project("N1", "0.5"))
    reasons = {rule.id: "It is so" for rule in rules()}
    wrong = _check(city_store, project("N1", "若干"))

    assert not checked.ok
    assert checked.may_be_published
    assert "magnitude_of_new_rows" in {issue.rule for issue in checked.blocking({})}
    assert checked.blocking(reasons) == ()
    assert not wrong.may_be_published
    assert [issue.rule for issue in wrong.blocking(reasons)] == ["money"]


def test_references_of_other_datasets_to_rows_that_go_are_told(city_store: Store) -> None:
    """Replacing the enterprises by one leaves projects without theirs."""
    table = sheet(["企业编号", "统一社会信用代码", "企业名称"], ["E1", "91990000MA0000001B", "示例企业 1"])
    checked = check(city_store, "enterprises", handed_in(table))
    orphans = [
        (issue.dataset, issue.value, issue.count) for issue in checked.issues if issue.rule == "reference"
    ]

    assert sorted(orphans) == [("projects", "E2", 1), ("projects", "E3", 1)]
    assert KNOWN["projects"].num_rows == 4


def test_a_code_is_expected_in_words(city_store: Store) -> None:
    """Not as it is stored."""
    row = [*CITY_ROWS[0][:8], "部分出资"]
    issue = _only(_check(city_store, row, *CITY_ROWS[1:], headers=FULL), "status_against_paid")

    assert issue.expected is not None
    assert (issue.expected.en, issue.expected.zh) == ("Paid in full", "已出资")


def test_before_the_first_release_nothing_can_be_referred_to() -> None:
    """That is one sentence, not an error in every cell."""
    source = handed_in(sheet(PROJECTS, *(project(f"N{number}") for number in range(5))))
    issues = check_files(None, [source]).issues_of(source.file.upload.sha256)  # type: ignore[union-attr]
    told = [issue for issue in issues if (issue.rule, issue.dataset) == ("reference", "projects")]

    assert [(issue.cell, issue.count) for issue in told] == [("B2", 1)]
    assert all(issue.expected and "first" in issue.expected.en for issue in told)
