"""Where a table names companies: by a name, by a credit code, or in the column of the enterprise ID."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.credit_codes import are_credit_codes
from fundscope.ingest.mapping import name_of
from fundscope.ingest.stage import Staged
from fundscope.ingest.typed import distinct_texts
from fundscope.model import datasets

_REFERS_TO = "enterprises.enterprise_id"

# What a list of investments calls the company, beside what a list of companies calls it.
_CALLED = (
    "被投企业", "被投企业名称", "被投资企业", "被投资企业名称", "投资企业", "标的企业", "项目企业",
    "项目公司", "企业", "公司", "企业名", "公司名", "单位", "申报单位", "受资企业",
    "company", "enterprise", "investee", "investee company", "portfolio company", "recipient", "firm",
)  # fmt: skip
_LEAST_CODES = 0.8


@dataclass(frozen=True)
class CompanyColumns:
    """How a table names companies, row by row.

    ``field`` is the declared column that wants their IDs; ``is_open`` marks rows that name a company
    instead. ``letter`` and ``header`` are of the column to look at; ``places`` are those of the columns
    beside ``field`` that say the name or the credit code.
    """

    field: str
    letter: str
    header: str
    names: pa.Array
    codes: pa.Array
    is_open: pa.Array
    places: Mapping[int, Literal["name", "code"]]


def company_columns(staged: Staged, enterprises: pa.Table) -> CompanyColumns | None:
    """The columns that name companies; None where the dataset has none or every ID is known."""
    field = next((one.name for one in staged.dataset.columns if one.references == _REFERS_TO), None)
    if field is None or not staged.table.num_rows:
        return None
    known = enterprises.column("enterprise_id").combine_chunks()
    mapped = staged.column_of(field)
    ids = pa.nulls(staged.table.num_rows, pa.string()) if mapped is None else _texts(staged, mapped.place)
    # An ID that is mistyped is told as that, whatever name stands beside it.
    is_id = pc.fill_null(pc.or_(pc.is_in(ids, value_set=known), _like_ids(ids, known)), False)
    written = pc.if_else(is_id, None, ids)
    # A person who leaves a column out wants nothing to be taken from it.
    free = [one.place for one in staged.mapping if one.field is None and one.ground == "none"]
    name_place = next((place for place in free if _names_companies(staged, place)), None)
    code_place = next((place for place in free if _holds_codes(staged, place)), None)
    names = written if name_place is None else pc.coalesce(_texts(staged, name_place), written)
    codes = written if code_place is None else pc.coalesce(_texts(staged, code_place), written)
    names = pc.if_else(are_credit_codes(pc.utf8_upper(names)), None, names)
    is_named = pc.or_(pc.is_valid(names), pc.is_valid(codes))
    is_open = pc.and_(pc.invert(is_id), is_named)
    if not pc.any(is_open).as_py():
        return None
    in_ids = mapped.place if mapped is not None and pc.any(pc.is_valid(written)).as_py() else None
    places = (name_place, in_ids, code_place)
    shown = next(place for place in places if place is not None)
    column = staged.source.columns[shown]
    used: dict[int, Literal["name", "code"]] = {} if code_place is None else {code_place: "code"}
    if name_place is not None:
        used[name_place] = "name"
    return CompanyColumns(field, column.letter, column.header, names, codes, is_open, used)


def _texts(staged: Staged, place: int) -> pa.Array:
    """The texts of a column, trimmed; null where they say that nothing is known."""
    column = distinct_texts(staged.source.columns[place].texts)
    return column.texts if column.places is None else column.texts.take(column.places)


def _like_ids(written: pa.Array, known: pa.Array) -> pa.Array:
    """Which texts are made like the known IDs: the same letters, other digits."""
    shapes = pc.replace_substring_regex(known, r"[0-9]+", "0").unique()
    own = pc.replace_substring_regex(written, r"[0-9]+", "0")
    return pc.and_(pc.is_in(own, value_set=shapes), pc.match_substring_regex(written, "[0-9]"))


def _names_companies(staged: Staged, place: int) -> bool:
    declared = datasets()["enterprises"].by_name
    titles = {name_of(called) for called in _CALLED}
    for name in ("name_zh", "name_en"):
        column = declared[name]
        titles |= {name_of(called) for called in (column.title.en, column.title.zh, *column.aliases)}
    header = staged.source.columns[place].header
    return name_of(re.sub(r"[/／].*", "", header)) in titles or name_of(header) in titles


def _holds_codes(staged: Staged, place: int) -> bool:
    column = datasets()["enterprises"].by_name["uscc"]
    titles = {name_of(called) for called in (column.title.en, column.title.zh, *column.aliases)}
    if name_of(staged.source.columns[place].header) in titles:
        return True
    texts = _texts(staged, place).slice(0, 1_000).drop_null()
    return bool(len(texts)) and pc.mean(are_credit_codes(texts)).as_py() >= _LEAST_CODES
