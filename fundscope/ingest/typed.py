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


def where_null(quick: pa.Array, texts: pa.Array, read: Callable[[str], Any]) -> Typed:
    """``quick`` as it is, and what it could not read (null although there is text) read by ``read``."""
    odd = pc.and_(pc.is_null(quick), pc.is_valid(texts))
    if not pc.any(odd).as_py():
        return Typed(quick)
    positions = pc.indices_nonzero(odd).cast(pa.int64())
    slow = read_each(texts.filter(odd), read, quick.type)
    return Typed(
        pc.replace_with_mask(quick, odd, slow.values),
        tuple(Fault(fault.rule, fault.expected, positions.take(fault.positions)) for fault in slow.faults),
    )


_UNKNOWN = pa.array(["", *sorted(UNKNOWN_WORDS)])
_LONGEST_UNKNOWN = max(len(word) for word in UNKNOWN_WORDS) + 4


def plain_texts(texts: pa.Array) -> pa.Array:
    """``model.plain`` of every text: lower case, narrow characters, no spaces."""
    return pc.replace_substring_regex(pc.utf8_lower(pc.utf8_normalize(texts, form="NFKC")), r"\s+", "")


def distinct_texts(texts: pa.Array) -> pa.DictionaryArray:
    """A column as indices into its distinct texts, trimmed; null where a cell says that nothing is known."""
    encoded = texts.dictionary_encode()
    trimmed = pc.utf8_trim_whitespace(encoded.dictionary)
    # What is long or has a digit says something; only the rest is looked up.
    short = pc.and_not(
        pc.less_equal(pc.utf8_length(trimmed), _LONGEST_UNKNOWN), pc.match_substring_regex(trimmed, r"\d")
    )
    says_nothing = pc.is_in(plain_texts(pc.if_else(short, trimmed, None)), value_set=_UNKNOWN)
    return pa.DictionaryArray.from_arrays(encoded.indices, pc.if_else(says_nothing, None, trimmed))


def spread(column: pa.DictionaryArray, distinct: Typed) -> Typed:
    """What was read of the distinct texts, given to every cell of the column."""
    faults = tuple(
        Fault(
            fault.rule,
            fault.expected,
            pc.indices_nonzero(
                pc.is_in(column.indices, value_set=fault.positions.cast(column.indices.type))
            ).cast(pa.int64()),
        )
        for fault in distinct.faults
    )
    return Typed(distinct.values.take(column.indices), faults)
