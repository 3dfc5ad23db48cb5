"""Fundscope: from the analyst's cell to the printed figure, on one road."""

__version__ = "0.1.0"
