"""Numbers written in Chinese characters, as contracts and forms write them: 三千万, 壹佰贰拾万."""

from __future__ import annotations

_DIGITS = {character: value for value, text in enumerate(
    ("零〇", "一壹", "二贰两貳", "三叁", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
) for character in text}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_LARGE = {"亿": 100_000_000, "億": 100_000_000, "万": 10_000, "萬": 10_000}


def chinese_number(text: str) -> int | None:
    """The whole number that is written in Chinese characters and nothing else; None where it is none."""
    if not text or any(mark not in _DIGITS and mark not in _SMALL and mark not in _LARGE for mark in text):
        return None
    if not any(mark in _DIGITS for mark in text) and text[0] not in "十拾":
        return None  # 千万 alone is a unit, not a number
    total = section = digit = 0
    for mark in text:
        if mark in _DIGITS:
            digit = _DIGITS[mark]
        elif mark in _SMALL:
            section += (digit or 1) * _SMALL[mark]
            digit = 0
        else:
            total = (
                (total + section + digit) * _LARGE[mark]
                if mark in "亿億"
                else (total + (section + digit) * _LARGE[mark])
            )
            section = digit = 0
    return total + section + digit
