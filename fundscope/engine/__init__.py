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
from fundscope.engine.release import OpenRelease, hold_tables, load_release, open_release

__all__ = [
    "QUERIES_FOLDER",
    "CatalogueError",
    "Field",
    "OpenRelease",
    "Query",
    "UnknownParameterError",
    "UnknownQueryError",
    "hold_tables",
    "load_release",
    "open_release",
    "queries",
    "query",
    "read_catalogue",
]
