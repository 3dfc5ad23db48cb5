"""Which column of a spreadsheet is which declared column: by its name, by look-alike, by its values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz

from fundscope.ingest.codes import code_list
from fundscope.ingest.reading.table import RawColumn, SheetTable
from fundscope.ingest.typed import distinct_texts
from fundscope.ingest.values import READERS
from fundscope.model import Column, Dataset, is_credit_code, plain

# What a proposal rests on.
Ground = Literal["choice", "field", "title", "alias", "look_alike", "values", "none"]

# A name that is the column's own is surer than one it shares with other datasets' columns; a look-alike is
# a guess to be looked at; values alone can be right only where few columns hold such values.
_NAME_CONFIDENCE: Mapping[Ground, float] = {"field": 1.0, "title": 1.0, "alias": 0.95}
_LEAST_ALIKE = 80
_LOOK_ALIKE_CONFIDENCE = 0.85
_VALUES_CONFIDENCE = 0.6
_LEAST_CONFIDENCE = 0.5
# Values are looked at in so many distinct texts; where under half of them can be read, a name is doubted.
_LOOKED_AT = 60
_DOUBTED = 0.7
_SAMPLES = 3

_BRACKETED = re.compile(r"[(\[{【（［〔〈][^()\[\]{}【】（）［］〔〕〈〉]*[)\]}】）］〕〉]")
_UNIT_AFTER = re.compile(r"(?:[,，、/|:：;；]|\s-\s|\sin\s).*$", re.DOTALL)
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class MappedColumn:
    """One column of the file and the declared column it is taken for (None: it is not used).

    ``confidence`` lies between 0 and 1; ``samples`` are its first distinct values.
    """

    place: int
    letter: str
    header: str
    field: str | None
    confidence: float
    ground: Ground
    samples: tuple[str, ...]


def name_of(header: str) -> str:
    """A header as names are compared: without brackets, units, signs, spaces, case or width."""
    bare = _BRACKETED.sub("", header)
    return _NO_LETTERS.sub("", plain(bare)) or _NO_LETTERS.sub("", plain(header))


def _short_name_of(header: str) -> str:
    """The name without what follows a separator: Amount, US$ m."""
    return _NO_LETTERS.sub("", plain(_UNIT_AFTER.sub("", _BRACKETED.sub("", header))))


def map_columns(
    table: SheetTable, dataset: Dataset, known: Mapping[str, pa.Table], chosen: Mapping[str, str | None]
) -> tuple[MappedColumn, ...]:
    """Every column of the table with the field it is taken for; one field goes to one column.

    ``chosen`` maps headers to fields (None: leave the column out) and overrides every guess.
    """
    taken: dict[int, tuple[str | None, float, Ground]] = {
        place: (chosen[column.header], 1.0, "choice")
        for place, column in enumerate(table.columns)
        if column.header in chosen
    }
    fields = {field for field, _, _ in taken.values()}
    proposals = sorted(
        (
            proposal
            for place, column in enumerate(table.columns)
            if place not in taken
            for proposal in _proposals(place, column, dataset, known)
        ),
        key=lambda proposal: -proposal[0],
    )
    for confidence, place, field, ground in proposals:
        if place not in taken and field not in fields and confidence >= _LEAST_CONFIDENCE:
            taken[place] = (field, confidence, ground)
            fields.add(field)
    unused: tuple[str | None, float, Ground] = (None, 0.0, "none")
    return tuple(
        MappedColumn(place, column.letter, column.header, *taken.get(place, unused), _samples(column))
        for place, column in enumerate(table.columns)
    )


def _samples(column: RawColumn) -> tuple[str, ...]:
    return tuple(column.texts.slice(0, 1_000).drop_null().unique().to_pylist()[:_SAMPLES])


def _proposals(
    place: int, column: RawColumn, dataset: Dataset, known: Mapping[str, pa.Table]
) -> Iterator[tuple[float, int, str, Ground]]:
    """What the column could be, each with its confidence, before any field is given away."""
    names = {name_of(column.header), _short_name_of(column.header)} - {""}
    texts = _looked_at(column)
    for declared in dataset.columns:
        ground, confidence = _by_name(names, declared)
        readable = _readable_share(texts, declared, known) if ground != "none" or declared.pattern else 1.0
        if ground == "none":
            if declared.pattern == "credit_code" and len(texts) and readable > 0.8:
                yield _VALUES_CONFIDENCE, place, declared.name, "values"
            continue
        doubt = 1.0 if readable >= 0.5 else _DOUBTED
        yield confidence * doubt, place, declared.name, ground


def _by_name(names: set[str], declared: Column) -> tuple[Ground, float]:
    by_ground: dict[Ground, set[str]] = {
        "field": {name_of(declared.name)},
        "title": {name_of(declared.title.en), name_of(declared.title.zh)},
        "alias": {name_of(alias) for alias in declared.aliases},
    }
    for ground, own in by_ground.items():
        if names & own:
            return ground, _NAME_CONFIDENCE[ground]
    alike = max(
        (fuzz.ratio(name, own) for name in names for owns in by_ground.values() for own in owns), default=0.0
    )
    if alike >= _LEAST_ALIKE:
        return "look_alike", _LOOK_ALIKE_CONFIDENCE * alike / 100
    return "none", 0.0


def _looked_at(column: RawColumn) -> pa.Array:
    """The column's first distinct texts that say something."""
    first = column.texts.slice(0, 1_000)
    return distinct_texts(first).texts.drop_null().slice(0, _LOOKED_AT)


def _readable_share(texts: pa.Array, declared: Column, known: Mapping[str, pa.Table]) -> float:
    """Which share of the texts can be values of the declared column; 1 where there are none."""
    if not len(texts):
        return 1.0
    if declared.pattern == "credit_code":
        return sum(is_credit_code(text) for text in texts.to_pylist()) / len(texts)
    if declared.type == "money":
        amounts: int = pc.sum(pc.match_substring_regex(texts, r"\d|[数几百千万亿]")).as_py()
        return amounts / len(texts)
    if declared.codes is not None:
        read = code_list(declared, known).read(texts)
    else:
        read = READERS[declared.type](texts)
    unread: int = read.values.null_count
    return 1 - unread / len(texts)
