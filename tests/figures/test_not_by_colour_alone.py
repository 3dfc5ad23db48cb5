"""No drawing says anything by colour alone (WCAG 2.2, 1.4.1), whatever figure is added.

Marks of different colours also differ in what a grey print keeps: their kind, symbol, dash or thickness; or
each is named: by words of its own, by the row that it stands on, or by words in its colour beside it.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.figures.test_every_figure import every_figure, make_anew

# Each shows other marks: all of them, those of another grouping, those beside one that is picked.
VIEWS = ["all", "two levels", "other groups and measures", "every filter", "a node picked"]


def _listed(value: Any, count: int) -> list[Any]:
    """One value for each of the marks."""
    given = value.tolist() if hasattr(value, "tolist") else value
    return list(given) if isinstance(given, list | tuple) else [given] * count


class Drawn:
    """The marks of one trace, and what tells them apart from others."""

    def __init__(self, trace: Any, plot: Any) -> None:
        self.trace, self.layout = trace, plot.layout
        marker, line = trace.marker if "marker" in trace else None, trace.line if "line" in trace else None
        count = max(len(_listed(trace.x, 1)), 1)
        marks = marker.color if marker is not None else None
        self.colours = [colour for colour in _listed(marks, count) if isinstance(colour, str)]
        if not self.colours and line is not None and line.color:
            self.colours = [line.color]
        symbol = str(marker.symbol) if marker is not None and "symbol" in marker else None
        dash = line.dash if line is not None and "dash" in line else None
        width = str(trace.width) if "width" in trace else None
        self.style = (trace.type, symbol, dash, width)

    @property
    def has_own_words(self) -> bool:
        """Whether each mark has a text in or at it."""
        is_shown = self.trace.type == "bar" or "text" in str(self.trace.mode or "")
        return is_shown and self.trace.text is not None and all(_listed(self.trace.text, 1))

    @property
    def stands_on_named_rows(self) -> bool:
        """Whether each row of bars has a name at its axis or beside it."""
        rows = {str(place) for place in _listed(self.trace.y, 1)}
        named = {str(note.y) for note in self.layout.annotations if note.text}
        by_axis = self.layout.yaxis.visible is not False and self.layout.yaxis.showticklabels is not False
        is_words = all(not row.replace(".", "").isdigit() for row in rows)
        ticks = {str(place) for place in _listed(self.layout.yaxis.tickvals, 1)}
        return (by_axis and (is_words or rows <= ticks)) or rows <= named

    @property
    def is_named_beside(self) -> bool:
        """Whether words beside the trace have its name, or its colour; a key to colours is no such words."""
        notes = [note for note in self.layout.annotations if note.text and "■" not in note.text]
        return any(
            (self.trace.name and self.trace.name in note.text) or note.font.color in self.colours
            for note in notes
        )


def unnamed(plot: Any) -> list[str]:
    """The marks that only their colour tells from others."""
    drawn = [Drawn(trace, plot) for trace in plot.data]
    coloured = [one for one in drawn if one.colours]
    faults = [
        f"{one.trace.type}: {sorted(set(one.colours))}"
        for one in coloured
        if len(set(one.colours)) > 1 and not (one.has_own_words or one.stands_on_named_rows)
    ]
    for place, one in enumerate(coloured):
        for other in coloured[place + 1 :]:
            if set(one.colours) == set(other.colours) or one.style != other.style:
                continue
            faults += [
                f"{this.trace.type} {this.trace.name}: {this.colours[0]}"
                for this in (one, other)
                if not (this.has_own_words or this.is_named_beside)
            ]
    return faults


@every_figure
@pytest.mark.parametrize("case", VIEWS)
def test_marks_of_different_colours_differ_otherwise_or_are_named(name: str, case: str) -> None:
    figure = make_anew(name, case)
    if figure.plot is None:
        pytest.skip("nothing is drawn")
    if name == "flows/flow":
        assert _colours_of_bands(figure.plot) <= _colours_of_named_nodes(figure.plot)
    else:
        assert unnamed(figure.plot) == []


def _colours_of_bands(plot: Any) -> set[str]:
    """The colours of the bands of the flow as hex, without how far one sees through them."""
    fills = [trace.fillcolor for trace in plot.data if trace.type == "scatter" and trace.fillcolor]
    return {
        "#{:02x}{:02x}{:02x}".format(*map(int, fill.removeprefix("rgba(").split(",")[:3])) for fill in fills
    }


def _colours_of_named_nodes(plot: Any) -> set[str]:
    """Those of the nodes: each of them has words, the sectors among them."""
    nodes = [trace for trace in plot.data if trace.type == "bar"]
    words = [trace for trace in plot.data if trace.type == "scatter" and trace.mode == "text"]
    assert sum(len(trace.x) for trace in nodes) == sum(len(trace.x) for trace in words)
    return {colour for trace in nodes for colour in _listed(trace.marker.color, 1)}
