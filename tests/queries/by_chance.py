"""Projects drawn by chance and any filter of them, for properties that hold whatever the rows are."""

from __future__ import annotations

import functools
import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from fundscope.engine import OpenRelease
from tests.handmade import CITY, Row, release_of

FUNDS = [
    {"fund_id": f"F0{number}", "batch": 1 + number // 3, "size_cny": number * 10**9} for number in range(1, 6)
]
SECTORS = [row["sector"] for row in CITY["sectors"]]
DISTRICTS = [row["district"] for row in CITY["districts"]]
ROUNDS = [row["round"] for row in CITY["rounds"]]
FIRST = date(2023, 11, 1)


def _project(number: int, chance: random.Random) -> Row:
    """A project as the model allows it: codes and days may be unknown, paid never exceeds decided."""
    decided_on = FIRST + timedelta(days=chance.randrange(700))
    decided_cny = Decimal(chance.randrange(10**11)) / 100
    paid_cny = chance.choice([None, Decimal(0), decided_cny, (decided_cny / 3).quantize(Decimal("0.01"))])
    paid_on = (
        decided_on + timedelta(days=chance.randrange(200)) if paid_cny and chance.random() < 0.9 else None
    )
    return {
        "project_id": f"P{number:03}",
        "fund_id": chance.choice(FUNDS)["fund_id"],
        "sector": chance.choice([None, *SECTORS]),
        "district": chance.choice([None, *DISTRICTS]),
        "round": chance.choice([None, *ROUNDS]),
        "decided_on": decided_on,
        "decided_cny": decided_cny,
        "paid_on": paid_on,
        "paid_cny": paid_cny,
    }


def projects_by_chance(seed: int, count: int = 120) -> list[Row]:
    """Projects P000 and on, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 the same rows every time
    return [_project(number, chance) for number in range(count)]


@functools.cache
def release() -> OpenRelease:
    """The hand-made city with a hundred and twenty projects by chance."""
    return release_of(**CITY | {"funds": FUNDS, "projects": projects_by_chance(20250321)})


def chosen_from(codes: list[str]) -> st.SearchStrategy[list[str] | None]:
    return st.none() | st.lists(st.sampled_from([*codes, "unknown", "nowhere"]), max_size=3, unique=True)


days = st.none() | st.dates(FIRST, FIRST + timedelta(days=900))
narrowings = st.fixed_dictionaries(
    {
        "fund": chosen_from([str(fund["fund_id"]) for fund in FUNDS]),
        "batch": chosen_from(["1", "2"]),
        "sector": chosen_from(SECTORS),
        "district": chosen_from(DISTRICTS),
        "round": chosen_from(ROUNDS),
    }
)
filters = st.builds(
    lambda codes, since, until: codes | {"since": since, "until": until}, narrowings, days, days
)
rules = st.sampled_from(["decided", "paid"])
Filter = dict[str, Any]
