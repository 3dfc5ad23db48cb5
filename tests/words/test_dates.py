"""Days, months, half-years and periods, as readers of each language write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fundscope import words
from fundscope.model import Language

LEAP_DAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("write", "value", "en", "zh"),
    [
        (words.day, LEAP_DAY, "29 Feb 2024", "2024年2月29日"),
        (words.month, LEAP_DAY, "Feb 2024", "2024年2月"),
        (words.half_year, date(2024, 1, 1), "H1 2024", "2024年上半年"),
        (words.half_year, date(2024, 7, 1), "H2 2024", "2024年下半年"),
        (words.period, "2024", "2024", "2024年"),
        (words.period, "2024-06", "Jun 2024", "2024年6月"),
        (words.period, "2024-02-29", "29 Feb 2024", "2024年2月29日"),
        (
            words.moment,
            datetime(2025, 1, 6, 9, 5, tzinfo=UTC),
            "6 Jan 2025 09:05 UTC",
            "2025年1月6日 09:05 UTC",
        ),
    ],
)
def test_time_is_written_as_each_language_writes_it(
    write: Callable[[Any, Language], str], value: date | str, en: str, zh: str
) -> None:
    """Never as figures alone, which the two would read in a different order."""
    assert (write(value, "en"), write(value, "zh")) == (en, zh)
