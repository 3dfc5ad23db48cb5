"""Figures: query result to drawing, words and table. Pure functions; the catalogue names them all."""

from fundscope.figures import bridge, flow, flows, funds, projects
from fundscope.figures.catalogue import (
    FigureSpec,
    MadeFigure,
    Said,
    UnknownFigureError,
    figure_names,
    make,
    question,
    spec_of,
)
from fundscope.figures.context import Context, Label, PublishedFigure, read_context, seen_as
from fundscope.figures.moved import Moved, MovedFigure, MovedProject, MovedTotal, what_moves
from fundscope.figures.view import (
    LEVELS,
    PUBLISHED_SIDE,
    Fault,
    View,
    second_view,
    side_text,
    view_from_query,
    view_from_text,
)

__all__ = [
    "LEVELS",
    "PUBLISHED_SIDE",
    "Context",
    "Fault",
    "FigureSpec",
    "Label",
    "MadeFigure",
    "Moved",
    "MovedFigure",
    "MovedProject",
    "MovedTotal",
    "PublishedFigure",
    "Said",
    "UnknownFigureError",
    "View",
    "bridge",
    "figure_names",
    "flow",
    "flows",
    "funds",
    "make",
    "projects",
    "question",
    "read_context",
    "second_view",
    "seen_as",
    "side_text",
    "spec_of",
    "view_from_query",
    "view_from_text",
    "what_moves",
]
