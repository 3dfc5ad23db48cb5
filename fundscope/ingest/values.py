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

# Numbers that Arrow reads by itself: short ones, as nearly all are, and long ones, in wider decimals.
_GROUPED = r"^-?\d{1,3}(,\d{3})+(\.\d{1,16})?$"
_SHORT, _SHORT_DECIMAL = r"^-?\d{1,12}(\.\d{1,6})?$", pa.decimal128(18, 6)
_LONG, _LONG_DECIMAL = r"^-?\d{1,18}(\.\d{1,16})?$", pa.decimal256(38, 16)
_ISO_DAY = r"^(19|20)\d\d-\d\d-\d\d$"
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


def _ungrouped(texts: pa.Array) -> pa.Array:
    """1,234.5 as 1234.5; other texts as they are."""
    if not pc.any(pc.match_substring(texts, ",")).as_py():
        return texts
    grouped = pc.match_substring_regex(texts, _GROUPED)
    return pc.if_else(grouped, pc.replace_substring(texts, ",", ""), texts)


def _plain_numbers(texts: pa.Array, form: str, type_: pa.DataType) -> pa.Array:
    """The texts of that form as exact decimals; null for the others."""
    return pc.if_else(pc.match_substring_regex(texts, form), texts, None).cast(type_)


def read_money(texts: pa.Array, money: Money) -> Typed:
    """Amounts in yuan and fen, decimal(18, 2)."""
    texts = _ungrouped(texts)
    is_usd = money.unit is not None and money.unit.currency == "usd"
    in_usd = pa.repeat(pa.scalar(is_usd), len(texts))
    short = _in_unit(_plain_numbers(texts, _SHORT, _SHORT_DECIMAL), money, pa.decimal128(16, 4))
    return where_null(_in_fen(Typed(short), in_usd, money), texts, lambda rest: _read_rest(rest, money))


def _read_rest(texts: pa.Array, money: Money) -> Typed:
    """Amounts with many digits, and those with words."""

    def read(text: str) -> Decimal | Refusal:
        amount = read_amount(text)
        if isinstance(amount, Vague):
            return Refusal("vague_amount", words_for("expect.exact_amount"))
        if not isinstance(amount, Amount):
            return Refusal("money", words_for("expect.money"))
        unit = amount.unit or money.unit
        return money.without_unit() if unit is None else money.in_cny(amount.number, unit)

    long = _in_unit(_plain_numbers(texts, _LONG, _LONG_DECIMAL), money, pa.decimal256(16, 4)).cast(_EXACT)
    exact = where_null(Typed(long), texts, lambda odd: read_each(odd, read, _EXACT))
    in_usd = pc.match_substring_regex(texts, r"(?i)\$|美元|usd|dollar")
    if money.unit is not None and money.unit.currency == "usd":
        in_usd = pc.or_(in_usd, pc.match_substring_regex(texts, _LONG))
    return _in_fen(exact, in_usd, money)


def _in_unit(numbers: pa.Array, money: Money, factor_type: pa.DataType) -> pa.Array:
    """Plain numbers in yuan; null where they would not fit, and everywhere if their unit is not known."""
    unit = money.unit
    if unit is None or (unit.currency == "usd" and money.cny_per_usd is None):
        return pa.nulls(len(numbers), numbers.type)
    factor = unit.factor * (money.cny_per_usd or 1 if unit.currency == "usd" else 1)
    amounts = pc.multiply(numbers, pa.scalar(factor, factor_type))
    fits = pc.less(pc.abs(amounts), pa.scalar(_TOO_LARGE, amounts.type))
    return pc.if_else(fits, amounts, None)


def _in_fen(exact: Typed, in_usd: pa.Array, money: Money) -> Typed:
    """Yuan rounded to the fen; what was rounded by more than noise is told, and what was converted."""
    in_fen = pc.round(exact.values, 2, round_mode="half_towards_infinity")  # as Excel does
    faults = exact.faults
    finer = pc.and_not(pc.fill_null(pc.not_equal(exact.values, in_fen), False), in_usd)
    if pc.any(finer).as_py():
        positions = pc.indices_nonzero(finer).cast(pa.int64())
        before, after = exact.values.take(positions), in_fen.take(positions)
        noise = pc.multiply(pc.abs(before).cast(pa.float64()), _NOISE)
        is_told = pc.greater(pc.abs(pc.subtract(before, after)).cast(pa.float64()), noise)
        faults += (Fault("rounded", words_for("expect.whole_fen"), positions.filter(is_told)),)
    converted = pc.indices_nonzero(pc.and_(in_usd, pc.is_valid(in_fen))).cast(pa.int64())
    if len(converted):
        faults += (Fault("currency_converted", words_for("expect.rate", rate=money.cny_per_usd), converted),)
    return Typed(in_fen.cast(_MONEY), faults)


def read_number(texts: pa.Array) -> Typed:
    """Numbers as decimal(18, 4); 12% is 0.12."""

    def read(text: str) -> Decimal | Refusal:
        if match := _PERCENT.fullmatch(plain(text)):
            return _to_four_digits(Decimal(match[1]) / 100)
        amount = read_amount(text)
        if isinstance(amount, Amount) and amount.unit is None and abs(amount.number) < 10**14:
            return _to_four_digits(amount.number)
        return Refusal("number", words_for("expect.number"))

    plain_numbers = _plain_numbers(_ungrouped(texts), r"^-?\d{1,14}(\.\d{1,4})?$", _NUMBER)
    return where_null(Typed(plain_numbers), texts, lambda odd: read_each(odd, read, _NUMBER))


def _to_four_digits(number: Decimal) -> Decimal | Refusal:
    """The number as decimal(18, 4) holds it, if that is the number."""
    held = number.quantize(Decimal("0.0001"))
    return held if held == number else Refusal("number", words_for("expect.number"))


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
    return where_null(Typed(quick), texts, lambda odd: read_each(odd, read, pa.int64()))


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
    return where_null(
        Typed(_iso_days(texts, of_months)), texts, lambda rest: _read_odd_dates(rest, of_months)
    )


def _iso_days(texts: pa.Array, of_months: bool) -> pa.Array:
    """2024-06-18 in any number of cells at once; null for the rest, and for all if one is no day at all."""
    try:
        days = pc.if_else(pc.match_substring_regex(texts, _ISO_DAY), texts, None).cast(pa.date32())
    except pa.ArrowInvalid:
        return pa.nulls(len(texts), pa.date32())
    return pc.floor_temporal(days, unit="month").cast(pa.date32()) if of_months else days


def _read_odd_dates(texts: pa.Array, of_months: bool) -> Typed:
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
