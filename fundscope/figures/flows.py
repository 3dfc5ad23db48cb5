"""Figures of where the money goes, and when."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from fundscope import words
from fundscope.figures.catalogue import Said, figure
from fundscope.figures.context import Context
from fundscope.figures.look import BODY_PX, LABEL_PX, canvas, write
from fundscope.figures.scope import rule_words, subtitle
from fundscope.figures.view import UNKNOWN_CODE

# Room for a sector's short name left of the bars, in pixels.
_NAME_PX = 118
_ROW_PX = 34


def _unknown_note(table: pd.DataFrame, context: Context) -> tuple[str, ...]:
    """How much money has no known sector: a note, where there is any."""
    unknown = table[table["sector"] == UNKNOWN_CODE]
    if unknown.empty:
        return ()
    count = int(unknown["project_count"].sum())
    money = context.money(unknown["amount_cny"].sum())
    return (context.plural("note.unknown_sector", count, money=money),)


def _by_sector_said(table: pd.DataFrame, context: Context) -> Said:
    known = table[table["sector"] != UNKNOWN_CODE]
    total = context.money(table["total_cny"].iloc[0])
    values = {"total": total, "rule": rule_words(context)}
    if len(known) < 2:
        only = known.iloc[0]["sector"] if len(known) else UNKNOWN_CODE
        headline = context.text("flows/by_sector.headline_one", sector=context.name("sector", only), **values)
    else:
        first, second = known.iloc[0], known.iloc[1]
        headline = context.text(
            "flows/by_sector.headline",
            first=context.name("sector", first["sector"]),
            first_share=context.share(first["amount_share"]),
            second=context.name("sector", second["sector"]),
            second_share=context.share(second["amount_share"]),
            **values,
        )
    listed = context.text("list.separator").join(
        context.text(
            "alt.item",
            name=context.name("sector", row["sector"]),
            value=context.money(row["amount_cny"]),
            share=context.share(row["amount_share"]),
        )
        for _, row in table.iterrows()
    )
    return Said(
        headline=headline,
        subtitle=subtitle(context, context.text("flows/by_sector.subtitle", rule=rule_words(context))),
        alt=context.text("flows/by_sector.alt", list=listed, **values),
        footnotes=_unknown_note(table, context),
    )


@figure("flows/by_sector", say=_by_sector_said)
def by_sector(table: pd.DataFrame, context: Context) -> go.Figure:
    """Ranked bars, one a sector in its colour, the value and its share printed at the end."""
    look = context.look
    plot = canvas(context.view.theme, height=_ROW_PX * len(table) + 16)
    amounts = [context.amount(value) for value in table["amount_cny"]]
    names = [context.name("sector", code, short=True) for code in table["sector"]]
    printed = [
        context.text("value.with_share", value=context.money(value), share=context.share(part))
        for value, part in zip(table["amount_cny"], table["amount_share"], strict=True)
    ]
    plot.add_bar(
        x=amounts,
        y=names,
        orientation="h",
        marker={"color": [context.sector_colour(code) for code in table["sector"]]},
        text=printed,
        textposition="outside",
        textfont={"size": LABEL_PX, "color": look.ink},
        cliponaxis=False,
        customdata=[f"sector:{code}" for code in table["sector"]],
        hovertext=[
            f"<b>{name}</b><br>{value}<br>{context.plural('count.project', int(count))}"
            for name, value, count in zip(names, printed, table["project_count"], strict=True)
        ],
        hoverinfo="text",
    )
    plot.update_layout(margin={"l": _NAME_PX, "r": 8, "t": 4, "b": 4})
    # The longest bar leaves room for its own value.
    plot.update_xaxes(range=[0, max(amounts) * 1.5], visible=False)
    plot.update_yaxes(autorange="reversed", tickfont={"size": BODY_PX, "color": look.ink})
    return plot


def _pace_said(table: pd.DataFrame, context: Context) -> Said:
    last = table.iloc[-1]
    dated = table.dropna(subset=["month_on"])
    values = {
        "decided": context.money(last["cumulative_decided_cny"]),
        "paid": context.money(last["cumulative_paid_cny"]),
        "until": words.month(dated["month_on"].iloc[-1], context.lang) if len(dated) else "",
        "since": words.month(dated["month_on"].iloc[0], context.lang) if len(dated) else "",
    }
    unpaid = last["cumulative_decided_cny"] - last["cumulative_paid_cny"]
    key = "flows/pace.headline" if unpaid > 0 else "flows/pace.headline_all_paid"
    notes = []
    for controls in ("decided_cny", "paid_cny"):
        published = context.control(controls)
        if published and not context.view.is_filtered:
            notes.append(
                context.text(
                    f"note.published_{controls}",
                    value=context.money(published.value, digits=5),
                    citation=context.citation(published),
                )
            )
    return Said(
        headline=context.text(key, unpaid=context.money(unpaid), **values),
        subtitle=subtitle(context, context.text("flows/pace.subtitle")),
        alt=context.text("flows/pace.alt", unpaid=context.money(unpaid), **values),
        footnotes=tuple(notes),
    )


def _quarters(first: date, last: date) -> list[date]:
    """The first days of the quarters between two days; of the years where there would be too many."""
    months = (1, 4, 7, 10) if last.year - first.year < 4 else (1,)
    days = [date(year, month, 1) for year in range(first.year, last.year + 2) for month in months]
    return [day for day in days if first <= day <= last]


@figure("flows/pace", say=_pace_said)
def pace(table: pd.DataFrame, context: Context) -> go.Figure:
    """Two rising lines, decided above paid, each named and valued at its end."""
    look = context.look
    plot = canvas(context.view.theme, height=320)
    dated = table.dropna(subset=["month_on"])
    first, last = dated["month_on"].iloc[0], dated["month_end_on"].iloc[-1]
    days = [first, *dated["month_end_on"]]
    lines = (
        ("decided", "cumulative_decided_cny", look.accent_soft, "toself"),
        ("paid", "cumulative_paid_cny", look.accent, "tozeroy"),
    )
    for rule, column, colour, _ in lines:
        amounts = [0.0, *(context.amount(value) for value in dated[column])]
        name = context.text(f"rule.{rule}_short")
        plot.add_scatter(
            x=days,
            y=amounts,
            mode="lines",
            line={"color": colour, "width": 3},
            fill="tozeroy",
            fillcolor=colour if rule == "paid" else look.track,
            hovertext=[
                f"<b>{name}</b><br>{words.day(day, context.lang)}<br>{context.money(value)}"
                for day, value in zip(dated["month_end_on"], dated[column], strict=True)
            ],
            hoverinfo="text",
        )
        total = context.money(dated[column].iloc[-1])
        plot.add_annotation(
            x=last,
            y=amounts[-1],
            text=f"<b>{total}</b><br>{name}",
            showarrow=False,
            xanchor="left",
            align="left",
            xshift=8,
            font={"size": BODY_PX, "color": look.ink},
        )
    ticks = _quarters(first, last)
    plot.update_layout(margin={"l": 8, "r": 92, "t": 16, "b": 28})
    plot.update_xaxes(
        range=[first, last],
        tickvals=ticks,
        ticktext=[words.month(day, context.lang) for day in ticks],
        showline=True,
        linecolor=look.quiet_ink,
        ticks="outside",
        tickcolor=look.quiet_ink,
        ticklen=4,
    )
    plot.update_yaxes(visible=False, rangemode="tozero")
    return plot


def _by_half_year_said(table: pd.DataFrame, context: Context) -> Said:
    known = table[table["sector"] != UNKNOWN_CODE].dropna(subset=["half_year_on"])
    cells = known if len(known) else table
    top = cells.loc[cells["amount_cny"].astype(float).idxmax()]
    when = top["half_year_on"]
    values = {
        "sector": context.name("sector", top["sector"]),
        "half_year": words.half_year(when, context.lang) if pd.notna(when) else context.text("unknown.date"),
        "value": context.money(top["amount_cny"]),
        "rule": rule_words(context),
        "total": context.money(top["total_cny"]),
    }
    return Said(
        headline=context.text("flows/by_sector_and_half_year.headline", **values),
        subtitle=subtitle(
            context, context.text("flows/by_sector_and_half_year.subtitle", rule=rule_words(context))
        ),
        alt=context.text("flows/by_sector_and_half_year.alt", **values),
        footnotes=_unknown_note(table, context),
    )


@figure("flows/by_sector_and_half_year", say=_by_half_year_said)
def by_sector_and_half_year(table: pd.DataFrame, context: Context) -> go.Figure:
    """A table that shows its own weight: sectors down, half-years across, the deeper the more money."""
    look = context.look
    sectors = list(dict.fromkeys(table["sector"]))
    halves = sorted({day for day in table["half_year_on"] if pd.notna(day)})
    has_undated = bool(table["half_year_on"].isna().any())
    columns: list[date | None] = [*halves, *([None] if has_undated else [])]
    cells = {
        (row["sector"], None if pd.isna(row["half_year_on"]) else row["half_year_on"]): row["amount_cny"]
        for _, row in table.iterrows()
    }
    totals = {
        (None if pd.isna(row["half_year_on"]) else row["half_year_on"]): row["half_year_cny"]
        for _, row in table.iterrows()
    }
    heads = [words.half_year(day, context.lang) if day else context.text("unknown.date") for day in columns]
    amounts = [[cells.get((sector, day)) for day in columns] for sector in sectors]
    plot = canvas(context.view.theme, height=_ROW_PX * len(sectors) + 60)
    plot.add_heatmap(
        z=[[None if value is None else context.amount(value) for value in row] for row in amounts],
        x=[f"<b>{head}</b><br>{context.money(totals[day])}" for head, day in zip(heads, columns, strict=True)],
        y=[context.name("sector", sector, short=True) for sector in sectors],
        text=[["–" if value is None else context.money(value) for value in row] for row in amounts],
        texttemplate="%{text}",
        textfont={"size": LABEL_PX},
        colorscale=[[0, look.heat[0]], [1, look.heat[1]]],
        zmin=0,
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
    )
    plot.update_layout(margin={"l": _NAME_PX, "r": 4, "t": 48, "b": 4})
    plot.update_xaxes(side="top", tickfont={"size": LABEL_PX, "color": look.ink})
    plot.update_yaxes(autorange="reversed", tickfont={"size": BODY_PX, "color": look.ink})
    return plot


__all__ = ["by_sector", "by_sector_and_half_year", "pace", "write"]
