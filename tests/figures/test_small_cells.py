"""Small cells stay hidden: linear programming, as an attacker would use it, cannot work them out."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from fundscope.figures.small_cells import (
    Contributions,
    HiddenCells,
    Key,
    SmallCellRule,
    given_to,
    hide_cells,
    is_sensitive,
    needed_room,
)

RULE = SmallCellRule()


@pytest.mark.parametrize(
    ("given_amounts", "sensitive"),
    [
        ([], False),
        ([100], True),
        ([100, 100], True),
        ([100, 100, 0], True),
        ([100, 100, 100], False),
        ([1000, 500, 99], True),
        ([1000, 500, 100], False),
        ([1000, 1, 1, 1], True),
    ],
)
def test_threshold_and_dominance(given_amounts: list[int], sensitive: bool) -> None:
    """Fewer than three, or all but two less than a tenth of the largest; giving nothing does not count."""
    assert is_sensitive(given_amounts, RULE) is sensitive


def _bounds(cells: Contributions, hidden: HiddenCells, key: Key) -> tuple[float, float]:
    """The least and most a hidden cell can be, by linear programming over every shown cell and total."""
    amounts = {at: sum(enterprises.values()) for at, enterprises in cells.items()}
    keys = sorted(hidden.all)
    one_column = all(column == "" for _, column in amounts)
    lines = {(axis, at[axis]) for at in keys for axis in ((1,) if one_column else (0, 1))}
    equations = [[1 if at[axis] == name else 0 for at in keys] for axis, name in sorted(lines)]
    sums = [sum(amounts[at] for at in keys if at[axis] == name) for axis, name in sorted(lines)]
    chosen = [1 if at == key else 0 for at in keys]
    least = linprog(chosen, A_eq=equations, b_eq=sums, bounds=(0, None))
    most = linprog([-value for value in chosen], A_eq=equations, b_eq=sums, bounds=(0, None))
    assert least.fun is not None
    assert most.fun is not None
    return least.fun, -most.fun


def _assert_cannot_be_worked_out(cells: Contributions, hidden: HiddenCells) -> None:
    for key in hidden.sensitive:
        amount, room = sum(cells[key].values()), needed_room(cells[key].values(), RULE)
        least, most = _bounds(cells, hidden, key)

        assert most >= amount + room - 1e-6 * amount
        assert least <= max(0, amount - room) + 1e-6 * amount


def _together(cells: Contributions, keys: list[Key]) -> dict[str, int]:
    together: dict[str, int] = {}
    for key in keys:
        for enterprise, amount in cells[key].items():
            together[enterprise] = together.get(enterprise, 0) + amount
    return together


rows, columns = st.sampled_from("abcde"), st.sampled_from("1234")
enterprises = st.dictionaries(st.sampled_from("ABCDEFGHIJ"), st.integers(1, 10_000), min_size=1, max_size=6)
tables = st.dictionaries(st.tuples(rows, columns), enterprises, min_size=1, max_size=20)
lists = st.dictionaries(st.tuples(rows, st.just("")), enterprises, min_size=1, max_size=5)


@given(tables | lists)
def test_a_hidden_cell_cannot_be_worked_out_from_what_is_shown(cells: Contributions) -> None:
    """Whatever the table: every sensitive cell keeps the room the p% rule asks, or nothing may be shown."""
    hidden = hide_cells(cells, RULE)

    assert hidden.sensitive == {key for key, each in cells.items() if is_sensitive(each.values(), RULE)}
    if hidden.is_safe:
        _assert_cannot_be_worked_out(cells, hidden)


@given(tables)
def test_what_is_hidden_together_is_not_sensitive_itself(cells: Contributions) -> None:
    """The rest of a row is always known: were it one enterprise's, that enterprise would know the other."""
    hidden = hide_cells(cells, RULE)
    for axis in (0, 1) if hidden.is_safe else ():
        for name in {key[axis] for key in hidden.all}:
            rest = [key for key in hidden.all if key[axis] == name]
            assert not is_sensitive(_together(cells, rest).values(), RULE)


@given(tables | lists)
def test_counts_and_the_largest_two_are_all_the_rules_ask(cells: Contributions) -> None:
    """Where no enterprise stands in two cells, hiding by what each gives and by who gives is the same."""
    apart = {key: {f"{key}{name}": amount for name, amount in each.items()} for key, each in cells.items()}

    assert hide_cells({key: given_to([each]) for key, each in apart.items()}, RULE) == hide_cells(apart, RULE)


def _many(amount: int, first: str) -> dict[str, int]:
    return {f"{first}{number}": amount for number in range(5)}


def test_a_table_whose_totals_are_safe_hides_few_cells() -> None:
    """One sensitive cell among large ones takes three more with it: the corners of a rectangle."""
    cells = {(row, column): _many(100, row + column) for row in "abcd" for column in "1234"}
    cells["b", "2"] = {"single": 90}
    hidden = hide_cells(cells, RULE)

    assert hidden.is_safe
    assert hidden.sensitive == {("b", "2")}
    assert len(hidden.also) == 3
    _assert_cannot_be_worked_out(cells, hidden)


def test_hiding_the_sensitive_cells_only_would_not_do() -> None:
    """The same attack on a table without the second cells finds the amount to the fen."""
    cells = {(row, column): _many(100, row + column) for row in "abc" for column in "123"}
    cells["b", "2"] = {"single": 90}

    assert _bounds(cells, HiddenCells(frozenset({("b", "2")}), frozenset()), ("b", "2")) == (90, 90)


def test_two_pairs_that_do_not_meet_protect_nothing() -> None:
    """Two hidden cells on every line are not always enough; the attack is repelled all the same."""
    cells = {(row, column): _many(1000, row + column) for row in "abcd" for column in "1234"}
    for place, (row, column) in enumerate(combinations("abcd", 2)):
        cells[row, "1234"["abcd".index(column)]] = {f"single{place}": 50}
    hidden = hide_cells(cells, RULE)

    assert hidden.is_safe
    assert len(hidden.sensitive) == 6
    _assert_cannot_be_worked_out(cells, hidden)


def test_a_total_of_two_enterprises_cannot_be_saved() -> None:
    """Where a total that is shown is itself sensitive, hiding its parts does not help, and it is said."""
    assert not hide_cells({("a", ""): {"A": 5}, ("b", ""): {"B": 7}}, RULE).is_safe
