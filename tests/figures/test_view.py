"""A view and its one canonical text form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundscope.figures import LEVELS, Fault, View, view_from_query, view_from_text

# A code may be anything that stands in a spreadsheet, but has no comma: the comma parts the list.
codes = st.text(st.characters(exclude_characters=",", exclude_categories=["Cs"]), min_size=1, max_size=8)
code_lists = st.lists(codes, max_size=3, unique=True).map(sorted).map(tuple)
days = st.none() | st.dates()
views = st.builds(
    View,
    lang=st.sampled_from(["en", "zh"]),
    currency=st.sampled_from(["cny", "usd"]),
    rule=st.sampled_from(["decided", "paid"]),
    fund=code_lists,
    batch=code_lists,
    sector=code_lists,
    district=code_lists,
    round=code_lists,
    since=days,
    until=days,
    levels=st.lists(st.sampled_from(LEVELS), min_size=2, max_size=3, unique=True).map(tuple),
    pick=st.just("") | st.builds("{}:{}".format, st.sampled_from(LEVELS), codes),
    horizon=st.integers(1, 20),
    own_pace=st.none() | st.integers(1, 10**13),
    release=st.none() | st.integers(1, 9999),
    theme=st.sampled_from(["light", "dark"]),
    size=st.sampled_from(["wide", "narrow"]),
)


@given(views)
def test_a_view_is_read_back_from_its_text(view: View) -> None:
    """Whatever its codes are made of."""
    assert view_from_text(view.as_text()) == (view, ())


@given(views, views)
def test_two_views_have_two_texts(one: View, other: View) -> None:
    """The text names a cache entry, so it must tell views apart."""
    assert (one == other) == (one.as_text() == other.as_text())


@given(st.text())
def test_any_text_gives_a_view(text: str) -> None:
    """A URL that somebody broke opens a page, never an error."""
    view, faults = view_from_text(text)

    assert view_from_text(view.as_text())[0] == view
    assert all(isinstance(fault, Fault) for fault in faults)


def test_the_text_leaves_out_what_is_at_its_default() -> None:
    """The plain page has the plain address; the rest stands in the order of the fields."""
    view = View(lang="zh", rule="paid", fund=("F01", "F02"), until=date(2024, 6, 30), pick="sector:ai")

    assert View().as_text() == ""
    assert view.as_text() == "lang=zh&rule=paid&fund=F01,F02&until=2024-06-30&pick=sector:ai"


def test_the_order_of_codes_does_not_make_another_view() -> None:
    """One choice has one text, however it was clicked together."""
    view, _ = view_from_query({"fund": "F02,F01,F02"})

    assert view == View(fund=("F01", "F02"))


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("lang", "fr"),
        ("currency", "eur"),
        ("rule", "promised"),
        ("since", "2024-13-01"),
        ("until", "yesterday"),
        ("release", "latest"),
        ("levels", "fund"),
        ("levels", "fund,planet"),
        ("colour", "blue"),
    ],
)
def test_what_cannot_be_heeded_is_told(parameter: str, value: str) -> None:
    """The rest of the address still counts."""
    view, faults = view_from_query({parameter: value, "fund": "F01"})

    assert view == View(fund=("F01",))
    assert faults == (Fault(parameter, value),)


def test_filters_become_parameters_of_a_query() -> None:
    """An empty filter is NULL, everything."""
    view = View(sector=("ai",), since=date(2024, 1, 1))

    assert view.filters_set() == ("sector", "since")
    assert view.is_filtered
    assert not View(lang="zh").is_filtered
    assert view.filter_params() == {
        "fund": None,
        "batch": None,
        "sector": ["ai"],
        "district": None,
        "round": None,
        "since": date(2024, 1, 1),
        "until": None,
    }


@pytest.mark.parametrize(
    ("pick", "narrowed"),
    [
        ("sector:ai", {"sector": ("ai",)}),
        ("district:110105,110106", {"district": ("110105", "110106")}),
        ("", {}),
        ("sector:", {}),
        ("planet:mars", {}),
    ],
)
def test_a_view_is_narrowed_to_a_node_of_the_flow(pick: str, narrowed: dict[str, tuple[str, ...]]) -> None:
    """Of several codes behind one node, all; of no node, nothing."""
    view = View(lang="zh", sector=("health",))

    assert view.narrowed_to(pick) == replace(view, **narrowed)  # type: ignore[arg-type]
