"""The words in a kit: its readme, and the texts that go with each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fundscope import __version__
from fundscope.engine import query
from fundscope.export.citation import FigureTexts
from fundscope.figures import Context, MadeFigure
from fundscope.figures.scope import filter_words, rule_words, unit_words
from fundscope.model import Language, datasets
from fundscope.store import Release
from fundscope.words import day, moment


@dataclass(frozen=True)
class Missing:
    """A file, or a figure with all of its files, that a kit lacks, and why, in the file's language."""

    file: str
    lang: Language
    reason: str


def texts_file(made: MadeFigure, texts: FigureTexts, context: Context) -> bytes:
    """Headline, caption, alternative text and citations, each under its name."""
    parts = {
        "headline": made.headline,
        "subtitle": made.subtitle,
        "caption": texts.caption,
        "alt": texts.alt,
        "plain": texts.plain,
        "gb7714": texts.gb7714,
        "bibtex": texts.bibtex,
    }
    return _file("\n\n".join(f"[{context.text(f'texts.{name}')}]\n{said}" for name, said in parts.items()))


def readme(
    figures: Sequence[MadeFigure],
    context: Context,
    release: Release,
    at: datetime,
    missing: Sequence[Missing],
) -> bytes:
    """What is in the kit, what its words mean, what it is narrowed to, where it comes from, how to use it."""
    lang = context.lang
    parts = {
        "about": [
            context.text(
                "kit.about_words",
                number=release.number,
                released=moment(release.published_at, lang),
                author=release.author,
                made=moment(at, lang),
                version=__version__,
            ),
            *([context.text("foot.sample")] if context.is_sample else []),
        ],
        "figures": [f"{made.name.replace('/', '-')}: {made.headline}" for made in figures],
        "missing": [
            context.text("kit.missing_words", file=lack.file, reason=lack.reason) for lack in missing
        ],
        "shown": _shown(context),
        "definitions": [
            context.text("kit.definition", term=context.text(f"definition.{name}.term"),
                         words=context.text(f"definition.{name}.words"))
            for name in ("decided", "paid", "size", "unknown")
        ],
        "sources": [*dict.fromkeys(made.source for made in figures), *_published(context)],
        "licence": _licences(figures, lang, context),
        "use": [context.text("kit.use_words")],
    }  # fmt: skip
    sections = (
        f"{context.text(f'kit.{name}')}\n" + "\n".join(f"- {line}" for line in lines)
        for name, lines in parts.items()
        if lines
    )
    return _file("\n\n".join([context.text("kit.title"), *sections]))


def _shown(context: Context) -> list[str]:
    """The view in words: what is counted, in which currency, narrowed to what."""
    lines = [
        context.text("kit.rule", rule=rule_words(context)),
        context.text("kit.currency", currency=unit_words(context)),
        context.text("kit.filters", filters=filter_words(context) or context.text("filter.none")),
        context.text("kit.view", view=context.view.as_text() or "–"),
    ]
    if context.view.currency == "usd":
        rate, dated = str(context.cny_per_usd.normalize()), day(context.rate_dated_on, context.lang)
        lines.insert(2, context.text("note.rate", rate=rate, date=dated))
    if context.view.small_cells == "hidden":
        lines.append(context.text("kit.small_cells"))
    return lines


def _published(context: Context) -> list[str]:
    """The published totals that the records are held against, each with its source."""
    return [
        context.text(
            "kit.published",
            label=figure.label[context.lang],
            value=context.money(figure.value, digits=5)
            if figure.unit == "cny"
            else context.number(figure.value),
            citation=context.citation(figure),
            url=figure.url or "",
        ).strip()
        for figure in context.published
        if figure.fund_id is None
    ]


def _licences(figures: Sequence[MadeFigure], lang: Language, context: Context) -> list[str]:
    """The licence of each dataset that the figures ask."""
    asked = " ".join(query(made.name).sql for made in figures)
    return [
        context.text("kit.licence_of", dataset=dataset.title.in_language(lang), licence=dataset.licence)
        for name, dataset in datasets().items()
        if name in asked
    ] + [context.text("kit.licence_words")]


def _file(text: str) -> bytes:
    """UTF-8 with a byte order mark and the line ends of Windows, so that any editor shows it."""
    return (text + "\n").replace("\n", "\r\n").encode("utf-8-sig")
