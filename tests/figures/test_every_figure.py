"""What holds for every figure of the catalogue, in both languages, themes and sizes, on any rows."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pandas.testing import assert_frame_equal

from fundscope.engine import OpenRelease, queries
from fundscope.figures import (
    Context,
    MadeFigure,
    View,
    figure_names,
    make,
    question,
    read_context,
    seen_as,
    spec_of,
)
from fundscope.figures.view import Theme
from fundscope.figures.written import as_shown
from fundscope.model import LANGUAGES, Language
from fundscope.words import keys
from tests.handmade import CITY, Row, release_of

P1, P2, P3, P4 = CITY["projects"]
PAID_ON_AN_UNKNOWN_DAY = P4 | {"paid_cny": 7}

# Each case: the projects, and what the reader has chosen.
CASES: dict[str, tuple[list[Row], View]] = {
    "all": (CITY["projects"], View()),
    "paid": (CITY["projects"], View(rule="paid")),
    "dollars": (CITY["projects"], View(currency="usd")),
    "one fund": (CITY["projects"], View(fund=("F01",))),
    "every filter": (
        CITY["projects"],
        View(batch=("1",), sector=("ai", "health"), district=("110108", "unknown"), round=("a",)),
    ),
    "other groups and measures": (CITY["projects"], View(by="age", measure="money_per_enterprise")),
    "R&D of one kind of enterprises": (
        CITY["projects"],
        View(by="staff", measure="rd", age=("05-09",), tech_field=("unknown", "electronic_information")),
    ),
    "two levels": (CITY["projects"], View(levels=("batch", "round"))),
    "a node picked": (CITY["projects"], View(pick="district:110108")),
    "one row": ([P1], View()),
    "one row of which nothing is known": ([P4], View()),
    "paid on an unknown day": ([PAID_ON_AN_UNKNOWN_DAY], View(rule="paid")),
    "no projects": ([], View()),
    "nothing found": (CITY["projects"], View(fund=("F09",))),
}
# Light and dark differ in colours only, which has a test of its own, so each size in one of them is enough.
LOOKS: tuple[tuple[Theme, Any], ...] = (("light", "wide"), ("dark", "narrow"))

# What may stand in Latin letters among Chinese words: a title as printed, the code of a fund nobody knows.
LATIN_IN_CHINESE = {"A", "title", "F"}
# A tile of the map has its district's name in both languages.
TILES = "districts/tile_map"
# The fund that has a Chinese name only.
CHINESE_IN_ENGLISH = "示例乙基金"

every_figure = pytest.mark.parametrize("name", figure_names())
every_case = pytest.mark.parametrize("case", CASES)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@functools.cache
def release_for(case: str) -> tuple[OpenRelease, Context]:
    release = release_of(**CITY | {"projects": CASES[case][0]})
    return release, read_context(release)


def make_anew(name: str, case: str, **chosen: Any) -> MadeFigure:
    release, context = release_for(case)
    return make(name, seen_as(context, replace(CASES[case][1], **chosen)), release)


def made(name: str, case: str, **chosen: Any) -> MadeFigure:
    """The same, made once, however the view was chosen."""
    return _made(name, case, replace(CASES[case][1], **chosen))


@functools.cache
def _made(name: str, case: str, view: View) -> MadeFigure:
    release, context = release_for(case)
    return make(name, seen_as(context, view), release)


def _leaves(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a drawing with the name it stands under."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from _leaves(child, name)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _leaves(child, key)
    else:
        yield key, node


def drawn(figure: MadeFigure) -> list[tuple[str, Any]]:
    if figure.plot is None:
        return []
    plot = figure.plot.to_dict()
    plot["layout"].pop("template")
    return list(_leaves(plot))


def _said(figure: MadeFigure) -> list[str]:
    """Every text that a reader sees on or beside the drawing, without its markup."""
    beside = [figure.title, figure.headline, figure.subtitle, figure.alt, *figure.footnotes, figure.source]
    on = [value for key, value in drawn(figure) if key in ("text", "hovertext", "ticktext") and value]
    return [re.sub(r"<[^>]*>", " ", str(text)) for text in beside + on]


def _short_names(lang: Language) -> list[str]:
    return [row[f"short_{lang}"] for row in CITY["districts"]]


@every_figure
def test_one_name_follows_a_figure(name: str) -> None:
    """The query, the title in both languages and the drawing function are found by one search."""
    assert name in queries()
    assert name.rpartition("/")[2] == spec_of(name).draw.__name__
    assert f"{name}.title" in keys("en")


@every_figure
@every_case
@every_language
def test_a_figure_says_what_it_shows(name: str, case: str, lang: Language) -> None:
    """Headline, alternative text and source always; nothing left unfilled, no program's word for unknown."""
    figure = made(name, case, lang=lang)
    said = _said(figure)

    assert all((figure.title, figure.headline, figure.alt, figure.source))
    assert bool(figure.subtitle) == (not figure.table.empty)
    assert [
        text for text in said if re.search(r"[{}]|\b(None|nan|NaN|NaT|NA|inf|unknown\.\w+)\b", text)
    ] == []


@every_figure
@every_case
def test_chinese_readers_read_chinese(name: str, case: str) -> None:
    """No English word is left in the Chinese figure."""
    latin = {word for text in _said(made(name, case, lang="zh")) for word in re.findall(r"[A-Za-z]+", text)}
    latin -= set(_short_names("en")) if name == TILES else set()

    assert latin - LATIN_IN_CHINESE == set()


@every_figure
@every_case
def test_english_readers_read_english(name: str, case: str) -> None:
    """No Chinese character is left in the English figure, but in a name that exists in Chinese only."""
    said = [text.replace(CHINESE_IN_ENGLISH, "") for text in _said(made(name, case, lang="en"))]
    for short_name in _short_names("zh") if name == TILES else ():
        said = [text.replace(short_name, "") for text in said]

    assert [text for text in said if re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text)] == []


def _said_without_bar(figure: MadeFigure) -> list[str]:
    """The rows that have words in the place of a bar of unknown length."""
    if figure.plot is None:
        return []
    named = {note.y for note in figure.plot.layout.annotations}
    bars = [bars for bars in figure.plot.data if bars.type == "bar"]
    return [
        row
        for each in bars
        for row, length in zip(each.y, each.x, strict=True)
        if length is None and row in named
    ]


@every_figure
@every_case
def test_a_drawing_has_finite_numbers_only(name: str, case: str) -> None:
    """In both themes and sizes; an empty cell of a table may be nothing, and a bar that words stand for."""
    for theme, size in LOOKS:
        figure = made(name, case, theme=theme, size=size)
        values = drawn(figure)
        endless = [
            (key, value) for key, value in values if isinstance(value, float) and not math.isfinite(value)
        ]
        nothing = [key for key, value in values if value is None and key != "z"]
        for _ in _said_without_bar(figure):
            nothing.remove("x")

        assert endless == []
        assert nothing == []


@every_figure
@every_case
def test_a_figure_without_rows_has_no_drawing(name: str, case: str) -> None:
    """And says so; a figure with rows has one."""
    figure = made(name, case)

    assert (figure.plot is None) == figure.table.empty
    assert figure.table.empty == figure.headline.startswith("Nothing matches")


@every_figure
@every_case
def test_the_same_view_makes_the_same_figure(name: str, case: str) -> None:
    """Nothing depends on what was made before, nor on the clock."""
    first, second = made(name, case), make_anew(name, case)

    assert _said(first) == _said(second)
    assert drawn(first) == drawn(second)
    assert_frame_equal(first.table, second.table)


@every_figure
def test_drawing_and_saying_leave_the_table_as_it_is(name: str) -> None:
    """A figure's table is also what is exported."""
    release, context = release_for("all")
    table = release.run(name, **question(name, context.view))
    before = table.copy(deep=True)
    spec_of(name).draw(table, context)
    spec_of(name).say(table, context)

    assert_frame_equal(table, before)


@every_figure
def test_light_and_dark_differ_in_colours_only(name: str) -> None:
    """The same words and numbers, in other colours."""
    light, dark = made(name, "all", theme="light"), made(name, "all", theme="dark")
    is_colour = re.compile(r"#[0-9a-f]{6}|rgba?\([\d.,]+\)")
    numbers = [value for _, value in drawn(light) if not is_colour.search(str(value))]

    assert numbers == [value for _, value in drawn(dark) if not is_colour.search(str(value))]
    assert drawn(light) != drawn(dark)


@every_figure
def test_a_filter_that_is_not_heeded_is_named_in_a_note(name: str) -> None:
    """Every figure is narrowed by every filter, or says by which it is not."""
    chosen = {"fund": ("F01",), "sector": ("ai",), "round": ("a",)}
    heeded = queries()[name].param_names()
    notes = " ".join(made(name, "all", **chosen).footnotes)
    ignored = [level for level in chosen if level not in heeded]

    assert [level for level in ignored if level not in notes.casefold()] == []
    assert bool(ignored) == ("Not narrowed by" in notes)


@every_figure
@every_language
def test_a_figure_opens_to_its_numbers(name: str, lang: Language) -> None:
    """Each column of the table has a title, in both languages, and no two have the same."""
    figure = made(name, "all", lang=lang)
    _, context = release_for("all")
    shown = as_shown(figure, seen_as(context, figure.view))

    assert len(shown) == len(figure.table)
    assert len(set(shown.columns)) == len(shown.columns)


@functools.cache
def made_up() -> tuple[OpenRelease, Context]:
    """A city of sample records."""
    enterprise = CITY["enterprises"][0] | {"enterprise_id": "SAMPLE-E00001"}
    sample = {"projects": [P1 | {"project_id": "SAMPLE-P001"}], "enterprises": [enterprise]}
    release = release_of(**CITY | sample)
    return release, read_context(release)


@every_figure
def test_made_up_records_are_marked(name: str) -> None:
    """Whatever is drawn from the sample says so in its source line, in both languages; nothing else does."""
    release, context = made_up()
    figures = [make(name, seen_as(context, View(lang=lang)), release) for lang in LANGUAGES]

    rests_on_records = not name.startswith("published/")
    assert [figure.is_sample for figure in figures] == [rests_on_records] * 2
    assert ("ample" in figures[0].source) == rests_on_records
    assert ("示例数据" in figures[1].source) == rests_on_records
    assert made(name, "all").is_sample is False
