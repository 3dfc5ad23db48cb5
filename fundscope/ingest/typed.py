"""From the texts of a column to typed values, each distinct text read once.

A column of a million cells has a few thousand different dates and a few dozen codes, so what can be read by
Arrow over whole columns is, and only the odd distinct texts are read one by one in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.model import LANGUAGES, UNKNOWN_WORDS, Words
from fundscope.words import text


def words_for(key: str, **values: object) -> Words:
    """The words of a key in both languages; a value that is itself ``Words`` goes in in each."""
    return Words(
        **{
            lang: text(
                key,
                lang,
                **{
                    name: value.in_language(lang) if isinstance(value, Words) else value
                    for name, value in values.items()
                },
            )
            for lang in LANGUAGES
        }
    )


@dataclass(frozen=True)
class Refusal:
    """A text that a reader cannot take as it stands: the rule it breaks and what was expected."""

    rule: str
    expected: Words


@dataclass(frozen=True)
class Fault:
    """Cells of a column that break a rule: their positions (int64), and what was expected there."""

    rule: str
    expected: Words
    positions: pa.Array


@dataclass(frozen=True)
class Typed:
    """Values of a column, null where unknown or refused, and the faults of those refused."""

    values: pa.Array
    faults: tuple[Fault, ...] = ()


def faults_at(refusals: Iterable[tuple[int, Refusal]]) -> tuple[Fault, ...]:
    """Refused positions gathered by rule and expectation."""
    gathered: dict[Refusal, list[int]] = {}
    for position, refusal in refusals:
        gathered.setdefault(refusal, []).append(position)
    return tuple(
        Fault(refusal.rule, refusal.expected, pa.array(positions, pa.int64()))
        for refusal, positions in gathered.items()
    )


def read_each(texts: pa.Array, read: Callable[[str], Any], type_: pa.DataType) -> Typed:
    """Every text read by ``read``, which gives a value or a ``Refusal``; null stays null."""
    values: list[Any] = []
    refused: list[tuple[int, Refusal]] = []
    for position, written in enumerate(texts.to_pylist()):
        value = None if written is None else read(written)
        if isinstance(value, Refusal):
            refused.append((position, value))
            value = None
        values.append(value)
    return Typed(pa.array(values, type_), faults_at(refused))


def where_null(quick: Typed, texts: pa.Array, read: Callable[[pa.Array], Typed]) -> Typed:
    """``quick`` as it is, and what it could not read (null although there is text) read by ``read``."""
    left = pc.and_(pc.is_null(quick.values), pc.is_valid(texts))
    if not pc.any(left).as_py():
        return quick
    positions = pc.indices_nonzero(left).cast(pa.int64())
    slow = read(texts.filter(left))
    gathered: dict[tuple[str, Words], list[pa.Array]] = {}
    for fault in quick.faults:
        gathered.setdefault((fault.rule, fault.expected), []).append(fault.positions)
    for fault in slow.faults:
        gathered.setdefault((fault.rule, fault.expected), []).append(positions.take(fault.positions))
    faults = (
        Fault(rule, expected, pc.take(at := pa.concat_arrays(parts), pc.sort_indices(at)))
        for (rule, expected), parts in gathered.items()
    )
    return Typed(pc.replace_with_mask(quick.values, left, slow.values), tuple(faults))


@dataclass(frozen=True)
class Distinct:
    """A column as its distinct texts, trimmed, null where a cell says that nothing is known.

    ``places`` has for each cell the place of its text; None where every cell stands for itself, as in a
    column of identifiers, where looking for repetitions would cost more than it saves.
    """

    texts: pa.Array
    places: pa.Array | None

    def spread(self, read: Typed) -> Typed:
        """What was read of the distinct texts, given to every cell of the column."""
        if self.places is None:
            return read
        faults = tuple(
            Fault(fault.rule, fault.expected, _positions_of(fault.positions, self.places))
            for fault in read.faults
        )
        return Typed(read.values.take(self.places), faults)


def _positions_of(values: pa.Array, places: pa.Array) -> pa.Array:
    found = pc.is_in(places, value_set=values.cast(places.type))
    return pc.indices_nonzero(found).cast(pa.int64())


# A column is told to repeat itself by its first cells.
_LOOKED_AT = 4_000


def distinct_texts(texts: pa.Array) -> Distinct:
    """The distinct texts of a column."""
    first = texts.slice(0, _LOOKED_AT).drop_null()
    if len(texts) > _LOOKED_AT and 2 * len(first.unique()) > len(first):
        return Distinct(_known(texts), None)
    encoded = texts.dictionary_encode()
    return Distinct(_known(encoded.dictionary), encoded.indices)


_UNKNOWN = pa.array(["", *sorted(UNKNOWN_WORDS)])
# The longest such word in UTF-8, with room for spaces between its letters.
_MOST_BYTES = 2 * max(len(word.encode()) for word in UNKNOWN_WORDS)


def _known(texts: pa.Array) -> pa.Array:
    """The texts trimmed; null where they say that nothing is known."""
    trimmed = pc.utf8_trim_whitespace(texts)
    # What is long or has a digit says something; only the rest is looked up.
    looked_up = pc.indices_nonzero(pc.less_equal(pc.binary_length(trimmed), _MOST_BYTES))
    short = trimmed.take(looked_up)
    wordy = pc.indices_nonzero(pc.invert(pc.match_substring_regex(short, "[0-9]")))
    says_nothing = pc.is_in(_plain(short.take(wordy)), value_set=_UNKNOWN)
    unknown = looked_up.take(wordy.filter(says_nothing))
    if not len(unknown):
        return trimmed
    places = pa.array(range(len(trimmed)), unknown.type)
    return pc.if_else(pc.is_in(places, value_set=unknown), None, trimmed)


def _plain(texts: pa.Array) -> pa.Array:
    """``model.plain`` of every text: lower case, narrow characters, no spaces."""
    return pc.replace_substring_regex(pc.utf8_lower(pc.utf8_normalize(texts, form="NFKC")), r"\s+", "")
