"""The sheet: a drawing with its words round it, at a size, in a house style.

Everything is laid out on a drawing board on which labels are 12 pixels high; ``zoom`` is how large the
board is then shown. A size with a fixed height gets the largest zoom at which the drawing has room.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from fundscope.export.fonts import Fonts, fonts_of
from fundscope.export.size import Size
from fundscope.export.style import Ground, HouseStyle
from fundscope.export.wrap import balanced, plain_words, wrap
from fundscope.figures import MadeFigure
from fundscope.figures.look import BODY_PX
from fundscope.words import day, sentences, text

# plotly sets the lines of a text this many times their size apart.
_LINE_HEIGHT = 1.3
_ZOOM_STEP = 0.94
# A drawing may be pressed together so far before the sheet is shown smaller.
_LEAST_STRETCH = 0.9
# Stretched further than this its bars are slabs; the words move apart instead.
_MOST_STRETCH = 2.2
_NARROW_BOARD_PX = 620
# Between the name of a bar and the bar.
_NAME_GAP_PX = 14
_CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Words:
    """What stands round a drawing."""

    headline: str
    subtitle: str
    notes: str
    source: str
    mark: str

    def lines(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.headline, self.subtitle, self.notes, self.source, self.mark)))


@dataclass(frozen=True)
class Sheet:
    """A plotly figure as plain data, the board it is laid out on, and how large that is shown."""

    plot: dict[str, Any]
    width: float
    height: float
    zoom: float
    words: Words
    smallest_px: float

    def without_halos(self) -> Sheet:
        """The same sheet, its labels without the blurred ground behind them."""
        traces = [trace | {"textfont": _without_shadow(trace.get("textfont"))} for trace in self.plot["data"]]
        return replace(self, plot=self.plot | {"data": traces})


def _without_shadow(font: Any) -> Any:
    return {name: value for name, value in font.items() if name != "shadow"} if font else None


@dataclass(frozen=True)
class _Block:
    """Lines of one text: their size, weight, colour and what stands above them."""

    lines: Sequence[str]
    px: float
    colour: str
    bold: bool = False
    above: float = 0

    @property
    def height(self) -> float:
        return len(self.lines) * self.px * _LINE_HEIGHT + self.above if self.lines else 0


def is_narrow(size: Size) -> bool:
    """Whether the board of this size is as narrow as a phone, so that figures are drawn for one."""
    return size.width_px / size.zoom < _NARROW_BOARD_PX


def words_of(made: MadeFigure, released_on: Any, code: str, headline: str | None = None) -> Words:
    """The words of a sheet; a headline of the reader's own stands in the place of the computed one."""
    lang = made.view.lang
    if made.records_until_on is not None:
        dated = text("export.records_until", lang, date=day(made.records_until_on, lang))
    else:
        dated = text("export.released", lang, date=day(released_on, lang))
    separator = text("subtitle.separator", lang)
    return Words(
        headline=made.headline if headline is None else headline,
        subtitle=separator.join(filter(None, (made.subtitle, dated))),
        notes=sentences(made.footnotes, lang),
        source=separator.join((made.source, code)),
        mark=text("export.sample_mark", lang) if made.is_sample else "",
    )


def compose(made: MadeFigure, words: Words, size: Size, theme: Ground, style: HouseStyle) -> Sheet:
    """The sheet of a figure. One that found nothing has words only."""
    fonts = fonts_of(style, made.view.lang)
    hidden = {"visible": False}
    drawn: dict[str, Any] = {"data": [], "layout": {"height": 60, "xaxis": hidden, "yaxis": hidden}}
    if made.plot is not None:
        drawn = made.plot.to_plotly_json()
    zoom = size.zoom
    while True:
        board = _Board(words, size.width_px / zoom, theme, style, fonts)
        natural = float(drawn["layout"].get("height") or 360)
        if size.height_px is None:
            height, room = board.above + natural + board.below, natural
            break
        height = size.height_px / zoom
        room = height - board.above - board.below
        if room >= natural * _LEAST_STRETCH or zoom <= size.least_zoom:
            break
        zoom = max(size.least_zoom, zoom * _ZOOM_STEP)
    return board.sheet(drawn, height, min(room, natural * _MOST_STRETCH), zoom)


class _Board:
    """The words of a sheet set in lines for one width of the board."""

    def __init__(self, words: Words, width: float, theme: Ground, style: HouseStyle, fonts: Fonts) -> None:
        self.words, self.width, self.theme, self.style, self.fonts = words, width, theme, style, fonts
        colours = style.colours(theme)
        self.pad = min(style.pad_px, width * 0.035)
        self.head = (
            self._set(words.headline, style.headline_px, colours.ink, bold=True),
            self._set(words.subtitle, style.subtitle_px, colours.quiet_ink, above=4),
        )
        self.foot = (
            self._set(words.notes, style.note_px, colours.quiet_ink),
            self._set(words.source, style.note_px, colours.quiet_ink, above=3 if words.notes else 0),
        )
        self.mark_px = style.note_px
        self.top = self.pad + (self.mark_px * _LINE_HEIGHT + 8 if words.mark else 2)
        self.above = self.top + sum(block.height for block in self.head) + 12
        self.below = sum(block.height for block in self.foot) + 12 + self.pad

    def _set(self, words: str, px: float, colour: str, *, bold: bool = False, above: float = 0) -> _Block:
        logo = self.style.logo_height_px * 4 if self.style.logo and px == self.style.note_px else 0
        room = self.width - 2 * self.pad - logo
        lines = wrap(words, room, lambda line: self.fonts.width(line, px, bold)) if words else []
        return _Block(lines, px, colour, bold, above)

    def _headline(self) -> _Block:
        """The headline in as many lines, of about one length."""
        block, room = self.head[0], self.width - 2 * self.pad
        words = self.words.headline
        return replace(
            block, lines=balanced(words, room, lambda line: self.fonts.width(line, block.px, bold=True))
        )

    def sheet(self, drawn: dict[str, Any], height: float, room: float, zoom: float) -> Sheet:
        # What the drawing does not take stands between the words and it, above and below alike.
        spare = max(0.0, height - self.above - self.below - room)
        top, bottom = self.above + spare / 2, self.below + spare / 2
        inner = drawn["layout"].get("margin", {})
        margin = {
            "l": self.pad + self._room_for_names(drawn, inner.get("l", 8)),
            "r": self.pad + inner.get("r", 8),
            "t": top + inner.get("t", 8),
            "b": bottom + inner.get("b", 8),
        }
        layout = drawn["layout"] | {
            "width": self.width,
            "height": height,
            "margin": margin,
            "paper_bgcolor": _CLEAR if self.theme == "transparent" else self.style.colours(self.theme).ground,
            "plot_bgcolor": _CLEAR,
            "font": drawn["layout"].get("font", {}) | {"family": self.fonts.family},
            "annotations": [*drawn["layout"].get("annotations", ()), *self._annotations(height, margin)],
            "shapes": [*drawn["layout"].get("shapes", ()), *self._rule(margin)],
            "images": [*drawn["layout"].get("images", ()), *self._logo(height, margin)],
        }
        plot = {"data": drawn["data"], "layout": layout}
        return Sheet(plot, self.width, height, zoom, self.words, self.style.note_px * zoom)

    def _room_for_names(self, drawn: dict[str, Any], planned: float) -> float:
        """The left margin that the names of bars need: on a page it is planned for the longest there are."""
        axis = drawn["layout"].get("yaxis", {})
        lying = [trace for trace in drawn["data"] if trace.get("orientation") == "h"]
        names = axis.get("ticktext") or [name for trace in lying for name in trace.get("y", ())]
        if not lying or not len(names) or axis.get("visible") is False:
            return planned
        lines = [line for name in names for line in str(name).split("<br>")]
        longest = max(self.fonts.width(plain_words(line), BODY_PX) for line in lines)
        # What stands left of the axis by a fixed shift, such as a key, keeps its place.
        notes = drawn["layout"].get("annotations", ())
        shifted = [-float(note.get("xshift", 0)) for note in notes if note.get("x") == 0]
        return max([longest + _NAME_GAP_PX, *shifted])

    def _annotations(self, height: float, margin: dict[str, float]) -> list[dict[str, Any]]:
        placed = []
        at = self.top
        for block in (self._headline(), *self.head[1:]):
            placed += self._lines(block, at, margin)
            at += block.height
        at = height - self.pad - sum(block.height for block in self.foot)
        for block in self.foot:
            placed += self._lines(block, at, margin)
            at += block.height
        if self.words.mark:
            placed.append(self._mark(margin))
        return placed

    def _lines(self, block: _Block, at: float, margin: dict[str, float]) -> list[dict[str, Any]]:
        """A block as one annotation a line, so that each stands exactly where it was measured."""
        step = block.px * _LINE_HEIGHT
        return [
            self._text(line, at + block.above + step * number, block, margin)
            for number, line in enumerate(block.lines)
        ]

    def _text(self, line: str, at: float, block: _Block, margin: dict[str, float]) -> dict[str, Any]:
        escaped = html.escape(line, quote=False)
        return self._at(self.pad, at, margin) | {
            "text": f"<b>{escaped}</b>" if block.bold else escaped,
            "font": {"family": self.fonts.family, "size": block.px, "color": block.colour},
        }

    def _at(self, x: float, y: float, margin: dict[str, float]) -> dict[str, Any]:
        """The place of a text in pixels from the left and the top of the board."""
        return {
            "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top",
            "xshift": x - margin["l"], "yshift": margin["t"] - y,
            "showarrow": False, "align": "left", "borderpad": 0, "borderwidth": 0,
        }  # fmt: skip

    def _mark(self, margin: dict[str, float]) -> dict[str, Any]:
        """The mark of made-up records, above the headline; no switch removes it."""
        colours = self.style.colours(self.theme)
        return self._at(self.pad, self.pad - 4, margin) | {
            "text": html.escape(self.words.mark, quote=False),
            "font": {"family": self.fonts.family, "size": self.mark_px, "color": colours.mark_ink},
            "bgcolor": colours.mark_ground,
            "borderpad": 3,
        }

    def _rule(self, margin: dict[str, float]) -> list[dict[str, Any]]:
        """The short rule at the top, the style's signature."""
        left = self.pad - margin["l"]
        return [
            {
                "type": "rect", "xref": "paper", "yref": "paper",
                "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 1,
                "x0": left, "x1": left + self.style.rule_width_px,
                "y0": margin["t"], "y1": margin["t"] - self.style.rule_height_px,
                "fillcolor": self.style.colours(self.theme).accent, "line": {"width": 0},
            }
        ]  # fmt: skip

    def _logo(self, height: float, margin: dict[str, float]) -> list[dict[str, Any]]:
        if not self.style.logo:
            return []
        across = self.width - margin["l"] - margin["r"]
        down = height - margin["t"] - margin["b"]
        tall = self.style.logo_height_px
        return [
            {
                "source": self.style.logo, "xref": "paper", "yref": "paper",
                "x": 1 + (margin["r"] - self.pad) / across, "y": (self.pad - margin["b"]) / down,
                "sizex": tall * 4 / across, "sizey": tall / down, "xanchor": "right", "yanchor": "bottom",
                "sizing": "contain", "layer": "above",
            }
        ]  # fmt: skip
