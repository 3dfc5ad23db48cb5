"""Units that a table is written in: in a header, under it, above it, in a number format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fundscope.model.units import MONEY_UNITS, plain

from .grid import Value, is_blank

_CURRENCY_CODES = ("eur", "gbp", "chf", "jpy", "hkd", "sgd", "krw", "aud", "cad", "twd", "inr")
_SCALES = ("", " thousand", " million", " m", " mn", " bn", " billion")
# Units of anything but yuan and dollars: told, so that nobody takes them for yuan.
_OTHER_UNITS = frozenset(
    plain(word)
    for word in (
        *("%", "‰", "人", "万人", "千人", "个", "家", "户", "项", "件", "台", "套", "只", "篇", "次", "倍"),
        *("年", "月", "日", "天", "岁", "元/人", "平方米", "亩", "公里", "千米", "吨", "万吨"),
        *("thousand", "million", "billion", "thousands", "millions", "persons", "people", "employees"),
        *(
            "Anzahl",
            "Prozent",
            "Tsd.",
            "Tsd. EUR",
            "1000 EUR",
            "1 000 EUR",
            "Mio. EUR",
            "Mrd. EUR",
            "Mill. EUR",
        ),
        *(
            "Nombre",
            "milliers",
            "millions d'euros",
            "milliers d'euros",
            "k€",
            "M€",
            "Md€",
            "Tsd. €",
            "Mio. €",
        ),
        *("千元", "千新台幣", "新臺幣千元", "新台幣千元", "新臺幣元", "百萬元", "千美元"),
        *("€", "£", "港元", "万港元", "亿港元", "欧元", "万欧元", "日元", "英镑"),
        *(f"{code}{scale}" for code in (*_CURRENCY_CODES, "€", "£") for scale in _SCALES),
    )
)
_UNITS = _OTHER_UNITS | {plain(spelling) for unit in MONEY_UNITS for spelling in unit.spellings}

# Not 填报单位 or 承担单位, and not 单位：示例局: those name an office.
_SAID = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=计量)|(?<=計量)|(?<=货币)|(?<=金额)|(?<=金額))"
    r"[单單]\s*位\s*[:：]?\s*([^\s，,；;。()（）]+(?: [A-Za-z]+)?)"
    r"|\bunits?\s*[:：]\s*([^;；]+)",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"[局部委办辦厅廳院处處科会會团團所行厂廠站队隊馆館组組校心]$|公司$|.{9}")
_BRACKETS = re.compile(r"[（(\[【]([^（(\[【）)\]】]*)[）)\]】]")
_AFTER_COMMA = re.compile(r"[,，/／:：_\-–]\s*([^,，/／:：_]+)$")
_IN_WORDS = re.compile(
    r"\bin ((?:[A-Za-z$€£¥]+ ?)?(?:thousands?|millions?|billions?)(?: (?:of )?[A-Za-z]+)?)\b", re.IGNORECASE
)
_QUOTED_IN_FORMAT = re.compile(r'"([^"]+)"|\[\$([^\]-]+)(?:-[^\]]*)?\]|([¥￥€£$])|(%)')


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit: "万元", "（万元）", "%"."""
    bare = plain(text).strip("()[]【】")
    bare = bare.removeprefix("单位:").removeprefix("单位")
    return bare in _UNITS


def said_unit(text: str) -> str | None:
    """The unit that a header or a line names: "投资金额（万元）" is in 万元, "单位：亿元" in 亿元."""
    if unit := _said_outright(text):
        return unit
    if is_unit(text) and not text.strip().isascii():
        return text.strip().strip("()（）[]【】")
    candidates: list[str] = [*_BRACKETS.findall(text), *_AFTER_COMMA.findall(text), *_IN_WORDS.findall(text)]
    for candidate in reversed(candidates):
        word = candidate.strip().removeprefix("单位").lstrip(":： ").strip()
        if plain(word) in _UNITS:
            return word
        for part in re.split(r"[,，、;；/ ]", word):
            if len(part) > 1 and plain(part) in _UNITS:
                return str(part)
    return None


def _said_outright(text: str) -> str | None:
    """After "单位：" or "Unit:"; several at once (个、万元) do not say which column has which."""
    found = _SAID.search(text)
    if found is None:
        return None
    unit = str(found[1] or found[2]).strip()
    if is_unit(unit):
        return unit
    if found[1] and (_OFFICE.search(unit) or re.search(r"[、/／和及]", unit)):
        return None
    return unit


def is_units_row(row: Sequence[Value]) -> bool:
    """A row that says nothing but units, under the titles."""
    texts = [str(value) for value in row if not is_blank(value)]
    return bool(texts) and all(is_unit(text) or text.strip() in "-—/" for text in texts)


def is_numbering_row(row: Sequence[Value]) -> bool:
    """The row of column numbers of an official form: 甲 乙 1 2 3, or (1) (2) (3)."""
    texts = [str(value).strip().removesuffix(".0") for value in row if not is_blank(value)]
    if len(texts) < 2:
        return False
    if all(re.fullmatch(r"[（(](\d{1,2}|[A-Za-z]{1,2})[）)]", text) for text in texts):
        return True
    return texts[0] in ("甲", "栏次") and all(
        re.fullmatch(r"[甲乙丙丁戊己庚辛壬癸]|栏次|[（(]?\d{1,2}[）)]?", text) for text in texts
    )


def unit_in_format(number_format: str) -> str | None:
    """The unit that a number format writes beside the number: `0.00"万元"`, `[$€-407] 0`."""
    for found in _QUOTED_IN_FORMAT.finditer(number_format):
        word = next(group for group in found.groups() if group)
        if plain(word) in _UNITS:
            return word.strip()
    return None


def units_of(
    titles: Mapping[str, str],
    unit_cells: Mapping[str, str],
    lines: Sequence[str],
    number_headers: frozenset[str],
) -> dict[str, str]:
    """Header to unit. ``titles`` has for each header what the file says there: nothing, if it was made up.

    A column's own word wins (its header, then the row of units below it); a unit said once for the whole
    table, in ``lines`` above or below it, holds for the columns of numbers that say nothing themselves.
    """
    table_unit = next((unit for unit in map(_line_unit, lines) if unit), None)
    units: dict[str, str] = {}
    for header, title in titles.items():
        unit = said_unit(title) or unit_cells.get(header)
        if unit is None and header in number_headers:
            unit = table_unit
        if unit is not None:
            units[header] = unit
    return units


def _line_unit(text: str) -> str | None:
    if unit := _said_outright(text):
        return unit
    return text.strip().strip("()（）[]【】") if is_unit(text) else said_unit(text)
