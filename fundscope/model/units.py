"""Units in which Chinese and English spreadsheets write money, and their worth in yuan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Currency = Literal["cny", "usd"]


@dataclass(frozen=True)
class MoneyUnit:
    """A way of writing money: ``factor`` units of ``currency`` for each 1 written."""

    code: str
    currency: Currency
    factor: Decimal
    spellings: tuple[str, ...]


# Spellings are matched without case and spaces; a longer one wins over a shorter one it contains.
MONEY_UNITS: tuple[MoneyUnit, ...] = (
    MoneyUnit("cny", "cny", Decimal(1), ("元", "人民币元", "人民币", "yuan", "cny", "rmb", "¥", "￥")),
    MoneyUnit("cny_thousand", "cny", Decimal(1_000), ("千元", "千元人民币", "人民币千元", "cny'000", "rmb'000", "cny thousand", "thousand yuan")),
    MoneyUnit("cny_10k", "cny", Decimal(10_000), ("万元", "万", "万元人民币", "人民币万元", "万人民币", "10k cny", "10,000 yuan", "cny 10,000", "rmb 10,000", "wan")),
    MoneyUnit("cny_million", "cny", Decimal(1_000_000), ("百万元", "百万", "百万元人民币", "人民币百万元", "cny million", "cny m", "rmb million", "rmb m", "million yuan", "m yuan", "million cny", "million rmb")),
    MoneyUnit("cny_10m", "cny", Decimal(10_000_000), ("千万元", "千万", "千万元人民币", "人民币千万元")),
    MoneyUnit("cny_100m", "cny", Decimal(100_000_000), ("亿元", "亿", "亿元人民币", "人民币亿元", "亿人民币", "100m cny", "100 million yuan", "cny 100 million", "rmb 100 million")),
    MoneyUnit("cny_billion", "cny", Decimal(1_000_000_000), ("十亿元", "cny billion", "cny bn", "rmb billion", "rmb bn", "billion yuan", "bn yuan", "billion cny", "billion rmb")),
    MoneyUnit("usd", "usd", Decimal(1), ("美元", "usd", "us$", "us dollars", "$")),
    MoneyUnit("usd_thousand", "usd", Decimal(1_000), ("千美元", "usd'000", "usd thousand", "thousand usd", "us$ thousand")),
    MoneyUnit("usd_10k", "usd", Decimal(10_000), ("万美元", "美元万元")),
    MoneyUnit("usd_million", "usd", Decimal(1_000_000), ("百万美元", "usd million", "usd m", "us$ million", "us$ m", "us$m", "million usd", "million us dollars")),
    MoneyUnit("usd_100m", "usd", Decimal(100_000_000), ("亿美元",)),
    MoneyUnit("usd_billion", "usd", Decimal(1_000_000_000), ("十亿美元", "usd billion", "usd bn", "us$ billion", "us$ bn", "billion usd", "billion us dollars")),
)  # fmt: skip


def money_unit(code: str) -> MoneyUnit:
    """The unit of that code; KeyError where there is none."""
    return {unit.code: unit for unit in MONEY_UNITS}[code]
