"""`query`: a question of the catalogue, asked from a shell."""

from __future__ import annotations

import pytest

from fundscope.engine import queries
from fundscope.store import Store
from tests.cli.conftest import Run


def test_an_answer_as_csv_is_exact_and_empty_where_unknown(run: Run, store: Store) -> None:
    """The release it comes from is said on standard error, so that a file has the answer only."""
    ended = run("query", "reference/rates", "--format", "csv")

    assert ended.lines == [
        "currency,cny_per_unit,dated_on,publisher_en,publisher_zh",
        "usd,7.2307,2025-03-21,Paper,报",
    ]
    assert ended.err == "From release 2.\n"


def test_an_answer_as_json_names_its_release(run: Run, store: Store) -> None:
    """Lists are written with commas; numbers are numbers."""
    told = run(
        *("query", "headline/totals", "--format", "json", "--release", "1"),
        *("--param", "fund=F01,F02", "--param", "until=2024-12-31"),
    ).json

    assert (told["query"], told["release"], told["is_sample"]) == ("headline/totals", 1, False)
    assert (told["rows"][0]["fund_count"], told["rows"][0]["size_cny"]) == (2, 1_500_000_000)


def test_an_answer_as_table_is_aligned_for_chinese_as_well(run: Run, store: Store) -> None:
    """A Chinese character takes two cells of a terminal; money is grouped."""
    lines = run("query", "flows/by_sector", "--param", "rule=decided", "--release", "1").lines

    assert [line[:77] for line in lines[:3]] == [
        "sector   name_en                  name_zh   short_en  short_zh  project_count      amount_cny"[:77],
        "ai       Artificial intelligence  人工智能  AI        智能                  2  500,000,000.00"[:77],
        "health   Medicine and health      医药健康  Health    医药                  1  100,000,000.00"[:77],
    ]


def test_without_a_name_the_questions_are_listed(run: Run) -> None:
    """All that can be asked of a release; checks compare with what is not in one."""
    names = [line.split()[0] for line in run("query").lines[1:]]

    assert names == [name for name, query in queries().items() if query.check is None]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["flows/pase"], "There is no question flows/pase. Did you mean flows/pace?"),
        (
            ["flows/by_sector"],
            "flows/by_sector needs the parameter rule (decided | paid). Give it as --param rule=...",
        ),
        (
            ["flows/by_sector", "--param", "rule=spent"],
            "The parameter rule takes one of decided, paid, not spent.",
        ),
        (
            ["flows/pace", "--param", "secter=ai"],
            "There is no parameter secter. Did you mean sector?",
        ),
        (
            ["flows/pace", "--param", "until=June"],
            "The parameter until takes a value of type date, which June is not. "
            "A date is written 2024-06-30.",
        ),
        (["flows/pace", "--param", "until"], "A parameter is written name=value, not until."),
        (
            ["flows/pace", "--param", "fund=F01", "--param", "fund=F02"],
            "The parameter fund is given twice; write several values with commas.",
        ),
        (
            ["reference/rates", "--param", "fund=F01"],
            "reference/rates takes no parameters; leave out fund.",
        ),
    ],
)
def test_a_wrong_question_is_answered_with_how_to_ask(
    run: Run, store: Store, arguments: list[str], sentence: str
) -> None:
    """One sentence; no answer that looks like one."""
    ended = run("query", *arguments)

    assert (ended.code, ended.out, ended.err) == (1, "", sentence + "\n")
