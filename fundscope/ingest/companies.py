"""Companies that a file names instead of giving their enterprise ID, and which enterprise each may be.

By credit code, then by name, by former name, by look-alike. What leaves no doubt is taken at once; the rest
waits for a person. Every match is a decision of its own, which can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from fundscope.ingest.company_columns import CompanyColumns, company_columns
from fundscope.ingest.company_names import plain_names
from fundscope.ingest.company_proposals import FORMER_NAMES_SCHEMA, Named, Proposal, proposals_for
from fundscope.ingest.credit_codes import are_credit_codes
from fundscope.ingest.issue import Issue
from fundscope.ingest.stage import Staged
from fundscope.ingest.typed import words_for
from fundscope.model import datasets
from fundscope.store import arrow_schema

# A decision that is no enterprise ID: none of those known; and a new one, under its credit code.
NONE_OF_THEM = ""
NEW_ENTERPRISE = "new"


@dataclass(frozen=True)
class Company:
    """A company as a file names it, with all its rows.

    ``key`` is what a decision is kept under. ``cell`` is where it is first named, ``rows`` are Excel's
    numbers, ``positions`` the places in the staged table. ``enterprise_id`` is what it is taken for (None:
    open), ``is_by_hand`` whether a person said so, ``is_refused`` that it is none of those proposed.
    """

    key: str
    name: str | None
    credit_code: str | None
    cell: str
    rows: tuple[int, ...]
    positions: tuple[int, ...]
    decided_cny: Decimal | None = None
    paid_cny: Decimal | None = None
    proposals: tuple[Proposal, ...] = ()
    enterprise_id: str | None = None
    is_by_hand: bool = False
    is_refused: bool = False
    is_new: bool = False

    @property
    def may_be_new(self) -> bool:
        """Whether enough is known of it for a row among the enterprises."""
        return self.credit_code is not None and self.name is not None

    @property
    def taken(self) -> Proposal | None:
        """The proposal that it is taken for."""
        return next((one for one in self.proposals if one.enterprise_id == self.enterprise_id), None)


@dataclass(frozen=True)
class Matching:
    """What matching has to go by beside the file: decisions by key, and former names when asked for."""

    decisions: Mapping[str, str] = field(default_factory=dict)
    former_names: Callable[[], pa.Table] = FORMER_NAMES_SCHEMA.empty_table
    go_on: Callable[[], None] = lambda: None


def match_companies(
    staged: Staged, enterprises: pa.Table, matching: Matching
) -> tuple[Staged, tuple[Company, ...]]:
    """The staged table with the enterprise ID of every company that is decided on, and all companies.

    A table that names none comes back as it is.
    """
    columns = company_columns(staged, enterprises)
    if columns is None:
        return staged, ()
    staged = replace(staged, tells_company=columns.places)
    companies = _companies_in(staged, columns)
    if not companies:
        return staged, ()
    named = [Named(company.name, company.credit_code) for company in companies]
    proposed = proposals_for(named, enterprises, matching.former_names, matching.go_on)
    decided = tuple(
        _decided(replace(company, proposals=proposals), matching.decisions.get(company.key))
        for company, proposals in zip(companies, proposed, strict=True)
    )
    return _filled(staged, columns, decided), decided


# Which companies there are


def _companies_in(staged: Staged, columns: CompanyColumns) -> list[Company]:
    """Each company once, by name and credit code, in the order in which they are first named."""
    codes = _valid_codes(columns.codes)
    table = pa.table(
        {
            "position": pa.array(range(staged.table.num_rows), pa.int64()),
            "row": staged.source.row_numbers,
            "name": columns.names,
            "plain_name": plain_names(columns.names),
            "code": codes,
            "decided_cny": _money(staged, "decided_cny"),
            "paid_cny": _money(staged, "paid_cny"),
        }
    ).filter(columns.is_open)
    with duckdb.connect(":memory:") as connection:
        connection.register("named", table)
        found = connection.execute(_COMPANIES_SQL).fetchall()
    return [
        Company(
            " ".join(filter(None, (name, code))),
            name,
            code,
            f"{columns.letter}{rows[0]}",
            tuple(rows),
            tuple(positions),
            decided,
            paid,
        )
        for name, code, rows, positions, decided, paid in found
    ]


_COMPANIES_SQL = """
    select
        first(name order by position) as name,
        code,
        list(row order by position) as rows,
        list(position order by position) as positions,
        sum(decided_cny) as decided_cny,
        sum(paid_cny) as paid_cny
    from named
    where name is not null or code is not null
    group by plain_name, code
    order by min(position)
"""


def _money(staged: Staged, name: str) -> pa.Array:
    if name not in staged.table.column_names:
        return pa.nulls(staged.table.num_rows, pa.decimal128(18, 2))
    return staged.table.column(name)


def _valid_codes(codes: pa.Array) -> pa.Array:
    """The credit codes that are right; a wrong one says nothing."""
    written = pc.utf8_upper(plain_names(codes))
    return pc.if_else(are_credit_codes(written), written, None)


# What is decided


def _decided(company: Company, decision: str | None) -> Company:
    """The company as a person decided, or as it is beyond doubt."""
    if decision == NONE_OF_THEM:
        return replace(company, is_by_hand=True, is_refused=True)
    if decision == NEW_ENTERPRISE and company.may_be_new:
        return replace(company, enterprise_id=company.credit_code, is_by_hand=True, is_new=True)
    if decision is not None and decision != NEW_ENTERPRISE:
        return replace(company, enterprise_id=decision, is_by_hand=True)
    sure = [one for one in company.proposals if one.ground in ("credit_code", "name")]
    if len(sure) == 1 and _agrees(company, sure[0]):
        return replace(company, enterprise_id=sure[0].enterprise_id)
    return company


def _agrees(company: Company, proposal: Proposal) -> bool:
    """Whether no credit code of the file speaks against it."""
    return company.credit_code is None or company.credit_code == proposal.uscc


def _filled(staged: Staged, columns: CompanyColumns, companies: tuple[Company, ...]) -> Staged:
    """The staged table with an enterprise ID in the rows of every company decided on; the rest is told."""
    written = pc.if_else(columns.is_open, None, staged.table.column(columns.field)).to_pylist()
    for company in companies:
        for position in company.positions:
            written[position] = company.enterprise_id
    place = staged.table.column_names.index(columns.field)
    table = staged.table.set_column(
        place, staged.table.schema.field(columns.field), pa.array(written, pa.string())
    )
    others = (
        issue for issue in staged.issues if (issue.rule, issue.column) != ("missing_column", columns.field)
    )
    left = (company for company in companies if company.enterprise_id is None)
    unmatched = (_unmatched(staged, columns, company) for company in left)
    return replace(staged, table=table, issues=(*others, *unmatched))


def _unmatched(staged: Staged, columns: CompanyColumns, company: Company) -> Issue:
    """A company that is not decided on, told once with all its rows."""
    return Issue(
        "company_unmatched",
        staged.dataset.name,
        staged.source.sheet,
        column=columns.field,
        header=columns.header,
        cell=company.cell,
        row=company.rows[0],
        value=company.key,
        expected=words_for("expect.company"),
        count=len(company.rows),
        rows=company.rows,
        sha256=staged.sha256,
    )


def new_enterprises(staged: Staged, companies: Iterable[Company]) -> pa.Table:
    """A row for each company that is to be new among the enterprises, under its credit code."""
    rows = [
        {
            "enterprise_id": company.credit_code,
            "uscc": company.credit_code,
            "name_zh": company.name,
            "_source": staged.sha256,
            "_sheet": staged.source.sheet,
            "_row": company.rows[0],
        }
        for company in companies
        if company.is_new
    ]
    return pa.Table.from_pylist(rows, arrow_schema(datasets()["enterprises"]))


@dataclass(frozen=True)
class Held:
    """What an enterprise has in a dataset: rows, and yuan decided and paid (None where none is known)."""

    row_count: int
    decided_cny: Decimal | None
    paid_cny: Decimal | None


def held_by_enterprise(projects: pa.Table) -> dict[str, Held]:
    """The rows and money of each enterprise that has any."""
    with duckdb.connect(":memory:") as connection:
        connection.register("projects", projects)
        rows = connection.execute(_HELD_SQL).fetchall()
    return {enterprise_id: Held(*numbers) for enterprise_id, *numbers in rows}


_HELD_SQL = """
    select
        enterprise_id,
        count(*) as row_count,
        sum(decided_cny) as decided_cny,
        sum(paid_cny) as paid_cny
    from projects
    where enterprise_id is not null
    group by enterprise_id
    order by enterprise_id
"""
