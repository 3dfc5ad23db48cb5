"""Figures of the districts: the map of tiles, and money per enterprise.

The place of each tile is data (``data/published/districts.csv``); nothing here knows the city.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from fundscope.engine import query
from fundscope.figures.catalogue import Said, enter
from fundscope.figures.context import Context, rows_of
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas
from fundscope.figures.ranked import say_without_bar
from fundscope.figures.scope import filter_words, rule_words, unit_words
from fundscope.figures.view import NO_ONE_CODES, UNKNOWN_CODE, View

# A tile as a share of its place, so that a little ground shows between two.
_TILE = 0.94
_TILE_ROW_PX = 72
# The tile of the unknown district and the key stand this far under the map, in rows.
_APART = 1.3
# The steps of the ramp, and how their lower bounds are written as shares of the highest value.
_KEY = ("", "1/16", "1/8", "1/4", "1/2")

_ROW_PX = 28
_NAME_PX = 106
_VALUE_PX = 92


def _all_districts(view: View) -> Mapping[str, Any]:
    """The map always shows every district; the one that is chosen is framed."""
    return {"district": None, "measure": view.measure}


def _is_money(measure: str) -> bool:
    return measure in ("money", "rd", "money_per_enterprise")


def written_measure(measure: str, value: Any, context: Context) -> str:
    """A value of the map as people write it: an amount or a number."""
    return context.money(value) if _is_money(measure) else context.number(value)


def _shown(row: Any, context: Context) -> str:
    """The value of a tile; of a district kept back, that it is."""
    if row.enterprise_count is None:
        return context.text("withheld.value")
    return written_measure(context.view.measure, row.shown_value, context)


def measure_words(context: Context, measure: str) -> str:
    """What a measure of the map is called in a sentence, under the counting rule."""
    return context.text(f"measure.{measure}", rule=rule_words(context))


def _subtitle(context: Context, name: str, what: str, has_money: bool) -> str:
    heeded = [level for level in query(name).param_names() if level != "district"]
    parts = [what, unit_words(context) if has_money else ""]
    if narrowed := filter_words(context, heeded):
        parts.append(context.text("filter.only", filters=narrowed))
    return context.text("subtitle.separator").join(part for part in parts if part)


def _notes(rows: Sequence[Any], context: Context, measure: str) -> list[str]:
    """What the reader must know of the districts, of the unknown and of filters that narrow only a part."""
    notes = [note for row in rows if (note := getattr(row, f"note_{context.lang}", None))]
    unknown = next((row for row in rows if row.district == UNKNOWN_CODE), None)
    if unknown is not None and unknown.project_count is None:
        enterprises = context.plural("count.enterprise", unknown.enterprise_count or 0)
        notes.append(context.text("note.unknown_district_enterprises", enterprises=enterprises))
    elif unknown is not None:
        notes.append(
            context.text(
                "note.unknown_district",
                projects=context.plural("count.project", unknown.project_count),
                money=context.money(unknown.amount_cny),
                enterprises=context.plural("count.enterprise", unknown.enterprise_count),
            )
        )
    if measure == "rd" and (missing := sum(row.rd_unknown_count or 0 for row in rows)):
        notes.append(context.plural("note.rd_unknown", missing))
    view = context.view
    if any((view.fund, view.batch, view.round, view.since, view.until)):
        notes.append(context.text("note.narrows_money_only"))
    if view.district:
        notes.append(context.text("note.all_districts"))
    return notes


def _tile_map_said(table: pd.DataFrame, context: Context) -> Said:
    rows, measure = rows_of(table), context.view.measure
    placed = [row for row in rows if row.district not in NO_ONE_CODES and row.shown_value]
    name = "districts/tile_map"
    values = {"measure": measure_words(context, measure)}

    def told(row: Any) -> dict[str, str]:
        return {
            "district": context.name("district", row.district, short=True),
            "value": written_measure(measure, row.shown_value, context),
            "share": context.share(row.shown_share),
        }

    if not placed:
        headline = context.text(f"{name}.headline_none", **values)
    elif measure == "money_per_enterprise":
        headline = context.text(f"{name}.headline_most", **values, **told(placed[0]))
        if any(row.enterprise_count is None for row in rows):  # a district kept back may have more
            headline = context.text("headline.of_shown", headline=headline)
    elif len(placed) == 1:
        headline = context.text(f"{name}.headline_one", **values, **told(placed[0]))
    else:
        second = {f"second_{key}": value for key, value in told(placed[1]).items()}
        headline = context.text(f"{name}.headline", **values, **told(placed[0]), **second)
    listed = context.text("list.separator").join(
        context.text(
            "alt.pair",
            name=context.name("district", row.district, short=True),
            value=_shown(row, context),
        )
        for row in rows
    )
    what = context.text(f"{name}.subtitle", **values)
    return Said(
        headline=headline,
        subtitle=_subtitle(context, name, what, _is_money(measure)),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=tuple(_notes(rows, context, measure)),
        # Its own sentence says that the filters leave nothing.
        names=() if placed else context.view.filters_set(),
    )


@enter("districts/tile_map", say=_tile_map_said, params=_all_districts)
def tile_map(table: pd.DataFrame, context: Context) -> go.Figure:
    """A tile for each district in its place: both names, the value, the deeper the more."""
    rows = rows_of(table)
    placed = [row for row in rows if row.tile_column is not None]
    apart = [row for row in rows if row.tile_column is None]
    columns = 1 + max((row.tile_column for row in placed), default=0)
    lowest = max((row.tile_row for row in placed), default=0)
    plot = canvas(context.view.theme, height=round(_TILE_ROW_PX * (lowest + 1 + _APART)))
    _tiles(plot, context, placed, [(row.tile_column, row.tile_row) for row in placed], _TILE)
    if apart:
        # What lies in no known district is apart from the map and wider than a tile, alone.
        width = 1 + _TILE if columns > 2 and len(apart) == 1 else _TILE + 0.4 * (columns > 4)
        places = [
            ((width - _TILE) / 2 + place * (width + 0.06), lowest + _APART) for place in range(len(apart))
        ]
        _tiles(plot, context, apart, places, width)
    _frames(plot, context, placed)
    if columns >= 5:
        _key(plot, context, columns, lowest + _APART)
    plot.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, bargap=0, barmode="overlay")
    plot.update_xaxes(range=[-0.5, columns - 0.5], visible=False)
    plot.update_yaxes(range=[lowest + _APART + 0.5, -0.5], visible=False)
    return plot


def _tiles(
    plot: go.Figure,
    context: Context,
    rows: Sequence[Any],
    places: Sequence[tuple[float, float]],
    width: float,
) -> None:
    """Bars that stand in their place as tiles: unlike drawn shapes, they answer a click."""
    measure = context.view.measure
    plot.add_bar(
        x=[column for column, _ in places],
        y=[_TILE] * len(places),
        base=[row - _TILE / 2 for _, row in places],
        width=[width] * len(places),
        marker={"color": [_shade(row, context) for row in rows], "line": {"width": 0}},
        text=[_tile_words(row, context) for row in rows],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": LABEL_PX, "color": [_ink(row, context) for row in rows]},
        customdata=[f"district:{row.district}" for row in rows],
        hovertext=[
            f"<b>{context.name('district', row.district)}</b><br>{measure_words(context, measure)}: "
            f"{_shown(row, context)}"
            + ("" if row.shown_share is None else f" ({context.share(row.shown_share)})")
            for row in rows
        ],
        hoverinfo="text",
    )


def _step(row: Any) -> int:
    """The step of the ramp for a tile; 0 for nothing, for what is not known, and for nowhere."""
    return 0 if row.district in NO_ONE_CODES else row.shade_step or 0


def _shade(row: Any, context: Context) -> str:
    step = _step(row)
    return context.look.ramp[step - 1] if step else context.look.track


def _ink(row: Any, context: Context) -> str:
    return context.look.ink_on(_step(row))


def _tile_words(row: Any, context: Context) -> str:
    """The name in both languages, the reader's first, and the value; on a phone in the reader's only."""
    value = _shown(row, context)
    if row.district in NO_ONE_CODES:
        return f"{context.name('district', row.district)}<br><b>{value}</b>"
    label = context.labels["district"].get(row.district)
    if label is None:
        return f"{row.district}<br><b>{value}</b>"
    names = [label.short[context.lang], label.short["zh" if context.lang == "en" else "en"]]
    names = names[: 1 if context.view.size == "narrow" else 2]
    return "<br>".join([*dict.fromkeys(names), f"<b>{value}</b>"])


def _frames(plot: go.Figure, context: Context, rows: Sequence[Any]) -> None:
    """A broken line round what is no administrative district, a strong one round what is chosen."""
    look, half = context.look, _TILE / 2 - 0.04
    for row in rows:
        chosen = row.district in context.view.district
        if row.kind == "district" and not chosen:
            continue
        reach = _TILE / 2 if chosen else half
        plot.add_shape(
            type="rect", x0=row.tile_column - reach, x1=row.tile_column + reach,
            y0=row.tile_row - reach, y1=row.tile_row + reach,
            line={
                "color": look.ink if chosen else _ink(row, context),
                "width": 3 if chosen else 1,
                "dash": "solid" if row.kind == "district" else "dash",
            },
        )  # fmt: skip


def _key(plot: go.Figure, context: Context, columns: int, row: float) -> None:
    """What the shades mean: five swatches, each from half to the whole of the next."""
    look, width = context.look, 0.56
    left = columns - 0.5 - 5 * width - 0.03
    font = {"size": LABEL_PX, "color": look.quiet_ink}
    for place, colour in enumerate(look.ramp):
        start = left + place * width
        plot.add_shape(
            type="rect", x0=start, x1=start + width, y0=row - 0.05, y1=row + 0.13,
            fillcolor=colour, line={"width": 0},
        )  # fmt: skip
        if _KEY[place]:
            plot.add_annotation(x=start, y=row + 0.3, text=_KEY[place], showarrow=False, font=font)
    plot.add_annotation(
        x=left, y=row - 0.24, text=context.text("districts/tile_map.key"), showarrow=False,
        xanchor="left", font=font,
    )  # fmt: skip


def _per_enterprise_said(table: pd.DataFrame, context: Context) -> Said:
    rows, name = rows_of(table), "districts/money_per_enterprise"
    ranked = [row for row in rows if row.amount_per_enterprise_cny and row.district not in NO_ONE_CODES]
    city = rows[0].total_per_enterprise_cny
    values = {"rule": rule_words(context), "city": context.money(city)}
    if ranked:
        top = context.name("district", ranked[0].district, short=True)
        most = context.money(ranked[0].amount_per_enterprise_cny)
        headline = context.text(f"{name}.headline", district=top, value=most, **values)
    else:
        headline = context.text(f"{name}.headline_none", **values)
    listed = context.text("list.separator").join(
        context.text(
            "alt.pair",
            name=context.name("district", row.district, short=True),
            value=context.money(row.amount_per_enterprise_cny),
        )
        for row in rows
    )
    what = context.text(f"{name}.subtitle", **values)
    return Said(
        headline=headline,
        subtitle=_subtitle(context, name, what, has_money=True),
        alt=context.text(f"{name}.alt", list=listed, **values),
        footnotes=(context.text(f"{name}.note"), *_notes([], context, "money_per_enterprise")),
        names=() if ranked else context.view.filters_set(),
    )


@enter("districts/money_per_enterprise", say=_per_enterprise_said, params=_all_districts)
def money_per_enterprise(table: pd.DataFrame, context: Context) -> go.Figure:
    """Ranked bars and a line at the city's own; the chosen district stands out."""
    look, rows, chosen = context.look, rows_of(table), context.view.district
    each = [row.amount_per_enterprise_cny for row in rows]
    amounts = [None if amount_cny is None else context.amount(amount_cny) for amount_cny in each]
    printed = [context.money(amount_cny) for amount_cny in each]
    names = [context.name("district", row.district, short=True) for row in rows]
    plot = canvas(context.view.theme, height=_ROW_PX * len(rows) + 40)

    def colour(row: Any) -> str:
        if row.district in NO_ONE_CODES:
            return look.unknown
        return look.accent_soft if chosen and row.district not in chosen else look.accent

    plot.add_bar(
        x=amounts,
        y=names,
        orientation="h",
        width=0.62,
        marker={"color": [colour(row) for row in rows]},
        text=printed,
        textposition="outside",
        constraintext="none",
        textfont={"size": LABEL_PX, "color": look.ink},
        cliponaxis=False,
        customdata=[f"district:{row.district}" for row in rows],
        hovertext=[
            f"<b>{context.name('district', row.district)}</b><br>"
            f"{context.money(row.amount_cny)} · {context.plural('count.enterprise', row.enterprise_count)}"
            for row in rows
        ],
        hoverinfo="text",
    )
    say_without_bar(plot, context, names, amounts, printed)
    if (city := rows[0].total_per_enterprise_cny) is not None:
        at = context.amount(city)
        plot.add_shape(
            type="line",
            x0=at,
            x1=at,
            y0=0,
            y1=1,
            yref="paper",
            layer="below",
            line={"color": look.other, "width": 1, "dash": "dot"},
        )
        plot.add_annotation(
            x=at, y=1, yref="paper", yanchor="bottom", showarrow=False, xanchor="left", xshift=-4,
            text=context.text("districts/money_per_enterprise.city", value=context.money(city)),
            font={"size": LABEL_PX, "color": look.quiet_ink},
        )  # fmt: skip
    plot.update_layout(margin={"l": _NAME_PX, "r": _VALUE_PX, "t": 24, "b": 4})
    plot.update_xaxes(range=[0, max(1, *(amount or 0 for amount in amounts))], visible=False)
    plot.update_yaxes(autorange="reversed", type="category", tickfont={"size": BODY_PX, "color": look.ink})
    return plot
