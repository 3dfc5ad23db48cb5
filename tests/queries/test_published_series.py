"""Published series in their order in time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handmade import CITY, answer, release_of


@pytest.mark.parametrize(
    ("as_of", "as_of_on"),
    [
        ("2014", date(2014, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-03-05", date(2024, 3, 5)),
        (None, None),
    ],
)
def test_a_figure_stands_at_the_end_of_its_period(as_of: str | None, as_of_on: date | None) -> None:
    """As precise as it was published; without a date it has no place in a series."""
    release = release_of(published=[{"fact_id": "one", "as_of": as_of}])

    assert answer(release, "published/series", "as_of_on") == ([(as_of_on,)] if as_of_on else [])


def test_a_series_keeps_value_status_and_source_of_each_figure() -> None:
    """In order of time, with what was printed in words where it is no number."""
    columns = ("subject", "as_of", "enterprise_count", "qualifier", "fact_status", "publisher_en", "note_en")
    city = release_of(**CITY)

    assert answer(city, "published/high_tech_enterprises", *columns[1:]) == [
        ("2014", 10, "exact", "stated", "Paper", None),
        ("2019", 27, "over", "stated", "Other paper", None),
        ("2022", 28, "about", "derived", "Paper", "From a share."),
    ]
    assert answer(city, "published/specialised_enterprises", *columns) == [
        ("srdi", "2022-05", 4, "exact", "stated", "Paper", None),
        ("srdi", "2024-12", 9, "exact", "stated", "Paper", None),
        ("srdi", "2024", None, "exact", "doubtful", "Paper", "Misread."),
        ("little_giant", "2022-05", 1, "exact", "stated", "Paper", None),
    ]
