"""The correction radar: exported figures that a later release shows with other numbers, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from fundscope import words
from fundscope.engine import Field, OpenRelease, open_release, query
from fundscope.export.answer import title_of
from fundscope.export.brief import BRIEF
from fundscope.export.register import Export, exports
from fundscope.figures import Context, MadeFigure, View, make, read_context, seen_as, view_from_text
from fundscope.figures.written import written_value
from fundscope.model import LANGUAGES, Language
from fundscope.store import Store

# Columns that number or name a row, and so say which one it is or nothing of their own.
_NAMES = ("name_", "short_", "total_")
_MEASURES = ("_cny", "_count", "_share")


@dataclass(frozen=True)
class ChangedNumber:
    """One number of a figure in two releases; None where the row is in one of them only.

    ``figure`` is the question that it answers: of a brief also one that is no figure.
    """

    figure: str
    row: tuple[Any, ...]
    column: Field
    then: Any
    now: Any


@dataclass(frozen=True)
class ChangedExport:
    """An exported figure whose numbers are others now, and a sentence to print in each language.

    Of a brief's own totals there is no figure, then or now.
    """

    export: Export
    then: MadeFigure | None
    now: MadeFigure | None
    now_released_at: datetime
    numbers: tuple[ChangedNumber, ...]
    sentences: dict[Language, str]


def changed_exports(store: Store) -> tuple[ChangedExport, ...]:
    """What was exported from earlier releases and differs in the latest, newest export first.

    An export of the same figure and view of the same release stands here once, as last exported. A brief
    stands here for its own totals, and with each of its figures that differs.
    """
    latest = store.release().number
    seen: dict[tuple[str, str], Export] = {}
    for export in exports(store):
        for figure in export.figure.split(","):
            seen.setdefault((figure, export.view), replace(export, figure=figure))
    changed = (_changed(store, export, latest) for export in seen.values() if export.release < latest)
    return tuple(found for found in changed if found is not None)


# What a brief says beside its figures: its totals, and what is not known of them.
_OF_BRIEF = ("headline/totals", "brief/missing")


def made_again(store: Store, export: Export, release: int, lang: Language) -> tuple[MadeFigure, Context]:
    """The figure of an export in a release, in a language."""
    view, _ = view_from_text(export.view)
    opened = open_release(store, release)
    context = seen_as(read_context(opened), replace(view, lang=lang, release=None))
    return make(export.figure, context, opened), context


def _changed(store: Store, export: Export, latest: int) -> ChangedExport | None:
    view, _ = view_from_text(export.view)
    then: MadeFigure | None = None
    now: MadeFigure | None = None
    if export.figure == BRIEF:
        opened = open_release(store, latest)
        context = seen_as(read_context(opened), replace(view, release=None))
        numbers = tuple(changed_totals(view, open_release(store, export.release), opened))
    else:
        then, _ = made_again(store, export, export.release, view.lang)
        now, context = made_again(store, export, latest, view.lang)
        numbers = tuple(changed_numbers(then, now))
    if not numbers:
        return None
    return ChangedExport(
        export=export,
        then=then,
        now=now,
        now_released_at=context.released_at,
        numbers=numbers,
        sentences={
            lang: _sentence(store, export, numbers, seen_as(context, replace(view, lang=lang)))
            for lang in LANGUAGES
        },
    )


def changed_numbers(then: MadeFigure, now: MadeFigure) -> Iterator[ChangedNumber]:
    """The numbers that differ between two makings of one figure, in the order of its rows.

    Rows are the same where everything in them that is not a measure is. A total that every row repeats
    follows from the rows and is not compared.
    """
    yield from _changed_tables(then.name, then.table, now.table)


def changed_totals(view: View, then: OpenRelease, now: OpenRelease) -> Iterator[ChangedNumber]:
    """The numbers of a brief that differ between two releases, beside those of its figures."""
    offered = view.filter_params() | {"rule": view.rule}
    for name in _OF_BRIEF:
        asked = {key: offered[key] for key in query(name).param_names() if key in offered}
        yield from _changed_tables(name, then.run(name, **asked), now.run(name, **asked))


def _changed_tables(name: str, then: pd.DataFrame, now: pd.DataFrame) -> Iterator[ChangedNumber]:
    fields = query(name).columns
    measures = [field for field in fields if field.name.endswith(_MEASURES)]
    keys = [field.name for field in _key_fields(name)]
    before, after = _by_key(then, keys), _by_key(now, keys)
    for key in dict.fromkeys((*before, *after)):
        for field in measures:
            was, now_is = before.get(key, {}).get(field.name), after.get(key, {}).get(field.name)
            if was != now_is and not field.name.startswith("total_"):
                yield ChangedNumber(name, key, field, was, now_is)


def _key_fields(figure: str) -> list[Field]:
    """The columns that say which row it is; where there is none, the ranks that put the rows in order."""
    told = [
        field
        for field in query(figure).columns
        if not field.name.endswith(_MEASURES) and not field.name.startswith(_NAMES)
    ]
    ranks = [field for field in told if field.name.endswith("_rank")]
    return [field for field in told if field not in ranks] or ranks


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    known = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in known.to_dict("records")]


def _by_key(table: pd.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[key] for key in keys): row for row in _rows(table)}


def row_words(figure: str, row: tuple[Any, ...], context: Context) -> str:
    """What a row of a figure is about: the names of its codes, its month; its place where it has no name."""
    if figure == "brief/missing":
        return context.text(f"brief.gap.{row[0]}")
    fields = _key_fields(figure)
    names = {field.name for field in fields}
    left_out = {"step"} if "source" in names else set()
    left_out |= {"sector", "batch"} if "fund_id" in names else set()  # a fund says them itself
    named = [
        _row_number(value, context)
        if field.name.endswith("_rank")
        else _level_name(fields, row, place, context) or written_value(value, field, context)
        for place, (field, value) in enumerate(zip(fields, row, strict=True))
        if field.name not in left_out and not field.name.endswith(("_level", "_end_on", "_nodes"))
    ]
    return context.text("filter.separator").join(named)


def _row_number(rank: Any, context: Context) -> str:
    return context.text("radar.row", number=rank)


def _level_name(fields: list[Field], row: tuple[Any, ...], place: int, context: Context) -> str:
    """The name of a code whose level stands in a column of its own, as in the flow."""
    level_column = f"{fields[place].name}_level"
    levels = [row[at] for at, field in enumerate(fields) if field.name == level_column]
    return context.name(levels[0], row[place]) if levels and row[place] is not None else ""


def main_number(numbers: tuple[ChangedNumber, ...]) -> ChangedNumber:
    """The number a correction names: the amount of a row, else money, else a count; that which moved most."""

    def moved(number: ChangedNumber) -> tuple[bool, int, Decimal]:
        name = number.column.name
        kind = next(at for at, ending in enumerate(_MEASURES) if name.endswith(ending))
        if number.figure in _OF_BRIEF:
            return number.figure == _OF_BRIEF[0], -kind, abs(_number(number.now) - _number(number.then))
        return name == "amount_cny", -kind, abs(_number(number.now) - _number(number.then))

    return max(numbers, key=moved)


def _number(value: Any) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)


def _sentence(store: Store, export: Export, numbers: tuple[ChangedNumber, ...], context: Context) -> str:
    """Who was wrong where, what stood there, what stands there now; ready to print."""
    lang = context.lang
    # A change too small to be written would make a correction that corrects nothing.
    told = [one for one in numbers if _written(one.then, one, context) != _written(one.now, one, context)]
    main = main_number(tuple(told) or numbers)
    values = {
        "headline": _headline(store, export, context),
        "exported": words.day(export.exported_at.date(), lang),
        "row": row_words(main.figure, main.row, context),
        "column": title_of(main.column.name, context),
        "then": _written(main.then, main, context),
        "now": _written(main.now, main, context),
        "old_release": export.release,
        "release": context.release_number,
        "released": words.day(context.released_at.date(), lang),
    }
    said = [context.text("radar.correction" if values["row"] else "radar.correction_total", **values)]
    if others := len(
        {number.row or number.column.name for number in numbers} - {main.row or main.column.name}
    ):
        said.append(context.plural("radar.others", others))
    return words.sentences(said, lang)


def _headline(store: Store, export: Export, context: Context) -> str:
    """What the figure said when it was exported; of a brief its title."""
    if export.figure == BRIEF:
        return context.text("brief.title")
    return made_again(store, export, export.release, context.lang)[0].headline


def _written(value: Any, number: ChangedNumber, context: Context) -> str:
    return context.text("radar.absent") if value is None else written_value(value, number.column, context)
