"""Units of money, and how spreadsheets spell them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fundscope.model import MONEY_UNITS, money_unit


def test_units_are_worth_what_their_names_say() -> None:
    """Yuan or dollars for each 1 written."""
    assert {unit.code: (unit.currency, int(unit.factor)) for unit in MONEY_UNITS} == {
        "cny": ("cny", 1),
        "cny_thousand": ("cny", 1_000),
        "cny_10k": ("cny", 10_000),
        "cny_million": ("cny", 1_000_000),
        "cny_10m": ("cny", 10_000_000),
        "cny_100m": ("cny", 100_000_000),
        "cny_billion": ("cny", 1_000_000_000),
        "usd": ("usd", 1),
        "usd_thousand": ("usd", 1_000),
        "usd_10k": ("usd", 10_000),
        "usd_million": ("usd", 1_000_000),
        "usd_100m": ("usd", 100_000_000),
        "usd_billion": ("usd", 1_000_000_000),
    }


@pytest.mark.parametrize(
    ("spelling", "currency", "factor"),
    [
        ("元", "cny", 1),
        ("¥", "cny", 1),
        ("RMB", "cny", 1),
        ("千元", "cny", 1_000),
        ("万元", "cny", 10_000),
        ("人民币万元", "cny", 10_000),
        ("百万元", "cny", 1_000_000),
        ("CNY million", "cny", 1_000_000),
        ("千万元", "cny", 10_000_000),
        ("亿元", "cny", 100_000_000),
        ("100 million yuan", "cny", 100_000_000),
        ("CNY bn", "cny", 1_000_000_000),
        ("US$", "usd", 1),
        ("万美元", "usd", 10_000),
        ("US$ m", "usd", 1_000_000),
        ("亿美元", "usd", 100_000_000),
        ("USD billion", "usd", 1_000_000_000),
    ],
)
def test_a_spelling_is_worth_one_thing(spelling: str, currency: str, factor: int) -> None:
    """Every way to write an amount leads to one unit."""
    found = [unit for unit in MONEY_UNITS if spelling.casefold() in unit.spellings]

    assert [(unit.currency, int(unit.factor)) for unit in found] == [(currency, factor)]


def test_no_spelling_stands_under_two_units() -> None:
    """Spellings are matched without case and spaces, so they must differ without them."""
    meanings = {
        (spelling.casefold().replace(" ", ""), unit.code)
        for unit in MONEY_UNITS
        for spelling in unit.spellings
    }

    assert len({spelling for spelling, _ in meanings}) == len(meanings)


def test_a_unit_is_found_by_its_code() -> None:
    """万元 is ten thousand yuan."""
    assert money_unit("cny_10k").factor == Decimal(10_000)
    with pytest.raises(KeyError):
        money_unit("cny_dozen")
