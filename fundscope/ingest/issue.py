"""What is wrong with a file, told to the person who can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fundscope.ingest.rule import Severity, rule
from fundscope.model import Language, Words, datasets
from fundscope.words import number, sentences, text


@dataclass(frozen=True)
class Issue:
    """A rule broken in one cell, or in many cells of one column.

    ``column`` is the declared column and ``header`` the words over it in the file (None where the file has
    none). ``cell`` (an Excel address), ``row`` and ``value`` are those of the first faulty cell, as it
    stands in the file; ``rows`` are the Excel numbers of all faulty rows. They are empty where the fault
    lies in the whole file or in rows that came with another file. ``difference`` is found less expected,
    in the column's unit (yuan for money). ``told`` is said instead of the words of the rule, where these are
    too general. ``sha256`` is the file's, "" where it is of no file.
    """

    rule: str
    dataset: str
    sheet: str = ""
    column: str | None = None
    header: str | None = None
    cell: str | None = None
    row: int | None = None
    value: str | None = None
    expected: Words | None = None
    difference: Decimal | None = None
    count: int = 1
    rows: tuple[int, ...] = ()
    told: Words | None = None
    sha256: str = ""

    @property
    def severity(self) -> Severity:
        return rule(self.rule).severity

    @property
    def takes_reason(self) -> bool:
        """Whether a reason lets it through."""
        return rule(self.rule).takes_reason

    def place(self, lang: Language) -> str:
        """Where to look: sheet, cell and column, as far as they are known."""
        named = {"sheet": self.sheet, "cell": self.cell, "column": self._column_title(lang)}
        parts = [text(f"issue.{name}", lang, value=value) for name, value in named.items() if value]
        return text("issue.between", lang).join(parts)

    def message(self, lang: Language) -> str:
        """Where, what is wrong, what stands there and what should, in one or two sentences."""
        parts = [self.wrong(lang)]
        if self.value is not None:
            # What stands in no cell is an amount that a rule has worked out, in yuan.
            value = self.value if self.cell else in_yuan(self.value, self.column, lang)
            parts.append(text("issue.value", lang, value=value))
        if self.expected is not None:
            parts.append(text("issue.expected", lang, value=self.expected.in_language(lang)))
        if self.difference is not None:
            parts.append(text("issue.difference", lang, value=number(self.difference, lang, 2)))
        if self.count > 1:
            parts.append(text("issue.count", lang, value=number(self.count, lang)))
        place = self.place(lang)
        told = sentences(parts, lang)
        return text("issue.at", lang, place=place, told=told) if place else told

    def wrong(self, lang: Language) -> str:
        """What is wrong, in one sentence."""
        return (self.told or rule(self.rule).words).in_language(lang)

    def _column_title(self, lang: Language) -> str | None:
        if self.header is not None or self.column is None:
            return self.header
        columns = datasets()[self.dataset].by_name
        return columns[self.column].title.in_language(lang) if self.column in columns else self.column


def in_yuan(value: str, column: str | None, lang: Language) -> str:
    """A value as people read it: yuan with digits grouped and the unit, anything else as it is."""
    if column is None or not column.endswith("_cny"):
        return value
    return re.sub(
        r"\d+\.\d+", lambda match: text("issue.yuan", lang, value=number(Decimal(match[0]), lang, 2)), value
    )


def counts(issues: Iterable[Issue]) -> dict[tuple[str, str], int]:
    """In how many cells each rule is broken, by rule and dataset."""
    counted: dict[tuple[str, str], int] = {}
    for issue in issues:
        counted[issue.rule, issue.dataset] = counted.get((issue.rule, issue.dataset), 0) + issue.count
    return counted


class ImportRefusedError(Exception):
    """The files were not published: ``issues`` says what is wrong in them."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = issues
        super().__init__("\n".join(issue.message("en") for issue in issues))
