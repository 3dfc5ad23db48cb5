"""What holds for every query: its header is true, its text is plain, and it runs on any rows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from fundscope.engine import QUERIES_FOLDER, Query, queries
from tests.handmade import CITY, release_of
from tests.queries.examples import FILTERED, NEEDED, QUESTIONS, params

CHECKOUT = QUERIES_FOLDER.parent
EMPTY, FULL = release_of(), release_of(**CITY)
TURNED = release_of(**{name: rows[::-1] for name, rows in CITY.items()})

# The types a header may name, and what the answer's column then is.
RESULT_TYPES = {
    "text": pa.types.is_string,
    "integer": pa.types.is_integer,
    "decimal": pa.types.is_decimal,
    "share": lambda found: pa.types.is_floating(found) or pa.types.is_decimal(found),
    "date": pa.types.is_date,
    "boolean": pa.types.is_boolean,
}
PARAMETER_TYPES = {"text", "text[]", "date", "decimal", "integer"}
# What the name of a number ends in: its unit, or the thing that is counted. Days may stand first.
UNIT = re.compile(
    r"(^|_)(cny|share|count|rank|nodes|row|batch|step|value|cny_per_unit|multiple|quotient|column)$|^days_"
)
NO_NUMBER = {"text", "date", "boolean"}

every_query = pytest.mark.parametrize("query", queries().values(), ids=queries())
every_question = pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)


def _text(query: Query) -> str:
    return (QUERIES_FOLDER / f"{query.name}.sql").read_text(encoding="utf-8")


def _statement(query: Query) -> exp.Query:
    """The statement of the file itself, without the queries it uses."""
    parsed = sqlglot.parse_one(_text(query), read="duckdb")
    assert isinstance(parsed, exp.Query)
    return parsed


@every_query
def test_the_header_is_complete(query: Query) -> None:
    """Title, grain, parameters and columns, each of a known type; a share is called one."""
    assert re.fullmatch(r"one row([ ,].+)?", query.grain)
    assert query.columns
    assert [param for param in query.params if param.type not in PARAMETER_TYPES or not param.about] == []
    assert [column for column in query.columns if column.type not in RESULT_TYPES] == []
    assert [c.name for c in query.columns if (c.type == "share") != c.name.endswith("_share")] == []


@every_query
def test_the_name_of_a_number_ends_in_its_unit(query: Query) -> None:
    """Nobody has to guess whether it is yuan, a share or a count."""
    bare = [
        column.name
        for column in query.columns
        if column.type not in NO_NUMBER and not UNIT.search(column.name)
    ]

    assert bare == []


@every_query
def test_the_text_is_lower_case_and_plainly_laid_out(query: Query) -> None:
    """Only comments and quoted text have capitals; four spaces indent, nothing trails."""
    lines = _text(query).splitlines()
    code = [re.sub(r"'[^']*'|--.*", "", line) for line in lines]

    assert [line for line in code if line != line.lower()] == []
    assert [line for line in lines if line != line.rstrip() or "\t" in line] == []
    assert [line for line in lines if (len(line) - len(line.lstrip(" "))) % 4] == []


@every_query
def test_every_column_is_written_out_and_the_rows_have_an_order(query: Query) -> None:
    """No star but in count(*); no "group by all"; the last select says how its rows are sorted."""
    statement = _statement(query)
    stars = [star for star in statement.find_all(exp.Star) if not isinstance(star.parent, exp.Count)]
    everything = [group for group in statement.find_all(exp.Group) if group.args.get("all")]

    assert stars == []
    assert everything == []
    assert statement.args.get("order") is not None
    assert statement.named_selects == [column.name for column in query.columns]


@every_query
def test_parameters_are_bound_by_name(query: Query) -> None:
    """A question mark or $1 would be a parameter called 1, and the header has names only."""
    found = duckdb.extract_statements(query.sql)[0].named_parameters

    assert set(found) == set(query.param_names())
    assert [name for name in found if not re.fullmatch(r"[a-z][a-z_0-9]*", name)] == []


def test_only_the_rooms_that_run_queries_speak_to_duckdb() -> None:
    """No page and no figure can paste a value into SQL, for none has a connection."""
    speaking = set()
    for path in [*(CHECKOUT / "fundscope").rglob("*.py"), *(CHECKOUT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and any(alias.name == "duckdb" for alias in node.names):
                speaking.add(_room(path))

    assert speaking <= {"engine", "ingest"}
    assert "engine" in speaking


def _room(path: Path) -> str:
    return path.relative_to(CHECKOUT).parts[1]


@every_question
def test_the_answer_has_the_columns_and_types_that_the_header_promises(query: Query) -> None:
    """On rows, with every filter set and with none, and on no rows at all."""
    asked = params(query, NEEDED)
    answers = [
        FULL.arrow(query.name, **asked),
        FULL.arrow(query.name, **asked, **params(query, FILTERED)),
        EMPTY.arrow(query.name, **asked),
    ]
    promised = {column.name: column.type for column in query.columns}
    wrong = {
        f"{field.name} {field.type}"
        for answer in answers
        for field in answer.schema
        if not RESULT_TYPES[promised[field.name]](field.type)
    }

    assert [answer.column_names for answer in answers] == [list(promised)] * 3
    assert wrong == set()


@every_question
def test_the_order_of_the_rows_does_not_depend_on_the_order_of_the_records(query: Query) -> None:
    """The same records the other way round give the same answer."""
    asked = params(query, NEEDED)

    assert TURNED.arrow(query.name, **asked).to_pylist() == FULL.arrow(query.name, **asked).to_pylist()


@every_question
def test_no_records_make_no_rows_but_one_of_totals(query: Query) -> None:
    """A question about nothing has an empty answer, not an error."""
    rows = EMPTY.arrow(query.name, **params(query, NEEDED)).num_rows

    assert rows == (1 if query.grain == "one row" else 0)
