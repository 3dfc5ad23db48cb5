"""The pages of the funds and of the gaps, run without a browser on the sample."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from fundscope import words
from fundscope.model import LANGUAGES, Language
from tests.pages.said import html_of

Visit = Callable[..., AppTest]
FUNDS, GAPS = "pages/funds.py", "pages/gaps.py"


def _charts(app: AppTest) -> list[Any]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def test_all_funds_stand_side_by_side(visit: Visit) -> None:
    """A row for each of the eight, whose name leads to its own page, and a row of totals; six figures."""
    app = visit(FUNDS)
    page = html_of(app)

    assert all(f"href='funds?fund=F0{number}'" in page for number in range(1, 9))
    assert page.count("<tr>") == 1 + 8 + 1
    assert len(_charts(app)) == 6
    assert "¥83.0 bn of ¥100 bn is still to be decided" in page
    assert "between Jun 2027 and Mar 2030" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_fund_in_the_address_makes_its_own_page(visit: Visit, lang: Language) -> None:
    """The question is about it; its numbers, its flow, at most six figures and its projects."""
    app = visit(FUNDS, fund="F03", lang=lang)
    fund = words.text("named.fund", lang, name={"en": "Robotics", "zh": "机器人"}[lang])
    page = html_of(app)

    assert words.text("page.funds.question_one", lang, fund=fund) in page
    assert page.count("fs-card'>") == 8
    # The flow is drawn twice, for a wide screen and for a narrow one.
    assert len(_charts(app)) == 6 + 1
    assert len(app.dataframe[0].value) == 24


def test_one_fund_is_held_against_what_was_published_of_it_alone(visit: Visit) -> None:
    """With the day of the figure, agreement and source; where there is none, that is said."""
    ai, robotics = (html_of(visit(FUNDS, fund=fund, sector="ai")) for fund in ("F01", "F03"))

    assert "Published: ¥350 m by 29 Feb 2024" in ai
    assert "Published: 26 projects by 29 Feb 2024" in ai
    assert ai.count("records up to then agree") == 2
    assert "China Daily" in ai
    assert ai.count(words.text("published.none", "en")) == 1
    assert robotics.count(words.text("published.none", "en")) == 2


def test_the_choice_of_a_fund_writes_the_address(visit: Visit) -> None:
    """And the way back to all of them."""
    app = visit(FUNDS, rule="paid")
    app.selectbox(key="funds-one").select("F02").run()

    assert app.query_params["fund"] == "F02"
    assert app.query_params["rule"] == "paid"

    app.selectbox(key="funds-one").select("").run()

    assert "fund" not in app.query_params


def test_the_assumptions_are_shown_and_can_be_changed(visit: Visit) -> None:
    """Five years at first, called our assumption; a pace of one's own is written in yuan."""
    app = visit(FUNDS)

    assert app.number_input(key="choice-horizon").value == 5
    assert "Our assumption: 5 years" in html_of(app)

    app.number_input(key="choice-horizon").set_value(8)
    app.number_input(key="choice-own_pace").set_value(2000.0).run()

    assert app.query_params["horizon"] == "8"
    assert app.query_params["own_pace"] == "2000000000"
    assert "at ¥2.00 bn a month, between" in html_of(app)
    assert "full deployment in 8 years" in html_of(app)


def test_a_fund_that_does_not_exist_is_said(visit: Visit) -> None:
    """A sentence that says what to do; no chart."""
    app = visit(FUNDS, fund="F99")

    assert [info.value for info in app.info] == [words.text("page.funds.nothing", "en")]
    assert _charts(app) == []


def test_where_the_measures_come_from_opens(visit: Visit) -> None:
    """The question, its parameters, and every project that counts, whatever filter the measures ignore."""
    app = visit(FUNDS, sector="ai")
    app.session_state["explain-funds/measures"] = True
    app.run()
    page = html_of(app)

    assert not app.exception
    assert "queries/funds/measures.sql" in page
    assert "$horizon = 5" in page
    assert "167 projects count" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_gaps_are_named_with_how_they_are_measured(visit: Visit, lang: Language) -> None:
    """Four figures, two of them drawn for a phone as well; each measure with its formula and its source."""
    app = visit(GAPS, lang=lang)
    page = html_of(app)

    assert len(_charts(app)) == 6
    assert all(
        words.text(f"gaps.measure.{name}.words", lang) in page for name in ("gap", "quotient", "hhi", "top")
    )
    assert {"en": "¥4.14 bn", "zh": "41.4 亿元"}[lang] in page


def test_a_part_of_the_city_has_gaps_of_its_own(visit: Visit) -> None:
    """A filter narrows enterprises and money alike; where there is no money, a sentence says so."""
    assert "only Haidian" in html_of(visit(GAPS, district="110108"))
    assert words.text("figure.empty", "en") in html_of(visit(GAPS, district="110119"))
