"""Codes and references, written as a code or as one of the names that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from fundscope.ingest.typed import Refusal, Typed, read_each, words_for
from fundscope.model import Column, Words, datasets, plain

_NAMES = ("name_zh", "name_en", "short_zh", "short_en")
_NEAR = 70
# But a plus, which tells a round from the one before it.
_SIGNS = re.compile(r"[^\w+]|_")


@dataclass(frozen=True)
class CodeList:
    """The codes a column may hold, by each plain name that means one of them, and their titles.

    ``by_bare_name`` has the names without ``affixes``, words that may stand around them.
    """

    by_name: Mapping[str, str]
    titles: Words
    affixes: tuple[str, ...] = ()
    by_bare_name: Mapping[str, str] = field(default_factory=dict)

    def read(self, texts: pa.Array) -> Typed:
        """The code of every text; a text that means none is refused, with the nearest name."""
        return read_each(texts, self._code, pa.string())

    def _code(self, text: str) -> str | Refusal:
        code = self.by_name.get(plain(text)) or self.by_bare_name.get(_bare(text, self.affixes))
        if code:
            return code
        near = process.extractOne(plain(text), self.by_name.keys(), scorer=fuzz.WRatio, score_cutoff=_NEAR)
        if near is None:
            return Refusal("code", words_for("expect.code", codes=self.titles))
        return Refusal("code", words_for("expect.code_near", codes=self.titles, near=near[0]))


def _bare(name: str, affixes: Iterable[str]) -> str:
    """The plain name without affixes before or after it; the name itself where nothing else is in it."""
    bare = _SIGNS.sub("", plain(name))
    longest_first = sorted({_SIGNS.sub("", plain(affix)) for affix in affixes}, key=len, reverse=True)
    left = None
    while left != bare:
        left = bare
        for affix in longest_first:
            bare = bare.removeprefix(affix).removesuffix(affix)
    return bare or plain(name)


def code_list(column: Column, known: Mapping[str, pa.Table]) -> CodeList:
    """The list that the column declares: its own, or that of a reference table among the known ones."""
    if isinstance(column.codes, tuple):
        pairs = [
            (name, entry.code)
            for entry in column.codes
            for name in (entry.code, entry.words.en, entry.words.zh)
        ]
        titles = Words(
            en=", ".join(entry.words.en for entry in column.codes),
            zh="、".join(entry.words.zh for entry in column.codes),
        )
        return CodeList(_one_meaning(pairs), titles)
    table, dataset = known[str(column.codes)], datasets()[str(column.codes)]
    key = dataset.key[0]
    titles = Words(
        en=", ".join(filter(None, table.column("name_en").to_pylist())),
        zh="、".join(filter(None, table.column("name_zh").to_pylist())),
    )
    bare = _one_meaning((_bare(name, dataset.affixes), code) for name, code in _names_of(table, key))
    return CodeList(_one_meaning(_names_of(table, key)), titles, dataset.affixes, bare)


def _names_of(table: pa.Table, key: str) -> Iterator[tuple[str, str]]:
    """Every name of every row, the key among them, with the key that it means."""
    codes = table.column(key).to_pylist()
    for column in [key, *(name for name in _NAMES if name in table.column_names)]:
        names = table.column(column).to_pylist()
        yield from ((name, code) for name, code in zip(names, codes, strict=True) if name is not None)


def _one_meaning(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Plain names and the code each means; a name of two codes means neither."""
    meanings: dict[str, set[str]] = {}
    for name, code in pairs:
        meanings.setdefault(plain(name), set()).add(code)
    return {name: next(iter(codes)) for name, codes in meanings.items() if len(codes) == 1}


def read_references(texts: pa.Array, column: Column, known: Mapping[str, pa.Table]) -> Typed:
    """Keys of another dataset as they stand, and its names turned into their keys.

    Whatever is neither stays as it is written: the rule on references tells it.
    """
    dataset, key = str(column.references).split(".")
    keys = known[dataset].column(key)
    strangers = pc.and_(pc.is_valid(texts), pc.invert(pc.is_in(texts, value_set=keys.combine_chunks())))
    if not pc.any(strangers).as_py():
        return Typed(texts)
    by_name = _one_meaning(_names_of(known[dataset], key))
    named = [
        None if text is None else by_name.get(plain(text), text)
        for text in pc.if_else(strangers, texts, None).to_pylist()
    ]
    return Typed(pc.coalesce(pa.array(named, pa.string()), texts))
