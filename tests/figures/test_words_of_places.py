"""What the figures of enterprises, districts and published series say and draw of the hand-made city."""

from __future__ import annotations

from typing import Any

import pytest

from tests.figures.conftest import MakeFigure

# Figure, what the reader chose, and the headline in English and Chinese.
HEADLINES: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "enterprises by age": (
        "enterprises/by_group",
        {"by": "age"},
        "Under 5 years: 33.3% of 3 enterprises, the largest group by age",
        "按企业年龄划分，不满5年企业最多，占 3 家企业的 33.3%",
    ),
    "R&D by sector": (
        "enterprises/rd_by_group",
        {},
        "¥12.0 m spent on R&D, 12% of revenue",
        "研发投入共 1,200 万元，占营业收入的 12%",
    ),
    "high-tech enterprises, as published": (
        "published/high_tech_enterprises",
        {},
        "High-tech enterprises: from 10 (2014) to about 28 (2022)",
        "国家高新技术企业由2014年的 10 家增至2022年的 约 28 家",
    ),
    "R&D intensity, as published": (
        "published/rd_intensity",
        {},
        "R&D spending: from 5.98% of GDP (2013) to 6.73% (2023)",
        "研发经费投入强度由2013年的 5.98% 升至2023年的 6.73%",
    ),
    "map of money": (
        "districts/tile_map",
        {},
        "Haidian has 61.5% of all money decided, Chaoyang 30.7%",
        "海淀的已决策资金占 61.5%，朝阳占 30.7%",
    ),
    "map of money per enterprise, paid, in dollars": (
        "districts/tile_map",
        {"measure": "money_per_enterprise", "rule": "paid", "currency": "usd"},
        "Haidian has the most money paid per high-tech enterprise: US$47.0 m",
        "平均每家高新技术企业的已出资资金最多的是海淀，为 4,702 万美元",
    ),
    "map of nothing": (
        "districts/tile_map",
        {"fund": ("F09",)},
        "No district has any money decided under these filters",
        "在当前筛选条件下，各区均无已决策资金",
    ),
    "money per enterprise": (
        "districts/money_per_enterprise",
        {},
        "Haidian gets ¥400 m decided per high-tech enterprise, the city as a whole ¥217 m",
        "海淀平均每家高新技术企业已决策 4 亿元，全市平均 2.17 亿元",
    ),
    "location quotients": (
        "districts/location_quotient",
        {},
        "Artificial intelligence stands out most in Chaoyang: 1.00 times its share in the city",
        "人工智能在朝阳最为集中，占比是全市的 1.00 倍",
    ),
}


@pytest.mark.parametrize("case", HEADLINES)
def test_headlines_are_computed_from_the_rows(city_figure: MakeFigure, case: str) -> None:
    """They follow group, measure, rule, currency and filters."""
    name, chosen, english, chinese = HEADLINES[case]
    said = [city_figure(name, lang=lang, **chosen).headline for lang in ("en", "zh")]

    assert said == [english, chinese]


def test_a_published_series_names_every_source_and_why_a_value_is_doubtful(city_figure: MakeFigure) -> None:
    """Publisher, title, day and the periods it gives; never the release, of whose records it is no part."""
    made = city_figure("published/high_tech_enterprises")
    specialised = city_figure("published/specialised_enterprises")

    assert made.source == (
        "Published figures, not records: Paper, “A title”, Jul 2024 (2014); "
        "Other paper, 2020 (2019); Paper (2022)."
    )
    assert made.footnotes == ("2022, about 28: derived. From a share.",)
    assert specialised.footnotes[0] == "2024, a million: doubtful. Misread."
    assert made.is_sample is False


def test_the_mark_of_a_published_value_says_its_status(city_figure: MakeFigure) -> None:
    """By its form, not by colour alone; every value is printed."""
    plot = city_figure("published/high_tech_enterprises").plot
    assert plot is not None
    (line,) = plot.data

    assert list(line.marker.symbol) == ["circle", "circle", "circle-open"]
    assert list(line.text) == ["10", "over 27", "about 28"]


def test_tiles_stand_where_the_table_says_and_carry_what_a_click_needs(city_figure: MakeFigure) -> None:
    """Both names and the value; the unknown district under the map, apart."""
    plot = city_figure("districts/tile_map").plot
    assert plot is not None
    placed, apart = plot.data

    assert [(*pair,) for pair in zip(placed.x, placed.customdata, strict=True)] == [
        (0, "district:110108"),
        (1, "district:110105"),
    ]
    assert list(placed.text) == ["Haidian<br>海淀<br><b>¥400 m</b>", "Chaoyang<br>朝阳<br><b>¥200 m</b>"]
    assert list(apart.customdata) == ["district:unknown"]
    assert apart.base[0] > max(placed.base) + 1


def test_a_development_area_is_broken_lined_and_the_chosen_district_framed(city_figure: MakeFigure) -> None:
    """The map shows every district all the same, and says so."""
    made = city_figure("districts/tile_map", district=("110108",))
    assert made.plot is not None
    frames = [(shape.x0 < 0.5, shape.line.dash, shape.line.width) for shape in made.plot.layout.shapes]

    assert frames == [(True, "solid", 3), (False, "dash", 1)]
    assert len(made.table) == 3
    assert "All districts are shown; the one that is chosen stands out." in made.footnotes
    assert "Lies across two districts." in made.footnotes


def test_filters_that_narrow_money_only_are_told(city_figure: MakeFigure) -> None:
    """Enterprises have no fund and no month."""
    note = "Fund, batch, round and month narrow projects and money, not enterprises and R&D spending."

    assert note in city_figure("districts/tile_map", fund=("F01",)).footnotes
    assert note not in city_figure("districts/tile_map", sector=("ai",)).footnotes


def test_a_quotient_of_few_enterprises_stands_in_brackets(city_figure: MakeFigure) -> None:
    """With the formula and who defined it under the figure."""
    made = city_figure("districts/location_quotient")
    assert made.plot is not None

    assert list(made.plot.data[0].text[0]) == ["(1.0)"]
    assert "US Bureau of Labor Statistics" in made.footnotes[0]


def test_a_figure_that_cannot_heed_a_filter_of_enterprises_says_so(city_figure: MakeFigure) -> None:
    """And one that can, says to what it is narrowed."""
    chosen: dict[str, Any] = {"age": ("05-09",), "tech_field": ("unknown",)}

    assert "Not narrowed by: technology field, age." in city_figure("flows/by_sector", **chosen).footnotes
    assert city_figure("enterprises/by_group", age=("05-09",)).subtitle == (
        "High-tech enterprises by sector · only 5 to 9 years"
    )


def test_a_group_whose_spending_is_unknown_has_words_and_no_bar(city_figure: MakeFigure) -> None:
    """A bar of no length would say that it spends nothing."""
    made = city_figure("enterprises/rd_by_group", by="district")
    assert made.plot is not None
    lengths = dict(zip(made.plot.data[0].y, made.plot.data[0].x, strict=True))
    said = {note.y: note.text for note in made.plot.layout.annotations}

    assert lengths["Chaoyang"] is None
    assert "unknown" in said["Chaoyang"]
