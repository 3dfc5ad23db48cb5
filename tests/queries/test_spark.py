"""Every query gives on Spark SQL what it gives on DuckDB.

The Spark is Sail, a Spark Connect server inside this process; it reads the Delta tables of a release
itself. sqlglot carries the SQL over.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from fundscope.engine import OpenRelease, Query, load_release
from fundscope.model import datasets
from fundscope.store import Store
from tests.handmade import CITY, table_of
from tests.queries.examples import FILTERED, NEEDED, QUESTIONS, params

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# We take Arrow tables from it and nothing of pandas.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

# Some filters at a time, so that no answer is empty for want of a match.
SETTINGS: dict[str, dict[str, Any]] = {
    "everything": {},
    "every filter": FILTERED,
    "paid until a day": {"rule": "paid", "until": date(2024, 8, 20), "pick_level": "fund", "pick": "F01"},
    "small nodes together": {"small_share": 0.7, "sector": ["ai", "unknown"]},
}


def _asked() -> dict[str, tuple[Query, dict[str, Any]]]:
    """Each query in each setting, but where it takes of one what it takes of another: then once."""
    asked: dict[str, tuple[Query, dict[str, Any]]] = {}
    for name, query in QUESTIONS.items():
        different: dict[str, dict[str, Any]] = {}
        for setting, chosen in SETTINGS.items():
            given = params(query, NEEDED | chosen)
            if given not in different.values():
                different[setting] = given
        asked |= {f"{name}-{setting}": (query, given) for setting, given in different.items()}
    return asked


ASKED = _asked()


# What a second release says otherwise: one project is gone, one is new, one has another amount and sector.
P1, P2, P3, P4 = CITY["projects"]
CORRECTED = [P1 | {"decided_cny": 250_000_000, "sector": "health"}, P3, P4, P2 | {"project_id": "P5"}]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The hand-made city as release 1, and corrected as release 2."""
    store = Store(str(tmp_path_factory.mktemp("store")))
    changes = {name: table_of(name, CITY.get(name, ())) for name in datasets()}
    store.publish(changes, base=None, author="A. Nalyst", message="Made by hand")
    corrected = {"projects": table_of("projects", CORRECTED)}
    store.publish(corrected, base=1, author="A. Nalyst", message="Corrected")
    return store


@pytest.fixture(scope="module")
def duckdb_release(store: Store) -> OpenRelease:
    """Release 1 beside release 2, for questions that read both."""
    return load_release(store, store.release(1)).beside(load_release(store, store.release(2)))


@pytest.fixture(scope="module")
def spark(store: Store) -> Iterator[SparkSession]:
    """A Spark session that sees the datasets of release 1 as its tables, and those of release 2 beside."""
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    with pytest.MonkeyPatch.context() as patch:
        # pyspark takes a main module without a file, such as a worker of xdist has, for its own doctests.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        session = SparkSession.builder.remote(f"sc://{host}:{port}").create()
    for number, prefix in ((1, ""), (2, "other_")):
        for name, version in store.release(number).datasets.items():
            table = session.read.format("delta").option("versionAsOf", version.version)
            table.load(f"{store.address}/datasets/{name}").createOrReplaceTempView(prefix + name)
    yield session
    session.stop()
    server.stop()


def on_spark(session: SparkSession, query: Query, given: dict[str, Any]) -> pa.Table:
    statement = sqlglot.parse_one(query.sql, read="duckdb")
    # How DuckDB is to go about it, not what is asked; Spark does not know the word.
    for expression in statement.find_all(exp.CTE):
        expression.set("materialized", None)
    every_parameter = {name: given.get(name) for name in query.param_names()}
    return session.sql(statement.sql("spark"), args=every_parameter).toArrow()


@pytest.mark.parametrize(("query", "given"), ASKED.values(), ids=ASKED)
def test_spark_gives_the_same_rows(
    spark: SparkSession, duckdb_release: OpenRelease, query: Query, given: dict[str, Any]
) -> None:
    """Column by column, in the same order, to the last fen and the last digit of a share."""
    here, there = duckdb_release.arrow(query.name, **given), on_spark(spark, query, given)

    assert there.column_names == here.column_names
    assert there.to_pylist() == here.to_pylist()
