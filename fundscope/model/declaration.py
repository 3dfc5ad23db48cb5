"""What a dataset is: its declaration in ``data/datasets/*.toml``, read once and frozen.

Everything that depends on a column (mapping of spreadsheets, table types, generated checks, the
data dictionary, templates) derives from these declarations, so a new column is one new entry there.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

ColumnType = Literal["text", "money", "number", "integer", "year", "date", "month", "flag"]

# Whole yuan and fen; sums of a whole city stay far below the limit.
SQL_TYPES: dict[ColumnType, str] = {
    "text": "varchar",
    "money": "decimal(18, 2)",
    "number": "decimal(18, 4)",
    "integer": "bigint",
    "year": "bigint",
    "date": "date",
    "month": "date",
    "flag": "boolean",
}

# Where a row came from: upload (its SHA-256), sheet, and row number as the spreadsheet shows it.
PROVENANCE: tuple[tuple[str, str], ...] = (
    ("_source", "varchar"),
    ("_sheet", "varchar"),
    ("_row", "bigint"),
)

DATA_FOLDER = Path(__file__).resolve().parents[2] / "data"


class DeclarationError(Exception):
    """A declaration file is not one: says the file, the column and what is wrong."""


@dataclass(frozen=True)
class Words:
    """The same words in both languages."""

    en: str
    zh: str

    def in_language(self, lang: Language) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Code:
    """One entry of a short, fixed code list."""

    code: str
    words: Words


@dataclass(frozen=True)
class Column:
    """One column of a dataset.

    ``codes`` is either a fixed list or the name of the reference dataset that holds the list.
    ``references`` names the key of another dataset (``funds.fund_id``). ``minimum`` and ``maximum``
    are numbers, ISO dates, or ``today``; ``pattern`` names a form that text must have.
    """

    name: str
    type: ColumnType
    title: Words
    about: Words | None = None
    aliases: tuple[str, ...] = ()
    required: bool = False
    unique: bool = False
    codes: str | tuple[Code, ...] | None = None
    references: str | None = None
    minimum: Decimal | date | Literal["today"] | None = None
    maximum: Decimal | date | Literal["today"] | None = None
    pattern: Literal["credit_code", "period"] | None = None
    example: str = ""

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class SampleMark:
    """How a made-up row is known: its ``column`` begins with ``prefix``."""

    column: str
    prefix: str


@dataclass(frozen=True)
class Dataset:
    """A table of the model and what is true of it.

    ``affixes`` are words that people put before or after the names of a reference table, or leave away:
    海淀, Haidian District and 北京市海淀区 are one district.
    """

    name: str
    grain: str
    title: Words
    about: Words
    source: str
    licence: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    is_reference: bool = False
    sample_mark: SampleMark | None = None
    affixes: tuple[str, ...] = ()
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    def column(self, name: str) -> Column:
        return self.by_name[name]

    @property
    def sql_columns(self) -> tuple[tuple[str, str], ...]:
        """Name and SQL type of every stored column, provenance last."""
        return tuple((column.name, column.sql_type) for column in self.columns) + PROVENANCE


def _words(entry: Any, where: str) -> Words:
    try:
        return Words(en=entry["en"], zh=entry["zh"])
    except (KeyError, TypeError):
        raise DeclarationError(f"{where}: write it in both languages, as {{ en = ..., zh = ... }}.") from None


def _limit(value: Any) -> Decimal | date | Literal["today"] | None:
    if value is None or value == "today":
        return value  # type: ignore[no-any-return]
    return date.fromisoformat(value) if isinstance(value, str) else Decimal(str(value))


def _codes(entry: Any, where: str) -> str | tuple[Code, ...] | None:
    if entry is None or isinstance(entry, str):
        return entry
    return tuple(Code(item["code"], _words(item, where)) for item in entry)


_COLUMN_KEYS = {
    "name", "type", "title", "about", "aliases", "required", "unique",
    "codes", "references", "range", "pattern", "example",
}  # fmt: skip
_DATASET_KEYS = {
    "name", "grain", "title", "about", "source", "licence", "key", "is_reference", "sample_mark", "affixes",
    "column",
}  # fmt: skip


def _column(entry: dict[str, Any], where: str) -> Column:
    where = f"{where}, column {entry.get('name', '?')}"
    if unknown := entry.keys() - _COLUMN_KEYS:
        raise DeclarationError(f"{where}: no such property: {', '.join(sorted(unknown))}.")
    if entry.get("type") not in SQL_TYPES:
        raise DeclarationError(f"{where}: type is {entry.get('type')!r}; use one of {', '.join(SQL_TYPES)}.")
    limits = entry.get("range", {})
    return Column(
        name=entry["name"],
        type=entry["type"],
        title=_words(entry.get("title"), f"{where}, title"),
        about=_words(entry["about"], f"{where}, about") if "about" in entry else None,
        aliases=tuple(entry.get("aliases", ())),
        required=entry.get("required", False),
        unique=entry.get("unique", False),
        codes=_codes(entry.get("codes"), f"{where}, codes"),
        references=entry.get("references"),
        minimum=_limit(limits.get("min")),
        maximum=_limit(limits.get("max")),
        pattern=entry.get("pattern"),
        example=entry.get("example", ""),
    )


def read_declaration(path: Path) -> Dataset:
    """Read one declaration file.

    Raises:
        DeclarationError: the file is not a declaration; the message says what to mend.
    """
    entry = tomllib.loads(path.read_text(encoding="utf-8"))
    where = path.name
    if unknown := entry.keys() - _DATASET_KEYS:
        raise DeclarationError(f"{where}: no such property: {', '.join(sorted(unknown))}.")
    if entry.get("name") != path.stem:
        raise DeclarationError(f"{where}: the name inside ({entry.get('name')}) must be the file's name.")
    columns = tuple(_column(column, where) for column in entry["column"])
    names = [column.name for column in columns]
    if missing := [name for name in entry["key"] if name not in names]:
        raise DeclarationError(f"{where}: the key names no column: {', '.join(missing)}.")
    mark = entry.get("sample_mark")
    return Dataset(
        name=entry["name"],
        grain=entry["grain"],
        title=_words(entry["title"], f"{where}, title"),
        about=_words(entry["about"], f"{where}, about"),
        source=entry["source"],
        licence=entry["licence"],
        key=tuple(entry["key"]),
        columns=columns,
        is_reference=entry.get("is_reference", False),
        sample_mark=SampleMark(**mark) if mark else None,
        affixes=tuple(entry.get("affixes", ())),
    )


@functools.cache
def datasets() -> dict[str, Dataset]:
    """Every declared dataset by name, in alphabetical order."""
    paths = sorted((DATA_FOLDER / "datasets").glob("*.toml"))
    return {path.stem: read_declaration(path) for path in paths}
