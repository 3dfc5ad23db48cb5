"""The catalogue of questions: every ``queries/**/*.sql``, read from its header.

A header is the comment lines a file begins with, ``-- key: value``::

    -- title:  Money by sector
    -- grain:  one row per sector
    -- uses:   projects/counted
    -- param:  rule        text     decided | paid
    -- column: amount_cny  decimal  yuan

``uses`` names another query, which is put in front as a common table expression (``projects_counted``)
and whose parameters are inherited. ``beside`` names datasets of a second release that the question reads
as well (``other_projects``). ``kept: release`` says that the answer, which takes no parameters, is worked
out once for an open release and kept as a table, which the queries that use it then read. A rule for
checking data has three keys more: ``check`` (error, guard or warning), ``words_en`` and ``words_zh``.
"""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

QUERIES_FOLDER = Path(__file__).resolve().parents[2] / "queries"

_HEADER_LINE = re.compile(r"--\s*(\w+):\s*(.*\S)?\s*$")
_SINGLE_KEYS = ("title", "grain", "kept", "check", "words_en", "words_zh")


class CatalogueError(Exception):
    """A query file or a call of it is wrong; the message says which and how to mend it."""


class UnknownQueryError(CatalogueError):
    """No query has that name."""


class UnknownParameterError(CatalogueError):
    """A query was given a parameter that it does not have, or was not given one that it needs."""


@dataclass(frozen=True)
class Field:
    """A parameter or a result column: its name, type and a word about it."""

    name: str
    type: str
    about: str


@dataclass(frozen=True)
class Query:
    """One question: its text and what its header promises.

    ``sql`` has every query that it uses in front. ``sql_on_kept`` has not those that are kept, named in
    ``reads_kept``: it reads the tables of their answers instead.
    """

    name: str
    title: str
    grain: str
    params: tuple[Field, ...]
    columns: tuple[Field, ...]
    uses: tuple[str, ...]
    beside: tuple[str, ...]
    sql: str
    sql_on_kept: str = ""
    reads_kept: tuple[str, ...] = ()
    is_kept: bool = False
    check: str | None = None
    words_en: str | None = None
    words_zh: str | None = None

    @property
    def table_name(self) -> str:
        """What the answer is called in queries that use it."""
        return self.name.replace("/", "_")

    def param_names(self) -> tuple[str, ...]:
        return tuple(param.name for param in self.params)


def _field(value: str, where: str) -> Field:
    parts = value.split(None, 2)
    if len(parts) < 2:
        raise CatalogueError(f"{where}: write a name, a type and a word about it, not {value!r}.")
    return Field(parts[0], parts[1], parts[2] if len(parts) == 3 else "")


def _split(text: str, where: str) -> tuple[list[tuple[str, str]], str]:
    """The header's key and value pairs, and the statement under them."""
    pairs: list[tuple[str, str]] = []
    lines = text.splitlines()
    for index, line in enumerate(lines):
        if not line.startswith("--"):
            return pairs, "\n".join(lines[index:]).strip()
        if match := _HEADER_LINE.match(line):
            pairs.append((match[1], match[2] or ""))
        elif pairs and line[2:].strip():
            key, value = pairs[-1]
            pairs[-1] = (key, f"{value} {line[2:].strip()}")
    raise CatalogueError(f"{where}: there is a header and no statement.")


def read_query(path: Path, folder: Path = QUERIES_FOLDER) -> Query:
    """Read one query file.

    Raises:
        CatalogueError: the header is incomplete, or the statement is not one statement.
    """
    name = path.relative_to(folder).with_suffix("").as_posix()
    where = f"queries/{name}.sql"
    pairs, sql = _split(path.read_text(encoding="utf-8"), where)
    single = {key: value for key, value in pairs if key in _SINGLE_KEYS}
    if unknown := {key for key, _ in pairs} - {*_SINGLE_KEYS, "uses", "beside", "param", "column"}:
        raise CatalogueError(f"{where}: the header has no key {', '.join(sorted(unknown))}.")
    for key in ("title", "grain"):
        if not single.get(key):
            raise CatalogueError(f"{where}: the header lacks its {key}.")
    if single.get("kept") not in (None, "release"):
        raise CatalogueError(f"{where}: an answer is kept with its release: write 'kept: release'.")
    return Query(
        name=name,
        title=single["title"],
        grain=single["grain"],
        params=tuple(_field(value, where) for key, value in pairs if key == "param"),
        columns=tuple(_field(value, where) for key, value in pairs if key == "column"),
        uses=tuple(value for key, value in pairs if key == "uses"),
        beside=tuple(name for key, value in pairs if key == "beside" for name in re.split(r",\s*", value)),
        sql=sql.rstrip(";").rstrip(),
        is_kept="kept" in single,
        check=single.get("check"),
        words_en=single.get("words_en"),
        words_zh=single.get("words_zh"),
    )


def unordered(sql: str) -> str:
    """The statement without its last order by, which means nothing to who uses it, but sorts."""
    return sql if re.search(r"^limit\b", sql, re.MULTILINE) else re.sub(r"\norder by\b[\s\S]*\Z", "", sql)


def _compose(query: Query, catalogue: dict[str, Query]) -> Query:
    """The query with all those it stands on put in front, each once, and their parameters inherited."""
    params: dict[str, Field] = {}
    beside: dict[str, None] = {}
    reads_kept: list[str] = []
    in_front: list[str] = []
    in_front_on_kept: list[str] = []
    needed = _stood_on(query, catalogue, through_kept=False)
    for used in _stood_on(query, catalogue):
        params |= {param.name: param for param in used.params}
        beside |= dict.fromkeys(used.beside)
        in_front.append(_expression(used))
        if used in needed and used.is_kept:
            reads_kept.append(used.name)
        elif used in needed:
            in_front_on_kept.append(_expression(used))
    return replace(
        query,
        sql=_with_in_front(in_front, query.sql),
        sql_on_kept=_with_in_front(in_front_on_kept, query.sql),
        reads_kept=tuple(reads_kept),
        params=tuple((params | {param.name: param for param in query.params}).values()),
        beside=tuple(beside | dict.fromkeys(query.beside)),
    )


def _stood_on(query: Query, catalogue: dict[str, Query], *, through_kept: bool = True) -> list[Query]:
    """The queries that a query uses, and those that these use, each behind what it uses itself.

    Where not ``through_kept``, what only kept ones use is left out: they are tables already.
    """
    found: dict[str, Query] = {}
    for name in query.uses:
        if name not in catalogue:
            raise CatalogueError(f"queries/{query.name}.sql uses {name}, which does not exist.")
        used = catalogue[name]
        if through_kept or not used.is_kept:
            found |= {below.name: below for below in _stood_on(used, catalogue, through_kept=through_kept)}
        found[name] = used
    return list(found.values())


def _expression(used: Query) -> str:
    indented = "\n".join(f"    {line}".rstrip() for line in unordered(used.sql).splitlines())
    return f"{used.table_name} as (\n{indented}\n)"


def _with_in_front(expressions: list[str], body: str) -> str:
    if not expressions:
        return body
    rest = f",\n{body[4:].lstrip()}" if body.lower().startswith("with") else f"\n{body}"
    return "with " + ",\n".join(expressions) + rest


def _checked(query: Query) -> Query:
    """The query, once its statement has exactly the parameters that its header names."""
    where = f"queries/{query.name}.sql"
    try:
        statements = duckdb.extract_statements(query.sql)
    except duckdb.ParserException as error:
        raise CatalogueError(f"{where}: {error}") from None
    if len(statements) != 1:
        raise CatalogueError(f"{where}: one file is one statement; there are {len(statements)}.")
    found = set(statements[0].named_parameters)
    declared = set(query.param_names())
    if found - declared:
        raise CatalogueError(
            f"{where}: the header lacks the parameter {', '.join(sorted(found - declared))}."
        )
    if declared - found:
        raise CatalogueError(f"{where}: the statement has no {', '.join(sorted(declared - found))}.")
    if query.is_kept and (query.params or query.beside):
        raise CatalogueError(f"{where}: an answer that is kept takes no parameters and reads one release.")
    return query


def read_catalogue(folder: Path) -> dict[str, Query]:
    """Every query under a folder by name, composed and checked.

    Raises:
        CatalogueError: names the file that is wrong and what to mend.
    """
    read = {
        query.name: query for query in (read_query(path, folder) for path in sorted(folder.rglob("*.sql")))
    }
    return {name: _checked(_compose(query, read)) for name, query in read.items()}


@functools.cache
def queries() -> dict[str, Query]:
    """The project's own catalogue, read once."""
    return read_catalogue(QUERIES_FOLDER)


def query(name: str) -> Query:
    """The query of that name.

    Raises:
        UnknownQueryError: there is none; names the nearest.
    """
    known = queries()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3) or sorted(known)
        raise UnknownQueryError(f"There is no query {name!r}. Did you mean {', '.join(near)}?")
    return known[name]
