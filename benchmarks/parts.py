"""Takes a page apart: what a bare page must draw to have the same metrics, charts, tables and widgets."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
from streamlit.proto.Element_pb2 import Element

from benchmarks.visitor import Visit

Part = tuple[str, dict[str, Any]]

# Words and empty space are not counted: a real page has to pay for its prose.
PROSE = {"alert", "code", "empty", "heading", "html", "imgs", "markdown", "space", "spinner", "text", "toast"}


def _chart(chart: Any) -> Part:
    figure = go.Figure(json.loads(chart.spec))
    on_select = "rerun" if chart.selection_mode else "ignore"
    return "plotly_chart", {"figure_or_data": figure, "theme": None, "on_select": on_select}


def _table(table: Any) -> Part:
    content = pa.ipc.open_stream(table.arrow_data.data).read_pandas()
    return "dataframe", {"data": content}


def _metric(metric: Any) -> Part:
    return "metric", {"label": metric.label, "value": metric.body, "delta": metric.delta or None}


def _choice(function: str) -> Callable[[Any], Part]:
    return lambda widget: (function, {"label": widget.label, "options": list(widget.options)})


def _labelled(function: str, **more: Any) -> Callable[[Any], Part]:
    return lambda widget: (function, {"label": widget.label} | more)


# Streamlit's name for a kind of element, and the plainest call that draws one.
PART_OF: dict[str, Callable[[Any], Part]] = {
    "metric": _metric,
    "plotly_chart": _chart,
    "dataframe": _table,
    "selectbox": _choice("selectbox"),
    "multiselect": _choice("multiselect"),
    "radio": _choice("radio"),
    "button_group": lambda group: (
        "segmented_control",
        {"label": group.label, "options": [option.content for option in group.options]},
    ),
    "slider": lambda slider: ("slider", {"label": slider.label}),
    "checkbox": _labelled("checkbox"),
    "date_input": _labelled("date_input"),
    "text_input": _labelled("text_input"),
    "text_area": _labelled("text_area"),
    "number_input": _labelled("number_input"),
    "file_uploader": _labelled("file_uploader"),
    "button": _labelled("button"),
    "download_button": _labelled("download_button", data=b""),
    "link_button": _labelled("link_button", url="/"),
    "page_link": _labelled("link_button", url="/"),
}
WITHOUT_KEY = {"metric", "link_button"}


# The mark of a headline number in our HTML: a metric, however it is drawn.
METRIC_MARK = "class='fs-card'"


def _metrics_in(prose: Any) -> list[Part]:
    return [("metric", {"label": "Total", "value": "1"})] * prose.body.count(METRIC_MARK)


def _parts_of_element(element: Element) -> list[Part]:
    kind = element.WhichOneof("type")
    if kind == "html":
        return _metrics_in(element.html)
    if kind in PROSE:
        return []
    if kind not in PART_OF:
        raise LookupError(f"benchmarks/parts.py does not know what a bare {kind!r} is: add it.")
    return [PART_OF[kind](getattr(element, kind))]


def parts_of(visit: Visit) -> list[Part]:
    """The countable parts of a page, each with a key of its own.

    Raises:
        LookupError: an element of a kind that is neither prose nor known here.
    """
    found = [part for element in visit.elements for part in _parts_of_element(element)]
    found += [("expander", {"label": one.label, "on_change": "rerun"}) for one in visit.openers]
    return [
        (function, arguments if function in WITHOUT_KEY else arguments | {"key": f"part-{place}"})
        for place, (function, arguments) in enumerate(found)
    ]
