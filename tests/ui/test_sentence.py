"""Sentences as HTML in which no amount is torn at the end of a line."""

from __future__ import annotations

import re
from html import unescape

import pytest

from fundscope.ui.sentence import as_html


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Behind: −¥333 m of ¥100 bn in 23 projects", ["−¥333 m", "¥100 bn", "23 projects"]),
        ("US$2.35 bn between Jun 2027 and Mar 2030", ["US$2.35 bn"]),
        ("4.2× as much, −12.5% & 9%", ["−12.5%"]),
        (
            "尚有 1,000 亿元，2 亿元及以上的 23 个项目等待超过 90 天",
            ["1,000 亿元", "2 亿元", "23 个", "90 天"],
        ),
        ("相差 −5 万美元，4.5 个百分点", ["−5 万美元", "4.5 个百分点"]),
    ],
)
def test_a_number_stays_with_its_sign_and_its_unit(text: str, kept: list[str]) -> None:
    """Nothing else is kept together, and the characters are those of the text."""
    html = as_html(text)

    assert re.findall("<span class='fs-amount'>(.*?)</span>", html) == kept
    assert unescape(re.sub("<[^>]*>", "", html)) == text
