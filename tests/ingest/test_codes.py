"""Codes and references, written as a code or as one of the names that it has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from fundscope.ingest.codes import code_list, read_references
from fundscope.model import datasets
from tests.handmade import table_of
from tests.ingest.sheets import KNOWN

PROJECTS = datasets()["projects"]
ROUNDS: list[dict[str, Any]] = [
    {"round": "pre_a", "name_zh": "Pre-A轮", "name_en": "Pre-Series A", "rank": 1},
    {"round": "a", "name_zh": "A轮", "name_en": "Series A", "rank": 2},
    {"round": "a_plus", "name_zh": "A+轮", "name_en": "Series A+", "rank": 3},
]


def _read(column: str, *texts: str | None) -> Any:
    known = {**KNOWN, "rounds": table_of("rounds", ROUNDS)}
    return code_list(PROJECTS.column(column), known).read(pa.array(texts, pa.string()))


@pytest.mark.parametrize(
    ("column", "code", "written"),
    [
        ("district", "110108", ["110108", "海淀区", "海淀", "海 淀 区", "HAIDIAN DISTRICT", "北京市海淀区"]),
        ("round", "a", ["a", "A轮", "Series A", "A轮融资", "series a round"]),
        ("round", "a_plus", ["A+", "A+轮", "Series A+"]),
        ("round", "pre_a", ["Pre-A", "pre A轮", "PreA轮"]),
        ("sector", "ai", ["AI", "人工智能", "人工智能产业", "artificial intelligence"]),
        ("status", "paid", ["paid", "已出资", "Paid in full"]),
    ],
)  # fmt: skip
def test_a_code_has_many_names(column: str, code: str, written: list[str]) -> None:
    """In any case and width, with and without the words that people put around them."""
    read = _read(column, *written)

    assert read.values.to_pylist() == [code] * len(written)
    assert read.faults == ()


def test_what_is_no_code_is_refused_with_the_nearest() -> None:
    """A part of a name is not enough, and the city itself is none of its districts."""
    read = _read("district", "朝阳门", "北京市", None)

    assert read.values.to_pylist() == [None, None, None]
    assert [fault.expected.zh for fault in read.faults] == [
        "可能是“朝阳”；须为以下之一：海淀区、朝阳区", "以下之一：海淀区、朝阳区",
    ]  # fmt: skip


def test_a_name_of_two_codes_means_neither() -> None:
    """Rather than the one that happens to stand first."""
    twice = table_of("districts", [
        {"district": "1", "name_zh": "新区"}, {"district": "2", "name_zh": "新区"},
    ])  # fmt: skip
    read = code_list(PROJECTS.column("district"), {**KNOWN, "districts": twice}).read(pa.array(["新区", "1"]))

    assert read.values.to_pylist() == [None, "1"]


def test_a_reference_may_be_a_name_or_be_written_carelessly() -> None:
    """What is neither a key nor a name stays as it is, for the rule on references to tell."""
    texts = pa.array(["F01", "f01", "示例乙基金", "Sample Fund A", "F99", None])
    read = read_references(texts, PROJECTS.column("fund_id"), KNOWN)

    assert read.values.to_pylist() == ["F01", "F01", "F02", "F01", "F99", None]


def test_a_list_in_the_declaration_itself_needs_no_table() -> None:
    column = replace(PROJECTS.column("status"))

    assert code_list(column, {}).read(pa.array(["部分出资"])).values.to_pylist() == ["part_paid"]
