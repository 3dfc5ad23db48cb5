"""What every figure says of itself: counting rule, filters, sources, and what it does not heed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from fundscope import words
from fundscope.figures.context import Context
from fundscope.figures.protected import CannotProtectError
from fundscope.figures.view import ENTERPRISE_LEVELS, LEVELS
from fundscope.model import datasets

# A filter of more codes than this is said by their number.
_NAMED_AT_MOST = 3


def filter_words(context: Context, heeded: Collection[str] | None = None) -> str:
    """The active filters in one phrase: "Haidian; AI, Robotics; from Jan 2024"; empty where none is set.

    ``heeded`` names those that a question takes; without it all are told.
    """
    view = context.view
    parts = []
    for level in (*LEVELS, *ENTERPRISE_LEVELS):
        codes = getattr(view, level) if heeded is None or level in heeded else ()
        if len(codes) > _NAMED_AT_MOST:
            parts.append(context.plural(f"count.{level}", len(codes)))
        elif codes:
            names = [context.name_in_sentence(level, code) for code in codes]
            parts.append(context.text("list.separator").join(names))
    if view.since and (heeded is None or "since" in heeded):
        parts.append(context.text("filter.since", date=words.day(view.since, view.lang)))
    if view.until and (heeded is None or "until" in heeded):
        parts.append(context.text("filter.until", date=words.day(view.until, view.lang)))
    return context.text("filter.separator").join(parts)


def scoped(context: Context, headline: str, narrowed: Sequence[str], is_part: bool) -> str:
    """The headline, and before it what it is true of, where that is not everything.

    One district, sector or fund is named. ``narrowed`` are the filters that the figure heeds, ``is_part``
    says that something is left out of it to protect enterprises.
    """
    if not narrowed and not is_part:
        return headline
    codes = getattr(context.view, narrowed[0]) if len(narrowed) == 1 and not is_part else ()
    if isinstance(codes, tuple) and len(codes) == 1:
        name = context.name_in_sentence(narrowed[0], codes[0])
        return context.text("headline.of_one", name=with_capital(name), headline=headline)
    return context.text("headline.of_shown", headline=headline)


def rule_words(context: Context) -> str:
    """What is counted: money decided, or money paid."""
    return context.text(f"rule.{context.view.rule}")


def unit_words(context: Context) -> str:
    """The currency that amounts are shown in."""
    return context.text(f"currency.{context.view.currency}.unit")


def subtitle(context: Context, what: str) -> str:
    """What is measured, in which unit, narrowed to what."""
    parts = [what, unit_words(context)]
    if narrowed := filter_words(context):
        parts.append(context.text("filter.only", filters=narrowed))
    return context.text("subtitle.separator").join(parts)


def footnotes(context: Context, ignored: Sequence[str], has_money: bool) -> tuple[str, ...]:
    """The notes every figure may carry: the rate, and the filters it does not heed."""
    notes = []
    if context.view.currency == "usd" and has_money:
        notes.append(
            context.text(
                "note.rate",
                rate=str(context.cny_per_usd.normalize()),
                date=words.day(context.rate_dated_on, context.lang),
            )
        )
    if ignored:
        named = dict.fromkeys("month" if name in ("since", "until") else name for name in ignored)
        names = context.text("list.separator").join(context.text(f"filter.{name}") for name in named)
        notes.append(context.text("note.not_narrowed", filters=names))
    return tuple(notes)


def waiver_notes(context: Context, sql: str) -> tuple[str, ...]:
    """A note for each waiver that touches a question: it reads the dataset and one of the columns waived."""
    read = _words_of(sql)
    return tuple(
        context.plural(
            "note.waiver",
            waiver.issue_count,
            dataset=datasets()[waiver.dataset].title.in_language(context.lang),
            reason=waiver.reason,
            author=waiver.author,
        )
        for waiver in context.waivers
        if waiver.dataset in read and (not waiver.columns or read & set(waiver.columns))
    )


def _words_of(sql: str) -> set[str]:
    return set(re.findall(r"\w+", sql))


def datasets_read(sql: str) -> set[str]:
    """The datasets that a question reads."""
    return _words_of(sql) & set(datasets())


def source_line(context: Context, read: Collection[str] | None = None) -> str:
    """Where the numbers come from: release, its date, and whether they are made up.

    ``read`` names the datasets that were read; without it the whole release is meant.
    """
    is_sample = context.is_sample if read is None else context.sample_datasets & set(read)
    key = "source.sample" if is_sample else "source.records"
    return context.text(
        key, number=context.release_number, date=words.day(context.released_at.date(), context.lang)
    )


def protection_note(context: Context, done: Mapping[str, int], has_marks: bool) -> str:
    """What was done so that no number tells of a single enterprise, and what a mark in the table says."""
    said = [context.plural(f"protected.{what}", count) for what, count in done.items() if count]
    if has_marks and not any(context.text("withheld.sign") in part for part in said):
        said.append(context.text("protected.sign"))
    if not said:
        return context.text("protected.nothing")
    return context.text("protected.note", done=context.text("list.separator").join(said))


def impossible_words(context: Context, cannot: CannotProtectError) -> str:
    """Why a figure cannot go out with small cells hidden, and what can instead."""
    return context.text(f"protected.impossible_{cannot.axis}")


def with_capital(said: str) -> str:
    """The words with a capital at their beginning, where their letters have any."""
    return said[:1].upper() + said[1:]
