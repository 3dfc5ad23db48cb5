"""What a newsroom prints beside a figure: its caption, and how to cite it, in the figure's language.

Citations follow the plain form of data citation (author, year, title, version, place, day of access;
DataCite's order), BibTeX, and GB/T 7714-2025, *Rules for bibliographic references*, in force since 1 July
2026: its type of a data set (DS; OL is online) and, new in it, no day of access for what is not online.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fundscope import words
from fundscope.figures import Context, MadeFigure

# What BibTeX reads as commands.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


_STOPS = (".", "!", "?", "。", "！", "？")


@dataclass(frozen=True)
class FigureTexts:
    """The words that go with a figure, each ready to paste."""

    caption: str
    alt: str
    plain: str
    bibtex: str
    gb7714: str


def figure_texts(
    made: MadeFigure, context: Context, *, cited_on: date, code: str = "", address: str = ""
) -> FigureTexts:
    """The caption, alternative text and citations of a figure in its view's language.

    ``code`` is the passport code printed in the file; ``address`` is where the page stands, left out where
    nobody knows it.
    """
    return FigureTexts(
        caption=caption(made, context),
        alt=made.alt,
        plain=_plain(made, context, cited_on, code, address),
        bibtex=_bibtex(made, context, cited_on, code, address),
        gb7714=_gb7714(made, context, cited_on, address),
    )


def caption(made: MadeFigure, context: Context) -> str:
    """Finding, what is measured, notes, source; the source line says where records are made up."""
    said = [made.headline, made.subtitle, *made.footnotes, made.source]
    stop = context.text("caption.stop")
    closed = (
        part if part.endswith((".", "!", "?", "。", "！", "？")) else part + stop for part in said if part
    )
    return words.sentences(closed, context.lang)


def _which(made: MadeFigure, context: Context) -> str:
    """The figure and view by which it is made again, and whether its records are made up."""
    view = made.view.as_text()
    which = context.text("cite.which", name=made.name, view=view) if view else made.name
    parts = [context.text("sample.mark"), which] if made.is_sample else [which]
    return context.text("cite.separator").join(parts)


def _plain(made: MadeFigure, context: Context, cited_on: date, code: str, address: str) -> str:
    place = [context.text("cite.code", code=code)] if code else []
    place += [address] if address else []
    return context.text(
        "cite.plain",
        author=context.text("app.name"),
        year=context.released_at.year,
        title=made.headline,
        number=context.release_number,
        date=words.day(context.released_at.date(), context.lang),
        which=context.text("cite.separator").join([_which(made, context), *place]),
        cited=words.day(cited_on, context.lang),
    )


def _bibtex(made: MadeFigure, context: Context, cited_on: date, code: str, address: str) -> str:
    released = context.released_at
    fields = {
        "author": f"{{{context.text('app.name')}}}",
        "title": f"{{{made.headline.translate(_BIBTEX)}}}",
        "year": str(released.year),
        "month": f"{released:%b}".lower(),
        "version": context.text("cite.release", number=context.release_number).translate(_BIBTEX),
        "note": context.text("cite.separator")
        .join([_which(made, context), context.text("cite.accessed", date=words.day(cited_on, context.lang))])
        .translate(_BIBTEX),
    }
    if code:
        fields["number"] = code.translate(_BIBTEX)
    if address:
        fields["url"] = address
    key = f"fundscope_{made.name.replace('/', '_')}_r{context.release_number}_{context.lang}"
    # Months are BibTeX's own words and stand without braces.
    written = {name: value if name == "month" else f"{{{value}}}" for name, value in fields.items()}
    lines = [f"  {name} = {value}" for name, value in written.items()]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def _gb7714(made: MadeFigure, context: Context, cited_on: date, address: str) -> str:
    """Author. Title: which figure[DS/OL]. Version. (day of release)[day of access]. Address."""
    release = context.text("cite.release", number=context.release_number)
    title = f"{made.headline}: {_which(made, context)}"
    released = f"({context.released_at.date().isoformat()})"
    if not address:
        return f"{context.text('app.name')}. {title}[DS]. {release}. {released}."
    dates = f"{released}[{cited_on.isoformat()}]"
    return f"{context.text('app.name')}. {title}[DS/OL]. {release}. {dates}. {address}."
