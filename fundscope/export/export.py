"""A figure as a file: one function for the page, the kit, the web API and the command line."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, get_args

from fundscope.engine import OpenRelease
from fundscope.export import pdf, plain, png, svg
from fundscope.export.answer import answer_of
from fundscope.export.chrome import Picture, shared_chrome
from fundscope.export.fonts import Fonts, fontconfig_of, fonts_of
from fundscope.export.passport import Passport, passport_of
from fundscope.export.sheet import Sheet, Words, compose, is_narrow, words_of
from fundscope.export.size import PX_PER_INCH, Size, size_of
from fundscope.export.style import Ground, HouseStyle, house_style
from fundscope.figures import Context, MadeFigure, View, make, read_context, seen_as
from fundscope.words import text

Format = Literal["png", "svg", "svg-outlines", "pdf", "xlsx", "pptx", "csv", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)

PASSPORT_KEY = "fundscope-passport"


@dataclass(frozen=True)
class Exported:
    """A file made of a figure."""

    data: bytes
    media_type: str
    file_name: str
    passport: Passport


@dataclass(frozen=True)
class Order:
    """What is to be made: the figure, its words, its passport, and how it is to look."""

    made: MadeFigure
    context: Context
    words: Words
    passport: Passport
    size: Size
    theme: Ground
    style: HouseStyle
    scale: float

    @property
    def fonts(self) -> Fonts:
        return fonts_of(self.style, self.made.view.lang)

    def sheet(self) -> Sheet:
        return compose(self.made, self.words, self.size, self.theme, self.style)


def view_for(view: View, size: Size | str, theme: Ground = "light") -> View:
    """The view in which a figure is made for a sheet of this size and ground."""
    narrow = is_narrow(_size(size))
    return replace(view, size="narrow" if narrow else "wide", theme="dark" if theme == "dark" else "light")


def export_figure(
    made: MadeFigure,
    release: OpenRelease,
    *,
    format: Format,  # noqa: A002 (the word for it)
    size: Size | str = "article",
    theme: Ground = "light",
    style: HouseStyle | None = None,
    scale: float = 2,
    headline: str | None = None,
    made_at: datetime | None = None,
) -> Exported:
    """The figure as a file of that format.

    A figure made in another look than the sheet needs (``view_for``) is made again from the release.
    ``scale`` is for PNG: 1 to 4 pixels for each of the size. ``headline`` stands in the place of the
    computed one. ``made_at`` is now unless given.

    Raises:
        UnknownSizeError: the size is none.
        NoImageError: PNG, SVG and PDF need a Chromium; says what to do.
    """
    sized, chosen = _size(size), style or house_style()
    context = context_of(release)
    needed = view_for(made.view, sized, theme)
    if made.view != needed:
        made = make(made.name, seen_as(context, needed), release)
    about = release.release
    passport = passport_of(made, about.number, made_at or datetime.now(UTC).replace(microsecond=0))
    order = Order(
        made=made,
        context=seen_as(context, needed),
        words=words_of(made, about.published_at.date(), passport.code, headline),
        passport=passport,
        size=sized,
        theme=theme,
        style=chosen,
        scale=scale,
    )
    media_type, suffix, write = _WRITERS[format]
    data, signed = write(order)
    return Exported(data, media_type, file_name(made, about.number, suffix), signed)


@functools.lru_cache(maxsize=8)
def context_of(release: OpenRelease) -> Context:
    """The context of a release, read once."""
    return read_context(release)


def file_name(made: MadeFigure, release: int, suffix: str) -> str:
    """``flows-by_sector-zh-r3.png``."""
    return f"{made.name.replace('/', '-')}-{made.view.lang}-r{release}{suffix}"


def _size(size: Size | str) -> Size:
    return size if isinstance(size, Size) else size_of(size)


def _picture(order: Order, kind: Picture, sheet: Sheet, scale: float) -> bytes:
    fontconfig = fontconfig_of(order.fonts)
    return shared_chrome(fontconfig).picture(sheet.plot, kind, sheet.width, sheet.height, scale)


def _png(order: Order) -> tuple[bytes, Passport]:
    sheet = order.sheet()
    picture = _picture(order, "png", sheet, sheet.zoom * order.scale)
    signed = order.passport.with_content(png.pixels_hash(picture))
    texts = {
        "Title": order.words.headline,
        "Description": order.made.alt,
        "Source": order.words.source,
        PASSPORT_KEY: signed.as_json(),
    }
    return png.with_texts(picture, texts, PX_PER_INCH * order.scale), signed


def _svg(order: Order, outlines: bool = False) -> tuple[bytes, Passport]:
    sheet = order.sheet()
    drawn = _picture(order, "svg", sheet, 1)
    root = svg.as_svg(
        drawn,
        sheet,
        order.size,
        order.fonts,
        lang=order.made.view.lang,
        title=order.words.headline,
        about=order.made.alt,
        outlines=outlines,
    )
    signed = order.passport.with_content(svg.drawing_hash(root))
    return svg.with_metadata(root, {PASSPORT_KEY: signed.as_json()}), signed


def _svg_outlines(order: Order) -> tuple[bytes, Passport]:
    return _svg(order, outlines=True)


def _pdf(order: Order) -> tuple[bytes, Passport]:
    # Chromium makes pictures of halos, so a page has none.
    sheet = order.sheet().without_halos()
    printed = _picture(order, "pdf", sheet, sheet.zoom)
    page = pdf.Pdf(printed, sheet.width * sheet.zoom, sheet.height * sheet.zoom, order.made.view.lang)
    signed = order.passport.with_content(page.content_hash)
    texts = {
        "Title": order.words.headline,
        "Author": text("app.name", order.made.view.lang),
        "Subject": order.made.alt,
        "Keywords": order.passport.code,
        PASSPORT_KEY: signed.as_json(),
    }
    return page.written(texts), signed


def _csv(order: Order) -> tuple[bytes, Passport]:
    return plain.as_csv(order.made, answer_of(order.made, order.context), order.words, order.passport)


def _json(order: Order) -> tuple[bytes, Passport]:
    return plain.as_json(order.made, answer_of(order.made, order.context), order.words, order.passport)


_WRITERS: dict[Format, tuple[str, str, Callable[[Order], tuple[bytes, Passport]]]] = {
    "png": ("image/png", ".png", _png),
    "svg": ("image/svg+xml", ".svg", _svg),
    "svg-outlines": ("image/svg+xml", "-outlines.svg", _svg_outlines),
    "pdf": ("application/pdf", ".pdf", _pdf),
    "csv": ("text/csv", ".csv", _csv),
    "json": ("application/json", ".json", _json),
}
