"""Values for the parameters that queries need, by name, for tests that run every query."""

from __future__ import annotations

from datetime import date
from typing import Any

from fundscope.engine import Query, queries

# Rules that check an upload stand on a staged table, which a release has not.
QUESTIONS = {name: query for name, query in queries().items() if query.check is None}

NEEDED: dict[str, Any] = {
    "rule": "decided",
    "other_rule": "paid",
    "level_1": "fund",
    "level_2": "sector",
    "level_3": "district",
    "small_share": 0.015,
    "page_rows": 1000,
    "row_count": 1000,
    "page": 0,
    "project_id": "P1",
    "enterprise_id": "E1",
    "by": "sector",
    "measure": "money",
    "horizon": 5,
    "spread": 0.2,
    "most_months": 360,
}
FILTERED: dict[str, Any] = {
    "fund": ["F01", "F02"],
    "batch": ["1", "2"],
    "sector": ["ai", "health", "unknown"],
    "district": ["110108", "unknown"],
    "round": ["a", "unknown"],
    "since": date(2024, 1, 1),
    "until": date(2024, 12, 31),
    "pick_level": "sector",
    "pick": "ai",
    "search": "sample",
    "sort": "days_waiting",
    "other_fund": ["F01"],
    "other_sector": ["ai", "unknown"],
    "other_until": date(2024, 6, 30),
    "to_published": "yes",
    "only_attracted": "yes",
    "step": "rule_unpaid",
    "tech_field": ["electronic_information", "unknown"],
    "age": ["05-09", "unknown"],
    "staff": ["0020-0099", "unknown"],
    "intensity": ["05-10", "unknown"],
    "standing": ["little_giant", "unknown"],
    "pinyin": "[s示] ?[l例]",
    "own_pace_cny": 50_000_000,
}


def params(query: Query, given: dict[str, Any]) -> dict[str, Any]:
    """Those of the given values that the query takes."""
    return {name: value for name, value in given.items() if name in query.param_names()}
