"""The rules that data is held to: those that follow from the declarations, and ``queries/checks/*.sql``."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from fundscope.engine import CatalogueError, Query, queries
from fundscope.ingest.typed import words_for
from fundscope.model import Words

Severity = Literal["error", "warning"]

# Rules whose test is code: what a declaration says of a column, and what reading a cell brings to light.
# An error blocks; a warning needs a reason. A guard is an error that a reason lets through: what it finds
# is nearly always a slip, and once in a while the truth.
_SEVERITIES: dict[str, Severity] = {
    "no_table": "error",
    "no_rows": "error",
    "missing_column": "error",
    "unit_missing": "error",
    "cell_error": "error",
    "money": "error",
    "number": "error",
    "integer": "error",
    "year": "error",
    "date": "error",
    "date_order": "error",
    "flag": "error",
    "code": "error",
    "required": "error",
    "unique": "error",
    "range": "error",
    "reference": "error",
    "credit_code": "error",
    "company_unmatched": "error",
    "period": "error",
    "date_precision": "warning",
    "vague_amount": "warning",
    "rounded": "warning",
    "currency_converted": "warning",
}


@dataclass(frozen=True)
class Rule:
    """One rule: ``words`` say what is wrong where it is broken. ``query`` is its question, if it has one.

    ``takes_reason`` is whether a reason lets through what it finds: any warning, and errors of a guard.
    """

    id: str
    severity: Severity
    words: Words
    query: Query | None = None
    takes_reason: bool = False


def _query_rule(query: Query) -> Rule:
    if query.check not in ("error", "guard", "warning") or not query.words_en or not query.words_zh:
        raise CatalogueError(
            f"queries/{query.name}.sql: a check says error, guard or warning, and its words_en and words_zh."
        )
    severity: Severity = "warning" if query.check == "warning" else "error"
    words = Words(en=query.words_en, zh=query.words_zh)
    return Rule(query.name.removeprefix("checks/"), severity, words, query, query.check != "error")


@functools.cache
def _by_id() -> dict[str, Rule]:
    coded = [
        Rule(name, severity, words_for(f"check.{name}"), takes_reason=severity == "warning")
        for name, severity in _SEVERITIES.items()
    ]
    asked = [_query_rule(query) for query in queries().values() if query.check is not None]
    return {rule.id: rule for rule in (*coded, *asked)}


def rules() -> tuple[Rule, ...]:
    """Every rule, those of the declarations first.

    Raises:
        CatalogueError: the header of a file in ``queries/checks/`` is incomplete.
    """
    return tuple(_by_id().values())


def rule(name: str) -> Rule:
    """The rule of that id; KeyError where there is none."""
    return _by_id()[name]
