"""Sentences as HTML in which no amount is torn at the end of a line."""

from __future__ import annotations

import re
from html import escape

# A number with its sign, its currency and what it counts: −¥333 m, 170 亿元, 23 projects, 90 天.
# Left to themselves browsers break after the minus of −¥333 m, between 亿 and 元, and at every space.
_AMOUNT = re.compile(
    r"−?(?:US\$|¥)?\d[\d,]*(?:\.\d+)?%?"
    r"(?: (?:(?:tn|bn|m|[a-z]{3,}s)\b|(?:万亿|亿|万)?(?:美元|元)|个百分点|个月|[\u4e00-\u9fff]))?"
)


def as_html(text: str) -> str:
    """The text as HTML; its characters stay as they are, so that copied it is what it was."""
    return _AMOUNT.sub(_on_one_line, escape(text, quote=False))


def _on_one_line(found: re.Match[str]) -> str:
    amount = found.group()
    return f"<span class='fs-amount'>{amount}</span>" if " " in amount or amount[0] == "−" else amount
