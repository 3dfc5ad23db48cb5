"""A slide of a figure: the chart, native and to be edited where PowerPoint has its kind, else a picture."""

from __future__ import annotations

import io
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import xlsxwriter
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from fundscope.export.native import NativeChart
from fundscope.export.order import Order
from fundscope.export.sheet import Words
from fundscope.export.style import Colours, HouseStyle
from fundscope.export.xlsx import write_chart_data
from fundscope.model import Language
from fundscope.words import text

_EMU_PER_PX = 9525
_TITLE_ONLY = 5
_KINDS = {
    ("bar", "beside"): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", "overlaid"): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", "stacked"): XL_CHART_TYPE.BAR_STACKED,
    ("column", "beside"): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", "overlaid"): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", "stacked"): XL_CHART_TYPE.COLUMN_STACKED,
    ("line", "beside"): XL_CHART_TYPE.LINE,
}
# The longest text that the library takes as a property.
_LONGEST = 255
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
# From so many names on they are set smaller.
_MANY = 12


class _Slide:
    """One slide, filled from the top down; lengths in pixels of 1/96 inch."""

    def __init__(self, order: Order) -> None:
        self.made, self.style, self.lang = order.made, order.style, order.lang
        self.colours: Colours = order.style.colours(order.theme)
        size = order.size
        self.width, self.height = size.width_px, size.height_px or size.width_px * 9 / 16
        # Sizes of type are those of a slide 1280 pixels wide.
        self.zoom = max(0.5, min(self.width, self.height * 16 / 9) / 1280)
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = _emu(self.width), _emu(self.height)
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[_TITLE_ONLY])
        if order.theme != "transparent":
            ground = self.slide.background.fill
            ground.solid()
            ground.fore_color.rgb = _rgb(self.colours.ground)

    def px(self, length: float) -> Emu:
        return _emu(length * self.zoom)

    def words(self, words: Words) -> None:
        """Rule, mark, headline, subtitle at the top; notes and source at the foot."""
        inner = self.width / self.zoom - 80
        rule = self.slide.shapes.add_shape(1, self.px(40), Emu(0), self.px(64), self.px(8))
        rule.fill.solid()
        rule.fill.fore_color.rgb = _rgb(self.colours.accent)
        rule.line.fill.background()
        top = 24.0
        if words.mark:
            box = self.slide.shapes.add_textbox(self.px(40), self.px(18), self.px(160), self.px(28))
            box.fill.solid()
            box.fill.fore_color.rgb = _rgb(self.colours.mark_ground)
            self._write(box, words.mark, 14, self.colours.mark_ink)
            top = 52
        title = self.slide.shapes.title
        title.left, title.top, title.width, title.height = (
            self.px(length) for length in (40, top, inner, 84)
        )
        self._write(title, words.headline, 26, self.colours.ink, bold=True)
        self.top = top + 90
        subtitle = self.slide.shapes.add_textbox(self.px(40), self.px(self.top), self.px(inner), self.px(30))
        self._write(subtitle, words.subtitle, 16, self.colours.quiet_ink)
        self.top += 40
        foot = "\n".join(filter(None, (words.notes, words.source)))
        height = 24.0 * (1 + sum(len(line) * 8 // int(inner) + 1 for line in foot.split("\n")))
        self.bottom = self.height / self.zoom - height - 10
        box = self.slide.shapes.add_textbox(
            self.px(40), self.px(self.bottom), self.px(inner), self.px(height)
        )
        self._write(box, foot, 12, self.colours.quiet_ink)
        self.slide.notes_slide.notes_text_frame.text = "\n".join(
            filter(None, (self.made.alt, *self.made.footnotes, words.source))
        )

    def room(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width and height of what lies between the words."""
        inner = self.width / self.zoom - 80
        return self.px(40), self.px(self.top), self.px(inner), self.px(self.bottom - self.top - 8)

    def chart(self, chart: NativeChart) -> None:
        data: Any = CategoryChartData(number_format=chart.number_format)
        data.categories = chart.categories
        for series in chart.series:
            data.add_series(chart.head(series, self.lang), series.values)
        frame = self.slide.shapes.add_chart(_KINDS[chart.kind, chart.grouping], *self.room(), data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", self.made.alt)
        drawn = frame.chart
        # The library would make formulas of text that begins with =.
        drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(chart, self.lang))
        self._dress(drawn, chart)

    def _dress(self, drawn: Any, chart: NativeChart) -> None:
        drawn.font.size = Pt(13 * self.zoom)
        drawn.font.color.rgb = _rgb(self.colours.ink)
        _set_fonts(drawn.font, self.style)
        drawn.has_title = False
        drawn.has_legend = len(chart.series) > 1
        if drawn.has_legend:
            drawn.legend.position = XL_LEGEND_POSITION.TOP
            drawn.legend.include_in_layout = False
        names, values = drawn.category_axis, drawn.value_axis
        names.format.line.fill.background()
        names.has_major_gridlines = False
        names.reverse_order = chart.kind == "bar"
        if chart.categories and isinstance(chart.categories[0], date):
            names.tick_labels.number_format = chart.date_format
            names.tick_labels.number_format_is_linked = False
            _tick_months(names, chart.months_a_tick)
        elif chart.kind != "line":
            _name_each(names)
            if len(chart.categories) > _MANY:
                names.tick_labels.font.size = Pt(10 * self.zoom)
        values.major_gridlines.format.line.color.rgb = _rgb("#d9dde2")
        values.format.line.fill.background()
        values.tick_labels.number_format = chart.axis_format
        values.tick_labels.number_format_is_linked = False
        if chart.is_positive:
            values.minimum_scale = 0
        if chart.unit:
            values.has_title = True
            values.axis_title.text_frame.text = chart.unit
            values.axis_title.text_frame.paragraphs[0].font.bold = False
            values.axis_title.text_frame.paragraphs[0].font.size = Pt(12 * self.zoom)
        plot = drawn.plots[0]
        if chart.kind != "line":
            plot.gap_width = 45
            plot.overlap = 100 if chart.grouping != "beside" else 0
            if len(chart.series) == 1:
                # Every bar has its value: an axis would only say it again.
                values.visible, values.has_major_gridlines = False, False
        self._mark(plot, chart)

    def _mark(self, plot: Any, chart: NativeChart) -> None:
        """Labels and colours of the marks."""
        if chart.has_labels:
            plot.has_data_labels = True
            labels = plot.data_labels
            labels.number_format, labels.number_format_is_linked = chart.number_format, False
            above, end = XL_LABEL_POSITION.ABOVE, XL_LABEL_POSITION.OUTSIDE_END
            labels.show_value, labels.position = True, above if chart.kind == "line" else end
        for own, series in zip(chart.series, plot.series, strict=True):
            if chart.kind == "line":
                series.format.line.color.rgb, series.format.line.width = _rgb(own.colour), Pt(2.25)
                series.smooth = False
            else:
                series.format.fill.solid()
                series.format.fill.fore_color.rgb = _rgb(own.colour)
            for number, colour in enumerate(own.point_colours):
                point = series.points[number].format.fill
                point.solid()
                point.fore_color.rgb = _rgb(colour)

    def table(self, chart: NativeChart) -> None:
        """A table of PowerPoint's own, its cells shaded by what they hold."""
        rows, columns = len(chart.categories) + 1, len(chart.series) + 1
        frame = self.slide.shapes.add_table(rows, columns, *self.room())
        frame._element.nvGraphicFramePr.cNvPr.set("descr", self.made.alt)
        table = frame.table
        most = max((value or 0 for series in chart.series for value in series.values), default=0)
        heads = [chart.unit, *(series.name for series in chart.series)]
        for place, head in enumerate(heads):
            self._cell(table.cell(0, place), head, self.colours.ground, bold=True)
        for row, category in enumerate(chart.categories, start=1):
            self._cell(table.cell(row, 0), str(category), self.colours.ground)
            for column, series in enumerate(chart.series, start=1):
                value = series.values[row - 1]
                shade = _mixed(self.colours.ground, series.colour, (value or 0) / most if most else 0)
                shade = series.point_colours[row - 1] if series.point_colours else shade
                self._cell(
                    table.cell(row, column),
                    series.marks[row - 1] if value is None else f"{_rounded(value):,}",
                    shade,
                )

    def _cell(self, cell: Any, words: str, fill: str, *, bold: bool = False) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(fill)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._write(cell, words, 13, self.colours.ink, bold=bold)
        for paragraph in cell.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.CENTER

    def picture(self, picture: bytes) -> None:
        left, top, width, height = self.room()
        shape = self.slide.shapes.add_picture(io.BytesIO(picture), left, top, height=height)
        if shape.width > width:
            shape.height, shape.width = Emu(int(shape.height * width / shape.width)), width
        shape.left = Emu(left + (width - shape.width) // 2)
        shape._element.nvPicPr.cNvPr.set("descr", self.made.alt)

    def lacking(self, why: str) -> None:
        self._write(self.slide.shapes.add_textbox(*self.room()), why, 16, self.colours.quiet_ink)

    def _write(self, shape: Any, words: str, px: float, colour: str, *, bold: bool = False) -> None:
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = self.px(2)
        if hasattr(frame, "vertical_anchor"):
            frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.text = words
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.bold = Pt(px * self.zoom), bold
                run.font.color.rgb = _rgb(colour)
                _set_fonts(run.font, self.style)


def as_pptx(order: Order, chart: NativeChart | None, picture: bytes | None) -> bytes:
    """The presentation of one slide. ``picture`` is the drawing, for a kind that PowerPoint does not have."""
    slide = _Slide(order)
    slide.words(order.words)
    if chart is not None and chart.kind == "table":
        slide.table(chart)
    elif chart is not None:
        slide.chart(chart)
    elif picture is not None:
        slide.picture(picture)
    elif order.made.plot is not None:
        slide.lacking(text("export.no_native_chart", order.lang))
    words, about = order.words, slide.deck.core_properties
    about.title, about.author = words.headline[:_LONGEST], text("app.name", order.lang)
    about.subject, about.keywords = words.subtitle[:_LONGEST], order.passport.code
    about.comments, about.language = words.source[:_LONGEST], order.lang
    about.created = about.modified = order.passport.made_at.replace(tzinfo=None)
    file = io.BytesIO()
    slide.deck.save(file)
    return file.getvalue()


def _workbook(chart: NativeChart, lang: Language) -> bytes:
    """The cells behind a chart, as PowerPoint opens them for editing."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    write_chart_data(workbook, workbook.add_worksheet("Sheet1"), chart, lang)
    workbook.close()
    return file.getvalue()


def _name_each(axis: Any) -> None:
    """Every bar with its name, however many there are: programs leave every second out by themselves."""
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    skip = etree.Element(f"{{{chart}}}tickLblSkip")
    skip.set("val", "1")
    following = axis._element.find(f"{{{chart}}}noMultiLvlLbl")
    if following is None:
        axis._element.append(skip)
    else:
        following.addprevious(skip)


def _tick_months(axis: Any, months: int) -> None:
    """A tick every so many months; the order of elements is the schema's."""
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", str(months)), ("majorTimeUnit", "months")):
        etree.SubElement(axis._element, f"{{{chart}}}{name}").set("val", value)


def _set_fonts(font: Any, style: HouseStyle) -> None:
    """Both scripts: a font of the library's sets the letters of Latin only."""
    font.name = style.office_latin
    properties = font._rPr
    for old in properties.findall(f"{{{_DRAWING}}}ea"):
        properties.remove(old)
    chinese = etree.SubElement(properties, f"{{{_DRAWING}}}ea")
    chinese.set("typeface", style.office_chinese)


def _emu(px: float) -> Emu:
    return Emu(round(px * _EMU_PER_PX))


def _rgb(colour: str) -> RGBColor:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return RGBColor(red, green, blue)


def _mixed(ground: str, colour: str, share: float) -> str:
    parts = [
        round(int(ground[at : at + 2], 16) * (1 - share) + int(colour[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _rounded(value: float) -> Decimal:
    """Two decimals, halves up, as the drawing and Excel write them."""
    return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
