"""The catalogue of questions: what a header may say, and what is said of a wrong one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fundscope.engine import CatalogueError, Field, UnknownQueryError, queries, query, read_catalogue

MONEY = """
-- title:  Money by boat
-- grain:  one row per boat
-- param:  rule        text     decided | paid
-- column: boat_id     text
-- column: amount_cny  decimal  yuan,
--         all of it
select boat_id, amount_cny from boats where rule = $rule order by boat_id;
""".lstrip()

LARGEST = """
-- title:  The largest boat
-- grain:  one row
-- uses:   boats/money
-- param:  least  decimal
-- column: boat_id  text
with large as (
    select boat_id from boats_money where amount_cny > $least
)

select boat_id from large order by boat_id
""".lstrip()


def catalogue(folder: Path, **files: str) -> Path:
    (folder / "boats").mkdir()
    for name, text in files.items():
        (folder / "boats" / f"{name}.sql").write_text(text, encoding="utf-8")
    return folder


def test_a_query_is_read_from_its_header(tmp_path: Path) -> None:
    """A line without a key goes on with the one before."""
    money = read_catalogue(catalogue(tmp_path, money=MONEY))["boats/money"]

    assert (money.title, money.grain) == ("Money by boat", "one row per boat")
    assert money.params == (Field("rule", "text", "decided | paid"),)
    assert money.columns == (Field("boat_id", "text", ""), Field("amount_cny", "decimal", "yuan, all of it"))
    assert money.sql == "select boat_id, amount_cny from boats where rule = $rule order by boat_id"


def test_a_query_that_uses_another_has_it_in_front_and_inherits_its_parameters(tmp_path: Path) -> None:
    """As a common table expression named for its folder and file."""
    largest = read_catalogue(catalogue(tmp_path, money=MONEY, largest=LARGEST))["boats/largest"]

    assert largest.param_names() == ("rule", "least")
    assert largest.sql == (
        "with boats_money as (\n"
        "    select boat_id, amount_cny from boats where rule = $rule order by boat_id\n"
        "),\n"
        "large as (\n"
        "    select boat_id from boats_money where amount_cny > $least\n"
        ")\n"
        "\n"
        "select boat_id from large order by boat_id"
    )


def test_a_query_reads_the_kept_answer_of_another_as_a_table(tmp_path: Path) -> None:
    """Where answers are kept; its whole text has the other in front as well."""
    kept = MONEY.replace("-- param:  rule        text     decided | paid", "-- kept:   release").replace(
        " where rule = $rule", ""
    )
    largest = read_catalogue(catalogue(tmp_path, money=kept, largest=LARGEST))["boats/largest"]

    assert largest.reads_kept == ("boats/money",)
    assert largest.sql.startswith("with boats_money as (")
    assert largest.sql_on_kept == largest.sql.replace(
        "boats_money as (\n    select boat_id, amount_cny from boats order by boat_id\n),\n", ""
    )


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ("-- title:  Money by boat\n", "", "the header lacks its title."),
        ("-- grain:  one row per boat\n", "", "the header lacks its grain."),
        ("-- grain:", "-- grian:", "the header has no key grian."),
        (
            "rule        text     decided | paid",
            "rule",
            "write a name, a type and a word about it, not 'rule'.",
        ),
        ("$rule", "'paid'", "the statement has no rule."),
        ("= $rule", "= $rule or $other", "the header lacks the parameter other."),
        ("boat_id;", "boat_id; drop table boats;", "one file is one statement; there are 2."),
        (MONEY[MONEY.index("select") :], "", "there is a header and no statement."),
        (
            "-- grain:",
            "-- kept: always\n-- grain:",
            "an answer is kept with its release: write 'kept: release'.",
        ),
        (
            "-- grain:",
            "-- kept: release\n-- grain:",
            "an answer that is kept takes no parameters and reads one release.",
        ),
        ("select", "selct", 'Parser Error: syntax error at or near "selct"'),
    ],
)
def test_a_wrong_file_says_which_and_what_to_mend(
    tmp_path: Path, good: str, bad: str, complaint: str
) -> None:
    """When the catalogue is loaded, not when somebody asks."""
    with pytest.raises(CatalogueError, match=re.escape(f"queries/boats/money.sql: {complaint}")):
        read_catalogue(catalogue(tmp_path, money=MONEY.replace(good, bad)))


def test_a_query_that_uses_what_is_not_there_is_refused(tmp_path: Path) -> None:
    """Both are named."""
    complaint = "queries/boats/largest.sql uses boats/money, which does not exist."
    with pytest.raises(CatalogueError, match=re.escape(complaint)):
        read_catalogue(catalogue(tmp_path, largest=LARGEST))


def test_an_unknown_query_is_answered_with_the_nearest() -> None:
    """One mistyped letter is enough to ask."""
    complaint = "There is no query 'flows/by_secter'. Did you mean flows/by_sector"
    with pytest.raises(UnknownQueryError, match=re.escape(complaint)):
        query("flows/by_secter")


def test_the_name_of_a_query_is_the_path_of_its_file() -> None:
    """Without its ending."""
    assert query("flows/by_sector") is queries()["flows/by_sector"]
