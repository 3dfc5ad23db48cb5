"""`figures`: which there are, and what one of them says."""

from __future__ import annotations

import pytest

from fundscope.engine import open_release
from fundscope.figures import figure_names, make, read_context, seen_as, view_from_text
from fundscope.store import Store
from fundscope.words import text
from tests.cli.conftest import Run


def test_without_a_name_the_figures_are_listed(run: Run) -> None:
    """With their titles in the language asked."""
    titles = [{"name": name, "title": text(f"{name}.title", "zh")} for name in figure_names()]

    assert run("figures", "--json", "--lang", "zh").json == {"figures": titles}
    assert [line.split()[0] for line in run("figures").lines[1:]] == list(figure_names())


@pytest.mark.parametrize("name", figure_names())
def test_a_figure_says_what_the_page_says(run: Run, store: Store, name: str) -> None:
    """Headline, subtitle, footnotes, source; then the table, a line for each row."""
    view, _ = view_from_text("lang=zh&fund=F01&rule=paid")
    release = open_release(store)
    made = make(name, seen_as(read_context(release), view), release)
    lines = run("figures", name, "--view", "lang=zh&fund=F01&rule=paid").lines
    said = [line for line in (made.headline, made.subtitle, *made.footnotes, made.source) if line]

    assert lines[: len(said) + 1] == [*said, ""]
    assert lines[len(said) + 1].split() == list(made.table.columns)
    assert len(lines) == len(said) + 2 + len(made.table)


def test_a_figure_as_json_names_its_view(run: Run, store: Store) -> None:
    """The language of the command holds where the view names none."""
    told = run("figures", "flows/by_sector", "--view", "fund=F01&release=1", "--json", "--lang", "zh").json

    assert told["view"] == "lang=zh&fund=F01&release=1"
    assert [(row["sector"], row["amount_cny"]) for row in told["rows"]] == [("ai", 500_000_000)]
    assert told["is_sample"] is False


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["funds/deploiment"],
            "There is no figure funds/deploiment. Did you mean funds/deployment?",
        ),
        (
            ["flows/pace", "--view", "rule=spent&lang=en&colour=red"],
            "This part of the view cannot be heeded: rule=spent, colour=red. "
            "Write it as in the address of a page.",
        ),
    ],
)
def test_a_figure_that_is_none_is_refused(
    run: Run, store: Store, arguments: list[str], sentence: str
) -> None:
    """Nothing of a view is quietly left out."""
    ended = run("figures", *arguments)

    assert (ended.code, ended.out, ended.err) == (1, "", sentence + "\n")
