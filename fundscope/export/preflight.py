"""Preflight: what to know of a figure before it is printed, as lights with a reason.

Green is in order, amber is to be looked at by a person, red should not go out; grey could not be checked, and
says why. What is measured in the picture itself is measured in the SVG that Chromium drew.
"""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from fundscope.engine import query
from fundscope.export.colour import Rgb, contrast, distance, rgb
from fundscope.export.fonts import Fonts, fonts_of, missing_glyphs
from fundscope.export.sheet import Sheet
from fundscope.export.size import PX_PER_INCH, Size
from fundscope.export.style import Ground, HouseStyle
from fundscope.export.svg_labels import Label, labels_of
from fundscope.figures import Context, MadeFigure
from fundscope.figures.context import rows_of
from fundscope.figures.scope import unit_words

Level = Literal["good", "look", "stop", "unchecked"]

# WCAG 2.2: 4.5 for text (1.4.3), 3 for what is drawn (1.4.11).
_LEAST_TEXT_CONTRAST, _LEAST_MARK_CONTRAST = 4.5, 3.0
# In OKLab; 0.02 is a difference just seen when the two lie side by side.
_LEAST_DISTANCE = 0.04
# In points on paper, in pixels on a screen: below the first a person should look; the second nobody reads.
_SMALL_PT, _TOO_SMALL_PT = 6.0, 5.0
_SMALL_PX, _TOO_SMALL_PX = 12.0, 9.0
_OVERLAP_PX = 1.5
_NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Light:
    """One check: its name, its colour, and the reason in the figure's language."""

    name: str
    level: Level
    reason: str


@dataclass(frozen=True)
class Flight:
    """What is checked: the figure, its sheet, and the files made of it so far (None: not made)."""

    made: MadeFigure
    context: Context
    sheet: Sheet
    size: Size
    theme: Ground
    style: HouseStyle
    svg: bytes | None = None
    pdf: bytes | None = None

    @property
    def fonts(self) -> Fonts:
        return fonts_of(self.style, self.context.lang)

    @property
    def ground(self) -> Rgb:
        # What is transparent is meant to lie on something light.
        colour = "#ffffff" if self.theme == "transparent" else self.style.colours(self.theme).ground
        return rgb(colour) or (1.0, 1.0, 1.0)

    @property
    def labels(self) -> tuple[Label, ...]:
        return labels_of(self.svg, self.fonts) if self.svg else ()


def preflight(flight: Flight) -> tuple[Light, ...]:
    """Every light of a figure that is about to go out, in a fixed order."""
    return tuple(_light(name, flight, check) for name, check in _CHECKS.items())


_Found = tuple[Level, str, dict[str, Any]]


def _light(name: str, flight: Flight, check: Callable[[Flight], _Found]) -> Light:
    level, reason, values = check(flight)
    return Light(name, level, flight.context.text(f"light.{name}.{reason}", **values))


def _listed(found: Sequence[str], context: Context) -> str:
    named = context.text("list.separator").join(found[:_NAMED_AT_MOST])
    return named + ("…" if len(found) > _NAMED_AT_MOST else "")


def _glyphs(flight: Flight) -> _Found:
    if not flight.fonts.regular:
        return "unchecked", "no_font", {"family": flight.style.family}
    said = [*flight.sheet.words.lines(), *_texts_of(flight.sheet.plot)]
    missing = missing_glyphs("".join(said), flight.fonts)
    if missing:
        return "stop", "missing", {"characters": " ".join(missing)}
    return "good", "good", {}


def _texts_of(node: Any) -> Iterator[str]:
    """Every text that a drawing shows, without its markup."""
    if isinstance(node, dict):
        for name, child in node.items():
            if name in ("text", "ticktext", "y", "x"):
                yield from (re.sub(r"<[^>]*>", "", part) for part in _strings(child))
            if name in ("data", "layout", "annotations", "xaxis", "yaxis"):
                yield from _texts_of(child)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _texts_of(child)


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _strings(child)


def _pdf_text(flight: Flight) -> _Found:
    if flight.pdf is None:
        return "unchecked", "no_pdf", {}
    if shutil.which("pdftotext") is None:
        return "unchecked", "no_pdftotext", {}
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(flight.pdf)
        done = subprocess.run(
            ["pdftotext", "-raw", "-enc", "UTF-8", file.name, "-"], capture_output=True, check=False
        )
    read = _letters(done.stdout.decode(errors="replace"))
    lost = [line for line in flight.sheet.words.lines() if _letters(line) not in read]
    if lost:
        return "stop", "lost", {"words": _listed(lost, flight.context)}
    return "good", "good", {}


def _letters(text: str) -> str:
    """Without the spaces and line ends that setting a text in lines puts in and takes out."""
    return re.sub(r"\s+", "", text)


def _contrast(flight: Flight) -> _Found:
    if flight.svg is None:
        return "unchecked", "no_picture", {}
    mark_ground = rgb(flight.style.colours(flight.theme).mark_ground)
    heat = _traces(flight, "heatmap")
    scales = [end for trace in heat for _, end in trace.get("colorscale", ())]
    cells = {re.sub(r"<[^>]*>", "", text) for trace in heat for text in _strings(trace.get("text"))}
    worst: tuple[float, str] = (21.0, "")
    for label in flight.labels:
        under = [mark_ground if label.text == flight.sheet.words.mark else flight.ground]
        under = [rgb(end) for end in scales] if label.text in cells else under
        ink = rgb(label.colour)
        ratios = [contrast(ink, ground) for ground in under if ink and ground]
        worst = min(worst, (min(ratios, default=21.0), label.text))
    values = {"ratio": flight.context.number(worst[0], 1), "text": worst[1]}
    return ("good", "good", values) if worst[0] >= _LEAST_TEXT_CONTRAST else ("stop", "low", values)


def _traces(flight: Flight, kind: str) -> list[dict[str, Any]]:
    return [trace for trace in flight.sheet.plot["data"] if trace.get("type") == kind]


def _mark_colours(flight: Flight) -> list[Rgb]:
    """The colours that bars, lines and areas are told apart by, each once."""
    found: dict[Rgb, None] = {}
    for trace in flight.sheet.plot["data"]:
        marker, line = trace.get("marker") or {}, trace.get("line") or {}
        for colour in [*_strings(marker.get("color")), *_strings(line.get("color"))]:
            if seen := rgb(colour):
                found[seen] = None
    return list(found)


def _colours(flight: Flight) -> _Found:
    colours = _mark_colours(flight)
    if len(colours) < 2:
        return "good", "one", {}
    least = min(distance(one, two) for one, two in itertools.combinations(colours, 2))
    pale = sum(contrast(colour, flight.ground) < _LEAST_MARK_CONTRAST for colour in colours)
    if least < _LEAST_DISTANCE:
        return "look", "alike", {}
    if pale:
        return "look", "pale", {"count": pale}
    return "good", "good", {"count": len(colours)}


def _smallest(flight: Flight) -> _Found:
    if flight.svg is None:
        return "unchecked", "no_picture", {}
    px = min((label.px for label in flight.labels), default=flight.sheet.smallest_px) * flight.sheet.zoom
    on_paper = flight.size.unit == "mm"
    shown = px * 72 / PX_PER_INCH if on_paper else px
    small, too_small = (_SMALL_PT, _TOO_SMALL_PT) if on_paper else (_SMALL_PX, _TOO_SMALL_PX)
    unit = flight.context.text("light.unit.pt" if on_paper else "light.unit.px")
    values = {"size": flight.context.number(shown, 1), "unit": unit, "least": flight.context.number(small)}
    if shown < too_small:
        return "stop", "low", values
    return ("look", "low", values) if shown < small else ("good", "good", values)


def _overlaps(flight: Flight) -> _Found:
    if flight.svg is None:
        return "unchecked", "no_picture", {}
    labels = flight.labels
    pairs = [
        flight.context.text("light.overlaps.pair", one=one.text, two=two.text)
        for one, two in itertools.combinations(labels, 2)
        if one.overlaps(two, _OVERLAP_PX)
    ]
    if pairs:
        return "stop", "overlap", {"pairs": _listed(pairs, flight.context)}
    cut = [
        label.text
        for label in labels
        if min(label.left, label.top) < -1
        or label.right > flight.sheet.width + 1
        or label.bottom > flight.sheet.height + 1
    ]
    if cut:
        return "stop", "cut", {"words": _listed(cut, flight.context)}
    return "good", "good", {}


def _axis_of(flight: Flight, trace: dict[str, Any]) -> dict[str, Any]:
    """The axis along which a bar shows its value."""
    across = trace.get("orientation") == "h"
    name = trace.get("xaxis" if across else "yaxis") or ("x" if across else "y")
    axis: dict[str, Any] = flight.sheet.plot["layout"].get(f"{name[0]}axis{name[1:]}", {})
    return axis


def _bar_axis(flight: Flight) -> _Found:
    bars = [trace for trace in _traces(flight, "bar") if trace.get("base") is None]
    if not bars:
        return "good", "no_bars", {}
    for trace in bars:
        limits = _axis_of(flight, trace).get("range")
        if limits and not min(limits) <= 0 <= max(limits):
            return "stop", "cut", {"start": flight.context.number(min(limits), 1)}
    return "good", "good", {}


def _told(flight: Flight) -> _Found:
    """Unit, date and source."""
    context, words = flight.context, flight.sheet.words
    has_money = any(name.endswith("_cny") for name in flight.made.table.columns)
    lacking = [
        name
        for name, is_there in {
            "unit": not has_money or unit_words(context) in words.subtitle,
            "date": bool(re.search(r"\d{4}", words.subtitle)),
            "source": str(context.release_number) in words.source,
        }.items()
        if not is_there
    ]
    if lacking:
        named = [context.text(f"light.told.{name}") for name in lacking]
        return "stop", "lacking", {"what": _listed(named, context)}
    return "good", "good", {}


def _sums(flight: Flight) -> _Found:
    """Parts against the whole in the answer, and the whole against the published total."""
    rows = [row for row in rows_of(flight.made.table) if getattr(row, "step", 1) == 1]
    names = [field.name for field in query(flight.made.name).columns]
    compared = 0
    for total in (name for name in names if name.startswith("total_") and not name.endswith("_share")):
        unit = total.removeprefix("total_")  # total_cny, total_count, total_enterprise_count
        part = {"cny": "amount_cny", "count": "project_count"}.get(unit, unit)
        if part in names and rows:
            compared += 1
            whole, added = getattr(rows[0], total), sum(getattr(row, part) or 0 for row in rows)
            if whole != added:
                reason = "hidden" if flight.made.view.small_cells == "hidden" else "differs"
                level: Level = "look" if reason == "hidden" else "stop"
                return level, reason, {"whole": f"{whole:,}", "parts": f"{added:,}"}
    return _against_published(flight, rows, compared)


def _against_published(flight: Flight, rows: list[Any], compared: int) -> _Found:
    context, view = flight.context, flight.made.view
    published = context.control(f"{view.rule}_cny")
    whole = getattr(rows[0], "total_cny", None) if rows else None
    counts_by_rule = "rule" in query(flight.made.name).param_names()
    if published is None or whole is None or view.is_filtered or not counts_by_rule:
        return ("good", "good", {}) if compared else ("unchecked", "no_total", {})
    if Decimal(whole) == published.value:
        return "good", "published", {"value": context.money(published.value, digits=5)}
    values = {
        "value": context.money(whole, digits=5),
        "published": context.money(published.value, digits=5),
        "citation": context.citation(published),
    }
    return "look", "not_published", values


def _small_parts(flight: Flight) -> _Found:
    """Bars shorter than a pixel, and bands of a flow thinner than one."""
    layout, zoom = flight.sheet.plot["layout"], flight.sheet.zoom
    margin = layout["margin"]
    across = flight.sheet.width - margin["l"] - margin["r"]
    down = flight.sheet.height - margin["t"] - margin["b"]
    small = 0
    for trace in _traces(flight, "bar"):
        limits = _axis_of(flight, trace).get("range")
        is_flat = trace.get("orientation") == "h"
        values = [float(value or 0) for value in trace.get("x" if is_flat else "y") or ()]
        if trace.get("base") is not None or not values:
            continue
        span = abs(float(limits[1]) - float(limits[0])) if limits else max(values, default=0)
        room = (across if is_flat else down) * zoom
        small += sum(0 < value / span * room < 1 for value in values) if span else 0
    if {"source", "target"} <= set(flight.made.table.columns):
        small += sum(
            0 < float((row.amount_cny or 0) / row.total_cny) * down * zoom < 1
            for row in rows_of(flight.made.table)
        )
    return ("look", "small", {"count": small}) if small else ("good", "good", {})


def _sample(flight: Flight) -> _Found:
    return ("look", "sample", {}) if flight.made.is_sample else ("good", "good", {})


_CHECKS: dict[str, Callable[[Flight], _Found]] = {
    "glyphs": _glyphs,
    "pdf_text": _pdf_text,
    "contrast": _contrast,
    "colours": _colours,
    "smallest": _smallest,
    "overlaps": _overlaps,
    "bar_axis": _bar_axis,
    "told": _told,
    "sums": _sums,
    "small_parts": _small_parts,
    "sample": _sample,
}
