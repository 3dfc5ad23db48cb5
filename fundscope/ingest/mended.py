"""What has been mended since a file was last handed in: "28 of 31 mended, 1 new".

The issues of every file that is checked are kept in the register ``issues``. The file before is found
by a mark that the handed-back workbook carries in its properties: the SHA-256 of the file that it was made
from, which Excel, LibreOffice and WPS keep. Without a mark (the analyst has mended the original instead)
it is the last file of the same dataset with nearly the same column names and the same name, but for what
people add to it: (2), v3, copy, 修改版. A file of another month has another name, and its faults are its own.

An issue is known again by its rule, its column and the key of its row, so rows may move meanwhile.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl.packaging.custom import StringProperty

from fundscope.ingest.check import Checked
from fundscope.ingest.issue import Issue
from fundscope.ingest.learned import layout_of, names_in_common
from fundscope.ingest.stage import Staged
from fundscope.model import LANGUAGES, Language, plain
from fundscope.store import Store
from fundscope.words import number, plural, text

_REGISTER = "issues"
_SCHEMA = pa.schema(
    [
        ("checked_at", pa.timestamp("us", tz="UTC")),
        ("dataset", pa.string()),
        ("sha256", pa.string()),
        ("file_name", pa.string()),  # without what people add to it
        ("layout", pa.string()),
        ("issues", pa.list_(pa.int64())),  # what each is known again by
    ]
)
# Columns that were missing may have been added meanwhile.
_SAME_LAYOUT = 0.5
_PROPERTY = "FundscopeMadeFrom"
_PROPERTIES = "docProps/custom.xml"
_MOST_BYTES = 100_000
_MARK = re.compile(rf'name="{_PROPERTY}"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>([0-9a-f]{{64}})<')
_ADDED_TO_NAMES = re.compile(
    r"(?:[\s_\-.]*(?:[(（]\d+[)）]|v\d+|副本|copy|final|终稿|定稿|修改版?|修改后|修订版?|更正版?))+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mended:
    """How the issues of a file compare with those of the file before it; a cell counts as one."""

    before_count: int
    mended_count: int
    new_count: int

    def told(self, lang: Language) -> str:
        """28 of 31 mended, 1 new."""
        return plural(
            "mended.told",
            self.before_count,
            lang,
            mended=number(self.mended_count, lang),
            before=number(self.before_count, lang),
            new=number(self.new_count, lang),
        )


@dataclass(frozen=True)
class _Kept:
    """The issues of one file; its name without what people add to it."""

    sha256: str
    file_name: str
    layout: str
    issues: list[int]


def mended_since(store: Store, checked: Checked, file_name: str, sha256: str, data: bytes) -> Mended | None:
    """The file held against the one before it; None where none is known. Keeps the issues for the next.

    What the file has for several datasets is counted together.
    """
    name, mark = _bare_name(file_name), made_from(data)
    compared = [
        _mended_in(store, checked, its, name, mark)
        for parts in checked.staged.values()
        if (its := [one for one in parts if one.sha256 == sha256])
    ]
    found = [one for one in compared if one is not None]
    if not found:
        return None
    return Mended(
        sum(one.before_count for one in found),
        sum(one.mended_count for one in found),
        sum(one.new_count for one in found),
    )


def _mended_in(
    store: Store, checked: Checked, parts: list[Staged], name: str, mark: str | None
) -> Mended | None:
    """The tables of a file that are of one dataset."""
    dataset = parts[0].dataset.name
    kept = _all_kept(store, dataset)
    issues = sorted(_known_by(checked, dataset, parts))
    headers = {header for one in parts for header in layout_of(one.source).split("\n")}
    file = _Kept(parts[0].sha256, name, "\n".join(sorted(headers)), issues)
    before = _file_before(kept, file, mark)
    if file not in kept:
        _keep(store, dataset, file)
    if before is None or not before.issues:
        return None
    then, now = Counter(before.issues), Counter(issues)
    return Mended(then.total(), (then - now).total(), (now - then).total())


def _all_kept(store: Store, dataset: str) -> list[_Kept]:
    """The files of a dataset, the last one first."""
    rows = sorted(store.rows(_REGISTER, _SCHEMA).to_pylist(), key=lambda row: row["checked_at"], reverse=True)
    return [
        _Kept(row["sha256"], row["file_name"], row["layout"], row["issues"])
        for row in rows
        if row["dataset"] == dataset
    ]


def _file_before(kept: list[_Kept], file: _Kept, mark: str | None) -> _Kept | None:
    others = [one for one in kept if one.sha256 != file.sha256]
    marked = [one for one in others if one.sha256 == mark]
    alike = [
        one
        for one in others
        if one.file_name == file.file_name and names_in_common(one.layout, file.layout) >= _SAME_LAYOUT
    ]
    return next(iter([*marked, *alike]), None)


def _keep(store: Store, dataset: str, file: _Kept) -> None:
    row = {"checked_at": datetime.now(UTC), "dataset": dataset, **asdict(file)}
    store.append(_REGISTER, pa.Table.from_pylist([row], _SCHEMA))


# The mark of a handed-back workbook


def mark_made_from(workbook: Any, sha256: str) -> None:
    """Say in the properties of an openpyxl workbook from which file it was made."""
    if _PROPERTY in workbook.custom_doc_props.names:
        del workbook.custom_doc_props[_PROPERTY]
    workbook.custom_doc_props.append(StringProperty(name=_PROPERTY, value=sha256))


def made_from(data: bytes) -> str | None:
    """The SHA-256 that a workbook is marked with; None where it has no mark, or is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_PROPERTIES) as part:
            found = _MARK.search(part.read(_MOST_BYTES).decode("utf-8", "replace"))
    except Exception:  # no workbook, or one that another program has written in a way of its own
        return None
    return found[1] if found else None


# What a file and an issue are known again by


def _bare_name(file_name: str) -> str:
    """The name of a file without its ending, our own addition and what people add when they save it anew."""
    stem = Path(file_name).stem
    for lang in LANGUAGES:
        stem = stem.replace(text("handback.file_name", lang, name=""), "")
    return plain(_ADDED_TO_NAMES.sub("", stem))


def _known_by(checked: Checked, dataset: str, parts: list[Staged]) -> Iterator[int]:
    """A number for each faulty cell, and for each issue that is of no cell."""
    keys = _RowKeys(parts)
    for issue in checked.issues_of(parts[0].sha256):
        if issue.dataset == dataset:
            for row in issue.rows or (None,):
                yield _fingerprint(issue, None if row is None else keys.of(issue.sheet, row))


def _fingerprint(issue: Issue, row_key: str | None) -> int:
    # An issue of no row is told from others of its column by what is expected there.
    apart = row_key or (issue.expected.en if issue.expected else "")
    written = "\x1f".join([issue.rule, issue.column or "", apart])
    return int.from_bytes(hashlib.sha256(written.encode()).digest()[:8], "big", signed=True)


class _RowKeys:
    """The keys of rows by sheet and number in the spreadsheet; the number itself where the key is unknown."""

    def __init__(self, parts: list[Staged]) -> None:
        key_of: dict[tuple[str, int], str] = {}
        for one in parts:
            columns = [one.table.column(name).cast(pa.string()).to_pylist() for name in one.dataset.key]
            keys = (" ".join(filter(None, values)) for values in zip(*columns, strict=True))
            numbers = one.source.row_numbers.to_pylist()
            key_of |= {(one.source.sheet, row): key for row, key in zip(numbers, keys, strict=True)}
        seen = Counter(key_of.values())
        self._keys = {place: key for place, key in key_of.items() if key and seen[key] == 1}

    def of(self, sheet: str, row: int) -> str:
        return self._keys.get((sheet, row), f"#{row}")
