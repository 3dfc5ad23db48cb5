"""Questions (``queries/``) asked of a release, by DuckDB."""

from fundscope.engine.catalogue import (
    QUERIES_FOLDER,
    CatalogueError,
    Field,
    Query,
    UnknownParameterError,
    UnknownQueryError,
    queries,
    query,
    read_catalogue,
)
from fundscope.engine.diff import DatasetDiff, ReleaseDiff, TotalDiff, diff_releases, diff_tables
from fundscope.engine.diff_answers import AnswerDiff, Mover, diff_answers
from fundscope.engine.moved_projects import MovedProject, moved_projects
from fundscope.engine.moved_rows import MovedRow, MovedRows
from fundscope.engine.release import OpenRelease, hold_tables, load_release, open_release

__all__ = [
    "QUERIES_FOLDER",
    "AnswerDiff",
    "CatalogueError",
    "DatasetDiff",
    "Field",
    "MovedProject",
    "MovedRow",
    "MovedRows",
    "Mover",
    "OpenRelease",
    "Query",
    "ReleaseDiff",
    "TotalDiff",
    "UnknownParameterError",
    "UnknownQueryError",
    "diff_answers",
    "diff_releases",
    "diff_tables",
    "hold_tables",
    "load_release",
    "moved_projects",
    "open_release",
    "queries",
    "query",
    "read_catalogue",
]
