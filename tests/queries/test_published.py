"""Record totals held against published figures."""

from __future__ import annotations

from tests.handmade import CITY, MILLION, answer, release_of

HELD = ("fact_id", "controls", "fund_id", "batch", "published_value", "record_value", "difference_value")


def test_each_total_stands_beside_its_published_figure() -> None:
    """Narrowed to the fund, batch and day the figure is about; a fact that controls nothing is left out."""
    assert answer(release_of(**CITY), "published/controls", *HELD) == [
        ("decided", "decided_cny", None, None, 650 * MILLION, 650_500_000, 500_000),
        ("funds", "fund_count", None, None, 3, 2, -1),
        ("paid", "paid_cny", None, None, 340 * MILLION, 340 * MILLION, 0),
        ("batch_size", "size_cny", None, 1, 1000 * MILLION, 1000 * MILLION, 0),
        ("one_fund", "decided_count", "F02", None, 1, 1, 0),
    ]


def test_a_published_figure_keeps_its_source() -> None:
    """Everything a page needs to cite it comes along."""
    columns = (
        "label_en", "label_zh", "unit", "qualifier", "status", "as_of",
        "publisher_en", "publisher_zh", "title", "published_on", "url",
    )  # fmt: skip

    assert answer(release_of(**CITY), "published/controls", *columns)[0] == (
        "Value decided", "决策金额", "cny", "about", "stated", "2024",
        "Paper", "报", "A title", "2025-01-07", "https://example.org/decided",
    )  # fmt: skip


def test_every_kind_of_total_is_counted() -> None:
    """What each code of `controls` adds up."""
    kinds = {
        "attracted_count": 1,
        "decided_cny": 650_500_000,
        "decided_count": 4,
        "enterprise_count": 3,
        "fund_count": 2,
        "paid_cny": 340 * MILLION,
        "paid_count": 2,
        "size_cny": 1500 * MILLION,
    }
    published = [{"fact_id": kind, "controls": kind, "value": 0} for kind in kinds]
    release = release_of(**CITY | {"published": published})

    assert answer(release, "published/controls", "fact_id", "record_value") == list(kinds.items())


def test_records_that_are_not_there_add_up_to_nothing() -> None:
    """An empty release falls short by the whole published figure."""
    published = [{"fact_id": "paid", "controls": "paid_cny", "value": 8}]

    assert answer(release_of(published=published), "published/controls", *HELD[-3:]) == [(8, 0, -8)]
