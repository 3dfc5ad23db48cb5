"""Companies that a file names instead of giving their ID: proposals, decisions, and taking them back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from fundscope.ingest import (
    NEW_ENTERPRISE,
    NONE_OF_THEM,
    Checked,
    Company,
    Source,
    check_files,
    former_names,
    matches,
    publish_checked,
    undo_match,
)
from fundscope.ingest.company_names import alike_names, bare_names
from fundscope.ingest.company_register import CannotUndoError
from fundscope.model import check_character, datasets
from fundscope.store import Store
from tests.handmade import CITY, table_of


def _code(number: int) -> str:
    body = f"91990000MA{number:07d}"
    return body + check_character(body)


ENTERPRISES = [
    {"enterprise_id": "E1", "uscc": _code(1), "name_zh": "示例星河机器人科技有限公司"},
    {"enterprise_id": "E2", "uscc": _code(2), "name_zh": "示例北斗生物医药有限公司"},
    {
        "enterprise_id": "E3",
        "uscc": _code(3),
        "name_zh": "示例三号智能有限公司",
        "name_en": "Sample Three Intelligence Co., Ltd.",
    },
]
RENAMED = [{**ENTERPRISES[0], "name_zh": "示例银河自动化股份有限公司"}, *ENTERPRISES[1:]]

HEADER = "项目编号,基金编号,被投企业,统一社会信用代码,决策日期,决策金额（万元）"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Release 1 calls E1 something else than release 2."""
    store = Store(str(tmp_path / "store"))
    tables = {name: table_of(name, CITY.get(name, ())) for name in datasets()}
    tables["enterprises"] = table_of("enterprises", RENAMED)
    store.publish(tables, base=None, author="A. Nalyst", message="As it was called then")
    now = table_of("enterprises", ENTERPRISES)
    store.publish({"enterprises": now}, base=1, author="A. Nalyst", message="As it is called now")
    return store


def _checked(store: Store, tmp_path: Path, *rows: str, header: str = HEADER, **decisions: str) -> Checked:
    path = tmp_path / "projects.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return check_files(store, [Source("projects", path)], companies=decisions)


def _row(number: int, name: str, code: str = "", amount: int = 100) -> str:
    return f"N{number},F01,{name},{code},2024-06-18,{amount}"


def _only(checked: Checked) -> Company:
    (company,) = checked.parts[0].companies
    return company


def _ids(checked: Checked) -> list[str | None]:
    ids: list[str | None] = checked.candidate.tables["projects"].column("enterprise_id").to_pylist()
    return ids


def _errors(checked: Checked) -> list[tuple[str, str | None]]:
    return [(issue.rule, issue.cell) for issue in checked.issues if issue.severity == "error"]


def test_a_credit_code_decides_whatever_the_name(store: Store, tmp_path: Path) -> None:
    checked = _checked(store, tmp_path, _row(1, "改了名的公司", _code(2)))

    assert (_only(checked).enterprise_id, _only(checked).is_by_hand) == ("E2", False)
    assert [one.ground for one in _only(checked).proposals] == ["credit_code"]
    assert _ids(checked) == ["E2"]
    assert _errors(checked) == []


def test_the_name_decides_in_either_language_and_however_it_is_spaced(store: Store, tmp_path: Path) -> None:
    rows = (_row(1, "示例北斗生物医药 有限公司"), _row(2, '"sample three intelligence co., LTD."'))

    assert _ids(_checked(store, tmp_path, *rows)) == ["E2", "E3"]


def test_a_name_whose_credit_code_is_anothers_waits(store: Store, tmp_path: Path) -> None:
    """Both are proposed, the one with the code first."""
    company = _only(_checked(store, tmp_path, _row(1, "示例北斗生物医药有限公司", _code(1))))

    assert company.enterprise_id is None
    assert [(one.enterprise_id, one.ground) for one in company.proposals] == [
        ("E1", "credit_code"),
        ("E2", "name"),
    ]


def test_a_former_name_is_proposed_and_waits(store: Store, tmp_path: Path) -> None:
    checked = _checked(store, tmp_path, _row(1, "示例银河自动化股份有限公司"))

    assert [(one.enterprise_id, one.ground) for one in _only(checked).proposals] == [("E1", "former_name")]
    assert _ids(checked) == [None]
    assert _errors(checked) == [("company_unmatched", "C2")]


def test_a_look_alike_is_proposed_and_waits(store: Store, tmp_path: Path) -> None:
    """One character is another; the legal form does not count."""
    company = _only(_checked(store, tmp_path, _row(1, "示例星河机器入科技（北京）股份有限公司")))

    assert company.proposals[0].enterprise_id == "E1"
    assert company.proposals[0].ground == "look_alike"
    assert company.enterprise_id is None


def test_a_company_is_told_once_with_all_its_rows_and_money(store: Store, tmp_path: Path) -> None:
    rows = (
        _row(1, "无人知晓", amount=100),
        _row(2, "示例北斗生物医药有限公司"),
        _row(3, "无人 知晓", amount=50),
    )
    checked = _checked(store, tmp_path, *rows)
    company = checked.parts[0].companies[0]

    assert (company.rows, company.cell, company.decided_cny) == ((2, 4), "C2", Decimal(1_500_000))
    assert [(one.rule, one.rows, one.count) for one in checked.issues if one.severity == "error"] == [
        ("company_unmatched", (2, 4), 2)
    ]


def test_a_person_decides_and_takes_it_back(store: Store, tmp_path: Path) -> None:
    """The same file with the decision, against the decision, and without any."""
    row = _row(1, "示例银河自动化股份有限公司")
    key = _only(_checked(store, tmp_path, row)).key

    accepted = _checked(store, tmp_path, row, **{key: "E1"})
    refused = _checked(store, tmp_path, row, **{key: NONE_OF_THEM})

    assert (_ids(accepted), _errors(accepted)) == (["E1"], [])
    assert _only(accepted).is_by_hand
    assert (_ids(refused), _only(refused).is_refused) == ([None], True)
    assert _ids(_checked(store, tmp_path, row)) == [None]


def test_what_was_taken_by_itself_can_be_refused(store: Store, tmp_path: Path) -> None:
    row = _row(1, "示例北斗生物医药有限公司")

    assert _ids(_checked(store, tmp_path, row, 示例北斗生物医药有限公司=NONE_OF_THEM)) == [None]


def test_a_company_that_nobody_knows_becomes_an_enterprise(store: Store, tmp_path: Path) -> None:
    """Under its credit code, in the same release."""
    row = _row(1, "示例新来者有限公司", _code(9))
    key = _only(_checked(store, tmp_path, row)).key
    checked = _checked(store, tmp_path, row, **{key: NEW_ENTERPRISE})
    publish_checked(store, checked, author="A", message="New", reasons=_every_reason(checked))

    assert _ids(checked) == [_code(9)]
    names = store.read(store.release(), "enterprises").column("name_zh").to_pylist()
    assert sorted(names) == sorted([*(row["name_zh"] for row in ENTERPRISES), "示例新来者有限公司"])


def test_names_in_the_column_of_the_id_are_matched_and_a_mistyped_id_is_not(
    store: Store, tmp_path: Path
) -> None:
    header = "项目编号,基金编号,企业编号,决策日期,决策金额（万元）"
    rows = (
        "N1,F01,示例北斗生物医药有限公司,2024-06-18,1000",
        "N2,F01,E3,2024-06-18,1000",
        "N3,F01,E77,2024-06-18,1000",
    )
    checked = _checked(store, tmp_path, *rows, header=header)

    assert _ids(checked) == ["E2", "E3", "E77"]
    assert [one.name for one in checked.parts[0].companies] == ["示例北斗生物医药有限公司"]
    assert _errors(checked) == [("reference", "C4")]


def _every_reason(checked: Checked) -> dict[str, str]:
    return {issue.rule: "As it is" for issue in checked.issues if issue.severity == "warning"}


def _published(store: Store, tmp_path: Path, row: str, key: str, enterprise_id: str) -> None:
    checked = _checked(store, tmp_path, row, **{key: enterprise_id})
    publish_checked(store, checked, author="B", message="Matched", reasons=_every_reason(checked))


def test_a_published_match_is_a_former_name_from_then_on(store: Store, tmp_path: Path) -> None:
    _published(store, tmp_path, _row(1, "星河老友"), "星河老友", "E1")
    company = _only(_checked(store, tmp_path, _row(2, "星河老友")))

    assert [(one.enterprise_id, one.ground) for one in company.proposals] == [("E1", "former_name")]
    assert [(one.name, one.enterprise_id, one.row_keys, one.release) for one in matches(store)] == [
        ("星河老友", "E1", ("N1",), 3)
    ]


def test_a_published_match_is_taken_back(store: Store, tmp_path: Path) -> None:
    """Its rows go to another enterprise in a release of their own; the name is forgotten."""
    _published(store, tmp_path, _row(1, "星河老友"), "星河老友", "E1")
    release = undo_match(store, matches(store)[0], "E2", author="C", message="Two companies after all")

    assert release.number == 4
    assert store.read(release, "projects").column("enterprise_id").to_pylist() == ["E2"]
    assert matches(store)[0].is_undone
    assert "星河老友" not in former_names(store).column("name").to_pylist()


def test_a_match_is_not_taken_back_to_nowhere(store: Store, tmp_path: Path) -> None:
    _published(store, tmp_path, _row(1, "星河老友"), "星河老友", "E1")

    with pytest.raises(CannotUndoError, match="E99"):
        undo_match(store, matches(store)[0], "E99", author="C", message="Nowhere")
    assert store.release().number == 3


@pytest.mark.parametrize(
    ("asked", "known", "is_alike"),
    [
        ("示例企业00001", "示例企业00002", False),
        ("示例企业00001", "示例公司企业00001", True),
        ("星河机器人", "示例星河机器人科技", True),
        ("星河", "示例星河机器人科技", False),
        ("samplethree", "samplethre", True),
    ],
)
def test_likeness(asked: str, known: str, is_alike: bool) -> None:
    """Letters decide, or one name within the other; other digits are another company."""
    assert bool(alike_names([asked], pa.array([known, None]))[0]) is is_alike


def test_bare_names() -> None:
    names = pa.array(["示例（北京）科技 有限公司", "Sample Three Co., Ltd.", "有限公司", None])

    assert bare_names(names).to_pylist() == ["示例北京科技", "samplethree", "有限公司", None]
