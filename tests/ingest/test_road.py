"""The road into the store: files checked together and published as one release, or not at all."""

from __future__ import annotations

import pytest

from fundscope.engine import open_release
from fundscope.figures import View, make, read_context, seen_as
from fundscope.ingest import Checked, ImportRefusedError, Source, publish_checked
from fundscope.store import Release, Store
from tests.ingest.sheets import PROJECTS, check, handed_in, project, sheet

WHY = "Only the projects of this quarter were asked for"
REASONS = {
    "total_against_published": WHY,
    "same_project_twice": "Two cheques on one day, as the fund confirms",
}


def _source(*rows: list[str | None]) -> Source:
    return handed_in(sheet(PROJECTS, *rows))


def _publish(store: Store, source: Source, reasons: dict[str, str]) -> Release:
    checked: Checked = check(store, "projects", source)
    return publish_checked(store, checked, author="Li Wei", message="This quarter", reasons=reasons)


@pytest.mark.parametrize("reasons", [{}, {"total_against_published": " "}, {"magnitude_of_row": "Why not"}])
def test_without_a_reason_for_every_warning_nothing_is_published(
    city_store: Store, reasons: dict[str, str]
) -> None:
    with pytest.raises(ImportRefusedError, match="differs from the published figure"):
        _publish(city_store, _source(project("N1")), reasons)

    assert len(city_store.releases()) == 1


def test_no_reason_lets_an_error_through(city_store: Store) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        _publish(city_store, _source(project("N1", "若干")), REASONS | {"money": "It is so"})

    assert [issue.rule for issue in refused.value.issues] == ["money"]


def test_a_waiver_becomes_a_footnote_of_every_figure_that_it_touches(city_store: Store) -> None:
    """With its reason, who let it through and how many; in both languages; and of no other figure."""
    release = _publish(city_store, _source(project("N1"), project("N2")), REASONS)
    opened = open_release(city_store)
    context = read_context(opened)
    footnotes = {
        (name, lang): " ".join(make(name, seen_as(context, View(lang=lang)), opened).footnotes)
        for name in ("flows/by_sector", "funds/deployment")
        for lang in ("en", "zh")
    }
    waived = {waiver.rule: (waiver.columns, waiver.issue_count, waiver.author) for waiver in release.waivers}

    assert waived["same_project_twice"] == (("project_id",), 1, "Li Wei")
    assert waived["total_against_published"][0] == ()
    for name in ("flows/by_sector", "funds/deployment"):
        assert f"let through by Li Wei: {WHY}" in footnotes[name, "en"]
        assert f"经Li Wei确认放行，理由：{WHY}" in footnotes[name, "zh"]


def test_a_release_says_which_rules_were_asked_and_what_they_found(city_store: Store) -> None:
    """None found is said as well."""
    release = _publish(city_store, _source(project("N1"), project("N2")), REASONS)
    found = {one.rule: one.issue_count for one in release.checks if one.dataset == "projects"}

    assert (found["same_project_twice"], found["money"], found["magnitude_of_row"]) == (1, 0, 0)
    assert [upload.file_name for upload in release.uploads] == ["台账.xlsx"]
