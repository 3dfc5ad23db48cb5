"""What a release would hold if the files being checked were published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from fundscope.ingest.stage import Staged


@dataclass(frozen=True)
class Candidate:
    """``tables`` of every dataset as it would be, and as it was ``before`` (empty where there was none).

    ``staged`` are the tables that are new, by dataset, in the order in which they were handed in.
    """

    tables: Mapping[str, pa.Table]
    before: Mapping[str, pa.Table]
    staged: Mapping[str, tuple[Staged, ...]]

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB with a table for each dataset as it would be, and as it was (``before_...``)."""
        connection = duckdb.connect(":memory:")
        for name, table in self.tables.items():
            connection.register(name, table)
        for name, table in self.before.items():
            connection.register(f"before_{name}", table)
        return connection
