"""Enterprises and districts, run without a browser: search, pages, card, map and its twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from fundscope import words
from tests.pages.said import html_of

Visit = Callable[..., AppTest]

ENTERPRISES, DISTRICTS = "pages/enterprises.py", "pages/districts.py"


def listed(app: AppTest) -> list[Any]:
    """The names in the list of enterprises."""
    return list(app.dataframe[0].value.iloc[:, 0])


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("slqy00012", ["示例企业00012号"]),
        ("shili qiye 00012", ["示例企业00012号"]),
        ("示例企业00012", ["示例企业00012号"]),
        ("91990000MA0000012", ["示例企业00012号"]),
        ("Sample Enterprise 00012", ["示例企业00012号"]),
    ],
)
def test_an_enterprise_is_found_by_name_code_and_pinyin(visit: Visit, search: str, names: list[str]) -> None:
    """In the address, as somebody sends it to a colleague."""
    app = visit(ENTERPRISES, lang="zh", search=search)

    assert listed(app) == names


def test_one_page_of_all_enterprises_leaves_the_server(visit: Visit) -> None:
    """Fifty of 29,700, and the next fifty on a click; another search begins at its first page.

    Paper, on which fewer have room, is told so.
    """
    app = visit(ENTERPRISES)
    first = listed(app)
    app.button(key="enterprises-after").click().run()
    second, said = listed(app), html_of(app)
    app.text_input(key="choice-search").set_value("slqy0000").run()

    assert (len(first), len(second)) == (50, 50)
    assert set(first).isdisjoint(second)
    assert "15 of 29,700 rows are printed. All 29,700 can be downloaded" in said
    assert listed(app)[0] == "Sample Enterprise 00001"


def test_a_search_that_finds_nothing_says_so(visit: Visit) -> None:
    """And shows no empty table."""
    app = visit(ENTERPRISES, search="nobody")

    assert len(app.info) == 1
    assert len(app.dataframe) == 0


def test_the_card_has_money_and_the_row_each_amount_was_read_from(visit: Visit) -> None:
    """The enterprise that received the most; one that does not exist is named."""
    most = visit(ENTERPRISES, pick="enterprise:SAMPLE-E22566")
    nobody = visit(ENTERPRISES, pick="enterprise:E-nobody")

    assert "Sample Enterprise 22566" in html_of(most)
    assert "projects.xlsx" in html_of(most)
    assert "enterprises.xlsx" in html_of(most)
    assert [warning.value for warning in nobody.warning] != []


def test_filters_of_the_address_narrow_list_and_figures(visit: Visit) -> None:
    """And a class that does not exist is said to be none."""
    narrowed = visit(ENTERPRISES, age="20-up", district="110108")
    wrong = visit(ENTERPRISES, age="90-99")

    assert "only Haidian; 20 years and more" in html_of(narrowed)
    assert [warning.value for warning in wrong.warning] == [
        words.text("url.fault", "en", parameter="age", value="90-99")
    ]


def test_published_series_carry_no_mark_of_the_sample(visit: Visit) -> None:
    """They are real, and each names who published it."""
    heads = [body for body in html_of(visit(ENTERPRISES)).split("<section") if "as published" in body]

    assert len(heads) >= 4
    assert [head for head in heads if "fs-sample" in head.split("</section>")[0]] == []


def test_the_twin_of_the_map_leads_to_each_district_and_back(visit: Visit) -> None:
    """By keyboard: links, of which the chosen one lets go again."""
    every, chosen = html_of(visit(DISTRICTS)), html_of(visit(DISTRICTS, district="110108"))

    assert "href='districts?district=110108'" in every
    assert "href='districts?' target='_self' aria-current='true'" in chosen
    assert "href='enterprises?district=110108'" in chosen
