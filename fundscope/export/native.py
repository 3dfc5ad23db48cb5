"""What a drawing is as a chart of Excel and PowerPoint: categories and series, read from the drawing.

Bars and lines have such a chart. A table shaded by its values is a table there too. A drawing of any other
kind, such as the flow, has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from fundscope.export.wrap import plain_words
from fundscope.figures import Context, MadeFigure
from fundscope.model import Language
from fundscope.words import text

Kind = Literal["bar", "column", "line", "table"]
Grouping = Literal["beside", "stacked", "overlaid"]

_GROUPINGS: dict[str, Grouping] = {"stack": "stacked", "relative": "stacked", "overlay": "overlaid"}

# A line of more points has an axis in the place of labels.
_LABELLED_AT_MOST = 12

# In which unit amounts are written, the largest that leaves the greatest of them at least one.
_UNITS = {"en": (10**9, 10**6, 1), "zh": (10**8, 10**4, 1)}


@dataclass(frozen=True)
class Series:
    """One series: its name, a value for each category (None: unknown), and its colours as hex.

    ``point_colours`` are those of single bars, or of the cells of a table, empty where all have the series'
    own. ``marks`` are what the cells of a table print, for those without a value: nothing, or kept back.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    point_colours: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class NativeChart:
    """A chart as office programs have it. ``unit`` is what its values are in: 亿元 or nothing."""

    kind: Kind
    grouping: Grouping
    categories: tuple[str | date, ...]
    series: tuple[Series, ...]
    unit: str
    number_format: str

    @property
    def axis_format(self) -> str:
        """How the round numbers of an axis are written."""
        if "%" in self.number_format:
            return "0%"
        greatest = max((abs(value or 0) for series in self.series for value in series.values), default=0)
        return "0.00" if greatest < 2 and "." in self.number_format else "#,##0"

    @property
    def months_a_tick(self) -> int:
        """How many months lie between two ticks of an axis of days, so that words have room."""
        days = [day for day in self.categories if isinstance(day, date)]
        years = (max(days) - min(days)).days / 365 if days else 0
        return 3 if years < 2.5 else 12 if years < 12 else 24

    @property
    def date_format(self) -> str:
        return "yyyy-mm" if self.months_a_tick < 12 else "yyyy"

    @property
    def has_labels(self) -> bool:
        """Whether each value is written beside its mark: of one series that is not long."""
        return len(self.series) == 1 and (self.kind != "line" or len(self.categories) <= _LABELLED_AT_MOST)

    @property
    def is_positive(self) -> bool:
        """Whether no value is below zero, so that the axis begins there."""
        return all((value or 0) >= 0 for series in self.series for value in series.values)

    def head(self, series: Series, lang: Language) -> str:
        """What stands above the values of a series, with their unit."""
        return text("export.in_unit", lang, name=series.name, unit=self.unit) if self.unit else series.name


def native_chart(made: MadeFigure, context: Context) -> NativeChart | None:
    """The chart of a figure; None where office programs have no such kind."""
    if made.plot is None:
        return None
    drawn = made.plot.to_plotly_json()
    traces = drawn["data"]
    kinds = {trace.get("type", "scatter") for trace in traces}
    if kinds == {"bar"} and not any("base" in trace for trace in traces):
        kind: Kind = "bar" if traces[0].get("orientation") == "h" else "column"
        grouping = _GROUPINGS.get(drawn["layout"].get("barmode", ""), "beside")
        return _of(
            made, context, _named(traces, drawn["layout"], "y" if kind == "bar" else "x"), kind, grouping
        )
    if kinds == {"scatter"} and all(_is_line(trace) for trace in traces):
        return _of(made, context, traces, "line", "beside")
    if kinds == {"heatmap"} and len(traces) == 1:
        return _table(made, context, traces[0])
    return None


def _is_line(trace: dict[str, Any]) -> bool:
    return "lines" in trace.get("mode", "") and trace.get("fill") != "toself"


def _named(traces: Sequence[dict[str, Any]], layout: dict[str, Any], axis: str) -> list[dict[str, Any]]:
    """The bars with their names where they stand at numbers and the axis has the names."""
    ticks = layout.get(f"{axis}axis", {})
    names = dict(zip(_listed(ticks.get("tickvals")), _listed(ticks.get("ticktext")), strict=True))
    return [trace | {axis: [names.get(place, place) for place in _listed(trace[axis])]} for trace in traces]


def _of(
    made: MadeFigure, context: Context, traces: Sequence[dict[str, Any]], kind: Kind, grouping: Grouping
) -> NativeChart | None:
    """Bars and lines: the names of every trace must be the same, for they are the chart's categories."""
    names, values = ("y", "x") if kind == "bar" else ("x", "y")
    categories = tuple(_category(name) for name in _listed(traces[0][names]))
    if any(tuple(_category(name) for name in _listed(trace[names])) != categories for trace in traces):
        return None
    raw = [tuple(_number(value) for value in _listed(trace[values])) for trace in traces]
    if made.hidden:
        hidden = {place for place, _ in made.hidden} if len(made.table) == len(categories) else None
        categories = _marked(categories, raw, hidden, context.text("withheld.sign"))
    divisor, unit, number_format = _scale(made, context, raw)
    series = [
        Series(
            name=plain_words(
                trace.get("name") or made.subtitle.partition(context.text("subtitle.separator"))[0]
            ),
            values=tuple(None if value is None else value / divisor for value in numbers),
            colour=_colour(trace, context),
            point_colours=_point_colours(trace),
        )
        for trace, numbers in zip(traces, raw, strict=True)
    ]
    return NativeChart(kind, grouping, categories, tuple(series), unit, number_format)


def _marked(
    categories: Sequence[str | date],
    raw: Sequence[Sequence[float | None]],
    hidden: set[int] | None,
    sign: str,
) -> tuple[str | date, ...]:
    """The names with a sign where a bar is missing since its value is kept back, not since it is unknown.

    ``hidden`` are the rows of the table in which something is, where each name is a row of it.
    """
    lacking = [
        any(value is None for value in values) and (hidden is None or place in hidden)
        for place, values in enumerate(zip(*raw, strict=True))
    ]
    return tuple(
        f"{name} {sign}" if is_lacking and isinstance(name, str) else name
        for name, is_lacking in zip(categories, lacking, strict=True)
    )


def _table(made: MadeFigure, context: Context, trace: dict[str, Any]) -> NativeChart:
    # Where a colour stands for a step, the numbers themselves go with the drawing.
    numbers = trace.get("meta") or trace["z"]
    rows = [tuple(_number(value) for value in _listed(row)) for row in _listed(numbers)]
    divisor, unit, number_format = _scale(made, context, rows)
    columns = list(zip(*rows, strict=True))
    colours: Sequence[tuple[str, ...]] = [()] * len(columns)
    if trace.get("meta"):
        steps = zip(*(_listed(row) for row in _listed(trace["z"])), strict=True)
        colours = [tuple(_step_colour(step, context) for step in column) for column in steps]
    printed = zip(*(_listed(row) for row in _listed(trace["text"])), strict=True)
    series = [
        Series(
            "\n".join(map(plain_words, str(name).split("<br>"))),
            tuple(None if value is None else value / divisor for value in column),
            context.look.heat[1],
            own,
            tuple(map(plain_words, marks)),
        )
        for name, column, own, marks in zip(_listed(trace["x"]), columns, colours, printed, strict=True)
    ]
    categories = tuple(plain_words(str(name)) for name in _listed(trace["y"]))
    return NativeChart("table", "beside", categories, tuple(series), unit, number_format)


def _step_colour(step: Any, context: Context) -> str:
    """The colour of a step from -2 to 2; that of the middle where there is none."""
    return context.look.diverging[2 if step is None else round(step) + 2]


def _scale(
    made: MadeFigure, context: Context, numbers: Sequence[Sequence[float | None]]
) -> tuple[int, str, str]:
    """What to divide by, the unit's name and the number format: money, shares or plain numbers."""
    known = [value for row in numbers for value in row if value]
    if not known:
        return 1, "", "0"
    if _stand_in(known, _column_values(made, context, "_cny")):
        greatest = max(map(abs, known))
        divisor = next(unit for unit in _UNITS[context.lang] if greatest >= unit or unit == 1)
        unit = text(f"export.unit.{context.view.currency}", context.lang)
        scale = text(f"export.scale.{len(str(divisor)) - 1}", context.lang) if divisor > 1 else ""
        return divisor, text("export.unit.scaled", context.lang, scale=scale, unit=unit), "#,##0.00"
    if _stand_in(known, _column_values(made, context, "_share")):
        return 1, "", "0.0%"
    return 1, "", "#,##0" if all(value == int(value) for value in known) else "#,##0.00"


def _stand_in(values: Sequence[float], column: set[float]) -> bool:
    """Whether most values are of that column: what a drawing shows comes from its table."""
    return sum(value in column for value in values) > len(values) / 2


def _column_values(made: MadeFigure, context: Context, ending: str) -> set[float]:
    columns = [made.table[name].dropna() for name in made.table.columns if str(name).endswith(ending)]
    turned = context.amount if ending == "_cny" else float
    return {turned(value) for column in columns for value in column}


def _listed(values: Any) -> list[Any]:
    return list(values) if values is not None else []


def _category(name: Any) -> str | date:
    return name if isinstance(name, date) else plain_words(str(name))


def _number(value: Any) -> float | None:
    if value is None:
        return None
    number = float(value) if isinstance(value, Decimal) else value
    return None if number != number else float(number)  # noqa: PLR0124 (not a number)


def _colour(trace: dict[str, Any], context: Context) -> str:
    for holder in ("marker", "line"):
        colour = trace.get(holder, {}).get("color")
        if isinstance(colour, str) and colour.startswith("#"):
            return colour
    return context.look.accent


def _point_colours(trace: dict[str, Any]) -> tuple[str, ...]:
    colours = trace.get("marker", {}).get("color")
    if colours is None or isinstance(colours, str):
        return ()
    return tuple(colour if str(colour).startswith("#") else "#888888" for colour in colours)
