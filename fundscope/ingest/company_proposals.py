"""Which enterprises a company may be: by credit code, by name, by former name, by look-alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb
import pyarrow as pa

from fundscope.ingest.company_names import alike_names, bare_names, plain_names

# What a proposal rests on, the surest first.
Ground = Literal["credit_code", "name", "former_name", "look_alike"]
_GROUNDS: tuple[Ground, ...] = ("credit_code", "name", "former_name", "look_alike")

FORMER_NAMES_SCHEMA = pa.schema([("enterprise_id", pa.string()), ("name", pa.string())])


@dataclass(frozen=True)
class Named:
    """What a file says of a company."""

    name: str | None
    credit_code: str | None


@dataclass(frozen=True)
class Proposal:
    """An enterprise that a company may be. ``score`` is of 100; ``matched`` is the name that is like it."""

    enterprise_id: str
    name_zh: str | None
    name_en: str | None
    uscc: str | None
    ground: Ground
    score: float
    matched: str | None


def proposals_for(
    companies: Sequence[Named],
    enterprises: pa.Table,
    former_names: Callable[[], pa.Table],
    go_on: Callable[[], None],
) -> list[tuple[Proposal, ...]]:
    """For each company the enterprises that it may be, the surest first.

    ``former_names`` (enterprise_id, name) are asked for only where code and name find nothing. ``go_on`` is
    called now and then, and may raise to end the search.
    """
    known = _Known(enterprises)
    found: list[dict[str, Proposal]] = [{} for _ in companies]
    with duckdb.connect(":memory:") as connection:
        known.register(connection)
        connection.register("companies", _as_table(companies))
        _take(found, known, connection.execute(_CODE_SQL).fetchall(), "credit_code")
        _take(found, known, connection.execute(_NAME_SQL).fetchall(), "name")
        if any(not proposals for proposals in found):
            former = former_names()
            plain = pa.table(
                {
                    "enterprise_id": former.column("enterprise_id"),
                    "name": former.column("name"),
                    "plain_name": plain_names(former.column("name").combine_chunks()),
                }
            )
            connection.register("former", plain)
            _take(found, known, connection.execute(_FORMER_SQL).fetchall(), "former_name")
    _take_alike(found, companies, known, go_on)
    return [
        tuple(sorted(one.values(), key=lambda it: (_GROUNDS.index(it.ground), -it.score))) for one in found
    ]


class _Known:
    """The known enterprises, and their names as they are compared."""

    def __init__(self, enterprises: pa.Table) -> None:
        names = ("enterprise_id", "uscc", "name_zh", "name_en")
        self.columns = {name: enterprises.column(name).combine_chunks() for name in names}

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        table = pa.table(
            {
                "place": pa.array(range(len(self.columns["uscc"])), pa.int64()),
                "enterprise_id": self.columns["enterprise_id"],
                "uscc": self.columns["uscc"],
                "plain_zh": plain_names(self.columns["name_zh"]),
                "plain_en": plain_names(self.columns["name_en"]),
            }
        )
        connection.register("known", table)

    def proposal(self, place: int, ground: Ground, score: float, matched: str | None) -> Proposal:
        values = {name: column[place].as_py() for name, column in self.columns.items()}
        return Proposal(**values, ground=ground, score=score, matched=matched)


def _as_table(companies: Sequence[Named]) -> pa.Table:
    names = pa.array([company.name for company in companies], pa.string())
    return pa.table(
        {
            "company": pa.array(range(len(companies)), pa.int64()),
            "code": pa.array([company.credit_code for company in companies], pa.string()),
            "name": names,
            "plain_name": plain_names(names),
        }
    )


_CODE_SQL = """
    select companies.company, known.place, companies.code
    from companies
    join known on known.uscc = companies.code
    order by companies.company, known.place
"""

_NAME_SQL = """
    select companies.company, known.place, companies.name
    from companies
    join known on companies.plain_name in (known.plain_zh, known.plain_en)
    order by companies.company, known.place
"""

_FORMER_SQL = """
    select companies.company, known.place, former.name
    from companies
    join former on former.plain_name = companies.plain_name
    join known on known.enterprise_id = former.enterprise_id
    order by companies.company, known.place
"""


def _take(
    found: list[dict[str, Proposal]], known: _Known, rows: list[tuple[int, int, str]], ground: Ground
) -> None:
    """Add proposals on one ground; what is proposed on a surer one already stays so."""
    for company, place, matched in rows:
        proposal = known.proposal(place, ground, 100.0, matched)
        found[company].setdefault(proposal.enterprise_id, proposal)


def _take_alike(
    found: list[dict[str, Proposal]], companies: Sequence[Named], known: _Known, go_on: Callable[[], None]
) -> None:
    """Look-alikes for the companies of which nothing better is known."""
    asked = [
        place for place, company in enumerate(companies) if not found[place] and company.name is not None
    ]
    if not asked:
        return
    bare = bare_names(pa.array([companies[place].name for place in asked], pa.string())).to_pylist()
    for column in ("name_zh", "name_en"):
        alike = alike_names(bare, bare_names(known.columns[column]), go_on)
        for place, names in zip(asked, alike, strict=True):
            for one in names:
                matched = known.columns[column][one.place].as_py()
                proposal = known.proposal(one.place, "look_alike", one.score, matched)
                before = found[place].get(proposal.enterprise_id)
                if before is None or before.score < one.score:
                    found[place][proposal.enterprise_id] = proposal
