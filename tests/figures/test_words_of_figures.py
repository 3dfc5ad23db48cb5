"""What each figure says and draws of the hand-made city, written out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fundscope.engine import query
from fundscope.figures import figure_names, question
from tests.figures.conftest import MakeFigure

# Figure, what the reader chose, and the headline in English and Chinese.
HEADLINES: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "flow": (
        "flows/flow",
        {},
        "61.5% of the money decided ends in Haidian District; "
        "the widest stream runs from the A fund to AI, ¥500 m",
        "已决策的资金有 61.5% 流向海淀区；最大的一股由甲基金流向智能，为 5 亿元",
    ),
    "flow by round, paid, in dollars": (
        "flows/flow",
        {"rule": "paid", "levels": ("sector", "round"), "currency": "usd"},
        "100% of the money paid ends in Series A; the widest stream runs from AI to Series A, US$41.5 m",
        "已出资的资金有 100% 流向首轮；最大的一股由智能流向首轮，为 4,149 万美元",
    ),
    "flow of which nothing is known": (
        "flows/flow",
        {"sector": ("unknown",)},
        "Sector unknown: ¥50.5 m decided; where it ends is not known",
        "领域不详：已决策的 5,050 万元去向不详",
    ),
    "sectors": (
        "flows/by_sector",
        {},
        "Artificial intelligence takes 76.9% of the money decided, Medicine and health 15.4%",
        "已决策的资金中，人工智能占 76.9%，医药健康占 15.4%",
    ),
    "one sector": (
        "flows/by_sector",
        {"fund": ("F01",)},
        "The A fund: All ¥500 m decided is in one sector: Artificial intelligence",
        "甲基金：已决策的 5 亿元全部投向人工智能",
    ),
    "pace": (
        "flows/pace",
        {},
        "¥651 m decided by Dec 2024; ¥311 m of it is still to be paid",
        "截至2024年12月已决策 6.51 亿元，其中 3.11 亿元尚未出资",
    ),
    "pace of what is all paid": (
        "flows/pace",
        {"fund": ("F01",), "district": ("110108",)},
        "Of those shown: ¥300 m decided by Feb 2024, all of it paid",
        "所示范围内：截至2024年2月已决策 3 亿元，已全部出资",
    ),
    "half-years, paid": (
        "flows/by_sector_and_half_year",
        {"rule": "paid"},
        "The largest half-year of any sector: Artificial intelligence, ¥300 m in H1 2024",
        "单个半年投入最多的是2024年上半年的人工智能，达 3 亿元",
    ),
    "deployment": (
        "funds/deployment",
        {},
        "43.4% of ¥1.50 bn is decided: A leads with 50%, 示例乙基金 comes last with 30.1%",
        "15 亿元中已决策 43.4%：甲最快，为 50%；示例乙基金最慢，为 30.1%",
    ),
}


@pytest.mark.parametrize("case", HEADLINES)
def test_headlines_are_computed_from_the_rows(city_figure: MakeFigure, case: str) -> None:
    """They follow rule, currency, filters and levels."""
    name, chosen, english, chinese = HEADLINES[case]
    said = [city_figure(name, lang=lang, **chosen).headline for lang in ("en", "zh")]

    assert said == [english, chinese]


def test_a_subtitle_says_what_is_measured_in_which_unit_and_narrowed_to_what(city_figure: MakeFigure) -> None:
    """Up to three codes of a filter by name, more by their number."""
    districts = ("110105", "110108", "110101", "unknown")
    chosen: dict[str, Any] = {"rule": "paid", "currency": "usd", "sector": ("ai", "health")}
    chosen |= {"district": districts, "since": date(2024, 1, 1), "until": date(2024, 12, 31)}

    assert city_figure("flows/by_sector", **chosen).subtitle == (
        "Money paid, by sector of the project · in US dollars · "
        "only AI, Health; 4 districts; from 1 Jan 2024; until 31 Dec 2024"
    )
    assert city_figure("flows/by_sector", lang="zh", **chosen).subtitle == (
        "按项目所属领域统计的已出资金额 · 美元 · 仅限智能、医药；4 个区；自2024年1月1日起；至2024年12月31日止"
    )


def test_footnotes_hold_the_total_against_the_published_one(city_figure: MakeFigure) -> None:
    """Of a part, the note says that it is one."""
    assert city_figure("flows/flow").footnotes == (
        "The bands of each level add up to ¥650.5 m. Published total: ¥650 m (Paper, 7 Jan 2025).",
    )
    assert city_figure("flows/flow", lang="zh", fund=("F01",)).footnotes == (
        "每一级的流带合计均为 5 亿元，为全部项目的一部分。全部项目的公开总额：6.5 亿元（报，2025年1月7日）。",
    )


def test_what_has_no_known_sector_is_noted(city_figure: MakeFigure) -> None:
    """With its money and its number of projects."""
    assert city_figure("flows/by_sector").footnotes == ("Of it, ¥50.5 m in 1 project has no known sector.",)
    assert city_figure("flows/by_sector", fund=("F01",)).footnotes == ()


def test_the_alternative_text_says_every_number_that_is_drawn(city_figure: MakeFigure) -> None:
    """So that nothing is for the eye alone."""
    assert city_figure("flows/by_sector").alt == (
        "Bar chart of ¥651 m decided by sector: Artificial intelligence ¥500 m (76.9%), "
        "Medicine and health ¥100 m (15.4%), Sector unknown ¥50.5 m (7.8%)."
    )
    assert city_figure("flows/by_sector", lang="zh").alt == (
        "条形图：已决策的 6.51 亿元按领域分布。"
        "人工智能 5 亿元（76.9%）、医药健康 1 亿元（15.4%）、领域不详 5,050 万元（7.8%）。"
    )


def test_the_source_names_the_release_and_its_day(city_figure: MakeFigure) -> None:
    """Anyone can open the same numbers again."""
    assert city_figure("flows/pace").source == "Fund records, release 7, 6 Jan 2025."
    assert city_figure("flows/pace", lang="zh").source == "基金台账，第 7 版，2025年1月6日。"


def test_bars_are_as_long_as_the_money(city_figure: MakeFigure) -> None:
    """From zero, in yuan or in dollars at the release's rate, largest first and the unknown last."""
    yuan, dollars = city_figure("flows/by_sector").plot, city_figure("flows/by_sector", currency="usd").plot
    assert yuan is not None
    assert dollars is not None

    assert list(yuan.data[0].y) == ["AI", "Health", "Sector unknown"]
    assert list(yuan.data[0].x) == [500e6, 100e6, 50.5e6]
    assert list(dollars.data[0].x) == pytest.approx([500e6 / 7.2307, 100e6 / 7.2307, 50.5e6 / 7.2307])
    assert tuple(yuan.layout.xaxis.range) == (0, 500e6)


def test_a_bullet_shows_size_decided_and_paid(city_figure: MakeFigure) -> None:
    """Three bars of one fund on one scale that begins at zero."""
    plot = city_figure("funds/deployment").plot
    assert plot is not None

    assert [list(bar.x) for bar in plot.data] == [[1000e6, 500e6], [500e6, 150.5e6], [300e6, 40e6]]
    assert tuple(plot.layout.xaxis.range) == (0, 1000e6)


def test_the_lines_of_the_pace_start_at_nothing_and_end_at_the_totals(city_figure: MakeFigure) -> None:
    """A point at each month's end."""
    plot = city_figure("flows/pace").plot
    assert plot is not None
    decided, paid = plot.data

    assert list(decided.y) == [0, 300e6, 300e6, 500e6, 600e6, 600e6, 650.5e6]
    assert list(paid.y) == [0, 0, 300e6, 300e6, 300e6, 340e6, 340e6]
    assert list(paid.x)[:3] == [date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29)]


def test_a_click_on_the_flow_finds_its_node(city_figure: MakeFigure) -> None:
    """Every node, and its label, carries the key that a page understands."""
    plot = city_figure("flows/flow").plot
    assert plot is not None
    keys = [list(trace.customdata) for trace in plot.data if trace.type == "bar"]
    labels = [
        list(trace.customdata) for trace in plot.data if trace.type == "scatter" and trace.mode == "text"
    ]

    assert keys == [
        ["fund:F01", "fund:F02"],
        ["sector:ai", "sector:health", "sector:unknown"],
        ["district:110108", "district:110105", "district:unknown"],
    ]
    assert labels == keys


@pytest.mark.parametrize("name", figure_names())
def test_a_headline_and_a_subtitle_say_what_they_are_true_of(city_figure: MakeFigure, name: str) -> None:
    """Of all with filters that the figure does not heed, of those shown with filters that it heeds."""
    made = city_figure(name, fund=("F01", "F02"), sector=("ai", "unknown"))
    asked = question(name, made.view)
    is_narrowed = bool(asked.get("fund") or asked.get("sector"))
    if made.plot is None or query(name).beside:
        return

    assert made.headline.startswith("Of those shown: ") == is_narrowed
    assert ("only " in made.subtitle) == is_narrowed
    assert ("fund" in made.subtitle.partition("only ")[2]) == bool(asked.get("fund"))
