"""Chinese names found by their pinyin: initials (slqy), full (shiliqiye), or a mixture word by word.

The pinyin of a search is worked out, not that of the names: the search becomes a pattern of the characters
that can be read so. Nothing is kept for each name, so millions of them need no more memory, and a character
of several readings is found under each. Readings are those of pypinyin.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

# Longer words are names that somebody pasted, not typed by their sounds; and patterns grow with them.
_MOST_INITIALS = 10
_MOST_LETTERS = 48
# Readings of a word cut into syllables in different ways: xian is xi'an and xian.
_MOST_CUTTINGS = 12
# What may stand between two characters of a name without being typed.
_BETWEEN = "[ （）()·]*"
_HAN = range(0x4E00, 0xA000)


def pinyin_pattern(search: str) -> str | None:
    """The pattern of Chinese names that a search may spell in pinyin; None where it cannot be pinyin.

    A regular expression of characters, classes and alternatives only, which RE2 and Java read alike.
    """
    words = re.findall(r"[a-z]+|[0-9]+", _plain(search.casefold()))
    letters = sum(len(word) for word in words if word.isalpha())
    if not 2 <= letters <= _MOST_LETTERS or re.search(r"[^a-z0-9 '’-]", _plain(search.casefold())):
        return None
    parts = [_word(word) if word.isalpha() else word for word in words]
    return None if None in parts else _BETWEEN.join(part for part in parts if part)


def _plain(text: str) -> str:
    """Letters without their tone marks; ü is typed as v, and so it is read."""
    decomposed = unicodedata.normalize("NFD", text.replace("ü", "v"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _word(word: str) -> str | None:
    """A word as initials, or as syllables; the last may be unfinished where they cannot all be whole."""
    readings = [list(word)] if len(word) <= _MOST_INITIALS else []
    cuttings = list(itertools.islice(_cuttings(word), _MOST_CUTTINGS))
    whole = [cutting for cutting in cuttings if cutting[-1] in _syllables()]
    readings += [cutting for cutting in whole or cuttings if cutting not in readings]
    if not readings:
        return None
    return "(?:" + "|".join(_BETWEEN.join(map(_characters, reading)) for reading in readings) + ")"


def _cuttings(word: str) -> Iterator[list[str]]:
    """The ways to cut a word into syllables, the longest first; the last may be the beginning of one."""
    known = _syllables()
    if any(syllable.startswith(word) for syllable in known):
        yield [word]
    for length in range(min(6, len(word) - 1), 0, -1):
        if word[:length] in known:
            for rest in _cuttings(word[length:]):
                yield [word[:length], *rest]


@functools.cache
def _syllables() -> dict[str, frozenset[str]]:
    """The characters that can be read as each syllable."""
    from pypinyin.constants import PINYIN_DICT

    characters: dict[str, set[str]] = defaultdict(set)
    for code, readings in PINYIN_DICT.items():
        if code in _HAN:
            for reading in readings.split(","):
                syllable = _plain(_with_v(reading))
                if syllable.isascii() and syllable.isalpha():
                    characters[syllable].add(chr(code))
    return {syllable: frozenset(found) for syllable, found in characters.items()}


def _with_v(reading: str) -> str:
    """A reading with ü, whatever its tone, as v."""
    return re.sub("[üǖǘǚǜ]", "v", reading)


@functools.cache
def _characters(beginning: str) -> str:
    """The class of characters whose reading begins so; a whole syllable must be read whole."""
    known = _syllables()
    found: set[str] = set(known.get(beginning, ()))
    if not found or len(beginning) == 1:
        found |= {
            character
            for syllable, characters in known.items()
            if syllable.startswith(beginning)
            for character in characters
        }
    letter = beginning + beginning.upper() if len(beginning) == 1 else ""
    return f"[{letter}{''.join(sorted(found))}]"
