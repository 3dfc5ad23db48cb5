"""What a figure needs beside its numbers: the view, the names of codes, the rate, the published totals."""

from __future__ import annotations

import functools
from collections import namedtuple
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa

from fundscope import words
from fundscope.engine import OpenRelease
from fundscope.figures.look import LOOKS, Look
from fundscope.figures.view import (
    ENTERPRISE_LEVELS,
    LEVELS,
    OTHER_CODE,
    UNKNOWN_CODE,
    WITHHELD_CODE,
    View,
)
from fundscope.model import Language
from fundscope.store import Waiver


@dataclass(frozen=True)
class Label:
    """What a code is called in both languages, and its place in lists (from 1)."""

    code: str
    name: Mapping[Language, str]
    short: Mapping[Language, str]
    rank: int
    has_projects: bool


@dataclass(frozen=True)
class PublishedFigure:
    """A published figure that a total of the records must equal. Amounts in yuan, counts in pieces."""

    fact_id: str
    controls: str
    fund_id: str | None
    batch: int | None
    label: Mapping[Language, str]
    unit: str
    qualifier: str
    status: str
    as_of: str
    publisher: Mapping[Language, str]
    title: str | None
    published_on: str | None
    url: str | None
    value: Decimal
    record_value: Decimal
    difference: Decimal


@dataclass(frozen=True)
class Context:
    """Everything a drawing and its words may use beside the query's answer. Pure data."""

    view: View
    labels: Mapping[str, Mapping[str, Label]]
    published: tuple[PublishedFigure, ...]
    cny_per_usd: Decimal
    rate_dated_on: date
    release_number: int
    released_at: datetime
    records_until_on: date | None
    # The datasets that hold made-up records.
    sample_datasets: frozenset[str]
    has_dollars: bool = True
    waivers: tuple[Waiver, ...] = ()

    @property
    def is_sample(self) -> bool:
        """Whether any record of the release is made up."""
        return bool(self.sample_datasets)

    @property
    def lang(self) -> Language:
        return self.view.lang

    @property
    def look(self) -> Look:
        return LOOKS[self.view.theme]

    def text(self, key: str, **values: object) -> str:
        return words.text(key, self.lang, **values)

    def plural(self, key: str, count: int, **values: object) -> str:
        written = words.number(count, self.lang)
        return words.plural(key, count, self.lang, **{"count": written, **values})

    def money(self, amount_cny: Decimal | float | None, digits: int = 3) -> str:
        return words.money(amount_cny, self.lang, self.view.currency, self.cny_per_usd, digits)

    def share(self, value: float | Decimal | None) -> str:
        return words.share(value, self.lang)

    def number(self, value: float | Decimal | None, decimals: int = 0) -> str:
        return words.number(value, self.lang, decimals)

    def amount(self, amount_cny: Decimal | float) -> float:
        """Yuan in the view's currency, as the float that a drawing takes."""
        return float(amount_cny) / (1.0 if self.view.currency == "cny" else float(self.cny_per_usd))

    def on_axis(self, amount: float) -> str:
        """A round value of an axis, already in the view's currency, as people write it."""
        rate = Decimal(1) if self.view.currency == "cny" else self.cny_per_usd
        amount_cny = Decimal(str(amount)) * rate
        return words.money(amount_cny, self.lang, self.view.currency, self.cny_per_usd, keep_zeros=False)

    def name(self, level: str, code: str, short: bool = False, nodes: int = 1) -> str:
        """What a code is called; 'other' says how many things stand behind it."""
        if code == OTHER_CODE:
            return self.plural(f"other.{level}", nodes)
        no_one_thing = {UNKNOWN_CODE: f"unknown.{level}", WITHHELD_CODE: f"withheld.{level}"}
        if code in no_one_thing:
            return self.text(no_one_thing[code])
        if level == "batch":
            return self.text("batch.name", number=code)
        if code in ENTERPRISE_LEVELS.get(level, ()):
            return self.text(f"class.{level}.{code}")
        label = self.labels.get(level, {}).get(code)
        if label is None:
            return code
        return (label.short if short else label.name)[self.lang]

    def name_in_sentence(self, level: str, code: str) -> str:
        """The short name as a sentence takes it: a fund is called one, lest it be read as its sector."""
        name = self.name(level, code, short=True)
        return self.text("named.fund", name=name) if level == "fund" else name

    def sector_colour(self, code: str) -> str:
        label = self.labels["sector"].get(code)
        return self.look.sector_colour(code, label.rank if label else 1)

    def control(self, controls: str, fund_id: str | None = None) -> PublishedFigure | None:
        """The published figure for a total; None where none is published for that scope."""
        found = (
            figure
            for figure in self.published
            if (figure.controls, figure.fund_id, figure.batch) == (controls, fund_id, None)
        )
        return next(found, None)

    def citation(self, figure: PublishedFigure) -> str:
        """Publisher and date, as printed beside a number."""
        when = words.period(figure.published_on, self.lang) if figure.published_on else ""
        return self.text("source.citation", publisher=figure.publisher[self.lang], date=when).strip(" ,，")


def _pair(row: Any, stem: str, fallback: str = "") -> dict[Language, str]:
    english, chinese = getattr(row, f"{stem}_en"), getattr(row, f"{stem}_zh")
    return {"en": english or chinese or fallback, "zh": chinese or english or fallback}


def rows_of(table: pd.DataFrame) -> list[Any]:
    """The rows of a query's answer as named tuples, None for what is not known."""
    columns = [pa.array(table[name], from_pandas=True).to_pylist() for name in table.columns]
    return list(map(_row_type(tuple(table.columns))._make, zip(*columns, strict=True)))


@functools.cache
def _row_type(names: tuple[str, ...]) -> type[Any]:
    return namedtuple("Row", names)


def _labels(release: OpenRelease) -> dict[str, dict[str, Label]]:
    labels: dict[str, dict[str, Label]] = {level: {} for level in (*LEVELS, "tech_field")}
    for row in rows_of(release.run("reference/labels")):
        labels[row.level][row.code] = Label(
            row.code, _pair(row, "name", row.code), _pair(row, "short", row.code), row.rank, row.has_projects
        )
    return labels


def _published(release: OpenRelease) -> tuple[PublishedFigure, ...]:
    return tuple(
        PublishedFigure(
            fact_id=row.fact_id,
            controls=row.controls,
            fund_id=row.fund_id,
            batch=row.batch,
            label=_pair(row, "label"),
            unit=row.unit,
            qualifier=row.qualifier,
            status=row.status,
            as_of=row.as_of,
            publisher=_pair(row, "publisher"),
            title=row.title,
            published_on=row.published_on,
            url=row.url,
            value=row.published_value,
            record_value=row.record_value,
            difference=row.difference_value,
        )
        for row in rows_of(release.run("published/controls"))
    )


def read_context(release: OpenRelease) -> Context:
    """The context of a release for the default view; made once a release, then ``seen_as`` a view."""
    rates = rows_of(release.run("reference/rates"))
    dollar = next((row for row in rates if row.currency == "usd"), None)
    return Context(
        view=View(),
        labels=_labels(release),
        published=_published(release),
        cny_per_usd=dollar.cny_per_unit if dollar else Decimal(1),
        rate_dated_on=dollar.dated_on if dollar else release.release.published_at.date(),
        release_number=release.release.number,
        released_at=release.release.published_at,
        records_until_on=rows_of(release.run("reference/records_until"))[0].records_until_on,
        waivers=release.release.waivers,
        has_dollars=dollar is not None,
        sample_datasets=frozenset(
            name for name, version in release.release.datasets.items() if version.sample_rows
        ),
    )


def seen_as(context: Context, view: View) -> Context:
    """The same release, seen by another view; in yuan where it has no rate for dollars."""
    if not context.has_dollars:
        view = replace(view, currency="cny")
    return replace(context, view=view)
