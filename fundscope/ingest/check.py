"""Files are checked: read, staged, and held to every rule together with what the last release has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.asked import asked_issues
from fundscope.ingest.candidate import Candidate
from fundscope.ingest.companies import Company, Matching, match_companies, new_enterprises
from fundscope.ingest.company_proposals import FORMER_NAMES_SCHEMA
from fundscope.ingest.company_register import former_names
from fundscope.ingest.declared import declared_issues
from fundscope.ingest.issue import Issue
from fundscope.ingest.merge import Mode, merge
from fundscope.ingest.reading import Choices, Reading, SheetTable, read_file
from fundscope.ingest.recognise import best_fit
from fundscope.ingest.reference import reference_sheets
from fundscope.ingest.stage import Staged, StagingChoices, stage
from fundscope.ingest.typed import words_for
from fundscope.model import Dataset, Language, datasets
from fundscope.store import Release, Store, Upload, arrow_schema

# Told what is about to be done: "reading", "staging", "matching" or "rules". What it raises ends the check.
Tell = Callable[[str], None]

_AS_PROPOSED = Choices()


@dataclass(frozen=True)
class HandedIn:
    """An upload that the store keeps already, and what was read from it."""

    upload: Upload
    reading: Reading


@dataclass(frozen=True)
class Source:
    """A file of a dataset, and what a person has chosen for it.

    ``table`` picks one of the tables in the file, counted from 0; None takes the one that fits best.
    """

    file: Path | HandedIn
    reading: Choices = _AS_PROPOSED
    table: int | None = None
    staging: StagingChoices = field(default_factory=StagingChoices)


@dataclass(frozen=True)
class Checked:
    """Files held to every rule. ``base`` is the release they were held against, None where there is none.

    ``companies`` are those that files name instead of giving their enterprise ID, by dataset.
    """

    base: Release | None
    candidate: Candidate
    issues: tuple[Issue, ...]
    companies: Mapping[str, tuple[Company, ...]] = field(default_factory=dict)

    @property
    def staged(self) -> Mapping[str, Staged]:
        return self.candidate.staged

    @property
    def changed(self) -> tuple[str, ...]:
        """The datasets that publishing would change: those of the files, and enterprises that are new."""
        tables, before = self.candidate.tables, self.candidate.before
        return tuple(name for name, table in tables.items() if table is not before[name])

    @property
    def ok(self) -> bool:
        """Whether nothing blocks publishing; warnings still need a reason."""
        return all(issue.severity != "error" for issue in self.issues)


def check_file(path: Path, dataset: str, store: Store | None = None, **choices: Any) -> Checked:
    """Check one file. Without a store it is held against the reference tables alone.

    ``choices`` are those of ``Source``.

    Raises:
        Unreadable: the file cannot be read.
    """
    return check_files(store, {dataset: Source(path, **choices)})


def check_files(
    store: Store | None,
    sources: Mapping[str, Source],
    mode: Mode = "replace",
    tell: Tell = lambda _: None,
    companies: Mapping[str, str] | None = None,
) -> Checked:
    """Check files of several datasets together, so that they may refer to each other.

    ``companies`` says for the key of a company in a file which enterprise it is.

    Raises:
        Unreadable: a file cannot be read.
    """
    base = store.releases()[0] if store is not None and store.releases() else None
    before = {name: _table_before(store, base, name) for name in datasets()}
    tell("reading")
    with ThreadPoolExecutor() as pool:
        readings = dict(zip(sources, pool.map(_read, sources.values()), strict=True))
    sheets = reference_sheets() if base is None else {}
    known = dict(before)
    staged: dict[str, Staged] = {}
    named: dict[str, tuple[Company, ...]] = {}
    matching = Matching(
        companies or {},
        lambda: former_names(store) if store is not None else FORMER_NAMES_SCHEMA.empty_table(),
        lambda: tell("matching"),
    )
    issues: list[Issue] = []
    for name in in_order_of_reference(datasets()):
        dataset = datasets()[name]
        if name in readings:
            tell("staging")
            table = _chosen_table(readings[name], sources[name], dataset, known)
            if table is None:
                expected = words_for("expect.table", dataset=dataset.title)
                issues.append(Issue("no_table", name, expected=expected))
                continue
            staged[name] = stage(
                table,
                dataset,
                sha256=_sha256(sources[name].file),
                known=known,
                choices=sources[name].staging,
            )
        elif name in sheets:
            staged[name] = stage(sheets[name].table, dataset, sha256=sheets[name].sha256, known=known)
        else:
            continue
        given = [column.field for column in staged[name].mapping if column.field is not None]
        staged[name], named[name] = match_companies(staged[name], known["enterprises"], matching)
        if named[name]:
            given.append("enterprise_id")
            created = new_enterprises(staged[name], named[name])
            if created.num_rows:
                known["enterprises"] = pa.concat_tables([known["enterprises"], created])
        known[name] = merge(before[name], staged[name].table, dataset, mode, given)
    candidate = Candidate(known, before, staged)
    for one in staged.values():
        issues += one.issues
    tell("rules")
    if not any(issue.rule in ("no_table", "missing_column") for issue in issues):
        issues += [*declared_issues(candidate), *asked_issues(candidate)]
    return Checked(base, candidate, tuple(issues), named)


def _read(source: Source) -> Reading:
    if isinstance(source.file, HandedIn):
        return source.file.reading
    return read_file(source.file, source.reading)


def _sha256(file: Path | HandedIn) -> str:
    if isinstance(file, HandedIn):
        return file.upload.sha256
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _table_before(store: Store | None, base: Release | None, name: str) -> pa.Table:
    if store is None or base is None or name not in base.datasets:
        return arrow_schema(datasets()[name]).empty_table()
    return store.read(base, name)


def in_order_of_reference(declared: Mapping[str, Dataset]) -> list[str]:
    """The names of datasets, each after those that its codes and references are looked up in."""
    order: list[str] = []

    def place(name: str) -> None:
        if name in order:
            return
        for column in declared[name].columns:
            needed = (
                column.codes if isinstance(column.codes, str) else (column.references or "").split(".")[0]
            )
            if needed and needed != name:
                place(needed)
        order.append(name)

    for name in declared:
        place(name)
    return order


def _chosen_table(
    reading: Reading, source: Source, dataset: Dataset, known: Mapping[str, pa.Table]
) -> SheetTable | None:
    """The table that was chosen, or the one whose columns fit the dataset best."""
    if source.table is not None:
        return reading.tables[source.table]
    if len(reading.tables) <= 1:
        return reading.tables[0] if reading.tables else None
    return reading.tables[best_fit(reading, dataset, known, source.staging.fields).table]


def checked_as_json(checked: Checked, dataset: str, lang: Language = "en") -> dict[str, Any]:
    """The contract of ``check FILE --dataset D --json``: money in yuan as text, so that it stays exact."""
    staged = checked.staged.get(dataset)
    told = [issue for issue in checked.issues if issue.dataset == dataset or issue.severity == "error"]
    return {
        "ok": checked.ok,
        "rows": 0 if staged is None else staged.table.num_rows,
        "mapping": [] if staged is None else [_mapping_entry(column) for column in staged.mapping],
        "units": {} if staged is None else _units_entry(staged),
        "issues": [_issue_entry(issue, lang) for issue in told],
        "totals": {} if staged is None else _totals_entry(staged),
    }


def _mapping_entry(column: Any) -> dict[str, Any]:
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
        "count": issue.count,
        "message": issue.message(lang),
    }


def _totals_entry(staged: Staged) -> dict[str, str | None]:
    """The sum of each money column in yuan; None where nothing is known."""
    totals = {
        name: pc.sum(staged.table.column(name).cast(pa.decimal128(38, 2))).as_py() for name in staged.units
    }
    return {name: None if total is None else str(total) for name, total in totals.items()}
