"""Figures: query result to drawing, words and table. Pure functions; the catalogue names them all."""

from fundscope.figures import flow, flows, funds
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
from fundscope.figures.view import LEVELS, Fault, View, view_from_query, view_from_text

__all__ = [
    "LEVELS",
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
    "figure_names",
    "flow",
    "flows",
    "funds",
    "make",
    "question",
    "read_context",
    "seen_as",
    "spec_of",
    "view_from_query",
    "view_from_text",
    "what_moves",
]
