"""What a cell looks like, and what that says of its row: all that telling a header from data rests on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date, time, timedelta

from fundscope.model.units import UNKNOWN_WORDS, plain

from .cells import cell_text
from .grid import ErrorValue, Value, is_blank
from .table import Kind

_NUMBER = re.compile(
    r"[-+\u2212(]?\s*[¥￥$€£]?\s*[-+]?\.?\d[\d.,'\u00a0\u202f ]*(e[-+]?\d+)?\s*[%‰)]?", re.IGNORECASE
)
_DATE = re.compile(
    r"(\d{4}[-/.年]\s?\d{1,2}([-/.月]\s?\d{1,2}日?)?月?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
    r"([ T]\d{1,2}:\d{2}.*)?|\d{1,3}:\d{2}(:\d{2}(\.\d+)?)?"
)
# What Excel writes into a text file where a formula failed.
EXCEL_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
_WORDS = {"TRUE": Kind.FLAG, "FALSE": Kind.FLAG, **dict.fromkeys(EXCEL_ERRORS, Kind.ERROR)}
TYPED = frozenset({Kind.NUMBER, Kind.DATE, Kind.FLAG, Kind.ERROR})


def look(value: Value) -> Kind:
    """The kind of a cell as a person would see it: a text of digits is a number, a "--" says nothing."""
    if not isinstance(value, str) or isinstance(value, ErrorValue):
        # A time of day is stored as text, but nobody takes it for a word.
        return Kind.DATE if isinstance(value, (time, timedelta)) else cell_text(value)[1]
    text = value.strip()
    if not text or (text[0] != "#" and plain(text) in UNKNOWN_WORDS):
        return Kind.BLANK
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-+\u2212(.¥￥$€£0123456789":
        if _DATE.fullmatch(text):
            return Kind.DATE
        if _NUMBER.fullmatch(text):
            return Kind.NUMBER
    return Kind.TEXT


def looks(row: Sequence[Value]) -> list[Kind]:
    return list(map(look, row))


def filled(row: Sequence[Value]) -> int:
    """How many cells of a row a person would see something in."""
    return sum(not is_blank(value) for value in row)


def first_text(row: Sequence[Value]) -> str:
    """The first cell in which there is something, as text; "" in a blank row."""
    return next((str(value).strip() for value in row if not is_blank(value)), "")


def line(row: Sequence[Value]) -> str:
    """A row that is no data, as one line."""
    return " ".join((cell_text(value)[0] or "").strip() for value in row if not is_blank(value))


def is_text_row(row: Sequence[Value]) -> bool:
    """Nothing in it is a number, a date, a flag or an error."""
    return not any(kind in TYPED for kind in looks(row))


def _step(value: Value) -> int | None:
    """A year, or a month of one, as a count that goes up."""
    if isinstance(value, date):
        return value.year * 366 + value.timetuple().tm_yday
    text = str(value).strip().removesuffix(".0")
    if re.fullmatch(r"(19|20)\d\d", text):
        return int(text) * 366
    found = re.fullmatch(r"((?:19|20)\d\d)[-/.年](\d{1,2})月?", text)
    return int(found[1]) * 366 + int(found[2]) * 31 if found else None


def is_row_of_periods(row: Sequence[Value]) -> bool:
    """Years or months as titles: at least two, each after the other, all up or all down, the rest texts."""
    typed = [value for value in row if look(value) in TYPED]
    steps = [step for step in map(_step, typed) if step is not None]
    if len(steps) < 2 or len(steps) != len(typed):
        return False
    # Each may stand over several columns: 2022 2022 2023 2023.
    runs = [step for step, _ in itertools.groupby(steps)]
    ascending = all(one < next_ for one, next_ in itertools.pairwise(runs))
    return len(runs) > 1 and (ascending or all(one > next_ for one, next_ in itertools.pairwise(runs)))


def is_axis(row: Sequence[Value]) -> bool:
    """Numbers as titles over a matrix: at least three, in even steps, after a text or a blank."""
    kinds = looks(row)
    columns = [column for column, kind in enumerate(kinds) if kind == Kind.NUMBER]
    if len(columns) < 3 or columns[0] == 0 or any(kind in TYPED for kind in kinds[: columns[0]]):
        return False
    if columns != list(range(columns[0], columns[0] + len(columns))) or len(columns) != sum(
        map(TYPED.__contains__, kinds)
    ):
        return False
    try:
        numbers = [float(str(row[column])) for column in columns]
    except ValueError:
        return False
    steps = {round(after - before, 9) for before, after in itertools.pairwise(numbers)}
    return len(steps) == 1 and min(steps) > 0


_TOTAL = re.compile(
    r"(?:本页|本頁|全部|以上)?[总總合共小累]\s*[计計](?:数|额|金额)?|[总總]\s*[和额額]"
    r"|(?:grand |sub-?|sous-?|overall )?tota(?:ls?|ux)|sum|somme|ensemble|average|平均值?"
    r"|(?:zwischen|gesamt)?summe|gesamt|insgesamt|zusammen"
    r"|totale|totaal|ogółem|razem|celkem|összesen|итого|всего"
    r"|(?:grand )?total\b.{0,40}|[总總合共小]\s*[计計]\s*[（(:：].{0,40}",
    re.IGNORECASE,
)
# What the words of a total can begin with.
_BEGIN_TOTALS = frozenset("本全以总總合共小累平gGsSoOtTaAiIzZeErRcCöÖиИвВ")
_NOTE = re.compile(
    r"[注註]\s*\d*\s*[:：.、]|[注註]\s*$|[备備]\s*[注註]|[说說]\s*明|附\s*[注註]"
    r"|数据来源|資料來源|资料来源|[来來]\s*源"
    r"|单位负责人|填\s*表|制\s*表|审\s*核|复\s*核"
    r"|打印|导出时间|统计时间|截至"
    r"|fuente\b|fonte\b|źródło|zdroj|forrás|источник|примечани"
    r"|quellen?\b|hinweise?\b|anmerkung|fu(?:ß|ss)note|stand\b\s*:|lecture\s*:|champ\s*:|erstellt\b"
    r"|notes?\b|source\b|sources\b|footnote|prepared by|printed|generated|as of\b|©|copyright"
    r"|\*|†|‡|※|[（(\[]\d{1,2}[）)\]]\s|\d{1,2}\s*[.、]\s*\D|\d{1,2}\s{2,}\D",
    re.IGNORECASE,
)


def is_total(row: Sequence[Value]) -> bool:
    """A row of sums: one of its first two texts says so."""
    looked_at = 0  # written out, since every row of a file comes by here
    for value in row:
        if isinstance(value, str) and (text := value.strip()):
            if text[0] in _BEGIN_TOTALS and _TOTAL.fullmatch(text.rstrip(":：")):
                return True
            looked_at += 1
            if looked_at == 2:
                return False
    return False


def is_note(row: Sequence[Value]) -> bool:
    """A line that speaks about the table: it begins as notes, sources and signatures do."""
    return bool(_NOTE.match(first_text(row)))
