"""Files are checked: read, staged, and held to every rule together with what the last release has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.asked import asked_issues
from fundscope.ingest.candidate import Candidate
from fundscope.ingest.companies import Company, Matching, match_companies, new_enterprises
from fundscope.ingest.company_proposals import FORMER_NAMES_SCHEMA
from fundscope.ingest.company_register import former_names
from fundscope.ingest.declared import SAYS_TOO_LITTLE, declared_issues
from fundscope.ingest.issue import Issue
from fundscope.ingest.learned import Learned, recall
from fundscope.ingest.mapping import Ground, name_of
from fundscope.ingest.merge import Mode, merge
from fundscope.ingest.reading import Choices, Reading, SheetTable, read_file
from fundscope.ingest.recognise import best_fit
from fundscope.ingest.reference import ReferenceSheet, reference_sheets
from fundscope.ingest.stage import Staged, StagingChoices, stage
from fundscope.ingest.template import TemplateMark, is_ours, template_mark
from fundscope.ingest.typed import words_for
from fundscope.model import Dataset, Words, datasets
from fundscope.store import Release, Store, Upload, arrow_schema

# Told what is about to be done: "reading", "staging", "matching" or "rules". What it raises ends the check.
Tell = Callable[[str], None]

_AS_PROPOSED = Choices()
# Without rows, or without a column that every row needs, the other rules would only repeat that.
_NOTHING_TO_CHECK = ("no_table", "no_rows", "missing_column")


@dataclass(frozen=True)
class HandedIn:
    """An upload that the store keeps already, and what was read from it."""

    upload: Upload
    reading: Reading


@dataclass(frozen=True)
class Source:
    """A table of a file, the dataset that it is of, and what a person has chosen for it.

    ``table`` picks one of the tables in the file, counted from 0; None takes the one that fits best.
    ``sender`` is who made the file, if that is known: what they have said about earlier files is taken for
    this one, unless it ``takes_learned`` not.
    """

    dataset: str
    file: Path | HandedIn
    reading: Choices = _AS_PROPOSED
    table: int | None = None
    staging: StagingChoices = field(default_factory=StagingChoices)
    sender: str | None = None
    takes_learned: bool = True

    @property
    def file_name(self) -> str:
        return self.file.upload.file_name if isinstance(self.file, HandedIn) else self.file.name


@dataclass(frozen=True)
class Part:
    """What became of a source: its table, staged; None where the file has none.

    ``companies`` are those that it names instead of giving their enterprise ID. ``learned`` is what earlier
    files have taught and was used, ``notes`` what to tell the person besides the issues.
    """

    source: Source
    staged: Staged | None = None
    companies: tuple[Company, ...] = ()
    learned: Learned | None = None
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Checked:
    """Files held to every rule. ``base`` is the release they were held against, None where there is none.

    ``parts`` are what became of the sources, in their order; several may be of one dataset.
    """

    base: Release | None
    candidate: Candidate
    issues: tuple[Issue, ...]
    parts: tuple[Part, ...] = ()

    @property
    def staged(self) -> Mapping[str, tuple[Staged, ...]]:
        return self.candidate.staged

    def issues_of(self, sha256: str) -> tuple[Issue, ...]:
        """The issues in a file, and those in no file: of its datasets, and of those not handed in."""
        staged = [part.staged for part in self.parts if part.staged is not None]
        its = {one.dataset.name for one in staged if one.sha256 == sha256}
        files, elsewhere = {one.sha256 for one in staged}, {one.dataset.name for one in staged} - its
        return tuple(
            issue
            for issue in self.issues
            if issue.sha256 == sha256 or (issue.sha256 not in files and issue.dataset not in elsewhere)
        )

    @property
    def changed(self) -> tuple[str, ...]:
        """The datasets that publishing would change: those of the files, and enterprises that are new."""
        tables, before = self.candidate.tables, self.candidate.before
        return tuple(name for name, table in tables.items() if table is not before[name])

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings still need a reason."""
        return all(issue.severity != "error" for issue in self.issues)

    @property
    def may_be_published(self) -> bool:
        """Whether there is no error but such as a reason lets through."""
        return all(issue.takes_reason for issue in self.issues)

    def blocking(self, reasons: Mapping[str, str]) -> tuple[Issue, ...]:
        """The issues that stand in the way: those that no reason lets through, and those without one.

        ``reasons`` says by rule why what it found may stand.
        """
        return tuple(
            issue for issue in self.issues if not (issue.takes_reason and reasons.get(issue.rule, "").strip())
        )


def check_file(path: Path, dataset: str, store: Store | None = None, **choices: Any) -> Checked:
    """Check one file. Without a store it is held against the reference tables alone.

    ``choices`` are those of ``Source``.

    Raises:
        Unreadable: the file cannot be read.
    """
    return check_files(store, [Source(dataset, path, **choices)])


def check_files(
    store: Store | None,
    sources: Sequence[Source],
    mode: Mode = "replace",
    tell: Tell = lambda _: None,
    companies: Mapping[str, str] | None = None,
) -> Checked:
    """Check files of several datasets together, so that they may refer to each other.

    Several of one dataset are taken as one list. ``companies`` says for the key of a company in a file which
    enterprise it is.

    Raises:
        Unreadable: a file cannot be read.
    """
    base = store.releases()[0] if store is not None and store.releases() else None
    tell("reading")
    with ThreadPoolExecutor() as pool:
        being_read = pool.map(_read, sources)
        before = {name: _table_before(store, base, name) for name in datasets()}
        readings = list(being_read)
    staging = _Staging(store, before, mode, Matching(
        companies or {},
        lambda: former_names(store) if store is not None else FORMER_NAMES_SCHEMA.empty_table(),
        lambda: tell("matching"),
    ))  # fmt: skip
    sheets = reference_sheets() if base is None else {}
    parts: dict[int, Part] = {}
    for name in in_order_of_reference(datasets()):
        its = [place for place, source in enumerate(sources) if source.dataset == name]
        for place in its:
            tell("staging")
            parts[place] = staging.take(sources[place], readings[place])
        if not its and name in sheets:
            staging.take_ours(name, sheets[name])
    candidate = Candidate(staging.known, before, staging.staged)
    issues = [issue for staged in staging.staged.values() for one in staged for issue in one.issues]
    issues += [_no_table(part.source) for part in parts.values() if part.staged is None]
    if mode == "update":
        issues = [issue for issue in issues if not _is_in_the_release(issue, candidate)]
    tell("rules")
    if not any(issue.rule in _NOTHING_TO_CHECK for issue in issues):
        issues += [*declared_issues(candidate), *asked_issues(candidate)]
    in_order = tuple(parts[place] for place in range(len(sources)))
    return Checked(base, candidate, _told_once(issues), in_order)


class _Staging:
    """Tables are staged one after another, each beside the datasets as those before it would make them."""

    def __init__(
        self, store: Store | None, before: Mapping[str, pa.Table], mode: Mode, matching: Matching
    ) -> None:
        self.known = dict(before)
        self.staged: dict[str, tuple[Staged, ...]] = {}
        self._store, self._mode, self._matching = store, mode, matching

    def take(self, source: Source, reading: Reading) -> Part:
        """Stage the table of a file, and match the companies that it names."""
        dataset = datasets()[source.dataset]
        table = _chosen_table(reading, source, dataset, self.known)
        if table is None:
            return Part(source)
        mark = template_mark(reading)
        learned = None
        if self._store is not None and source.takes_learned:
            learned = recall(self._store, dataset.name, table, source.sender)
        staged = stage(
            table,
            dataset,
            sha256=_sha256(source.file),
            known=self.known,
            choices=_with_remembered(source.staging, dataset, mark, learned),
            file_name=source.file_name,
        )
        staged, companies = match_companies(staged, self.known["enterprises"], self._matching)
        given = staged.given
        if companies:
            given.append("enterprise_id")
            created = new_enterprises(staged, companies)
            if created.num_rows:
                self._add_enterprises(created)
        self._keep(staged, given)
        return Part(source, staged, companies, learned, tuple(mark.notes(dataset)) if mark else ())

    def take_ours(self, name: str, sheet: ReferenceSheet) -> None:
        """Stage a table that the project ships."""
        staged = stage(sheet.table, datasets()[name], sha256=sheet.sha256, known=self.known)
        self._keep(staged, staged.given)

    def _add_enterprises(self, created: pa.Table) -> None:
        """Enterprises that a table makes; those that one before it has made already are not made twice."""
        have = self.known["enterprises"]
        is_new = pc.invert(
            pc.is_in(created.column("enterprise_id"), value_set=have.column("enterprise_id").combine_chunks())
        )
        self.known["enterprises"] = pa.concat_tables([have, created.filter(is_new)])

    def _keep(self, staged: Staged, given: Collection[str]) -> None:
        """The dataset with the table: where one before it has replaced the rows, this one adds to them."""
        name = staged.dataset.name
        earlier = self.staged.get(name, ())
        mode: Mode = "add" if earlier and self._mode == "replace" else self._mode
        self.known[name] = merge(self.known[name], staged.table, staged.dataset, mode, given)
        self.staged[name] = (*earlier, staged)


def _is_in_the_release(issue: Issue, candidate: Candidate) -> bool:
    """Whether a column that a file lacks is there for each of its rows: an update leaves it as it is."""
    if issue.rule != "missing_column" or issue.column is None:
        return False
    return bool(candidate.tables[issue.dataset].column(issue.column).null_count == 0)


def _no_table(source: Source) -> Issue:
    title = datasets()[source.dataset].title
    return Issue("no_table", source.dataset, expected=words_for("expect.table", dataset=title))


def _with_remembered(
    choices: StagingChoices, dataset: Dataset, mark: TemplateMark | None, learned: Learned | None
) -> StagingChoices:
    """What is said now, with what the template says, and over that what earlier files have taught."""
    remembered = dict(mark.remembered(dataset)) if mark else {}
    if learned is None:
        return replace(choices, remembered=remembered)
    known_fields = {
        header: field for header, field in learned.fields.items() if field is None or field in dataset.by_name
    }
    taught: dict[str, tuple[str | None, Ground]] = {
        name_of(header): (field, "learned") for header, field in known_fields.items()
    }
    return replace(choices, remembered={**remembered, **taught}, remembered_units=learned.units)


def _told_once(issues: list[Issue]) -> tuple[Issue, ...]:
    """Without warnings about cells that are in error for the same reason: a value that says too little,
    where every row must have one."""
    missing = {(*_table_of(issue), row) for issue in issues if issue.rule == "required" for row in issue.rows}
    return tuple(
        issue
        for issue in issues
        if issue.rule not in SAYS_TOO_LITTLE
        or not all((*_table_of(issue), row) in missing for row in issue.rows)
    )


def _table_of(issue: Issue) -> tuple[str, str, str, str | None]:
    return issue.dataset, issue.sha256, issue.sheet, issue.column


def reference_tables(store: Store) -> dict[str, pa.Table]:
    """The reference tables of the last release; where there is none, those that the project ships."""
    releases = store.releases()
    base = releases[0] if releases else None
    known = {name: _table_before(store, base, name) for name in datasets()}
    for name, sheet in reference_sheets().items() if base is None else ():
        known[name] = stage(sheet.table, datasets()[name], sha256=sheet.sha256, known=known).table
    return known


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
    tables = [table for table in reading.tables if not is_ours(table)]
    if len(tables) <= 1:
        return tables[0] if tables else None
    return reading.tables[best_fit(reading, dataset, known, source.staging.fields).table]
