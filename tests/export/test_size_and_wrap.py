"""Sizes by name and as given; lines that fit and lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundscope.export import SIZES, UnknownSizeError, size_of
from fundscope.export.wrap import balanced, wrap


def _cells(line: str) -> float:
    return float(len(line))


@pytest.mark.parametrize("name", SIZES)
def test_a_size_has_its_name(name: str) -> None:
    """What the command line lists can be given to it."""
    assert size_of(name) is SIZES[name]


@pytest.mark.parametrize(
    ("given_size", "width", "height", "unit"),
    [
        ("1200x675", 1200, 675, "px"),
        ("120mmx80mm", 120, 80, "mm"),
        ("120x80mm", 120, 80, "mm"),
        ("120 mm × 80 mm", 120, 80, "mm"),
        ("85mm", 85, None, "mm"),
        ("62.5mm", 62.5, None, "mm"),
    ],
)
def test_any_other_size_can_be_given(given_size: str, width: float, height: float, unit: str) -> None:
    """Lengths as people write them; a height that is not given is what the figure needs."""
    size = size_of(given_size)

    assert (size.width, size.height, size.unit) == (width, height, unit)


@pytest.mark.parametrize("wrong", ["", "big", "0x0", "10x10", "120mmx80px", "99999x9", "1e3x5", "-5mmx5mm"])
def test_what_is_no_size_is_refused(wrong: str) -> None:
    """In a sentence that says what would do."""
    with pytest.raises(UnknownSizeError) as error:
        size_of(wrong)

    assert error.value.values["size"] == wrong


def test_print_labels_are_at_least_as_large_as_a_newspaper_sets_its_tables() -> None:
    """6.3 points at the least, with a label of 12 pixels on the board."""
    for size in SIZES.values():
        if size.unit == "mm":
            assert round(size.least_zoom * 12 * 0.75, 3) >= 6.3


@given(st.text(alphabet="ab 资金,。（12", max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing(words: str, width: int) -> None:
    """Every character but spaces at the ends of lines is there, and no line is too wide."""
    lines = wrap(words, width, _cells)

    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(len(line) <= width for line in lines)


def test_english_breaks_between_words_and_keeps_amounts_whole() -> None:
    """A number and its unit are not parted."""
    lines = wrap("AI takes ¥17.0 bn of it", 12, _cells)

    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines] == ["AI takes", "¥17.0 bn of", "it"]


def test_chinese_breaks_between_characters_but_not_before_a_mark() -> None:
    """No line begins with a closing mark, and 亿元 stays together."""
    lines = wrap("人工智能占两成，共 170 亿元。", 8, _cells)

    assert [line[0] for line in lines if line[0] in "，。"] == []
    assert any("170\N{NO-BREAK SPACE}亿元" in line for line in lines)


def test_a_headline_is_balanced() -> None:
    """As few lines as it needs, none of them a word alone."""
    words = "one two three four five six seven"

    assert balanced(words, 30, _cells) == ["one two three four", "five six seven"]
