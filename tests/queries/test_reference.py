"""What codes are called, and the exchange rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.handmade import CITY, answer, release_of


def test_every_code_has_its_names_and_its_place() -> None:
    """A name missing in one language is that of the other; robotics has no project yet."""
    assert answer(release_of(**CITY), "reference/labels") == [
        ("batch", "1", None, None, None, None, 1, True),
        ("batch", "2", None, None, None, None, 2, True),
        ("district", "110108", "Haidian District", "海淀区", "Haidian", "海淀", 1, True),
        ("district", "110105", "Chaoyang District", "朝阳区", "Chaoyang", "朝阳", 2, True),
        ("fund", "F01", "Sample Fund A", "示例甲基金", "A", "甲", 1, True),
        ("fund", "F02", "示例乙基金", "示例乙基金", "示例乙基金", "示例乙基金", 2, True),
        ("round", "seed", "Seed", "种子轮", "Seed", "种子轮", 1, True),
        ("round", "a", "Series A", "首轮", "Series A", "首轮", 2, True),
        ("sector", "ai", "Artificial intelligence", "人工智能", "AI", "智能", 1, True),
        ("sector", "health", "Medicine and health", "医药健康", "Health", "医药", 2, True),
        ("sector", "robotics", "Robotics", "机器人", "Robots", "机器", 3, False),
        ("tech_field", "electronic_information", *["Electronic information", "电子信息"] * 2, 1, True),
        ("tech_field", "biology_medicine", *["Biology and new medicine", "生物与新医药"] * 2, 2, True),
    ]


def test_a_batch_of_several_funds_is_one() -> None:
    """One row a batch, however many funds it has."""
    funds = [{"fund_id": f"F0{number}", "batch": 1} for number in (1, 2)]
    labels = answer(release_of(funds=funds), "reference/labels", "level", "code")

    assert labels == [("batch", "1"), ("fund", "F01"), ("fund", "F02")]


def test_rates_say_when_and_by_whom() -> None:
    """Yuan for one unit of the currency."""
    rates = answer(release_of(**CITY), "reference/rates")

    assert rates == [("usd", Decimal("7.2307"), date(2025, 3, 21), "Paper", "报")]


def test_the_last_day_is_that_of_a_decision_or_of_a_payment() -> None:
    """Whichever is later, for all projects."""
    until = answer(release_of(**CITY), "reference/records_until")

    assert until == [(date(2024, 12, 31),)]


def test_without_projects_there_is_no_last_day() -> None:
    """Unknown, not a day of its own."""
    assert answer(release_of(), "reference/records_until") == [(None,)]
