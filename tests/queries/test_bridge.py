"""The bridge between two totals: its steps, written out, and that they add up whatever the totals are."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fundscope.engine import OpenRelease
from tests.handmade import CITY, MILLION, answer, release_of
from tests.queries.by_chance import FUNDS, Filter, filters, projects_by_chance, release, rules

P1, P2, P3, P4 = CITY["projects"]
STEPS = ("step", "project_count", "amount_cny", "from_cny", "to_cny")
PAID_OF_ALL = {"rule": "decided", "other_rule": "paid"}


def steps(release: OpenRelease, **params: Any) -> list[tuple[Any, ...]]:
    return answer(release, "bridge/waterfall", *STEPS, **params)


def test_from_decided_to_paid_lie_what_is_unpaid_and_what_is_paid_in_part() -> None:
    """P2 and P4 have got nothing yet, P3 forty of a hundred million."""
    assert steps(release_of(**CITY), **PAID_OF_ALL) == [
        ("first", 4, 650_500_000, 0, 650_500_000),
        ("rule_unpaid", 2, -250_500_000, 650_500_000, 400 * MILLION),
        ("rule_part", 1, -60 * MILLION, 400 * MILLION, 340 * MILLION),
        ("second", 2, 340 * MILLION, 0, 340 * MILLION),
    ]


def test_the_way_back_is_the_same_way() -> None:
    """From paid to decided each step adds what it took away."""
    back = steps(release_of(**CITY), rule="paid", other_rule="decided")

    assert [(row[0], row[2]) for row in back[1:-1]] == [
        ("rule_part", 60 * MILLION),
        ("rule_unpaid", 250_500_000),
    ]


def test_a_payment_outside_the_dates_is_told_from_one_not_made() -> None:
    """P3 was decided in July and paid in August; until the end of July it is decided only."""
    until_july = {"until": "2024-07-31", "other_until": "2024-07-31"}

    assert [row[:3] for row in steps(release_of(**CITY), **PAID_OF_ALL, **until_july)] == [
        ("first", 3, 600 * MILLION),
        ("rule_unpaid", 1, -200 * MILLION),
        ("rule_dates", 1, -100 * MILLION),
        ("second", 1, 300 * MILLION),
    ]


def test_from_one_filter_to_another_some_projects_go_and_others_come() -> None:
    """Each in a step of its own."""
    params = {"rule": "decided", "other_rule": "decided", "sector": ["ai"], "other_sector": ["health", "ai"]}
    swapped = {"rule": "decided", "other_rule": "decided", "fund": ["F01"], "other_fund": ["F02"]}

    assert [row[:3] for row in steps(release_of(**CITY), **params)] == [
        ("first", 2, 500 * MILLION),
        ("sector_in", 1, 100 * MILLION),
        ("second", 3, 600 * MILLION),
    ]
    assert [row[:3] for row in steps(release_of(**CITY), **swapped)] == [
        ("first", 2, 500 * MILLION),
        ("fund_out", 2, -500 * MILLION),
        ("fund_in", 2, 150_500_000),
        ("second", 2, 150_500_000),
    ]


def test_between_releases_lie_rows_gone_rows_new_and_rows_corrected() -> None:
    """P1 has another amount, P2 another sector, P3 is gone, P5 is new."""
    corrected = [
        P1 | {"decided_cny": 250 * MILLION},
        P2 | {"sector": "health"},
        P4,
        P1 | {"project_id": "P5"},
    ]
    both = release_of(**CITY).beside(release_of(**CITY | {"projects": corrected}))
    same_rule = {"rule": "decided", "other_rule": "decided"}
    within_ai = same_rule | {"sector": ["ai"], "other_sector": ["ai"]}

    assert [row[:3] for row in steps(both, **same_rule)] == [
        ("first", 4, 650_500_000),
        ("release_removed", 1, -100 * MILLION),
        ("release_amended", 1, -50 * MILLION),
        ("release_added", 1, 300 * MILLION),
        ("second", 4, 800_500_000),
    ]
    assert [row[:3] for row in steps(both, **within_ai)] == [
        ("first", 2, 500 * MILLION),
        ("release_moved", 1, -200 * MILLION),
        ("release_amended", 1, -50 * MILLION),
        ("release_added", 1, 300 * MILLION),
        ("second", 2, 550 * MILLION),
    ]


def test_what_the_records_do_not_explain_of_a_published_total_is_a_step_of_its_own() -> None:
    """The paper says 650 million; no record stands behind the half million between."""
    to_published = {"rule": "decided", "other_rule": "decided", "to_published": "yes", "fund": ["F01"]}

    assert steps(release_of(**CITY), **to_published) == [
        ("first", 2, 500 * MILLION, 0, 500 * MILLION),
        ("fund_in", 2, 150_500_000, 500 * MILLION, 650_500_000),
        ("published", None, -500_000, 650_500_000, 650 * MILLION),
        ("second", None, 650 * MILLION, 0, 650 * MILLION),
    ]


def test_of_several_published_totals_the_latest_is_the_end_of_the_bridge() -> None:
    """A figure as of a day is one, too."""
    figure = {"controls": "decided_cny", "unit": "cny"}
    figures = [
        figure | {"fact_id": "june", "value": 1, "until_on": "2024-06-30"},
        figure | {"fact_id": "december", "value": 600 * MILLION, "until_on": "2024-12-31"},
    ]
    release = release_of(**CITY | {"published": figures})
    params = {"rule": "decided", "other_rule": "decided", "to_published": "yes"}

    assert steps(release, **params)[-1][:3] == ("second", None, 600 * MILLION)


def test_two_totals_of_nothing_have_no_bridge() -> None:
    """No row, so that the page says what to do; one total of something is enough for a bridge."""
    nothing = {"fund": ["F09"], "other_fund": ["F09"]}

    assert steps(release_of(**CITY), **PAID_OF_ALL, **nothing) == []
    assert steps(release_of(**CITY), **PAID_OF_ALL, fund=["F09"])[-1][:3] == ("second", 2, 340 * MILLION)


def test_a_step_opens_to_its_projects_with_the_place_each_was_read_from() -> None:
    """A project that only the first release has is described by that."""
    read_at = {"_source": "ab12", "_sheet": "项目", "_row": 3}
    then = release_of(**CITY | {"projects": [P1 | read_at, P2]})
    both = then.beside(release_of(**CITY | {"projects": [P2]}))
    columns = ("step", "project_id", "before_cny", "after_cny", "difference_cny", "upload", "sheet", "row")
    asked = {"rule": "decided", "other_rule": "paid"}

    assert answer(both, "bridge/rows", *columns, **asked) == [
        ("release_removed", "P1", 300 * MILLION, 0, -300 * MILLION, "ab12", "项目", 3),
        ("rule_unpaid", "P2", 200 * MILLION, 0, -200 * MILLION, None, None, None),
    ]
    assert len(answer(both, "bridge/rows", **asked, step="rule_unpaid")) == 1


def test_an_enterprise_that_only_the_other_release_funds_is_named_by_this_one() -> None:
    """Its name stands in the list of enterprises, though no project of this release names it."""
    both = release_of(**CITY | {"projects": [P2]}).beside(release_of(**CITY | {"projects": [P1, P2]}))
    named = {one["enterprise_id"]: one["name_zh"] for one in CITY["enterprises"]}
    asked = {"rule": "decided", "other_rule": "decided"}

    assert P1["enterprise_id"] != P2["enterprise_id"]
    assert answer(both, "bridge/rows", "step", "enterprise_zh", **asked) == [
        ("release_added", named[P1["enterprise_id"]])
    ]


@functools.cache
def later_release() -> OpenRelease:
    """Forty projects as before, forty with other amounts, codes and days, and forty new ones."""
    before, others = projects_by_chance(20250321)[:40], projects_by_chance(7, count=160)
    return release_of(**CITY | {"funds": FUNDS, "projects": before + others[40:80] + others[120:]})


@given(one=filters, other=filters, rule=rules, other_rule=rules, releases=st.booleans())
def test_the_steps_add_up_from_the_first_total_to_the_second(
    one: Filter, other: Filter, rule: str, other_rule: str, releases: bool
) -> None:
    """Whatever rule, filters and releases: both ends are the headline totals, each step begins where the
    one before it ended, and its projects make up exactly its amount and number."""
    second = later_release() if releases else release()
    pair = release().beside(second)
    params = {"rule": rule, "other_rule": other_rule} | one
    params |= {f"other_{name}": value for name, value in other.items()}
    rows = steps(pair, **params)
    ends = [
        answer(side, "headline/totals", f"{by}_cny", f"{by}_count", **narrowed)[0]
        for side, by, narrowed in ((release(), rule, one), (second, other_rule, other))
    ]
    if not rows:
        assert [amount_cny for amount_cny, _ in ends] == [0, 0]
        return
    behind: dict[str, list[Decimal]] = {row[0]: [] for row in rows[1:-1]}
    for step, difference_cny in answer(pair, "bridge/rows", "step", "difference_cny", **params):
        behind[step].append(difference_cny)

    assert [(rows[0][2], rows[0][1]), (rows[-1][2], rows[-1][1])] == ends
    assert rows[0][2] + sum(row[2] for row in rows[1:-1]) == rows[-1][2]
    assert [row[3] for row in rows[1:-1]] == [row[4] for row in rows[:-2]]
    assert {step: (len(changes), sum(changes)) for step, changes in behind.items()} == {
        row[0]: (row[1], row[2]) for row in rows[1:-1]
    }
