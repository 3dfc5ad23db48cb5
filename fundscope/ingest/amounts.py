"""Amounts of money as cells write them, and the units in which they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from fundscope.ingest.chinese_numbers import chinese_number
from fundscope.model import MONEY_UNITS, VAGUE_WORDS, MoneyUnit, money_unit, spelled_unit

# Where a unit was found: chosen by a person, now or for an earlier file; in the header, in the lines above
# the table, in the cells' number format, in the column's own name (``decided_cny``), or in the cells.
UnitSource = Literal["choice", "learned", "header", "title", "format", "field", "cell"]

_BRACKETS = re.compile(r"[(\[【（［〔]([^()\[\]【】（）［］〔〕]*)[)\]】）］〕]")
_UNIT_LABEL = re.compile(r"^(单位|金额单位|币种|unit|units|currency|in)\s*[:：]?\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,，、;；/|:：]| in | - ")
_TITLE_UNIT = re.compile(
    r"(?:单位|币种|\bunits?\b|\bcurrency\b|\bin\b)\s*[:：]?\s*((?:[^,，;；。.()（）]|,(?=\d))+)",
    re.IGNORECASE,
)

_AT_END = re.compile(
    "[^\\W\\d](" + "|".join(
        sorted(
            (
                spelling
                for unit in MONEY_UNITS
                for spelling in unit.spellings
                if len(spelling) >= 2 and not spelling.isascii()
            ),
            key=len,
            reverse=True,
        )
    ) + ")$"
)  # fmt: skip
# RMB'000: the apostrophe stands for what is left out.
_THOUSANDS = re.compile(r"(?<=[a-z$¥])\s*'000\b")
_TAX = re.compile(r"\((?:不?含税|税[前后]|(?:incl|excl)[a-z]*\.? (?:vat|tax))\)$")
_CURRENCY = re.compile(r"^(?:人民币|rmb|cny|¥)\s*|\s*人民币$")
_HUNDRED_MILLIONS = re.compile(r"(\d+(?:\.\d+)?)亿(\d{1,4}(?:\.\d+)?)万")
_NUMBER = re.compile(r"\d[\d,'  ]*(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[,'  ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+")


@dataclass(frozen=True)
class Amount:
    """A number, and the unit beside it in the same cell (None: that of the column)."""

    number: Decimal
    unit: MoneyUnit | None = None


@dataclass(frozen=True)
class Vague:
    """An amount that is not exact: 数千万, 约500万元."""


def unit_in_header(header: str, found: str | None = None) -> MoneyUnit | None:
    """The unit that a header names, in brackets or after a separator: 投资金额（万元）, Amount, US$ m.

    ``found`` is what the reader found for the header elsewhere in the layout, such as in a row of units.
    """
    candidates = [found] if found else []
    candidates += _BRACKETS.findall(header)
    pieces = _SEPARATORS.split(header)
    candidates += [pieces[-1], " ".join(pieces[1:])] if len(pieces) > 1 else []
    return _first_unit(candidates) or spelled_unit(unit_at_end(header))


def unit_at_end(header: str) -> str:
    """The Chinese unit that a header ends with, without brackets: 万元 in 投资金额万元; empty if none.

    A single 元 or 万 may be the end of another word.
    """
    found = _AT_END.search(unicodedata.normalize("NFKC", header).strip())
    return found[1] if found else ""


def unit_in_titles(lines: Sequence[str]) -> MoneyUnit | None:
    """The unit that the lines above a table name: 单位：万元, (amounts in CNY million)."""
    return _first_unit([words for line in lines for words in _TITLE_UNIT.findall(line)])


def unit_in_format(number_format: str) -> MoneyUnit | None:
    """The unit that an Excel number format writes beside the number: 0.00"万元", [$US$-409]#,##0.

    A format that scales what it shows (a comma after the last digit, a decimal point put in by 0!.0) says
    万 or m of the number shown, while the cell holds the amount in full.
    """
    section = number_format.split(";", maxsplit=1)[0]
    symbols = re.findall(r"\[\$([^\]-]+)", section)
    literals = re.findall(r'"([^"]*)"', section) + re.findall(r"\\(.)", section)
    bare = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", section)
    literals += re.findall(r"[¥￥$元万亿]+", bare)
    is_scaled = "!." in bare or re.search(r"[0#?],+(?![0#?])", bare) is not None
    words = "".join([*symbols, *literals])
    unit = _first_unit([words, *symbols, *literals])
    if unit is not None and is_scaled:
        return money_unit(unit.currency)
    return unit


def _first_unit(candidates: Sequence[str]) -> MoneyUnit | None:
    for candidate in candidates:
        words = _UNIT_LABEL.sub("", candidate.strip())
        pieces = [piece for piece in _SEPARATORS.split(words) if piece.strip()]
        for attempt in (words, "".join(pieces), *reversed(pieces), *words.split()[:1]):
            if unit := spelled_unit(attempt):
                return unit
    return None


def read_amount(text: str) -> Amount | Vague | None:
    """The amount that a cell writes; None where it writes none."""
    written = unicodedata.normalize("NFKC", text).strip().lower()
    if any(word in written for word in VAGUE_WORDS):
        return Vague() if re.search(r"[\d十百千万亿]|million|billion", written) else None
    written = _THOUSANDS.sub(" thousand", _TAX.sub("", written)).strip()
    if (amount := _in_characters(written)) is not None:
        return amount
    negative = written.startswith(("-", "\N{MINUS SIGN}")) or (
        written.startswith("(") and written.endswith(")")
    )
    body = written.strip("()").lstrip("-+\N{MINUS SIGN}").strip()
    numbers = _NUMBER.findall(body)
    is_range = len(numbers) == 2 and re.search(r"\d\s*[-–—]\s*\d", body)
    if is_range or (len(numbers) == 1 and body.endswith("+")):
        return Vague()
    if len(numbers) != 1:
        return None
    before, after = (part.strip(" -+\N{MINUS SIGN}:") for part in body.split(numbers[0], 1))
    number = _exact(numbers[0].strip())
    if number is None:
        return None
    if negative or body[: body.index(numbers[0])].rstrip().endswith("-"):
        number = -number
    return _with_unit(number, before, after)


def _in_characters(written: str) -> Amount | None:
    """三千万元, or 1亿2000万元: yuan where a unit or a large number says so."""
    bare = _CURRENCY.sub("", written).removesuffix("整").removesuffix("正")
    core = bare.removesuffix("元").removesuffix("圆").removesuffix("圓")
    number: int | Decimal | None = chinese_number(core)
    if number is None and (parts := _HUNDRED_MILLIONS.fullmatch(core)):
        number = Decimal(parts[1]) * 10**8 + Decimal(parts[2]) * 10**4
    if number is None:
        return None
    is_yuan = core != written or any(mark in core for mark in "万亿萬億")
    return Amount(Decimal(number), money_unit("cny") if is_yuan else None)


def _exact(digits: str) -> Decimal | None:
    if not _GROUPED.fullmatch(digits):
        return None
    try:
        return Decimal(re.sub(r"[,'  ]", "", digits))
    except InvalidOperation:
        return None


def _with_unit(number: Decimal, before: str, after: str) -> Amount | None:
    if not before and not after:
        return Amount(number)
    for words in (before + after, after + before):
        if unit := spelled_unit(words):
            return Amount(number, unit)
    # ¥3,000 (人民币): the same currency said on both sides.
    if (unit := spelled_unit(after)) and (sign := spelled_unit(before)) and sign.currency == unit.currency:
        return Amount(number, unit)
    return None
