"""The register and the radar, on two releases made by hand: what a correction would have to say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fundscope.engine import open_release
from fundscope.export.radar import changed_exports, main_number
from fundscope.export.register import Export, exported_with, exports, record
from fundscope.figures import figure_names, make, read_context, seen_as, view_from_text
from fundscope.model import datasets
from fundscope.store import Store
from tests.handmade import CITY, MILLION, table_of

P1, *OTHERS = CITY["projects"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The city as release 1; as release 2, with 60 million more decided on its first project."""
    store = Store(str(tmp_path / "store"))
    city = {name: table_of(name, CITY.get(name, ())) for name in datasets()}
    store.publish(city, base=None, author="A. Nalyst", message="Made by hand")
    dearer = P1 | {"decided_cny": P1["decided_cny"] + 60 * MILLION}
    store.publish(
        {"projects": table_of("projects", [dearer, *OTHERS])}, base=1, author="B. Nalyst", message="Mended"
    )
    return store


def _export(figure: str, view: str, release: int, **changes: object) -> Export:
    values = {
        "exported_at": datetime(2026, 5, 4, 10, tzinfo=UTC),
        "figure": figure,
        "view": view,
        "release": release,
        "code": "FS-7K3M-9QXD",
        "numbers_hash": "",
        "headline": "",
        "formats": "png,pdf",
    }
    return Export(**values | changes)  # type: ignore[arg-type]


def test_the_register_gives_back_what_was_entered_newest_first(store: Store) -> None:
    """An export is found by the code printed in its source line, however it was typed."""
    first = _export("flows/by_sector", "release=1", 1)
    later = _export(
        "flows/pace",
        "lang=zh&release=2",
        2,
        exported_at=datetime(2026, 5, 5, tzinfo=UTC),
        code="FS-0000-0000",
        exported_by="Press office",
    )
    record(store, [first, later])
    record(store, [])

    assert exports(store) == (later, first)
    assert exported_with(store, " fs-7k3m-9qxd ") == first
    assert exported_with(store, "FS-1111-1111") is None


def test_the_radar_finds_what_a_later_release_shows_otherwise(store: Store) -> None:
    """A figure of the old release whose numbers moved, by how much, with a sentence in both languages."""
    record(store, [_export("flows/by_sector", "release=1", 1), _export("flows/pace", "release=2", 2)])
    (found,) = changed_exports(store)
    main = main_number(found.numbers)

    assert (main.row, main.now - main.then) == (("ai",), 60 * MILLION)
    assert found.then is not None
    assert found.now is not None
    assert found.sentences["en"].startswith(f"Correction: our figure “{found.then.headline}”")
    assert "4 May 2026" in found.sentences["en"]
    assert "release 2" in found.sentences["en"]
    assert found.sentences["zh"].startswith("更正：")
    assert found.then.headline != found.now.headline


def test_a_view_the_change_does_not_touch_is_not_reported(store: Store) -> None:
    """The same figure narrowed to another fund, or counted by payments, is still right."""
    other = next(row["fund_id"] for row in OTHERS if row["fund_id"] != P1["fund_id"])
    record(
        store,
        [
            _export("flows/by_sector", f"fund={other}&release=1", 1),
            _export("flows/by_sector", "rule=paid&release=1", 1),
        ],
    )

    assert changed_exports(store) == ()


def test_an_export_made_twice_is_corrected_once(store: Store) -> None:
    """The last one counts."""
    again = _export("flows/pace", "release=1", 1, exported_at=datetime(2026, 6, 1, tzinfo=UTC))
    record(store, [_export("flows/pace", "release=1", 1), again])

    assert [found.export for found in changed_exports(store)] == [again]


def test_every_figure_can_be_corrected_in_both_languages(store: Store) -> None:
    """Whatever its columns are called, the sentence names row, column, then and now, and nothing unfilled."""
    record(store, [_export(name, "lang=zh&release=1", 1) for name in figure_names()])
    found = {changed.export.figure: changed for changed in changed_exports(store)}
    sentences = [sentence for changed in found.values() for sentence in changed.sentences.values()]
    then, now = open_release(store, 1), open_release(store, 2)
    context = seen_as(read_context(then), view_from_text("lang=zh")[0])
    moved = {
        name
        for name in figure_names()
        if make(name, context, then).table.to_string() != make(name, context, now).table.to_string()
    }

    assert len(sentences) >= 2 * len(moved) > 0
    assert [sentence for sentence in sentences if "None" in sentence or "{" in sentence] == []
    assert moved - set(found) == set()
