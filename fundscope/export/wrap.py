"""Lines of text that fit a width, broken where readers of each language break them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable

# What may not begin a line, and what may not end one (Chinese typesetting's 避头尾).
_NOT_FIRST = set("，。、；：？！）》」』】〉”’％%,.;:?!)]}…·")
_NOT_LAST = set("（《「『【〈“‘([{¥￥")

# Units of two characters, of which the first alone would be another: 亿 and 亿元.
_UNITS = {"亿元", "万元", "万亿", "亿美", "万美", "美元"}
# A line ends before what merely parts two phrases.
_DANGLING = " \t·・•"
_NBSP = "\N{NO-BREAK SPACE}"


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in lines no wider than ``width`` as ``measure`` has it; nothing is cut off.

    English breaks between words, Chinese between characters, but never before a closing mark, after an
    opening one, or between a number and what it counts. A word wider than the line is broken within.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if measure((line + piece).rstrip()) <= width:
            line += piece if line or piece.strip() else ""
            continue
        if line:
            lines.append(line.rstrip(_DANGLING))
        line = piece.lstrip()
        while measure(line.rstrip()) > width and len(line.rstrip()) > 1:
            fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or measure(line[:n]) <= width)
            lines.append(line[:fits])
            line = line[fits:]
    if line.strip():
        lines.append(line.rstrip())
    return lines


def plain_words(marked: str) -> str:
    """The words of a drawing's text without its marks (<b>, <br>)."""
    return re.sub(r"<[^>]*>", " ", marked).strip()


def balanced(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in as few lines as it needs, of about the same length: no word alone on the last."""
    lines = wrap(text, width, measure)
    narrow, wide = width * 0.5, width
    while len(lines) > 1 and wide - narrow > width * 0.01:
        middle = (narrow + wide) / 2
        tried = wrap(text, middle, measure)
        if len(tried) > len(lines):
            narrow = middle
        else:
            wide, lines = middle, tried
    return lines


def _bound(text: str) -> str:
    """A number and its unit stay on one line, and a name and its letter: ¥17.0 bn, 170 亿元, Series B."""
    return re.sub(r"(?<=\d) (?=[^\W\d])|(?<=[a-z]) (?=[A-Z]\b)", _NBSP, text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


# One text is set again and again while its sheet is made to fit.
@functools.lru_cache(maxsize=256)
def _pieces(text: str) -> tuple[str, ...]:
    """What is not to be broken: words with the space after them, single Chinese characters, numbers."""
    pieces, piece, bound = [], "", _bound(text)
    for index, character in enumerate(bound):
        piece += character
        following = bound[index + 1 : index + 2]
        if not following or _may_break(character, following):
            pieces.append(piece)
            piece = ""
    return tuple(pieces)


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or _NBSP in (before, after):
        return False
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before.isspace():
        return True
    if before.isdigit() or before + after in _UNITS:
        return False
    return _is_wide(before) or _is_wide(after)
