"""Chinese names found by their pinyin."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pytest

from fundscope.words import pinyin_pattern

NAMES = ("示例企业 1", "重庆长安", "西安（先进）材料", "绿色能源", "A示例", "中国科学")


def found_among(names: Sequence[str], search: str) -> list[str]:
    """The names that the pattern of a search finds, in the database that will be asked."""
    asked = {"names": names, "pattern": pinyin_pattern(search)}
    rows = duckdb.execute("select regexp_matches(unnest($names), $pattern)", asked).fetchall()
    return [name for name, (is_found,) in zip(names, rows, strict=True) if is_found]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("slqy", ["示例企业 1"]),
        ("SLQY 1", ["示例企业 1"]),
        ("slqy2", []),
        ("shiliqiye", ["示例企业 1"]),
        ("shi li qi ye", ["示例企业 1"]),
        ("shílì", ["示例企业 1", "A示例"]),
        ("shili qy", ["示例企业 1"]),
        ("shiliqi", ["示例企业 1"]),
        ("shi l q", ["示例企业 1"]),
        ("asl", ["A示例"]),
        # A character of several readings is found under each: chong and zhong, chang and zhang.
        ("chongqing", ["重庆长安"]),
        ("zhongqing", ["重庆长安"]),
        ("zqzha", []),
        ("cqca", ["重庆长安"]),
        # Cut as one syllable and as two; brackets need not be typed.
        ("xian", ["西安（先进）材料"]),
        ("xi'an", ["西安（先进）材料"]),
        ("xaxjcl", ["西安（先进）材料"]),
        ("lvse", ["绿色能源"]),
        ("lüse", ["绿色能源"]),
        ("zgkx", ["中国科学"]),
    ],
)
def test_names_are_found_by_initials_and_by_syllables(search: str, found: list[str]) -> None:
    """As the database finds them, in any case, the last syllable unfinished."""
    assert found_among(NAMES, search) == found


@pytest.mark.parametrize("search", ["", "s", "12345", "示例", "100%", "sample@example.org", "x" * 60])
def test_what_is_no_pinyin_makes_no_pattern(search: str) -> None:
    """One letter would find nearly everything; a sign of a pattern is no sound."""
    assert pinyin_pattern(search) is None


def test_a_long_word_is_read_in_syllables_only() -> None:
    """Initials of a word that long would find what nobody meant, and cost time."""
    names = ["中关村科技园", "字横国观陈成刻界庸安你"]

    assert found_among(names, "zhongguancunkejiyuan") == ["中关村科技园"]
    assert found_among(names, "zhgcckjyany") == []
