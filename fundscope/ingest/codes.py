"""Codes and references, written as a code or as one of the names that it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from fundscope.ingest.typed import Refusal, Typed, read_each, words_for
from fundscope.model import Column, Words, datasets, plain

_NAMES = ("name_zh", "name_en", "short_zh", "short_en")
_NEAR = 70


@dataclass(frozen=True)
class CodeList:
    """The codes a column may hold, by each plain name that means one of them, and their titles."""

    by_name: Mapping[str, str]
    titles: Words

    def read(self, texts: pa.Array) -> Typed:
        """The code of every text; a text that means none is refused, with the nearest name."""
        return read_each(texts, self._code, pa.string())

    def _code(self, text: str) -> str | Refusal:
        if code := self.by_name.get(plain(text)):
            return code
        near = process.extractOne(plain(text), self.by_name.keys(), scorer=fuzz.WRatio, score_cutoff=_NEAR)
        if near is None:
            return Refusal("code", words_for("expect.code", codes=self.titles))
        return Refusal("code", words_for("expect.code_near", codes=self.titles, near=near[0]))


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
    table = known[str(column.codes)]
    key = datasets()[str(column.codes)].key[0]
    titles = Words(
        en=", ".join(filter(None, table.column("name_en").to_pylist())),
        zh="、".join(filter(None, table.column("name_zh").to_pylist())),
    )
    return CodeList(_names_of(table, key), titles)


def _names_of(table: pa.Table, key: str) -> dict[str, str]:
    codes = table.column(key).to_pylist()
    columns = [key, *(name for name in _NAMES if name in table.column_names)]
    return _one_meaning(
        (name, code)
        for column in columns
        for name, code in zip(table.column(column).to_pylist(), codes, strict=True)
        if name is not None
    )


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
    by_name = _names_of(known[dataset], key)
    named = [
        None if text is None else by_name.get(plain(text), text)
        for text in pc.if_else(strangers, texts, None).to_pylist()
    ]
    return Typed(pc.coalesce(pa.array(named, pa.string()), texts))
