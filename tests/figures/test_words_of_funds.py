"""What the figures of funds and gaps say of the hand-made city, written out."""

from __future__ import annotations

from typing import Any

import pytest

from fundscope.figures import figure_names, read_context, seen_as
from fundscope.figures.view import View
from fundscope.figures.written import as_shown
from fundscope.model import LANGUAGES, Language
from tests.figures.conftest import MakeFigure
from tests.handmade import CITY, release_of

CONTEXT = read_context(release_of(**CITY))

# Figure, what the reader chose, and the headline in English and Chinese.
HEADLINES: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "straight line": (
        "funds/straight_line",
        {},
        "0 of 2 funds are behind a straight line to full deployment in 5 years; "
        "all together are ¥376 m ahead",
        "2 只基金中有 0 只落后于 5 年匀速投放的进度；合计超前 3.76 亿元",
    ),
    "straight line of one year": (
        "funds/straight_line",
        {"horizon": 1, "fund": ("F01",)},
        "In equal monthly parts over 1 year, the A fund would be ¥500 m further",
        "若按 1 年匀速投放，甲基金本应再多投 5 亿元",
    ),
    "pace needed": (
        "funds/pace_needed",
        {"horizon": 2},
        "1 of 2 funds must speed up to place all in 2 years; most of all the A fund, to 1.1 times its pace",
        "2 只基金中有 1 只须提速才能在 2 年内投完，其中甲基金须达现进度的 1.1 倍",
    ),
    "pace needed, horizon over": (
        "funds/pace_needed",
        {"horizon": 1, "fund": ("F01",)},
        "No pace can be said to be needed: the horizon of 1 year is over, "
        "or the month of set-up is not known",
        "无法推算所需进度：1 年期限已过，或设立年月不详",
    ),
    "outlook": (
        "funds/outlook",
        {},
        "At the pace of the last 6 to 12 months, the ¥850 m still open would all be placed "
        "between Dec 2025 and Jul 2028",
        "按近 6 至 12 个月的进度，待投放的 8.5 亿元将在2025年12月至2028年7月之间投完",
    ),
    "outlook at a pace that is set": (
        "funds/outlook",
        {"own_pace": 100_000_000},
        "At the pace of the last 6 to 12 months, the ¥850 m still open would all be placed "
        "between Dec 2025 and Jul 2028; at ¥100 m a month, between Aug 2025 and Nov 2025",
        "按近 6 至 12 个月的进度，待投放的 8.5 亿元将在2025年12月至2028年7月之间投完；"
        "若按每月 1 亿元，将在2025年8月至2025年11月之间投完",
    ),
    "outlook of a fund that has placed nothing lately": (
        "funds/outlook",
        {"fund": ("F01",)},
        "The A fund: At the pace of the last 6 to 12 months, the ¥500 m still open would all be placed "
        "in Oct 2025 at the earliest, and perhaps not within 30 years",
        "甲基金：按近 6 至 12 个月的进度，待投放的 5 亿元最早2025年10月投完，也可能 30 年内都投不完",
    ),
    "outlook by fund": (
        "funds/outlook_by_fund",
        {},
        "The A fund could place all its money first or last, in Oct 2025 at the earliest, and perhaps "
        "not within 30 years",
        "甲基金可能最先也可能最后，最早2025年10月投完，也可能 30 年内都投不完",
    ),
    "timeline": (
        "funds/timeline",
        {},
        "The busiest month was Jan 2024: ¥300 m decided in 1 project",
        "2024年1月最多：1 个项目，已决策 3 亿元",
    ),
    "districts of one fund": (
        "funds/by_district",
        {"fund": ("F01",)},
        "The A fund: Haidian District takes 60% of the money decided, Chaoyang District 40%",
        "甲基金：已决策的资金中，海淀区占 60%，朝阳区占 40%",
    ),
    "rounds": (
        "funds/by_round",
        {},
        "Most money decided is in Series A, 61.5%, then Seed, 30.7%",
        "已决策的资金以首轮最多，占 61.5%，其次种子轮，占 30.7%",
    ),
    "index of concentration": (
        "gaps/hhi",
        {},
        "Money is more concentrated by district than enterprises are: an index of 0.556 against 0.500 "
        "by Dec 2024",
        "截至2024年12月，按区资金比企业更集中：指数 0.556，企业为 0.500",
    ),
    "largest shares": (
        "gaps/top_shares",
        {"fund": ("F02",)},
        "The 示例乙基金 fund: The three largest sectors have 100% of the money decided by Dec 2024, "
        "against 100% in Jul 2024",
        "示例乙基金基金：截至2024年12月，前三大领域占已决策资金的 100%，2024年7月时为 100%",
    ),
}


@pytest.mark.parametrize("case", HEADLINES)
def test_headlines_are_computed_from_the_rows(city_figure: MakeFigure, case: str) -> None:
    """They follow the horizon, the pace set and the filters."""
    name, chosen, english, chinese = HEADLINES[case]
    said = [city_figure(name, lang=lang, **chosen).headline for lang in ("en", "zh")]

    assert said == [english, chinese]


def test_an_outlook_says_what_it_assumes(city_figure: MakeFigure) -> None:
    """Spread and horizon are called our assumption in both languages, the horizon as it is chosen."""
    english = " ".join(city_figure("funds/outlook", horizon=7).footnotes)
    chinese = " ".join(city_figure("funds/outlook", lang="zh", horizon=7).footnotes)

    assert english.count("ur assumption") == 2
    assert chinese.count("我们的假设") == 2
    assert "within 7 years of its set-up (84 months" in english


def test_every_row_of_an_outlook_is_a_stretch(city_figure: MakeFigure) -> None:
    """From the earliest month to the latest, never one day; what is too far off runs to the edge."""
    plot = city_figure("funds/outlook").plot
    assert plot is not None
    bar, endless, horizon = plot.data

    assert len(bar.base) == len(bar.x) == len(horizon.x) == 3
    assert all(length > 0 for length in bar.x)
    assert list(endless.x) == []


MINE = [name for name in figure_names() if name.startswith(("funds/", "gaps/"))]


@pytest.mark.parametrize("name", MINE)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_a_figure_is_titled_and_written(
    city_figure: MakeFigure, name: str, lang: Language
) -> None:
    """A title for every column, no two alike, and words for every value."""
    made = city_figure(name, lang=lang)
    table = as_shown(made, seen_as(CONTEXT, View(lang=lang)))

    assert len(table) == len(made.table)
    assert table.columns.is_unique
    assert all(isinstance(value, str) and value for column in table for value in table[column])
