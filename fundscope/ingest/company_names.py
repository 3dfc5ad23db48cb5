"""Names of companies as they are compared, and which known names are like one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

# Below this, two names have about as much in common as any two companies of one trade.
_LEAST_ALIKE = 75
_MOST_ALIKE = 3
# So many known names are compared at a time, so that the table of scores stays small.
_AT_ONCE = 50_000
# A name this short is part of too many others.
_LEAST_PART = 3
_PART_SCORE = 80

_SIGNS = r"[\pP\pS\pZ]+"
_LEGAL_FORM = (
    r"(股份有限公司|有限责任公司|有限公司|集团公司|集团|公司"
    r"|coltd|companylimited|limited|ltd|incorporated|inc|corporation|corp|llc|plc|gmbh)+$"
)


def plain_names(names: pa.Array) -> pa.Array:
    """Names without what differs between two ways of writing one: case, width, spaces."""
    normal = pc.utf8_lower(pc.utf8_normalize(names, form="NFKC"))
    return pc.replace_substring_regex(normal, r"\s+", "")


def bare_names(names: pa.Array) -> pa.Array:
    """Plain names without signs and without the legal form; a name that is nothing else stays."""
    unsigned = pc.replace_substring_regex(plain_names(names), _SIGNS, "")
    bare = pc.replace_substring_regex(unsigned, _LEGAL_FORM, "")
    return pc.if_else(pc.equal(bare, ""), unsigned, bare)


def digits_of(names: pa.Array) -> pa.Array:
    """The digits of names: No. 1 and No. 2 of one name are two companies, however alike."""
    return pc.replace_substring_regex(names, r"[^0-9]+", " ")


@dataclass(frozen=True)
class Alike:
    """A known name, by its place, and how like the asked one it is, of 100."""

    place: int
    score: float


def alike_names(
    asked: Sequence[str], known: pa.Array, go_on: Callable[[], None] = lambda: None
) -> list[list[Alike]]:
    """For each bare name the known bare names (null: none) most like it, the most alike first.

    Two names are alike in their letters, or one is part of the other; their digits are the same.
    ``go_on`` is called now and then, and may raise to end the search.
    """
    found: list[list[Alike]] = [[] for _ in asked]
    asked_digits = digits_of(pa.array(asked, pa.string()))
    for start in range(0, len(known), _AT_ONCE):
        go_on()
        part = known.slice(start, _AT_ONCE).fill_null("")
        scores = _scores(asked, part)
        codes = pa.chunked_array([digits_of(part), asked_digits]).dictionary_encode().combine_chunks()
        digits = np.asarray(codes.indices)
        same_digits = digits[: len(part)][None, :] == digits[len(part) :][:, None]
        scores[~same_digits] = 0
        for place, row in enumerate(scores):
            best = np.argsort(-row, kind="stable")[:_MOST_ALIKE]
            found[place] += [Alike(start + int(at), float(row[at])) for at in best if row[at]]
    return [sorted(alike, key=lambda one: -one.score)[:_MOST_ALIKE] for alike in found]


def _scores(asked: Sequence[str], known: pa.Array) -> np.ndarray:
    """How like each known name is to each asked one, 0 below the least that counts."""
    scores = process.cdist(
        asked, known.to_pylist(), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, dtype=np.float32
    )
    for place, name in enumerate(asked):
        if len(name) >= _LEAST_PART:
            holds = np.asarray(pc.match_substring(known, name).to_numpy(zero_copy_only=False), dtype=bool)
            scores[place][holds & (scores[place] < _PART_SCORE)] = _PART_SCORE
    return np.asarray(scores)
