"""A figure as a file: one function for the page, the kit, the web API and the command line."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fundscope.engine import OpenRelease
from fundscope.export import ooxml, pdf, plain, png, svg
from fundscope.export.chrome import NoImageError, Picture, shared_chrome
from fundscope.export.fonts import fontconfig_of
from fundscope.export.kept_styles import style_hash
from fundscope.export.look import Format, Look
from fundscope.export.native import NativeChart, native_chart
from fundscope.export.order import Order
from fundscope.export.passport import PASSPORT_KEY, Passport, passport_of
from fundscope.export.recolour import recoloured
from fundscope.export.sheet import Sheet, is_narrow, words_of
from fundscope.export.size import PX_PER_INCH, Size, size_of
from fundscope.export.style import Ground, HouseStyle, house_style
from fundscope.figures import Context, MadeFigure, View, make, read_context, seen_as
from fundscope.words import text

_OFFICE = "application/vnd.openxmlformats-officedocument."
# Width and greatest height of a picture in an office file: what a slide leaves beside its words.
_BARE_PX = (880, 360)

Written = tuple[bytes, Passport]


@dataclass(frozen=True)
class Exported:
    """A file made of a figure."""

    data: bytes
    media_type: str
    file_name: str
    passport: Passport


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
    if made.plot is not None:
        made = replace(made, plot=recoloured(made.plot, theme, chosen))
    about = release.release
    look = Look(format, sized.name, theme, scale, headline, style_hash(chosen))
    moment = made_at or datetime.now(UTC).replace(microsecond=0)
    passport = passport_of(made, about.number, moment, look.as_text())
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


def _png(order: Order) -> Written:
    sheet = order.sheet()
    picture = _picture(order, "png", sheet, sheet.zoom * order.scale)
    signed = order.passport.with_content(png.picture_hash(picture))
    texts = {
        "Title": order.words.headline,
        "Description": order.made.alt,
        "Source": order.words.source,
        PASSPORT_KEY: signed.as_json(),
    }
    return png.with_texts(picture, texts, PX_PER_INCH * order.scale), signed


def _svg(order: Order, outlines: bool = False) -> Written:
    sheet = order.sheet()
    drawn = _picture(order, "svg", sheet, 1)
    root = svg.as_svg(
        drawn,
        sheet,
        order.size,
        order.fonts,
        lang=order.lang,
        title=order.words.headline,
        about=order.made.alt,
        outlines=outlines,
    )
    signed = order.passport.with_content(svg.drawing_hash(root))
    return svg.with_metadata(root, {PASSPORT_KEY: signed.as_json()}), signed


def _svg_outlines(order: Order) -> Written:
    return _svg(order, outlines=True)


def _pdf(order: Order) -> Written:
    # Chromium makes pictures of halos, so a page has none.
    sheet = order.sheet().without_halos()
    printed = _picture(order, "pdf", sheet, sheet.zoom)
    page = pdf.Pdf(printed, sheet.width * sheet.zoom, sheet.height * sheet.zoom, order.lang)
    signed = order.passport.with_content(page.content_hash)
    texts = {
        "Title": order.words.headline,
        "Author": text("app.name", order.lang),
        "Creator": f"{text('app.name', order.lang)} {order.passport.software}",
        "Subject": order.made.alt,
        "Keywords": order.passport.code,
        PASSPORT_KEY: signed.as_json(),
    }
    return page.written(texts, order.passport.made_at), signed


def _bare_picture(order: Order) -> bytes | None:
    """The drawing without its words, for a kind that office programs lack; None without a Chromium."""
    if order.made.plot is None:
        return None
    drawn = order.made.plot.to_plotly_json()
    layout = drawn["layout"] | {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": order.fonts.family},
    }
    chrome = shared_chrome(fontconfig_of(order.fonts))
    height = min(layout.get("height") or _BARE_PX[1], _BARE_PX[1])
    try:
        return chrome.picture({"data": drawn["data"], "layout": layout}, "png", _BARE_PX[0], height, 2)
    except NoImageError:
        return None


def _office(order: Order, write: Callable[[Order, NativeChart | None, bytes | None], bytes]) -> Written:
    chart = native_chart(order.made, order.context)
    written = write(order, chart, None if chart else _bare_picture(order))
    signed = order.passport.with_content(ooxml.content_hash(written))
    return ooxml.with_texts(written, {PASSPORT_KEY: signed.as_json()}), signed


def _xlsx(order: Order) -> Written:
    from fundscope.export.xlsx import as_xlsx

    return _office(order, as_xlsx)


def _pptx(order: Order) -> Written:
    from fundscope.export.pptx import as_pptx

    return _office(order, as_pptx)


_WRITERS: dict[Format, tuple[str, str, Callable[[Order], Written]]] = {
    "png": ("image/png", ".png", _png),
    "svg": ("image/svg+xml", ".svg", _svg),
    "svg-outlines": ("image/svg+xml", "-outlines.svg", _svg_outlines),
    "pdf": ("application/pdf", ".pdf", _pdf),
    "xlsx": (_OFFICE + "spreadsheetml.sheet", ".xlsx", _xlsx),
    "pptx": (_OFFICE + "presentationml.presentation", ".pptx", _pptx),
    "csv": ("text/csv", ".csv", plain.as_csv),
    "json": ("application/json", ".json", plain.as_json),
}
