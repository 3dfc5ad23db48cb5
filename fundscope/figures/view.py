"""What a reader has chosen to see, and its one canonical text form.

The text form is the URL of the page, the name of a cache entry and the content of a passport:
``lang=zh&rule=paid&fund=F01,F02&until=2024-06-30``. What is at its default is left out, so that one
view has one text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal
from urllib.parse import quote, unquote

from fundscope.model import Currency, Language

CountingRule = Literal["decided", "paid"]
Theme = Literal["light", "dark"]
Level = Literal["fund", "batch", "sector", "district", "round"]

LEVELS: tuple[Level, ...] = ("fund", "batch", "sector", "district", "round")

# What only enterprises are narrowed by, and the codes of each; those of the fields are in a table.
ENTERPRISE_LEVELS: dict[str, tuple[str, ...]] = {
    "tech_field": (),
    "age": ("00-04", "05-09", "10-14", "15-19", "20-up"),
    "staff": ("0000-0019", "0020-0099", "0100-0299", "0300-0999", "1000-up"),
    "intensity": ("00-03", "03-05", "05-10", "10-20", "20-up"),
    "standing": ("srdi", "little_giant", "unicorn", "listed"),
}
# By what enterprises can be grouped, what a map of districts can show, and how enterprises are sorted.
# An enterprise has as many standings as it has, so they do not part the whole into groups.
GROUPINGS = ("sector", "district", "tech_field", "age", "staff", "intensity")
MEASURES = ("money", "projects", "enterprises", "rd", "money_per_enterprise")
SORTINGS = ("decided", "paid", "rd", "revenue", "employees", "youngest", "enterprise_id")

# The codes of things that are not one thing: not known, and too small to draw.
UNKNOWN_CODE = "unknown"
OTHER_CODE = "other"
# And too few enterprises to be shown alone, where small cells are hidden.
WITHHELD_CODE = "withheld"
NO_ONE_CODES = (UNKNOWN_CODE, OTHER_CODE, WITHHELD_CODE)

# Within how many years of its set-up a fund is to have placed its money. No such term has been published
# for the municipal funds: the default is an assumption, shown as one and open to change, within bounds.
HORIZON_YEARS = 5
HORIZON_AT_MOST = 20
# Yuan a month that a reader may set: more than any fund could place.
OWN_PACE_AT_MOST = 10**13


@dataclass(frozen=True)
class Fault:
    """A part of a text form that could not be heeded: which one, and what stood there."""

    parameter: str
    value: str


@dataclass(frozen=True)
class View:
    """Language, currency, counting rule, filters, dates, assumptions, release and look of a figure.

    ``horizon`` is in years, ``own_pace`` in whole yuan a month.
    """

    lang: Language = "en"
    currency: Currency = "cny"
    rule: CountingRule = "decided"
    fund: tuple[str, ...] = ()
    batch: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    round: tuple[str, ...] = ()
    tech_field: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    intensity: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    levels: tuple[str, ...] = ("fund", "sector", "district")
    against: str = ""
    pick: str = ""
    search: str = ""
    sort: str = ""
    by: str = "sector"
    measure: str = "money"
    horizon: int = HORIZON_YEARS
    own_pace: int | None = None
    release: int | None = None
    theme: Theme = "light"
    size: Literal["wide", "narrow"] = "wide"
    small_cells: Literal["shown", "hidden"] = "shown"

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the records."""
        return bool(self.filters_set())

    def filters_set(self) -> tuple[str, ...]:
        """The names of the filters that are set."""
        filters = (*LEVELS, *ENTERPRISE_LEVELS, "since", "until")
        return tuple(name for name in filters if getattr(self, name))

    def without(self, filters: Iterable[str]) -> View:
        """The view without these filters."""
        none = View()
        return replace(self, **{name: getattr(none, name) for name in filters})

    def filter_params(self) -> dict[str, Any]:
        """The filters of projects as parameters of a query; an empty filter is NULL, everything."""
        chosen: dict[str, Any] = {level: list(getattr(self, level)) or None for level in LEVELS}
        return chosen | {"since": self.since, "until": self.until}

    def enterprise_params(self) -> dict[str, Any]:
        """The filters of enterprises as parameters of a query; an empty filter is NULL, everything."""
        levels = ("sector", "district", *ENTERPRISE_LEVELS)
        return {level: list(getattr(self, level)) or None for level in levels}

    def narrowed_to(self, pick: str) -> View:
        """The view narrowed to one node of the flow, ``sector:ai``; the same view for no node."""
        level, _, code = pick.partition(":")
        if level not in LEVELS or not code:
            return self
        narrowed: dict[str, Any] = {level: tuple(code.split(","))}
        return replace(self, **narrowed)

    def as_text(self) -> str:
        """The canonical text form."""
        return "&".join(f"{name}={quote(value, safe=',:-')}" for name, value in self.as_query().items())

    def as_query(self) -> dict[str, str]:
        """The parameters of the text form, without what is at its default."""
        default = View()
        return {
            field.name: _written(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != getattr(default, field.name)
        }


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


_CHOICES: dict[str, tuple[str, ...]] = {
    "lang": ("en", "zh"),
    "currency": ("cny", "usd"),
    "rule": ("decided", "paid"),
    "theme": ("light", "dark"),
    "size": ("wide", "narrow"),
    "small_cells": ("shown", "hidden"),
    "by": GROUPINGS,
    "measure": MEASURES,
}


def _read(name: str, text: str) -> Any:
    """The value of one parameter; ValueError where the text is none."""
    if name in _CHOICES:
        if text not in _CHOICES[name]:
            raise ValueError(text)
        return text
    if name in _READERS:
        return _READERS[name](text)
    codes = tuple(dict.fromkeys(code for code in text.split(",") if code))
    known = ENTERPRISE_LEVELS.get(name)
    if known and any(code not in (*known, UNKNOWN_CODE) for code in codes):
        raise ValueError(text)
    if name == "levels" and (not 2 <= len(codes) <= 3 or any(code not in LEVELS for code in codes)):
        raise ValueError(text)
    return codes if name == "levels" else tuple(sorted(codes))


def _bounded(most: int) -> Callable[[str], int]:
    """What reads a whole number from 1 up to a bound."""

    def read(text: str) -> int:
        value = int(text)
        if not 1 <= value <= most:
            raise ValueError(text)
        return value

    return read


# What a second total is told apart by: its counting rule, its release and its filters.
SIDE_FIELDS = ("rule", *LEVELS, "since", "until", "release")
PUBLISHED_SIDE = "published"


def _read_against(text: str) -> str:
    """The second total of a bridge, which is a view of its own inside this one."""
    if text in ("", PUBLISHED_SIDE):
        return text
    view, faults = view_from_text(text)
    if faults or set(_names(text)) - set(SIDE_FIELDS):
        raise ValueError(text)
    return side_text(view)


# How the fields that are neither choices nor lists of codes are read.
_READERS: dict[str, Callable[[str], Any]] = {
    "since": date.fromisoformat,
    "until": date.fromisoformat,
    "release": int,
    "pick": str,
    "search": str,
    "sort": str,
    "against": _read_against,
    "horizon": _bounded(HORIZON_AT_MOST),
    "own_pace": _bounded(OWN_PACE_AT_MOST),
}


def _names(text: str) -> list[str]:
    return [part.partition("=")[0] for part in text.split("&") if part]


def side_text(view: View) -> str:
    """The text form of a total: its counting rule, always named, and what else differs from the default."""
    kept = {name: value for name, value in view.as_query().items() if name in SIDE_FIELDS and name != "rule"}
    return "&".join(
        f"{name}={quote(value, safe=',:-')}" for name, value in {"rule": view.rule, **kept}.items()
    )


def second_view(view: View) -> View:
    """What the second total of a bridge counts.

    Where none is chosen, the same records by the other counting rule; against a published figure, all
    records by the same rule. A release that is not named is that of the first total.
    """
    if view.against == PUBLISHED_SIDE:
        second = View(rule=view.rule)
    elif view.against:
        second = view_from_text(view.against)[0]
    else:
        other_rule: CountingRule = "paid" if view.rule == "decided" else "decided"
        second = replace(view, rule=other_rule, release=None, against="")
    return replace(second, lang=view.lang, currency=view.currency, theme=view.theme, size=view.size)


def view_from_query(parameters: Mapping[str, str]) -> tuple[View, tuple[Fault, ...]]:
    """The view that the parameters of a URL describe, and those that could not be heeded."""
    known = {field.name for field in fields(View)}
    chosen: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, text in parameters.items():
        try:
            if name not in known:
                raise ValueError(name)
            chosen[name] = _read(name, text)
        except ValueError:
            faults.append(Fault(name, text))
    return View(**chosen), tuple(faults)


def view_from_text(text: str) -> tuple[View, tuple[Fault, ...]]:
    """The view of a canonical text form, and the parts of it that could not be heeded."""
    pairs = (part.partition("=") for part in text.split("&") if part)
    return view_from_query({name: unquote(value) for name, _, value in pairs})
