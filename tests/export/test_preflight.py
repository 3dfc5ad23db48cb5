"""Preflight: one figure for which all is well, and for each light figures that fail it."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from fundscope.export import compose, house_style, size_of, view_for, words_of
from fundscope.export.colour import contrast, distance, rgb
from fundscope.export.fonts import fonts_of
from fundscope.export.preflight import Flight, Light, preflight
from fundscope.export.svg_labels import labels_of
from fundscope.figures import View, figure_names, make, read_context, seen_as
from fundscope.words import keys
from tests.handmade import CITY, release_of

RELEASE = release_of(**CITY)
CODE = "FS-7K3M-9QXD"

needs_fonts = pytest.mark.skipif(
    not fonts_of(house_style(), "en").regular,
    reason="no Chinese font on this machine: apt install fonts-noto-cjk",
)


def flight_of(name: str = "flows/by_sector", size: str = "article", **chosen: Any) -> Flight:
    """A figure of the hand-made city on its sheet, with a picture that shows one well-placed label."""
    sized, style = size_of(size), house_style()
    context = seen_as(read_context(RELEASE), view_for(View(**chosen), sized))
    made = make(name, context, RELEASE)
    words = words_of(made, context.released_at.date(), CODE)
    sheet = compose(made, words, sized, "light", style)
    return Flight(made, context, sheet, sized, "light", style, svg=picture(("Haidian", 20, 40)))


def picture(*labels: tuple[str, float, float], px: float = 13, colour: str = "#1b1f24") -> bytes:
    """An SVG as plotly writes one: each label in a group that is moved to its place."""
    drawn = "".join(
        f'<g transform="translate({x},{y})"><text x="0" y="0" text-anchor="start" '
        f'style="font-size: {px}px; fill: {colour};">'
        f'<tspan style="font-weight:bold">{words}</tspan></text></g>'
        for words, x, y in labels
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'.encode()


def light(name: str, flight: Flight) -> Light:
    (found,) = (light for light in preflight(flight) if light.name == name)
    return found


def with_plot(flight: Flight, change: Callable[[dict[str, Any]], object]) -> Flight:
    plot = copy.deepcopy(flight.sheet.plot)
    change(plot)
    return replace(flight, sheet=replace(flight.sheet, plot=plot))


def with_words(flight: Flight, **words: str) -> Flight:
    return replace(flight, sheet=replace(flight.sheet, words=replace(flight.sheet.words, **words)))


@needs_fonts
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", figure_names())
def test_nothing_stops_a_sound_figure(name: str, lang: Any) -> None:
    """No red light, and every light has a title and a reason in the figure's language."""
    lights = preflight(flight_of(name, lang=lang))

    assert [found for found in lights if found.level == "stop"] == []
    assert len({found.name for found in lights}) == 11
    assert all(f"light.{found.name}.title" in keys(lang) and found.reason for found in lights)


def test_without_a_picture_what_needs_one_is_grey() -> None:
    """And says that it was not measured, rather than being green."""
    lights = preflight(replace(flight_of(), svg=None))
    unchecked = {found.name for found in lights if found.level == "unchecked"}

    assert unchecked >= {"pdf_text", "contrast", "smallest", "overlaps"}


@needs_fonts
def test_a_character_without_a_glyph_is_named() -> None:
    """An emoji in an edited headline would be an empty box."""
    found = light("glyphs", with_words(flight_of(), headline="Up \N{ROCKET} and away"))

    assert found.level == "stop"
    assert "\N{ROCKET}" in found.reason


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext: apt install poppler-utils")
def test_words_that_do_not_come_out_of_the_pdf_are_named() -> None:
    """The words are in one PDF and not in the other; a PDF that is none gives nothing either."""
    typst = pytest.importorskip("typst")
    flight = flight_of()
    whole = " ".join(flight.sheet.words.lines())
    sound = typst.compile(f"#set page(width: 600mm)\n#text({json.dumps(whole, ensure_ascii=False)})".encode())

    assert light("pdf_text", replace(flight, pdf=sound)).level == "good"
    lost = light("pdf_text", with_words(replace(flight, pdf=sound), headline="Another headline"))
    assert (lost.level, "Another headline" in lost.reason) == ("stop", True)


def test_faint_words_are_named_with_their_contrast() -> None:
    """A pale grey on white."""
    found = light("contrast", replace(flight_of(), svg=picture(("Haidian", 20, 40), colour="#bbbbbb")))

    assert found.level == "stop"
    assert "1.9:1" in found.reason
    assert "Haidian" in found.reason


def test_colours_that_the_colour_blind_confuse_are_looked_at() -> None:
    """A red and a green of one lightness; far apart for usual eyes."""

    def confuse(plot: dict[str, Any]) -> None:
        plot["data"][0]["marker"] = {"color": ["#b8452f", "#6a7a1e", "#6a7a1e"]}

    assert light("colours", with_plot(flight_of(), confuse)).level == "look"


@pytest.mark.parametrize(
    ("size", "px", "level"),
    [("article", 13, "good"), ("article", 7, "look"), ("article", 4, "stop"),
     ("column", 13, "good"), ("column", 9, "look"), ("column", 7, "stop")],
)  # fmt: skip
def test_the_smallest_words_are_measured_at_the_target_size(size: str, px: float, level: str) -> None:
    """In pixels of a screen, in points on paper."""
    flight = replace(flight_of(size=size), svg=picture(("Haidian", 20, 40), px=px))

    assert light("smallest", flight).level == level


def test_labels_on_each_other_and_labels_cut_off_are_named() -> None:
    """Both are read off the picture."""
    on_each_other = picture(("Haidian", 20, 40), ("Chaoyang", 30, 42))
    cut_off = picture(("Haidian", 20, 40), ("Chaoyang", flight_of().sheet.width - 10, 90))
    collide = light("overlaps", replace(flight_of(), svg=on_each_other))
    cut = light("overlaps", replace(flight_of(), svg=cut_off))

    assert (collide.level, "“Haidian” on “Chaoyang”" in collide.reason) == ("stop", True)
    assert (cut.level, "Chaoyang" in cut.reason) == ("stop", True)


def test_an_axis_of_bars_that_does_not_begin_at_zero_stops() -> None:
    """Lines may begin anywhere, bars may not."""
    cut = with_plot(flight_of(), lambda plot: plot["layout"]["xaxis"].update(range=[100, 600]))

    assert light("bar_axis", flight_of()).level == "good"
    assert light("bar_axis", cut).level == "stop"
    assert light("bar_axis", flight_of("flows/pace")).reason == "There are no bars."


def test_a_figure_without_unit_date_or_source_stops() -> None:
    """All three are named."""
    found = light("told", with_words(flight_of(), subtitle="Money", source=""))

    assert (found.level, found.reason) == ("stop", "Missing on the figure: unit, date, source.")


def test_parts_that_do_not_add_up_stop() -> None:
    """With both sums; cells that are hidden on purpose are looked at only."""
    flight = flight_of()
    table = flight.made.table.drop(index=0)
    wrong = replace(flight, made=replace(flight.made, table=table))
    hidden = replace(wrong, made=replace(wrong.made, view=replace(wrong.made.view, small_cells="hidden")))

    assert light("sums", flight).level != "stop"
    assert light("sums", wrong).level == "stop"
    assert light("sums", hidden).level == "look"


def test_bars_shorter_than_a_pixel_are_counted() -> None:
    """A thousandth of the axis is less than a pixel in a column."""

    def shrink(plot: dict[str, Any]) -> None:
        plot["data"][0]["x"] = [1000.0, 500.0, 0.5]
        plot["layout"]["xaxis"]["range"] = [0, 1000]

    assert light("small_parts", flight_of()).level == "good"
    assert light("small_parts", with_plot(flight_of(), shrink)).level == "look"


def test_sample_records_are_told() -> None:
    """Amber, never red: the mark is on the figure anyway."""
    flight = flight_of()

    assert light("sample", flight).level == "good"
    assert light("sample", replace(flight, made=replace(flight.made, is_sample=True))).level == "look"


def test_colours_as_wcag_and_eyes_have_them() -> None:
    """Black on white is 21:1; what is translucent is seen on its ground; red and green meet for some eyes."""
    black, white = rgb("#000000"), rgb("rgb(255, 255, 255)")
    assert black is not None
    assert white is not None

    assert contrast(black, white) == pytest.approx(21)
    assert rgb("rgba(0,0,0,0.5)", "#ffffff") == (0.5, 0.5, 0.5)
    assert rgb("rgba(1,2,3,0)") is None
    assert distance(black, black) == 0


@needs_fonts
def test_a_label_is_where_its_group_was_moved_and_turned_to() -> None:
    """Anchors, lines, quarter turns and scales as plotly writes them; what is not shown is none."""
    svg = b"""<svg xmlns="http://www.w3.org/2000/svg"><g transform="translate(100,50)scale(2)">
      <text text-anchor="end" x="0" y="0" style="font-size: 10px">
      <tspan class="line" dy="0em" x="0" y="0">AA</tspan>
      <tspan class="line" dy="1.3em" x="0" y="0">BB</tspan></text></g>
      <text x="10" y="10" transform="rotate(90,10,10)" style="font-size: 10px">CC</text>
      <g style="display: none"><text>no</text></g></svg>"""
    one, two, turned = labels_of(svg, fonts_of(house_style(), "en"))

    assert (one.text, two.text, turned.text) == ("AA", "BB", "CC")
    assert one.right == pytest.approx(100)
    assert two.top - one.top == pytest.approx(26)
    assert turned.bottom - turned.top > turned.right - turned.left
