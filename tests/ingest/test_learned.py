"""What people have said of earlier files, taken for the next one of the same layout."""

from __future__ import annotations

from typing import Any

from fundscope.ingest import Checked, Source, forget, publish_checked, rules
from fundscope.ingest.learned import layout_of, learn, recall
from fundscope.store import Store
from tests.ingest.sheets import check, handed_in, project, sheet

HEADERS = ("项目编号", "基金编号", "企业编号", "日期", "金额")
SAID: dict[str, Any] = {
    "fields": {"日期": "decided_on", "金额": "decided_cny"}, "units": {"decided_cny": "cny_10k"},
}  # fmt: skip
REASONS = {rule.id: "It is so" for rule in rules()}


def _source(number: str, headers: tuple[str, ...] = HEADERS, **chosen: Any) -> Source:
    row = [*project(number), *([None] * (len(headers) - len(HEADERS)))]
    return handed_in(sheet(headers, row), **chosen)


def _published(store: Store, source: Source, author: str) -> None:
    checked = check(store, "projects", source)
    publish_checked(store, checked, author=author, message="As said", reasons=REASONS)


def _grounds(checked: Checked) -> list[str]:
    return [column.ground for column in checked.staged["projects"][0].mapping]


def test_the_next_file_of_the_layout_needs_no_saying(city_store: Store) -> None:
    """Fields and units are taken over, shown as learned and from whom; the order of columns may change."""
    _published(city_store, _source("N1", **SAID), "Li Wei")
    turned = handed_in(sheet(HEADERS[::-1], project("N2")[::-1]))
    checked = check(city_store, "projects", turned)
    (staged,) = checked.staged["projects"]
    learned = checked.parts[0].learned

    assert learned is not None
    assert learned.sender == "Li Wei"
    assert _grounds(checked) == ["learned", "learned", "title", "title", "title"]
    assert (staged.units["decided_cny"].source, staged.table.column("decided_cny").to_pylist()) == (
        "learned", [10_000_000],
    )  # fmt: skip
    assert checked.may_be_published


def test_it_is_undone_and_stays_so(city_store: Store) -> None:
    """For once, or for good."""
    _published(city_store, _source("N1", **SAID), "Li Wei")
    once = check(city_store, "projects", _source("N2", takes_learned=False))
    learned = check(city_store, "projects", _source("N2")).parts[0].learned
    assert learned is not None
    forget(city_store, learned)
    after = check(city_store, "projects", _source("N2"))

    assert [issue.rule for issue in once.issues] == ["missing_column", "missing_column"]
    assert after.parts[0].learned is None
    assert _grounds(after) == ["title", "title", "title", "none", "none"]


def test_what_is_said_now_goes_before_what_was_said(city_store: Store) -> None:
    _published(city_store, _source("N1", **SAID), "Li Wei")
    checked = check(city_store, "projects", _source("N2", fields={"金额": "paid_cny"}))
    mapped = {column.header: column.field for column in checked.staged["projects"][0].mapping}

    assert (mapped["金额"], mapped["日期"]) == ("paid_cny", "decided_on")


def test_each_sender_has_a_way_of_their_own(city_store: Store) -> None:
    """Whose file it is decides; of an unknown sender, whoever spoke last."""
    table = sheet(HEADERS, project("N1"))
    learn(city_store, "projects", table, sender="Li Wei", fields={"金额": "decided_cny"}, units={})
    learn(city_store, "projects", table, sender="Wang Fang", fields={"金额": "paid_cny"}, units={})
    told = {
        sender: recalled.fields["金额"]
        for sender in ("Li Wei", "Wang Fang", None)
        if (recalled := recall(city_store, "projects", table, sender))
    }

    assert told == {"Li Wei": "decided_cny", "Wang Fang": "paid_cny", None: "paid_cny"}
    assert recall(city_store, "funds", table, "Li Wei") is None


def test_a_layout_is_the_same_with_a_column_more_but_not_with_others(city_store: Store) -> None:
    """Nothing is taken for a file that only has some names in common."""
    learn(city_store, "projects", sheet(HEADERS), sender="Li Wei", fields={"金额": "decided_cny"}, units={})

    assert recall(city_store, "projects", sheet((*HEADERS, "备注"))) is not None
    assert recall(city_store, "projects", sheet(("项目编号", "金额", "经办人", "电话"))) is None
    assert layout_of(sheet(("金额（万元）", " 金额 "))) == "金额"


def test_where_nothing_was_said_nothing_is_learned(city_store: Store) -> None:
    """A guess that was right needs no remembering."""
    headers = ("项目编号", "基金编号", "企业编号", "决策日期", "决策金额（万元）")
    _published(city_store, _source("N1", headers), "Li Wei")

    assert recall(city_store, "projects", sheet(headers)) is None
