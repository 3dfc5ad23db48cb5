"""The brief: what an official hands up, on one or two pages, computed for a view.

Here is what it says; ``brief_docx`` and ``brief_pdf`` set it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from fundscope import words
from fundscope.engine import OpenRelease, query
from fundscope.export.chrome import NoImageError
from fundscope.export.export import Exported, context_of, export_figure, view_for
from fundscope.export.kept_styles import style_hash
from fundscope.export.passport import Passport, issue, numbers_hash, question_hash
from fundscope.export.register import Export
from fundscope.export.size import size_of
from fundscope.export.style import HouseStyle, house_style
from fundscope.figures import Context, MadeFigure, PublishedFigure, View, make, seen_as, totals_tell
from fundscope.figures.context import rows_of
from fundscope.figures.scope import filter_words, source_line, waiver_notes
from fundscope.figures.written import as_shown
from fundscope.model import Language

Part = Literal["finding", "numbers", "figures", "missing", "sources"]
PARTS: tuple[Part, ...] = get_args(Part)
# What the passport of a brief begins with, before the names of its figures.
BRIEF = "brief"
DEFAULT_FIGURES = ("flows/by_sector", "flows/pace")

# Across the page, and two side by side, in millimetres of an A4 page with margins of 22.
FULL_MM, HALF_MM = 166.0, 80.0
_ROWS_IN_PLACE_OF_A_PICTURE = 10

# A headline number: the total, and the count beside it.
_NUMBERS = (
    ("size", "size_cny", "fund_count"),
    ("decided", "decided_cny", "decided_count"),
    ("paid", "paid_cny", "paid_count"),
    ("attracted", "attracted_count", None),
    ("enterprises", "enterprise_count", None),
)
# What is kept back of the totals where they tell of one enterprise.
_OF_PROJECTS = (
    "decided_count",
    "decided_cny",
    "paid_count",
    "paid_cny",
    "unpaid_cny",
    "undecided_cny",
    "decided_share",
    "paid_share",
    "attracted_count",
)


@dataclass(frozen=True)
class HeadlineNumber:
    """A total as it is printed, what was published, whether they agree, and where it was published."""

    label: str
    value: str
    beside: str
    published: str
    agrees: str
    source: str


@dataclass(frozen=True)
class BriefFigure:
    """A figure with its picture, or with its first rows where there is no Chromium to draw one."""

    made: MadeFigure
    picture: Exported | None
    width_mm: float
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Brief:
    """What a brief says. A part that is left out is empty."""

    context: Context
    title: str
    dateline: str
    finding: str
    findings: tuple[str, ...]
    numbers: tuple[HeadlineNumber, ...]
    figures: tuple[BriefFigure, ...]
    missing: tuple[str, ...]
    sources: tuple[str, ...]
    mark: str
    passport: Passport
    style: HouseStyle
    parts: tuple[Part, ...] = PARTS

    def signed_as(self, suffix: str) -> Passport:
        """The passport of this kind of file: which parts were left in, and a newsroom's own style."""
        told = {"format": suffix, "parts": ",".join(self.parts)}
        if style := style_hash(self.style):
            told["style"] = style
        return replace(self.passport, look=urlencode(told))

    def number_titles(self) -> list[str]:
        """The titles of the columns in which the headline numbers stand."""
        columns = ("label", "value", "published", "source")
        return [self.context.text(f"brief.column.{name}") for name in columns]


def make_brief(
    release: OpenRelease,
    view: View,
    *,
    figures: Sequence[str] = DEFAULT_FIGURES,
    parts: Sequence[Part] = PARTS,
    picture: Literal["png", "svg"] = "png",
    style: HouseStyle | None = None,
    made_at: datetime | None = None,
) -> Brief:
    """The brief on a release in a view: finding first, then numbers, figures, what is missing, sources.

    The style's logo stands at its head, and so not once more in each picture.

    Raises:
        UnknownFigureError: a figure is none.
    """
    at = made_at or datetime.now(UTC).replace(microsecond=0)
    context = seen_as(context_of(release), replace(view, size="wide", theme="light"))
    names = tuple(figures) if "figures" in parts else ()
    width = FULL_MM if len(names) == 1 else HALF_MM
    chosen = style or house_style()
    bare = replace(chosen, logo=None)
    drawn = tuple(
        _figure(release, context.view, name, width_mm=width, kind=picture, style=bare, at=at)
        for name in names
    )
    totals = rows_of(release.run("headline/totals", **context.view.filter_params()))[0]
    if context.view.small_cells == "hidden" and totals_tell(release, context.view.filter_params()):
        totals = totals._replace(**dict.fromkeys(_OF_PROJECTS))
    return Brief(
        context=context,
        title=context.text("brief.title"),
        dateline=_dateline(context, at),
        finding=_finding(context, totals) if "finding" in parts else "",
        findings=tuple(figure.made.headline for figure in drawn if figure.made.plot)
        if "finding" in parts
        else (),
        numbers=tuple(_numbers(context, totals)) if "numbers" in parts else (),
        figures=drawn,
        missing=_missing(release, context) if "missing" in parts else (),
        sources=_sources(context, drawn) if "sources" in parts else (),
        mark=context.text("foot.sample") if context.is_sample else "",
        passport=passport_of_brief(release, context.view, names, at),
        style=chosen,
        parts=tuple(parts),
    )


def passport_of_brief(release: OpenRelease, view: View, names: Sequence[str], at: datetime) -> Passport:
    """The passport of a brief: its numbers are those of its totals, its gaps and its figures together."""
    context, asked = seen_as(context_of(release), view), view.filter_params()
    tables = [
        release.run("headline/totals", **asked),
        release.run("brief/missing", rule=view.rule, **asked),
        *(make(name, context, release).table for name in names),
    ]
    questions = ("headline/totals", "brief/missing", *names)
    return issue(
        ",".join([BRIEF, *names]),
        view,
        release.release.number,
        numbers=_together(map(numbers_hash, tables)),
        question=_together(map(question_hash, questions)),
        made_at=at,
    )


def _together(hashes: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def _findings(figures: Sequence[BriefFigure]) -> tuple[str, ...]:
    return tuple(figure.made.headline for figure in figures if figure.made.plot is not None)


def _dateline(context: Context, at: datetime) -> str:
    parts = [
        words.day(at.date(), context.lang),
        context.text("brief.release", number=context.release_number),
        filter_words(context) or context.text("brief.all"),
    ]
    return context.text("subtitle.separator").join(parts)


def _finding(context: Context, totals: Any) -> str:
    """What the reader should know after one sentence, as on the overview."""
    if totals.decided_cny is None:
        return context.text("brief.kept_back")
    return context.text(
        "page.overview.answer",
        size=context.money(totals.size_cny),
        funds=context.plural("count.fund", totals.fund_count),
        decided=context.money(totals.decided_cny),
        projects=context.plural("count.project", totals.decided_count),
        paid=context.money(totals.paid_cny),
        share=context.share(totals.decided_share),
    )


def _numbers(context: Context, totals: Any) -> Iterator[HeadlineNumber]:
    for name, total, count in _NUMBERS:
        published, is_told = context.control(total), getattr(totals, total) is not None
        yield HeadlineNumber(
            label=context.text(f"card.{name}"),
            value=_written(context, total, getattr(totals, total)),
            beside=_beside(context, totals, count) if count else "",
            published=_published(context, total, published) if published else "–",
            agrees=_agrees(context, total, published) if published and is_told else "",
            source=context.citation(published) if published else "",
        )


def _beside(context: Context, totals: Any, count: str) -> str:
    told = getattr(totals, count)
    return "" if told is None else context.plural(f"card.{count}", told)


def _written(context: Context, total: str, value: Any, digits: int = 3) -> str:
    if value is None and context.view.small_cells == "hidden":
        return context.text("withheld.value")
    return context.money(value, digits) if total.endswith("_cny") else context.number(value)


def _published(context: Context, total: str, figure: PublishedFigure) -> str:
    written = context.text(f"qualifier.{figure.qualifier}", value=_written(context, total, figure.value, 5))
    if figure.status == "stated":
        return written
    return context.text("brief.status", value=written, status=context.text(f"status.{figure.status}"))


def _agrees(context: Context, total: str, figure: PublishedFigure) -> str:
    if context.view.is_filtered and total != "enterprise_count":
        return context.text("published.of_all")
    if figure.difference == 0:
        return context.text("published.agrees")
    return context.text("published.differs", difference=_written(context, total, figure.difference, 5))


def _figure(
    release: OpenRelease,
    view: View,
    name: str,
    *,
    width_mm: float,
    kind: Literal["png", "svg"],
    style: HouseStyle,
    at: datetime,
) -> BriefFigure:
    """A figure across the page where it stands alone, else as wide as half of it."""
    size = size_of(f"{width_mm:g}mm")
    context = seen_as(context_of(release), view_for(view, size))
    made = make(name, context, release)
    if made.plot is None:
        return BriefFigure(made, None, width_mm, (), ())
    try:
        picture = export_figure(made, release, format=kind, size=size, style=style, scale=4, made_at=at)
    except NoImageError:
        shown = as_shown(made, context).head(_ROWS_IN_PLACE_OF_A_PICTURE)
        rows = tuple(tuple(row) for row in shown.to_numpy().tolist())
        return BriefFigure(made, None, width_mm, tuple(map(str, shown.columns)), rows)
    return BriefFigure(made, picture, width_mm, (), ())


def _missing(release: OpenRelease, context: Context) -> tuple[str, ...]:
    """What is not known of the money counted, what is decided and not paid, and which checks were waived."""
    asked = context.view.filter_params()
    lines = []
    for row in rows_of(release.run("brief/missing", rule=context.view.rule, **asked)):
        values = {"what": context.text(f"brief.gap.{row.gap}"), "money": context.money(row.amount_cny)}
        is_hidden = context.view.small_cells == "hidden"
        key = "brief.unknown_hidden" if is_hidden else "brief.unknown"
        lines.append(context.plural(key, row.project_count, share=context.share(row.amount_share), **values))
    totals = rows_of(release.run("headline/totals", **asked))[0]
    is_told = context.view.small_cells == "shown" or not totals_tell(release, asked)
    if totals.unpaid_cny and is_told:
        lines.append(context.text("brief.unpaid", money=context.money(totals.unpaid_cny)))
    lines += waiver_notes(context, query("projects/counted").sql)
    return tuple(lines) or (context.text("brief.nothing_missing"),)


def _sources(context: Context, figures: Sequence[BriefFigure]) -> tuple[str, ...]:
    """The release, and every published figure that stands in the brief."""
    own = [figure.made.source for figure in figures] or [source_line(context)]
    published = [context.control(total) for _, total, _ in _NUMBERS]
    cited = [
        context.text("source.separator").join(
            filter(None, (context.citation(figure), figure.title, figure.url))
        )
        for figure in published
        if figure
    ]
    return tuple(dict.fromkeys([*own, *cited]))


def file_name_of_brief(lang: Language, release: int, suffix: str) -> str:
    """``brief-zh-r3.docx``."""
    return f"brief-{lang}-r{release}{suffix}"


def export_of_brief(brief: Brief, suffix: str, exported_by: str = "") -> Export:
    """What to enter into the register for a brief that went out as this kind of file."""
    passport = brief.passport
    return Export(
        exported_at=passport.made_at,
        figure=passport.figure,
        view=passport.view,
        release=passport.release,
        code=passport.code,
        numbers_hash=passport.numbers_hash,
        headline=brief.finding or brief.title,
        formats=suffix,
        exported_by=exported_by,
    )
