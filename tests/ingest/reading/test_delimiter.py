"""How lines are cut into cells, told from the lines themselves."""

from __future__ import annotations

import pytest

from fundscope.ingest.reading.delimiter import DELIMITERS, tell_decimal, tell_dialect

ROWS = [["Name", "Betrag", "Ort"], ["A, B & C", "1,5", "Köln"], ["D", "2.000,75", "Bonn"], ["E", "", "Ulm"]]


def _quoted(cell: str, delimiter: str) -> str:
    return f'"{cell}"' if delimiter in cell else cell


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_any_line_end(delimiter: str, line_end: str) -> None:
    text = line_end.join(delimiter.join(_quoted(cell, delimiter) for cell in row) for row in ROWS)
    dialect = tell_dialect(text)

    assert dialect.delimiter == delimiter
    assert list(dialect.rows(text)) == ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("sep=;\na;b\n1;2\n", [["a", "b"], ["1", "2"]], id="excel's hint"),
        pytest.param('a,b\n"x ""y""",2\n', [["a", "b"], ['x "y"', "2"]], id="doubled quotes"),
        pytest.param('a,b\n"x \\"y\\", z",2\n', [["a", "b"], ['x "y", z', "2"]], id="escaped quotes"),
        pytest.param('a,b\n"x\ny",2\n', [["a", "b"], ["x\ny", "2"]], id="line break in a cell"),
        pytest.param("a,b\n1,2\n3,4,5\n6\n", [["a", "b"], ["1", "2"], ["3", "4", "5"], ["6"]], id="ragged"),
    ],
)
def test_lines_are_cut_as_they_were_written(text: str, rows: list[list[str]]) -> None:
    assert list(tell_dialect(text).rows(text)) == rows


def test_a_quote_that_nobody_closed_swallows_nothing() -> None:
    """All lines after it would be one cell."""
    text = 'a,b\n1,5" pipe\n2,"6 inch\n' + "3,x\n" * 100
    rows = list(tell_dialect(text).rows(text))

    assert len(rows) == 103


@pytest.mark.parametrize(
    "text",
    [
        "start_date\n2010-10-15T20:56:30\n2010-10-16T08:00:00\n",
        "name\n" + "one company\n" * 30 + "A, B & C\nD, E, F\n" + "another\n" * 30,
    ],
)
def test_one_column_stays_one(text: str) -> None:
    """Times have colons, and names have commas."""
    assert [row for row in tell_dialect(text).rows(text) if len(row) > 1] == []


def test_a_person_s_word_counts() -> None:
    assert tell_dialect("a;b,c\n1;2,3\n", ",").delimiter == ","


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["1,5", "2.000,75"], ","), (["1.5", "2,000.75"], "."), (["1,234", "5,678"], None), (["a", ""], None),
        (["1 234,5"], ","), (["12,5 %"], ","),
    ],
)  # fmt: skip
def test_the_decimal_mark_is_told_from_numbers_that_have_one(cells: list[str], decimal: str | None) -> None:
    """Three digits after a mark may be thousands."""
    assert tell_decimal([cells]) == decimal
