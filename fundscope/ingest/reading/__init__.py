"""A file becomes tables of cells: in a child process, with limits, whatever the file."""

from fundscope.ingest.reading.choices import Choices
from fundscope.ingest.reading.read import read_file
from fundscope.ingest.reading.table import Hidden, Kind, RawColumn, Reading, SheetTable
from fundscope.ingest.reading.unreadable import Unreadable

__all__ = ["Choices", "Hidden", "Kind", "RawColumn", "Reading", "SheetTable", "Unreadable", "read_file"]
