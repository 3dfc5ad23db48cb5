"""Columns of each type read from the distinct texts of a spreadsheet column.

Each function takes trimmed texts, null where nothing is known, and gives values of the declared SQL type.
Decimals are exact: a number is never turned into a float on its way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.amounts import Amount, Vague, read_amount
from fundscope.ingest.dates import Order, TwoWays, Written, column_order, read_date
from fundscope.ingest.typed import Fault, Refusal, Typed, read_each, where_null, words_for
from fundscope.model import MoneyUnit, plain

# What a plain number may be for Arrow to read it: all that fits into 18 digits before and 16 after the point.
_GROUPED = r"^-?\d{1,3}(,\d{3})+(\.\d{1,16})?$"
_PLAIN = r"^-?\d{1,18}(\.\d{1,16})?$"
_EXACT = pa.decimal256(60, 20)
_MONEY, _NUMBER = pa.decimal128(18, 2), pa.decimal128(18, 4)
# decimal(18, 2) holds less than this.
_TOO_LARGE = Decimal(10) ** 16

# Excel calculates with 15 significant digits; what lies beyond is noise, not a finer amount.
_NOISE = 1e-15

_YES = {"是", "y", "yes", "true", "t", "1", "1.0", "√", "✓", "✔", "☑", "对", "有", "是的"}
_NO = {"否", "n", "no", "false", "f", "0", "0.0", "×", "✗", "✘", "☐", "x", "不是", "非", "否定"}

_INTEGER = re.compile(r"([+-]?\d{1,3}(?:,\d{3})+|[+-]?\d{1,18})(?:\.0+)?\s*(?:人|名|家|个|只|次|期|批)?")
_BATCH = re.compile(r"第([一二三四五六七八九十]|\d+)[批期次]")
_CHINESE_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", start=1)}
_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)%")


@dataclass(frozen=True)
class Money:
    """In which unit plain numbers of a column are (None: nowhere said), and yuan for a dollar."""

    unit: MoneyUnit | None
    cny_per_usd: Decimal | None
    header: str

    def in_cny(self, number: Decimal, unit: MoneyUnit) -> Decimal | Refusal:
        with localcontext(prec=60):
            amount = number * unit.factor
            if unit.currency == "usd":
                if self.cny_per_usd is None:
                    return self.without_unit()
                amount *= self.cny_per_usd
            if abs(amount) >= _TOO_LARGE:
                return Refusal("money", words_for("expect.money"))
            return amount.quantize(Decimal(1).scaleb(-20))

    def without_unit(self) -> Refusal:
        return Refusal("unit_missing", words_for("expect.unit", header=self.header))


def _plain_numbers(texts: pa.Array) -> pa.Array:
    """The texts that Arrow reads exactly as decimals, without their grouping commas; null for the others."""
    grouped = pc.match_substring_regex(texts, _GROUPED)
    if pc.any(grouped).as_py():
        texts = pc.if_else(grouped, pc.replace_substring(texts, ",", ""), texts)
    return pc.if_else(pc.match_substring_regex(texts, _PLAIN), texts, None).cast(pa.decimal256(38, 16))


def read_money(texts: pa.Array, money: Money) -> Typed:
    """Amounts in yuan and fen, decimal(18, 2)."""

    def read(text: str) -> Decimal | Refusal:
        amount = read_amount(text)
        if isinstance(amount, Vague):
            return Refusal("vague_amount", words_for("expect.exact_amount"))
        if not isinstance(amount, Amount):
            return Refusal("money", words_for("expect.money"))
        unit = amount.unit or money.unit
        return money.without_unit() if unit is None else money.in_cny(amount.number, unit)

    exact = where_null(_quick_money(texts, money), texts, read)
    in_fen = pc.round(exact.values, 2)
    dollars = _in_dollars(texts, money)
    faults = exact.faults
    if (rounded := _rounded(exact.values, in_fen, dollars)) is not None:
        faults += (Fault("rounded", words_for("expect.whole_fen"), rounded),)
    if (converted := pc.indices_nonzero(dollars).cast(pa.int64())) and money.cny_per_usd is not None:
        faults += (Fault("currency_converted", words_for("expect.rate", rate=money.cny_per_usd), converted),)
    return Typed(in_fen.cast(_MONEY), faults)


def _quick_money(texts: pa.Array, money: Money) -> pa.Array:
    unit = money.unit
    if unit is None or (unit.currency == "usd" and money.cny_per_usd is None):
        return pa.nulls(len(texts), _EXACT)
    factor = unit.factor * (money.cny_per_usd or 1 if unit.currency == "usd" else 1)
    amounts = pc.multiply(_plain_numbers(texts), pa.scalar(factor, pa.decimal256(16, 4)))
    fits = pc.less(pc.abs(amounts), pa.scalar(_TOO_LARGE, pa.decimal256(17, 0)))
    return pc.if_else(fits, amounts, None).cast(_EXACT)


def _in_dollars(texts: pa.Array, money: Money) -> pa.Array:
    """Which amounts are in dollars, by their own cell or by the column."""
    if money.unit is not None and money.unit.currency == "usd":
        return pc.and_not(pc.is_valid(texts), pc.match_substring_regex(texts, "[元¥￥]|(?i)cny|rmb"))
    return pc.fill_null(pc.match_substring_regex(texts, r"\$|美元|(?i)usd|dollar"), False)


def _rounded(exact: pa.Array, in_fen: pa.Array, dollars: pa.Array) -> pa.Array | None:
    """Positions of the yuan amounts that are finer than a fen by more than the noise of a spreadsheet."""
    finer = pc.and_not(pc.fill_null(pc.not_equal(exact, in_fen), False), dollars)
    if not pc.any(finer).as_py():
        return None
    positions = pc.indices_nonzero(finer).cast(pa.int64())
    amounts = exact.take(positions).cast(pa.float64())
    differences = pc.abs(pc.subtract(exact.take(positions), in_fen.take(positions)).cast(pa.float64()))
    told = positions.filter(pc.greater(differences, pc.multiply(pc.abs(amounts), _NOISE)))
    return told if len(told) else None


def read_number(texts: pa.Array) -> Typed:
    """Numbers as decimal(18, 4); 12% is 0.12."""

    def read(text: str) -> Decimal | Refusal:
        if match := _PERCENT.fullmatch(plain(text)):
            return (Decimal(match[1]) / 100).quantize(Decimal("0.0001"))
        amount = read_amount(text)
        if isinstance(amount, Amount) and amount.unit is None:
            return amount.number
        return Refusal("number", words_for("expect.number"))

    return where_null(pc.round(_plain_numbers(texts), 4).cast(_NUMBER), texts, read)


def read_integer(texts: pa.Array) -> Typed:
    """Whole numbers; 46人 and 第一批 are read as well."""

    def read(text: str) -> int | Refusal:
        written = unicodedata.normalize("NFKC", text).strip()
        if match := _INTEGER.fullmatch(written):
            return int(match[1].replace(",", ""))
        if match := _BATCH.fullmatch(written):
            return _CHINESE_DIGITS.get(match[1]) or int(match[1])
        return Refusal("integer", words_for("expect.integer"))

    quick = pc.if_else(pc.match_substring_regex(texts, r"^-?\d{1,18}$"), texts, None).cast(pa.int64())
    return where_null(quick, texts, read)


def read_year(texts: pa.Array) -> Typed:
    """Years, from a year or from any date."""

    def read(text: str) -> int | Refusal:
        found = read_date(text)
        if found is None:
            return Refusal("year", words_for("expect.year"))
        return found.year if isinstance(found, TwoWays) else found.first.year

    return read_each(texts, read, pa.int64())


def read_dates(texts: pa.Array, *, of_months: bool = False) -> Typed:
    """Days, or with ``of_months`` the first days of months.

    A cell that says less (a year, or a month where a day is wanted) is unknown, and told.
    """
    found = {text: read_date(text) for text in texts.to_pylist() if text is not None}
    order = column_order(found.values())
    enough = ("month", "day") if of_months else ("day",)

    def read(text: str) -> date | Refusal:
        day = _settled(found[text], order)
        if isinstance(day, Refusal):
            return day
        if day is None:
            return Refusal("date", words_for("expect.month" if of_months else "expect.date"))
        if day.precision not in enough:
            return Refusal("date_precision", words_for("expect.month" if of_months else "expect.date"))
        return day.first.replace(day=1) if of_months else day.first

    return read_each(texts, read, pa.date32())


def _settled(found: Written | TwoWays | None, order: Order | None) -> Written | Refusal | None:
    """A date with its day and month in order: the column's, or the only one that makes a date."""
    if not isinstance(found, TwoWays):
        return found
    day_first, month_first = found.read("day"), found.read("month")
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if order is None:
        return Refusal("date_order", words_for("expect.date_order"))
    return day_first if order == "day" else month_first


def read_flags(texts: pa.Array) -> Typed:
    """Yes and no in the ways people tick them."""

    def read(text: str) -> bool | Refusal:
        written = plain(text)
        if written in _YES:
            return True
        return False if written in _NO else Refusal("flag", words_for("expect.flag"))

    return read_each(texts, read, pa.bool_())


def read_text(texts: pa.Array) -> Typed:
    """Text as it stands, trimmed."""
    return Typed(texts)


READERS: dict[str, Callable[[pa.Array], Typed]] = {
    "text": read_text,
    "number": read_number,
    "integer": read_integer,
    "year": read_year,
    "date": read_dates,
    "month": lambda texts: read_dates(texts, of_months=True),
    "flag": read_flags,
}
