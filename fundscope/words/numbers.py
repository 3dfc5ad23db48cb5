"""Numbers, money and shares as readers of each language write them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from fundscope.model import Currency, Language

# Written where a value is not known; never 0.
UNKNOWN: dict[Language, str] = {"en": "unknown", "zh": "不详"}

Number = int | float | Decimal


@dataclass(frozen=True)
class _Scale:
    """From ``least`` upwards, an amount is divided by ``divisor`` and written in ``pattern``."""

    least: Decimal
    divisor: Decimal
    pattern: str


def _scale(exponent: int, pattern: str) -> _Scale:
    return _Scale(Decimal(10) ** exponent, Decimal(10) ** exponent, pattern)


_SCALES: dict[tuple[Language, Currency], tuple[_Scale, ...]] = {
    ("en", "cny"): (_scale(12, "¥{} tn"), _scale(9, "¥{} bn"), _scale(6, "¥{} m"), _scale(0, "¥{}")),
    ("en", "usd"): (_scale(12, "US${} tn"), _scale(9, "US${} bn"), _scale(6, "US${} m"), _scale(0, "US${}")),
    ("zh", "cny"): (_scale(12, "{} 万亿元"), _scale(8, "{} 亿元"), _scale(4, "{} 万元"), _scale(0, "{} 元")),
    ("zh", "usd"): (
        _scale(12, "{} 万亿美元"), _scale(8, "{} 亿美元"), _scale(4, "{} 万美元"), _scale(0, "{} 美元"),
    ),
}  # fmt: skip


def _significant(value: Decimal, digits: int) -> Decimal:
    """Rounded to that many significant digits; digits before the point are always kept."""
    if value == 0:
        return Decimal(0)
    decimals = max(0, digits - 1 - value.copy_abs().adjusted())
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded.copy_abs().adjusted() > value.copy_abs().adjusted() and decimals:
        return rounded.quantize(Decimal(1).scaleb(1 - decimals))
    return rounded


def _without_idle_zeros(value: Decimal, keep_zeros: bool) -> Decimal:
    """3.50 and 17.0 where the zeros of three digits are kept, else 3.5 and 17."""
    kept = max(0, 2 - value.copy_abs().adjusted()) if keep_zeros else 0
    decimals = max(0, -int(value.as_tuple().exponent))
    while decimals > kept and value == value.quantize(Decimal(1).scaleb(1 - decimals)):
        decimals -= 1
    return value.quantize(Decimal(1).scaleb(-decimals))


def _grouped(value: Decimal) -> str:
    decimals = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    # Both languages group by thousands with a comma; the minus is the typographic one.
    return format_decimal(value, format=pattern, locale="en").replace("-", "\N{MINUS SIGN}")


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def number(value: Number | None, lang: Language, decimals: int = 0) -> str:
    """A plain number with thousands grouped: 29,700."""
    if value is None:
        return UNKNOWN[lang]
    return _grouped(_decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def money(
    amount_cny: Number | None,
    lang: Language,
    currency: Currency = "cny",
    cny_per_unit: Decimal | None = None,
    digits: int = 3,
    *,
    keep_zeros: bool = True,
) -> str:
    """An amount of yuan as people write it: ¥17.0 bn, 170 亿元, US$2.35 bn, 23.5 亿美元.

    ``digits`` is the number of significant digits. English keeps the zeros of three digits (17.0)
    unless told not to, as on an axis; Chinese never does. Another currency needs its ``cny_per_unit``.
    """
    if amount_cny is None:
        return UNKNOWN[lang]
    amount = _decimal(amount_cny)
    if currency != "cny":
        if cny_per_unit is None:
            raise ValueError(f"No rate to show yuan in {currency}.")
        amount /= cny_per_unit
    scales = _SCALES[lang, currency]
    size = amount.copy_abs()
    scale = next((scale for scale in scales if size >= scale.least), scales[-1])
    # Nobody writes parts of a yuan, and rounding twice would make 48.45 a 49.
    in_whole = (amount / scale.divisor).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    rounded = in_whole if scale is scales[-1] else _significant(amount / scale.divisor, digits)
    if scale is not scales[0]:
        # 999.96 million is 1.00 billion once rounded: written in the next larger unit.
        larger = scales[scales.index(scale) - 1]
        if rounded.copy_abs() * scale.divisor >= larger.least:
            scale, rounded = larger, _significant(rounded * scale.divisor / larger.divisor, digits)
    written = scale.pattern.format(
        _grouped(_without_idle_zeros(rounded.copy_abs(), keep_zeros and lang == "en"))
    )
    return f"\N{MINUS SIGN}{written}" if rounded < 0 else written


def share(value: Number | None, lang: Language, decimals: int | None = None) -> str:
    """A share of 1 as a percentage: 34.8%, 9.1%, 100%."""
    if value is None:
        return UNKNOWN[lang]
    percent = _decimal(value) * 100
    if decimals is None:
        decimals = 0 if percent == percent.to_integral_value() else 1
    return number(percent, lang, decimals) + "%"
