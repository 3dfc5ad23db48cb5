"""Numbers, money and shares, as readers of each language write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundscope.model import LANGUAGES, Language
from fundscope.words import money, number, share

RATE = Decimal("7.2307")
UNITS = {
    "¥": 1,
    "元": 1,
    "万元": 10**4,
    "亿元": 10**8,
    "万亿元": 10**12,
    "m": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}


@pytest.mark.parametrize(
    ("amount_cny", "en", "zh"),
    [
        (Decimal(17_000_000_000), "¥17.0 bn", "170 亿元"),
        (Decimal(12_733_000_000), "¥12.7 bn", "127 亿元"),
        (Decimal(127_330_000), "¥127 m", "1.27 亿元"),
        (Decimal(100_000_000_000), "¥100 bn", "1,000 亿元"),
        (Decimal(1_150_000_000_000), "¥1.15 tn", "1.15 万亿元"),
        (Decimal(1_000_000_000), "¥1.00 bn", "10 亿元"),
        (Decimal(350_000_000), "¥350 m", "3.5 亿元"),
        (Decimal(102_000), "¥102,000", "10.2 万元"),
        (Decimal(1_234_567), "¥1.23 m", "123 万元"),
        (Decimal(9_999), "¥9,999", "9,999 元"),
        (Decimal("12.5"), "¥13", "13 元"),
        (Decimal("48.45"), "¥48", "48 元"),
        (Decimal("0.49"), "¥0", "0 元"),
        (Decimal(0), "¥0", "0 元"),
        (None, "unknown", "不详"),
    ],
)
def test_yuan_are_written_in_the_unit_that_leaves_three_digits(
    amount_cny: Decimal | None, en: str, zh: str
) -> None:
    """English counts in thousands and keeps the zeros of three digits; Chinese counts in 万 and 亿."""
    assert (money(amount_cny, "en"), money(amount_cny, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("amount_cny", "en", "zh"),
    [
        (Decimal(12_733_000_000), "¥12.733 bn", "127.33 亿元"),
        (Decimal(17_000_000_000), "¥17.0 bn", "170 亿元"),
        (Decimal(127_330_000), "¥127.33 m", "1.2733 亿元"),
        (Decimal(94_318_500), "¥94.319 m", "9,431.9 万元"),
    ],
)
def test_more_digits_are_written_where_they_are_asked_for(amount_cny: Decimal, en: str, zh: str) -> None:
    """Zeros beyond three digits say nothing and are left out."""
    assert (money(amount_cny, "en", digits=5), money(amount_cny, "zh", digits=5)) == (en, zh)


@pytest.mark.parametrize(
    ("amount_cny", "en", "zh"),
    [
        (Decimal(999_960_000), "¥1.00 bn", "10 亿元"),
        (Decimal(999_499_999), "¥999 m", "9.99 亿元"),
        (Decimal("999999.9"), "¥1.00 m", "100 万元"),
        (Decimal(99_999_999), "¥100 m", "1 亿元"),
        (Decimal(999_999_999_999), "¥1.00 tn", "1 万亿元"),
        (Decimal("9999.9"), "¥10,000", "1 万元"),
        (Decimal("9.995"), "¥10", "10 元"),
    ],
)
def test_what_rounds_up_to_the_next_unit_is_written_in_it(amount_cny: Decimal, en: str, zh: str) -> None:
    """Never ¥1,000 m, never 10,000 万元."""
    assert (money(amount_cny, "en"), money(amount_cny, "zh")) == (en, zh)


@given(st.decimals(1, 10**15, places=2), st.sampled_from(LANGUAGES))
def test_what_is_written_is_what_is_meant(amount_cny: Decimal, lang: Language) -> None:
    """Read back, it is the amount to three digits, and never a thousand of a unit that has a larger one."""
    written = money(amount_cny, lang)
    figures, _, unit = written.removeprefix("¥").partition(" ")
    value = Decimal(figures.replace(",", ""))
    largest = {"": 10**6, "m": 1000, "bn": 1000, "元": 10**4, "万元": 10**4, "亿元": 10**4}

    assert abs(value * UNITS[unit or "¥"] - amount_cny) <= max(amount_cny / 200, Decimal("0.5"))
    assert value < largest.get(unit, 10**6)


@pytest.mark.parametrize(
    ("amount_cny", "en", "zh"),
    [
        (Decimal(-500_000_000), "−¥500 m", "−5 亿元"),
        (Decimal(-999_960_000), "−¥1.00 bn", "−10 亿元"),
        (Decimal("-0.2"), "¥0", "0 元"),
    ],
)
def test_money_that_is_missing_has_a_minus_before_the_sign(amount_cny: Decimal, en: str, zh: str) -> None:
    """A typographic minus, before the currency; nothing has none."""
    assert (money(amount_cny, "en"), money(amount_cny, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("amount_cny", "en", "zh"),
    [
        (Decimal(17_000_000_000), "US$2.35 bn", "23.5 亿美元"),
        (Decimal(100_000_000_000), "US$13.8 bn", "138 亿美元"),
        (Decimal(72_307), "US$10,000", "1 万美元"),
        (Decimal("7.2307"), "US$1", "1 美元"),
    ],
)
def test_dollars_are_yuan_at_the_rate_of_the_release(amount_cny: Decimal, en: str, zh: str) -> None:
    """7.2307 yuan for a dollar."""
    assert (money(amount_cny, "en", "usd", RATE), money(amount_cny, "zh", "usd", RATE)) == (en, zh)


def test_dollars_without_a_rate_are_refused() -> None:
    """A missing rate is never 1."""
    with pytest.raises(ValueError, match="No rate to show yuan in usd"):
        money(Decimal(1), "en", "usd")


def test_axes_are_written_without_idle_zeros() -> None:
    """Round values stay short where they are many."""
    assert money(Decimal(5_000_000_000), "en", keep_zeros=False) == "¥5 bn"
    assert money(Decimal(2_500_000_000), "en", keep_zeros=False) == "¥2.5 bn"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (29_700, 0, "29,700"),
        (167, 0, "167"),
        (0, 0, "0"),
        (-1_234, 0, "−1,234"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("1234.565"), 2, "1,234.57"),
        (0.1, 3, "0.100"),
    ],
)
def test_numbers_are_grouped_by_thousands(
    value: int | float | Decimal, decimals: int, written: str, lang: Language
) -> None:
    """Both languages alike; halves are rounded away from zero."""
    assert number(value, lang, decimals) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.348, "34.8%"),
        (0.09, "9%"),
        (1, "100%"),
        (Decimal("0.17"), "17%"),
        (0.0004, "0.0%"),
        (1.2, "120%"),
        (-0.125, "−12.5%"),
    ],
)
def test_shares_are_percentages(value: float | Decimal, written: str) -> None:
    """One decimal, none where there is nothing after the point."""
    assert (share(value, "en"), share(value, "zh")) == (written, written)


def test_what_is_not_known_is_never_a_number() -> None:
    """It is said in words."""
    assert (number(None, "en"), number(None, "zh")) == ("unknown", "不详")
    assert (share(None, "en"), share(None, "zh")) == ("unknown", "不详")
