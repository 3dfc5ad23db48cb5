"""A file becomes tables of cells: in a child process, with limits, whatever the file."""

from .choices import Choices
from .read import StoppedError, read_file
from .table import Hidden, Kind, RawColumn, Reading, SheetTable
from .unreadable import Unreadable

__all__ = [
    "Choices",
    "Hidden",
    "Kind",
    "RawColumn",
    "Reading",
    "SheetTable",
    "StoppedError",
    "Unreadable",
    "read_file",
]
