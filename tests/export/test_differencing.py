"""Figures that are safe alone and tell together: of other filters, of successive releases, in one kit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from fundscope.engine import OpenRelease
from fundscope.export import Export, KitOrder, differencing_light, kept_apart, make_kit
from fundscope.export.passport import passport_of
from fundscope.figures import View, make, read_context, seen_as
from tests.export.conftest import AT
from tests.figures.test_protection import PROJECTS
from tests.handmade import CITY, release_of

HIDDEN = View(small_cells="hidden")
# One more project than in PROJECTS, by an enterprise of its own, a round to tell it by.
MORE = [row | {"round": "a"} for row in PROJECTS] + [
    {**PROJECTS[0], "project_id": "Q999", "enterprise_id": "X999", "decided_cny": 20_000_000, "round": "b"}
]
CITY_NOW = release_of(**CITY | {"projects": MORE})


def _export(release: OpenRelease, view: View, days: int = 0) -> Export:
    context = seen_as(read_context(release), view)
    made = make("flows/by_sector", context, release)
    passport = passport_of(made, release.release.number, AT - timedelta(days=days))
    return Export(
        exported_at=passport.made_at,
        figure=passport.figure,
        view=passport.view,
        release=passport.release,
        code=passport.code,
        numbers_hash=passport.numbers_hash,
        headline=made.headline,
        formats="png",
    )


def _light(view: View, earlier: list[Export]) -> Any:
    return differencing_light("flows/by_sector", seen_as(read_context(CITY_NOW), view), CITY_NOW, earlier)


def test_another_filter_gives_a_hidden_project_away() -> None:
    """All money by sector, then that of one round: the difference is one project of the other."""
    whole, one_round = _export(CITY_NOW, HIDDEN), replace(HIDDEN, round=("a",))

    assert _light(HIDDEN, [whole]).level == "good"
    light = _light(one_round, [whole])
    assert light.level == "stop"
    assert whole.code in light.reason


def test_exports_for_inside_the_house_are_not_held_against_it() -> None:
    """What has small cells shown did not leave the house; and is not checked itself."""
    inside = _export(CITY_NOW, View())

    assert _light(replace(HIDDEN, round=("a",)), [inside]).level == "good"
    assert _light(View(), [inside]).level == "unchecked"


def test_figures_of_a_kit_that_tell_together_are_kept_apart(sample_release: OpenRelease) -> None:
    """A fund and its sector differ by one enterprise: the second of the two figures is missing, with why."""
    names = ("flows/by_sector", "funds/straight_line", "funds/by_round")
    kept, apart = kept_apart(names, HIDDEN, sample_release, ())

    assert kept == ("flows/by_sector", "funds/by_round")
    assert apart["funds/straight_line"].beside == ("flows/by_sector",)
    assert kept_apart(names, View(), sample_release, ()) == (names, {})
    order = KitOrder(names, HIDDEN, languages=("en",), formats=("csv",))
    kit = make_kit(sample_release, order, made_at=AT)
    assert [lack.file for lack in kit.missing] == ["funds/straight_line"]
    assert "flows/by_sector" in kit.missing[0].reason
    assert not any("straight_line" in name for name in kit.files)
