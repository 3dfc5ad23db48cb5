"""Which column of a spreadsheet is which declared column: by its name, by look-alike, by its values."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz

from fundscope.ingest.amounts import unit_at_end
from fundscope.ingest.codes import code_list, read_references
from fundscope.ingest.reading.table import RawColumn, SheetTable
from fundscope.ingest.typed import distinct_texts
from fundscope.ingest.values import READERS
from fundscope.model import Column, Dataset, is_credit_code, plain

# What a proposal rests on: the word of a person, now or on an earlier file; our own template; a name, or one
# that is like it; the values.
Ground = Literal["choice", "learned", "template", "field", "title", "alias", "look_alike", "values", "none"]

# A name that is the column's own is surer than one it shares with other datasets' columns; a look-alike is
# a guess to be looked at; values alone can be right only where few columns hold such values.
_NAME_CONFIDENCE: Mapping[Ground, float] = {"field": 1.0, "title": 1.0, "alias": 0.95}
_LEAST_ALIKE = 80
_LOOK_ALIKE_CONFIDENCE = 0.85
# A name that stands inside a longer one: the more of it, the surer.
_INSIDE_CONFIDENCE = 0.55
_INSIDE_MORE = 0.25
_VALUES_CONFIDENCE = 0.6
_LEAST_CONFIDENCE = 0.5
# Of two columns named alike but for the year, the later one.
_PER_YEAR = 0.0001
# Values are looked at in so many distinct texts; where under half of them can be read, a name is doubted.
_LOOKED_AT = 60
_DOUBTED = 0.7
# A column is known by its values from so many of them, and only if nearly all can be read.
_LEAST_VALUES = 3
_NEARLY_ALL = 0.8
_SAMPLES = 3

_BRACKETED = re.compile(r"[(\[{【（［〔〈][^()\[\]{}【】（）［］〔〕〈〉]*[)\]}】）］〕〉]")
_UNIT_AFTER = re.compile(r"(?:[,，、/|:：;；]|\s-\s|\sin\s).*$", re.DOTALL)
_IN_TWO_LANGUAGES = re.compile(r"[\n/|]")
_CHINESE, _NOT_CHINESE = re.compile(r"[\u4e00-\u9fff]+"), re.compile(r"[^\u4e00-\u9fff]+")
_YEAR = re.compile(r"(?:fy|截至)?((?:19|20)\d\d)(?:年度?(?:末|底)?)?")
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


@dataclass(frozen=True)
class _Proposal:
    """A field that a column could be."""

    place: int
    field: str
    confidence: float
    ground: Ground


def name_of(header: str) -> str:
    """A header as names are compared: without brackets, units, signs, spaces, case or width."""
    bare = _BRACKETED.sub("", header)
    return _NO_LETTERS.sub("", plain(bare)) or _NO_LETTERS.sub("", plain(header))


def _names_of(header: str) -> set[str]:
    """The names a header may be known by: whole, without what follows a separator (Amount, US$ m), each of
    two languages, without a year."""
    bare = _BRACKETED.sub("", header)
    names = {name_of(header), name_of(_UNIT_AFTER.sub("", bare))}
    names |= {name_of(part) for part in _IN_TWO_LANGUAGES.split(bare)}
    chinese, other = _NOT_CHINESE.sub("", bare), _CHINESE.sub(" ", bare)
    if len(chinese) >= 2 and len(name_of(other)) >= 3:
        names |= {name_of(chinese), name_of(other)}
    names.add(name_of(bare.strip().removesuffix(unit_at_end(bare))))
    names |= {_YEAR.sub("", name) for name in names}
    return names - {""}


def map_columns(
    table: SheetTable,
    dataset: Dataset,
    known: Mapping[str, pa.Table],
    chosen: Mapping[str, str | None],
    remembered: Mapping[str, tuple[str | None, Ground]] | None = None,
) -> tuple[MappedColumn, ...]:
    """Every column of the table with the field it is taken for; one field goes to one column.

    ``chosen`` maps headers to fields (None: leave the column out) and overrides every guess; so does what is
    ``remembered`` of names (``name_of``) from an earlier file or a template, but for what is chosen.
    """
    taken: dict[int, tuple[str | None, float, Ground]] = {}
    fields: set[str | None] = set()
    for place, column in enumerate(table.columns):
        if column.header in chosen:
            taken[place] = (chosen[column.header], 1.0, "choice")
            fields.add(chosen[column.header])
    for place, column in enumerate(table.columns):
        field, ground = (remembered or {}).get(name_of(column.header), (None, "none"))
        if ground != "none" and place not in taken and (field is None or field not in fields):
            taken[place] = (field, 1.0, ground)
            fields.add(field)
    left = [(place, column) for place, column in enumerate(table.columns) if place not in taken]
    by_name = [found for place, column in left for found in _by_names(place, column, dataset, known)]
    for found in [*sorted(by_name, key=_sureness), *_by_values(left, dataset, known, by_name)]:
        if found.place not in taken and found.field not in fields and found.confidence >= _LEAST_CONFIDENCE:
            taken[found.place] = (found.field, min(1.0, found.confidence), found.ground)
            fields.add(found.field)
    unused: tuple[str | None, float, Ground] = (None, 0.0, "none")
    return tuple(
        MappedColumn(place, column.letter, column.header, *taken.get(place, unused), _samples(column))
        for place, column in enumerate(table.columns)
    )


def _sureness(proposal: _Proposal) -> float:
    return -proposal.confidence


def _samples(column: RawColumn) -> tuple[str, ...]:
    return tuple(column.texts.slice(0, 1_000).drop_null().unique().to_pylist()[:_SAMPLES])


# By name


def _by_names(
    place: int, column: RawColumn, dataset: Dataset, known: Mapping[str, pa.Table]
) -> Iterator[_Proposal]:
    """What the column could be by its name; less surely where its values cannot be read as that."""
    names = _names_of(column.header)
    texts = _looked_at(column)
    year = _YEAR.search(plain(column.header))
    later = _PER_YEAR * (int(year[1]) - 2100) if year else 0.0
    for declared in dataset.columns:
        ground, confidence = _alike(names, declared)
        if ground != "none":
            doubt = 1.0 if _readable_share(texts, declared, known) >= 0.5 else _DOUBTED
            yield _Proposal(place, declared.name, confidence * doubt + later, ground)


@functools.cache
def own_names(declared: Column) -> Mapping[Ground, frozenset[str]]:
    """The names of a declared column, as headers are compared with them."""
    return {
        "field": frozenset({name_of(declared.name)}),
        "title": frozenset({name_of(declared.title.en), name_of(declared.title.zh)}),
        "alias": frozenset(name_of(alias) for alias in declared.aliases),
    }


def _alike(names: set[str], declared: Column) -> tuple[Ground, float]:
    by_ground = own_names(declared)
    for ground, own in by_ground.items():
        if names & own:
            return ground, _NAME_CONFIDENCE[ground]
    pairs = [(name, own) for name in names for owns in by_ground.values() for own in owns]
    alike = max((fuzz.ratio(name, own) for name, own in pairs), default=0.0)
    if alike >= _LEAST_ALIKE:
        return "look_alike", _LOOK_ALIKE_CONFIDENCE * alike / 100
    inside = max((len(own) / len(name) for name, own in pairs if _stands_in(own, name)), default=0.0)
    return ("look_alike", _INSIDE_CONFIDENCE + _INSIDE_MORE * inside) if inside else ("none", 0.0)


def _stands_in(own: str, name: str) -> bool:
    """Whether a name is the beginning or the end of a longer one: 企业营业收入. Short English words are in
    too many others."""
    return len(own) >= (8 if own.isascii() else 4) and (name.startswith(own) or name.endswith(own))


# By values


def _by_values(
    left: list[tuple[int, RawColumn]],
    dataset: Dataset,
    known: Mapping[str, pa.Table],
    by_name: list[_Proposal],
) -> Iterator[_Proposal]:
    """What columns without a name we know could be, where their values can be of one field only."""
    named = {found.place for found in by_name if found.confidence >= _LEAST_CONFIDENCE}
    recognisable = [
        declared
        for declared in dataset.columns
        if declared.pattern == "credit_code" or declared.codes is not None or _has_keys(declared, known)
    ]
    for place, column in left:
        texts = _looked_at(column)
        if place in named or len(texts) < 1:
            continue
        fits = [
            declared
            for declared in recognisable
            if (declared.pattern == "credit_code" or len(texts) >= _LEAST_VALUES)
            and _readable_share(texts, declared, known) > _NEARLY_ALL
        ]
        if len(fits) == 1:
            yield _Proposal(place, fits[0].name, _VALUES_CONFIDENCE, "values")


def _has_keys(declared: Column, known: Mapping[str, pa.Table]) -> bool:
    """Whether the column refers to rows that are known."""
    dataset = (declared.references or "").split(".")[0]
    return dataset in known and known[dataset].num_rows > 0


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
    if declared.references is not None:
        if not _has_keys(declared, known):
            return 1.0
        dataset, key = declared.references.split(".")
        keys = known[dataset].column(key).combine_chunks()
        found: int = pc.sum(pc.is_in(read_references(texts, declared, known).values, value_set=keys)).as_py()
        return found / len(texts)
    if declared.codes is not None:
        read = code_list(declared, known).read(texts)
    else:
        read = READERS[declared.type](texts)
    unread: int = read.values.null_count
    return 1 - unread / len(texts)
