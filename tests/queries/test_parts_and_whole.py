"""Parts add up to the whole, whatever the filter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fundscope.figures import LEVELS
from tests.handmade import answer
from tests.queries.by_chance import Filter, days, filters, narrowings, release, rules

level_pairs = st.lists(st.sampled_from(LEVELS), min_size=2, max_size=3, unique=True)

any_filter = given(narrowed=filters, rule=rules)


def whole(narrowed: Filter, rule: str) -> tuple[Decimal, int]:
    """The headline total under the same filter: yuan and projects."""
    ((amount_cny, count),) = answer(release(), "headline/totals", f"{rule}_cny", f"{rule}_count", **narrowed)
    return amount_cny, count


def summed(rows: list[tuple[Any, ...]], column: int = 0) -> Any:
    return sum(row[column] for row in rows)


@any_filter
def test_projects_add_up(narrowed: Filter, rule: str) -> None:
    """The list under a page holds exactly the projects of the total above it."""
    rows = answer(release(), "projects/list", f"{rule}_cny", rule=rule, **narrowed)

    assert (summed(rows), len(rows)) == whole(narrowed, rule)


@any_filter
def test_sectors_add_up(narrowed: Filter, rule: str) -> None:
    """With the row of what is unknown; and the whole that each row carries is the same."""
    columns = ("amount_cny", "project_count", "total_cny", "total_count")
    rows = answer(release(), "flows/by_sector", *columns, rule=rule, **narrowed)
    amount_cny, count = whole(narrowed, rule)

    assert (summed(rows), summed(rows, 1)) == (amount_cny, count)
    assert {row[2:] for row in rows} == ({(amount_cny, count)} if rows else set())


@any_filter
def test_half_years_add_up(narrowed: Filter, rule: str) -> None:
    """Cells to their row, to their column and to the whole."""
    columns = ("sector", "half_year_on", "amount_cny", "sector_cny", "half_year_cny", "project_count")
    rows = answer(release(), "flows/by_sector_and_half_year", *columns, rule=rule, **narrowed)
    sectors = {row[0]: row[3] for row in rows}
    half_years = {row[1]: row[4] for row in rows}

    assert (summed(rows, 2), summed(rows, 5)) == whole(narrowed, rule)
    assert sectors == {code: summed([row for row in rows if row[0] == code], 2) for code in sectors}
    assert half_years == {day: summed([row for row in rows if row[1] == day], 2) for day in half_years}


@any_filter
def test_months_add_up(narrowed: Filter, rule: str) -> None:
    """The last point of the line is the whole."""
    columns = (f"{rule}_cny", f"{rule}_count", f"cumulative_{rule}_cny")
    rows = answer(release(), "flows/pace", *columns, **narrowed)
    amount_cny, count = whole(narrowed, rule)

    assert (summed(rows), summed(rows, 1)) == (amount_cny, count)
    assert [row[2] for row in rows[-1:]] == [amount_cny] * bool(rows)


@any_filter
def test_funds_add_up(narrowed: Filter, rule: str) -> None:
    """Decided, paid and size of the funds shown are those of the headline."""
    columns = (f"{rule}_cny", f"{rule}_count", "size_cny")
    rows = answer(release(), "funds/deployment", *columns, **narrowed)
    ((size_cny,),) = answer(release(), "headline/totals", "size_cny", **narrowed)

    assert (summed(rows), summed(rows, 1)) == whole(narrowed, rule)
    assert summed(rows, 2) == size_cny


@given(narrowed=filters, rule=rules, levels=level_pairs, small_share=st.sampled_from([0, 0.1, 0.3, 1]))
def test_bands_add_up_at_every_step(
    narrowed: Filter, rule: str, levels: list[str], small_share: float
) -> None:
    """To each node on both sides, and to the whole; however much is too small to draw."""
    level_1, level_2, level_3 = (*levels, None)[:3]
    columns = ("step", "source", "target", "source_cny", "target_cny", "amount_cny", "project_count")
    rows = answer(
        release(), "flows/flow", *columns, rule=rule, small_share=small_share,
        level_1=level_1, level_2=level_2, level_3=level_3, **narrowed,
    )  # fmt: skip
    amount_cny, count = whole(narrowed, rule)
    sources = {(row[0], row[1]): row[3] for row in rows}
    targets = {(row[0], row[2]): row[4] for row in rows}

    for step in range(1, len(levels)):
        of_step = [row for row in rows if row[0] == step]
        assert (summed(of_step, 5), summed(of_step, 6)) == (amount_cny, count)
    assert sources == {node: summed([row for row in rows if (row[0], row[1]) == node], 5) for node in sources}
    assert targets == {node: summed([row for row in rows if (row[0], row[2]) == node], 5) for node in targets}


@any_filter
def test_a_filter_never_adds_money(narrowed: Filter, rule: str) -> None:
    """Narrowed, at most what there is unnarrowed; projects likewise."""
    unnarrowed = dict.fromkeys(narrowed)

    assert whole(narrowed, rule)[0] <= whole(unnarrowed, rule)[0]
    assert whole(narrowed, rule)[1] <= whole(unnarrowed, rule)[1]


@any_filter
def test_cheques_of_every_size_add_up(narrowed: Filter, rule: str) -> None:
    """Every cheque is in one band, and within its ends."""
    columns = ("amount_cny", "project_count", "least_cny", "below_cny", "total_largest_cny")
    rows = answer(release(), "projects/cheques", *columns, rule=rule, **narrowed)
    within = [
        least_cny * count <= amount_cny and (below_cny is None or amount_cny < below_cny * count)
        for amount_cny, count, least_cny, below_cny, _ in rows
    ]

    assert (summed(rows), summed(rows, 1)) == whole(narrowed, rule)
    assert all(within)


@given(narrowed=filters)
def test_what_waits_is_what_is_decided_less_what_is_paid_on_it(narrowed: Filter) -> None:
    """Of the projects that count as decided, however long they have waited."""
    rows = answer(
        release(), "projects/unpaid", "amount_cny", "project_count", "total_decided_cny", **narrowed
    )
    counted = answer(release(), "projects/counted", "rule", "project_id", "amount_cny", **narrowed)
    decided = {name: amount_cny for rule, name, amount_cny in counted if rule == "decided"}
    paid = {name: amount_cny for rule, name, amount_cny in counted if rule == "paid" and name in decided}
    unpaid = [amount_cny - paid.get(name, 0) for name, amount_cny in decided.items()]

    assert summed(rows) == sum(unpaid)
    assert summed(rows, 1) == sum(amount_cny > 0 for amount_cny in unpaid)
    assert len(rows) == (5 if decided else 0)


@given(narrowed=narrowings, until=days)
def test_never_more_is_paid_than_was_decided(narrowed: Filter, until: date | None) -> None:
    """Up to any day, in any part."""
    up_to = narrowed | {"until": until}

    assert whole(up_to, "paid")[0] <= whole(up_to, "decided")[0]
