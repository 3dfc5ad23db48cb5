"""A workbook of a figure: the chart, native and to be edited, the numbers, and what they are."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from fundscope.export.answer import answer_of
from fundscope.export.native import NativeChart, Series
from fundscope.export.order import Order
from fundscope.export.xlsx_page import Column, height_of, px_of, set_page, width_of
from fundscope.model import Language
from fundscope.words import text

_DAY = "yyyy-mm-dd"
_GRID = "#e7e9ec"

# Text stays text: what begins with = is no formula, what looks like an address is no link.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": _DAY,
}
_CHART_PX = (900, 480)
# Widths of columns in characters, and the least width of the words round a table.
_NAME_WIDTH, _CELL_WIDTH, _ABOUT_WIDTH = 24, 18, 80
_TABLE_PX = 700
_FORMATS = {"_cny": "#,##0.00", "_usd": "#,##0.00", "_share": "0.0%", "_count": "#,##0"}


def as_xlsx(order: Order, chart: NativeChart | None, picture: bytes | None) -> bytes:
    """The workbook. ``picture`` stands where the chart would, for a kind that Excel does not have."""
    file = io.BytesIO()
    book = _Book(xlsxwriter.Workbook(file, _OPTIONS), order)
    book.write(chart, picture)
    book.workbook.close()
    return file.getvalue()


def write_chart_data(workbook: Any, sheet: Any, chart: NativeChart, lang: Language) -> None:
    """Categories down, series across, from the first cell; unknown is an empty cell, in a table a mark."""
    numbers = workbook.add_format({"num_format": chart.number_format})
    days = workbook.add_format({"num_format": _DAY})
    heads = workbook.add_format({"text_wrap": True, "align": "right", "valign": "top"})
    for row, category in enumerate(chart.categories, start=1):
        if isinstance(category, date):
            sheet.write_datetime(row, 0, category, days)
        else:
            sheet.write_string(row, 0, category)
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, chart.head(series, lang), heads)
        for row, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value, numbers)
            elif series.marks:
                sheet.write_string(row, column, series.marks[row - 1])


class _Book:
    """The workbook, a sheet a method."""

    def __init__(self, workbook: Any, order: Order) -> None:
        self.workbook, self.order, self.lang = workbook, order, order.lang
        self.colours = order.style.light
        style = order.style
        self.font = {"font_name": style.office_chinese if self.lang == "zh" else style.office_latin}

    def write(self, chart: NativeChart | None, picture: bytes | None) -> None:
        words, passport = self.order.words, self.order.passport
        self.workbook.set_properties(
            {
                "title": words.headline,
                "subject": words.subtitle,
                "author": text("app.name", self.lang),
                "keywords": passport.code,
                "comments": words.source,
                # Excel knows no zones: a moment without one is UTC.
                "created": passport.made_at.replace(tzinfo=None),
            }
        )
        figure = self.workbook.add_worksheet(text("export.sheet.figure", self.lang))
        if chart is not None:
            self._chart_data(chart)
        self._data()
        self._about()
        self._figure(figure, chart, picture)

    def _format(self, **properties: Any) -> Any:
        return self.workbook.add_format(self.font | properties)

    def _wrapped(self, **properties: Any) -> Any:
        return self._format(text_wrap=True, valign="top", **properties)

    def _figure(self, sheet: Any, chart: NativeChart | None, picture: bytes | None) -> None:
        """The words of the house style round the chart, on a sheet without lines."""
        words, made = self.order.words, self.order.made
        quiet = self._wrapped(font_size=11, font_color=self.colours.quiet_ink)
        is_table = chart is not None and chart.kind == "table"
        widths = [_NAME_WIDTH, *([_CELL_WIDTH] * len(chart.series) if chart and is_table else [])]
        line = Column(sheet, widths, self.order.fonts, _TABLE_PX if is_table else _CHART_PX[0])
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, _NAME_WIDTH)
        if words.mark:
            marked = self._format(font_color=self.colours.mark_ink, bg_color=self.colours.mark_ground)
            sheet.write_string(0, 0, words.mark, marked)
        line.write(1, words.headline, 16, self._wrapped(bold=True, font_size=16), is_bold=True)
        line.write(2, words.subtitle, 11, quiet)
        row = 4
        # 3: neither moved nor stretched with the cells under it.
        about = {"description": made.alt, "object_position": 3}
        if chart is not None and is_table:
            row = self._shaded_table(sheet, row, chart) + 1
        elif chart is not None:
            sheet.insert_chart(row, 0, self._chart(chart), about)
            row += 26
        elif picture is not None:
            shown = {"image_data": io.BytesIO(picture), "x_scale": 0.5, "y_scale": 0.5}
            sheet.insert_image(row, 0, "figure.png", shown | about)
            row += 20
        else:
            sheet.write_string(row, 0, text("export.no_native_chart", self.lang), quiet)
            row += 2
        for words_below in filter(None, (*made.footnotes, words.source)):
            line.write(row, words_below, 11, quiet)
            row += 1
        set_page(sheet, row, line.count)
        sheet.fit_to_pages(1, 1)

    def _chart_data(self, chart: NativeChart) -> None:
        """The cells that the chart refers to."""
        sheet = self.workbook.add_worksheet(text("export.sheet.chart", self.lang))
        write_chart_data(self.workbook, sheet, chart, self.lang)
        sheet.set_column(0, len(chart.series), 22)
        sheet.set_row(0, 32)
        rows = len(chart.categories) + 1
        if self.order.words.mark:
            sheet.write_string(rows + 1, 0, self.order.words.mark)
            rows += 2
        set_page(sheet, rows, len(chart.series) + 1, heads=1)

    def _chart(self, chart: NativeChart) -> Any:
        subtype = {"subtype": "stacked"} if chart.grouping == "stacked" else {}
        drawn = self.workbook.add_chart({"type": chart.kind, **subtype})
        for column, series in enumerate(chart.series, start=1):
            drawn.add_series(self._series(chart, series, column))
        names: dict[str, Any] = {
            "num_font": self._small(11), "line": {"none": True}, "major_tick_mark": "none",
            "reverse": chart.kind == "bar",
        }  # fmt: skip
        if chart.categories and isinstance(chart.categories[0], date):
            names |= {
                "date_axis": True,
                "num_format": chart.date_format,
                "major_unit": chart.months_a_tick,
                "major_unit_type": "months",
            }
        elif chart.kind != "line":
            names["interval_unit"] = 1  # every bar with its name
        values: dict[str, Any] = {
            "min": 0 if chart.is_positive else None,
            "num_format": chart.axis_format,
            "num_font": self._small(10),
            "line": {"none": True},
            # Where every bar has its value, an axis would only say it again.
            "visible": len(chart.series) > 1 or chart.kind == "line",
            "major_gridlines": {
                "visible": len(chart.series) > 1 or chart.kind == "line",
                "line": {"color": _GRID, "width": 0.75},
            },
        }
        if chart.unit:
            values |= {"name": chart.unit, "name_font": self._small(10)}
        # x is the axis that lies: that of the values where bars lie.
        across, up = (values, names) if chart.kind == "bar" else (names, values)
        drawn.set_x_axis(across)
        drawn.set_y_axis(up)
        drawn.set_title({"none": True})
        drawn.set_size({"width": _CHART_PX[0], "height": _CHART_PX[1]})
        drawn.set_chartarea({"border": {"none": True}})
        several = {"position": "top", "font": self._small(11)}
        drawn.set_legend(several if len(chart.series) > 1 else {"none": True})
        return drawn

    def _series(self, chart: NativeChart, series: Series, column: int) -> dict[str, Any]:
        data, last = text("export.sheet.chart", self.lang), len(chart.categories)
        told: dict[str, Any] = {
            "name": [data, 0, column],
            "categories": [data, 1, 0, last, 0],
            "values": [data, 1, column, last, column],
        }
        label = {"value": True, "num_format": chart.number_format, "font": self._small(10)}
        if chart.kind == "line":
            labels = {"data_labels": label | {"position": "above"}} if chart.has_labels else {}
            return told | labels | {"line": {"color": series.colour, "width": 2.25}}
        told |= {"fill": {"color": series.colour}, "gap": 45}
        if chart.grouping != "beside":
            told["overlap"] = 100
        if series.point_colours:
            told["points"] = [{"fill": {"color": colour}} for colour in series.point_colours]
        if chart.has_labels:
            told["data_labels"] = label
        return told

    def _small(self, size: int) -> dict[str, Any]:
        return {"name": self.font["font_name"], "size": size, "bold": False}

    def _shaded_table(self, sheet: Any, top: int, chart: NativeChart) -> int:
        """A table whose cells are the deeper the more they hold; the row after its last."""
        head = self._format(bold=True, align="center", text_wrap=True)
        name = self._format(align="right")
        cell = self._format(num_format=chart.number_format, align="center", border=1, border_color="#ffffff")
        sheet.set_column(1, len(chart.series), _CELL_WIDTH)
        sheet.set_row(top, 34)
        sheet.write_string(top, 0, chart.unit, name)
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(top, column, series.name, head)
            for row, value in enumerate(series.values, start=top + 1):
                shaded = self._shaded(chart, series, row - top - 1) or cell
                if value is not None:
                    sheet.write_number(row, column, value, shaded)
                else:
                    sheet.write_string(row, column, series.marks[row - top - 1], shaded)
        for row, category in enumerate(chart.categories, start=top + 1):
            sheet.write_string(row, 0, str(category), name)
        last = top + len(chart.categories)
        if any(series.point_colours for series in chart.series):
            return last + 1
        shade = {"type": "2_color_scale", "min_color": "#f2f6fa", "max_color": chart.series[0].colour}
        sheet.conditional_format(top + 1, 1, last, len(chart.series), shade)
        return last + 1

    def _shaded(self, chart: NativeChart, series: Series, place: int) -> Any:
        """The format of a cell that has a colour of its own; None where it has not."""
        if not series.point_colours:
            return None
        return self._format(
            num_format=chart.number_format, align="center", border=1, border_color="#ffffff",
            bg_color=series.point_colours[place],
        )  # fmt: skip

    def _data(self) -> None:
        """Every number of the answer, exact to the fifteen digits that Excel keeps."""
        answer = answer_of(self.order.made, self.order.context)
        sheet = self.workbook.add_worksheet(text("export.sheet.data", self.lang))
        head, kept_back = self._wrapped(bold=True), self._format(align="right")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(answer.columns):
            sheet.write_string(0, place, column.title, head)
            ending = next((ending for ending in _FORMATS if column.name.endswith(ending)), "")
            written = self.workbook.add_format({"num_format": _FORMATS.get(ending, "General")})
            seen = [_as_seen(values[place], ending) for values in answer.rows]
            sheet.set_column(place, place, width_of([*column.title.split(), *seen]))
            for row, values in enumerate(answer.rows, start=1):
                if (row - 1, place) in answer.hidden:
                    sheet.write_string(row, place, answer.sign, kept_back)
                else:
                    self._write(sheet, row, place, values[place], written)
        set_page(sheet, len(answer.rows) + 1, len(answer.columns), heads=1)
        if answer.rows:
            sheet.autofilter(0, 0, len(answer.rows), len(answer.columns) - 1)

    def _write(self, sheet: Any, row: int, column: int, value: Any, written: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(row, column, value, written)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value)
        else:
            sheet.write_string(row, column, str(value))

    def _about(self) -> None:
        """What the numbers are and where they come from."""
        order, lang = self.order, self.lang
        sheet = self.workbook.add_worksheet(text("export.sheet.about", lang))
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, _ABOUT_WIDTH)
        bold = self._format(bold=True, valign="top")
        wrapped = self._wrapped()
        told = [
            (text("export.about.headline", lang), order.words.headline),
            (text("export.about.subtitle", lang), order.words.subtitle),
            (text("export.about.alt", lang), order.made.alt),
            *((text("export.about.note", lang), note) for note in order.made.footnotes),
            (text("export.about.source", lang), order.words.source),
            (text("export.about.mark", lang), order.words.mark),
            (text("export.about.figure", lang), order.made.name),
            (text("export.about.view", lang), order.passport.view),
            *((column.name, column.title) for column in answer_of(order.made, order.context).columns),
        ]
        told = [entry for entry in told if entry[1]]
        set_page(sheet, len(told), 2, is_landscape=False)
        for row, (key, value) in enumerate(told):
            sheet.write_string(row, 0, key, bold)
            sheet.write_string(row, 1, value, wrapped)
            sheet.set_row(row, height_of(value, 11, px_of(_ABOUT_WIDTH), self.order.fonts))


def _as_seen(value: Any, ending: str) -> str:
    """A value about as long as Excel writes it."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    return f"{value:,.2f}" if ending in ("_cny", "_usd") else f"{value:,.1f}"
