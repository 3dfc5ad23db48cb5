"""What a check found, as programs read it: the contract of ``check FILE --dataset D --json``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.check import Checked, Part
from fundscope.ingest.conversions import Conversion, conversions
from fundscope.ingest.issue import Issue
from fundscope.ingest.mapping import MappedColumn
from fundscope.ingest.stage import Staged
from fundscope.model import Language


def checked_as_json(checked: Checked, dataset: str, lang: Language = "en") -> dict[str, Any]:
    """Mapping, units, issues and totals of a dataset; money in yuan as text, so that it stays exact.

    ``conversions`` has what became other than it stands in the file, ``notes`` what to tell besides. Where
    several tables are of the dataset, ``tables`` has what is of each.
    """
    parts = [part for part in checked.parts if part.source.dataset == dataset]
    issues = [issue for issue in checked.issues if issue.dataset == dataset or issue.severity == "error"]
    of_each = [_part_entry(part, lang) for part in parts]
    one: dict[str, Any] = of_each[0] if len(parts) == 1 else {}
    told: dict[str, Any] = {
        "ok": checked.ok,
        "rows": sum(part.staged.table.num_rows for part in parts if part.staged is not None),
        **{name: one[name] for name in ("mapping", "units") if name in one},
        "issues": [_issue_entry(issue, lang) for issue in issues],
        **{name: one[name] for name in ("totals", "conversions", "notes") if name in one},
    }
    if len(parts) == 1:
        return told
    named = ({"file": part.source.file_name, "sheet": _sheet_of(part)} for part in parts)
    return told | {"tables": [name | entry for name, entry in zip(named, of_each, strict=True)]}


def _sheet_of(part: Part) -> str | None:
    return None if part.staged is None else part.staged.source.sheet


def _part_entry(part: Part, lang: Language) -> dict[str, Any]:
    """What is told of one table."""
    staged = part.staged
    return {
        "mapping": [] if staged is None else [_mapping_entry(column) for column in staged.mapping],
        "units": {} if staged is None else _units_entry(staged),
        "totals": {} if staged is None else _totals_entry(staged),
        "conversions": [] if staged is None else [_conversion_entry(one) for one in conversions(staged)],
        "notes": [note.in_language(lang) for note in part.notes],
    }


def _mapping_entry(column: MappedColumn) -> dict[str, Any]:
    return {
        "header": column.header,
        "column": column.letter,
        "field": column.field,
        "confidence": round(column.confidence, 2),
        "ground": column.ground,
        "samples": list(column.samples),
    }


def _units_entry(staged: Staged) -> dict[str, Any]:
    return {
        name: {
            "unit": None if used.unit is None else used.unit.code,
            "currency": None if used.unit is None else used.unit.currency,
            "factor": None if used.unit is None else str(used.unit.factor),
            "source": used.source,
        }
        for name, used in staged.units.items()
    }


def _issue_entry(issue: Issue, lang: Language) -> dict[str, Any]:
    return {
        "rule": issue.rule,
        "severity": issue.severity,
        "sheet": issue.sheet,
        "cell": issue.cell,
        "row": issue.row,
        "column": issue.column,
        "header": issue.header,
        "value": issue.value,
        "expected": None if issue.expected is None else issue.expected.in_language(lang),
        "difference": None if issue.difference is None else str(issue.difference),
        "takes_reason": issue.takes_reason,
        "count": issue.count,
        "message": issue.message(lang),
    }


def _conversion_entry(one: Conversion) -> dict[str, Any]:
    after = one.after
    return {
        "column": one.column.field,
        "unit": None if one.unit is None else one.unit.code,
        "count": one.count,
        "cell": one.cell,
        "before": one.before,
        "after": str(after) if isinstance(after, Decimal | date) else after,
    }


def _totals_entry(staged: Staged) -> dict[str, str | None]:
    """The sum of each money column in yuan; None where nothing is known."""
    totals = {
        name: pc.sum(staged.table.column(name).cast(pa.decimal128(38, 2))).as_py() for name in staged.units
    }
    return {name: None if total is None else str(total) for name, total in totals.items()}
