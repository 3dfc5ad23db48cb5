"""Templates: a workbook to fill in for each dataset, and what is known of one that comes back filled in.

A template has the sheet to fill in, notes in both languages, an example, the lists of its dropdowns, and a
hidden sheet that says which dataset and version it is and which header stands for which column. That sheet
is read like any other, so it survives other programs and other formats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fundscope.ingest.dropdowns import codes_sheet_titles
from fundscope.ingest.issue_sheet import issue_sheet_titles
from fundscope.ingest.mapping import Ground, name_of
from fundscope.ingest.reading import Reading
from fundscope.ingest.reading.table import SheetTable
from fundscope.ingest.typed import words_for
from fundscope.model import LANGUAGES, Column, Dataset, MoneyUnit, Words, money_unit
from fundscope.words import text

MARK_SHEET = "_fundscope"
MARK_COLUMNS = ("dataset", "version", "column", "header")
_HUNDRED_MILLION = 10_000_000_000


def version_of(dataset: Dataset) -> str:
    """The version of a dataset's template: another one whenever a column, its type or its codes change."""
    said = [
        (column.name, column.type, column.title, column.required, column.codes, column.references)
        for column in dataset.columns
    ]
    return hashlib.sha256(repr((dataset.name, said)).encode()).hexdigest()[:8]


def unit_of(column: Column) -> MoneyUnit:
    """The unit in which a template asks for an amount: that in which people say such amounts."""
    is_large = int(column.example or 0) >= _HUNDRED_MILLION
    return money_unit("cny_100m" if is_large else "cny_10k")


def header_of(column: Column) -> str:
    """What stands over a column: its title in both languages, with the unit of money."""
    if column.type != "money":
        return f"{column.title.zh}\n{column.title.en}"
    spelled = unit_of(column).spellings[0]
    return f"{column.title.zh}（{spelled}）\n{column.title.en}"


@dataclass(frozen=True)
class TemplateMark:
    """What a filled-in template says of itself: ``fields`` has the column that each header stands for."""

    dataset: str
    version: str
    fields: Mapping[str, str]

    def remembered(self, dataset: Dataset) -> dict[str, tuple[str | None, Ground]]:
        """The declared column that each header stands for, by its name; none of another dataset."""
        if self.dataset != dataset.name:
            return {}
        return {
            name_of(header): (field, "template")
            for header, field in self.fields.items()
            if field in dataset.by_name
        }

    def notes(self, dataset: Dataset) -> Iterator[Words]:
        """What to tell the person: another dataset's template, or an older version of this one."""
        if self.dataset != dataset.name:
            yield words_for("template.other", dataset=dataset.title, other=self.dataset)
        elif self.version != version_of(dataset):
            yield words_for("template.outdated", dataset=dataset.title, version=self.version)
            named = set(self.fields.values())
            new = [column for column in dataset.columns if column.name not in named]
            if new:
                titles = Words(**{lang: _listed(new, lang) for lang in LANGUAGES})
                yield words_for("template.new_columns", columns=titles)
            gone = [header for header, field in self.fields.items() if field not in dataset.by_name]
            if gone:
                headers = "、".join(" ".join(header.split()) for header in gone)
                yield words_for("template.gone_columns", columns=headers)


def _listed(columns: list[Column], lang: str) -> str:
    titles = [column.title.zh if lang == "zh" else column.title.en for column in columns]
    return ("、" if lang == "zh" else ", ").join(titles)


def template_mark(reading: Reading) -> TemplateMark | None:
    """What the file says of itself as a template; None where it is none of ours."""
    for table in reading.tables:
        if table.sheet == MARK_SHEET and [column.header for column in table.columns] == [*MARK_COLUMNS]:
            datasets, versions, fields, headers = (column.texts.to_pylist() for column in table.columns)
            if datasets and datasets[0] and versions[0]:
                return TemplateMark(datasets[0], versions[0], dict(zip(headers, fields, strict=True)))
    return None


def is_ours(table: SheetTable) -> bool:
    """Whether a table is not the analyst's: notes, example, lists, marks, the list of issues."""
    return table.sheet in {
        MARK_SHEET,
        *codes_sheet_titles(),
        *issue_sheet_titles(),
        *(text(f"template.{sheet}.sheet", lang) for sheet in ("notes", "example") for lang in LANGUAGES),
    }
