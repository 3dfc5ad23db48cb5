"""Briefs and kits prove themselves and are made again; the radar corrects a brief without figures."""

from __future__ import annotations

import functools
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from fundscope.engine import open_release
from fundscope.export import (
    KitOrder,
    NoChromeError,
    brief_docx,
    brief_pdf,
    changed_exports,
    export_of_brief,
    made_again,
    make_brief,
    make_kit,
    record,
    verify,
)
from fundscope.export import export as export_module
from fundscope.export import kit as kit_module
from fundscope.figures import View
from fundscope.store import Store
from tests.export.conftest import AT, publish_city


@pytest.fixture(autouse=True)
def no_chrome(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made here needs no browser."""

    def none(_fonts: object) -> Any:
        raise NoChromeError

    monkeypatch.setattr(export_module, "shared_chrome", none)


@pytest.mark.parametrize(("suffix", "make"), [("docx", brief_docx), ("pdf", brief_pdf)])
def test_a_brief_is_made_again_to_the_byte(city_store: Store, suffix: str, make: Any) -> None:
    """From the release it was made from, with the parts and figures it had."""
    view = View(lang="zh", rule="paid", fund=("F01",))
    release = open_release(city_store, 1)
    brief = make_brief(release, view, figures=["flows/pace"], parts=["finding", "figures"], made_at=AT)
    made = make(brief)
    verdict = verify(made.data, f"brief.{suffix}", city_store)
    again = made_again(verdict, city_store)

    assert verdict.status in ("current", "superseded")
    assert again is not None
    assert again.data == made.data


def test_the_radar_corrects_a_brief_without_figures(tmp_path: Path) -> None:
    """Its own totals have changed: what was decided, then and now, in both languages."""
    store = publish_city(tmp_path / "store")
    brief = make_brief(open_release(store, 1), View(), figures=(), made_at=AT)
    record(store, [export_of_brief(brief, "pdf")])
    (found,) = changed_exports(store)

    assert (found.then, found.now) == (None, None)
    assert found.sentences["en"].startswith("Correction: our brief “Where the funds’ money stands”")
    assert found.sentences["zh"].startswith("更正：")
    assert not [sentence for sentence in found.sentences.values() if "{" in sentence or "None" in sentence]
    (decided,) = [one for one in found.numbers if one.column.name == "decided_cny"]
    assert decided.now - decided.then == 1_000_000
    superseded = verify(brief_pdf(brief).data, "brief.pdf", store)
    assert (superseded.status, superseded.numbers) == ("superseded", found.numbers)


@functools.cache
def _kit(store: Store, number: int = 2) -> bytes:
    figures = ("flows/by_sector", "gaps/hhi")
    order = KitOrder(
        figures,
        View(small_cells="shown"),
        languages=("en",),
        formats=("csv", "json", "xlsx", "png"),
        headlines={("flows/by_sector", "en"): "Ours"},
    )
    return make_kit(open_release(store, number), order, made_at=AT).data


def test_a_kit_is_verified_as_a_whole_and_made_again(city_store: Store) -> None:
    """Current; superseded in the files whose numbers changed; once more the same zip."""
    old, new = _kit(city_store, 1), _kit(city_store)
    verdict = verify(new, "kit.zip", city_store)
    again = made_again(verdict, city_store)

    assert (verdict.status, len(verdict.files)) == ("current", 6)
    assert again is not None
    assert again.data == new
    superseded = verify(old, "kit.zip", city_store)
    assert superseded.status == "superseded"
    assert "6 files" in superseded.sentence("en")


def _rezipped(data: bytes, change: Any) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(name, changed)
    return written.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: data.replace(b"1", b"2") if name.endswith(".csv") else data,
        lambda name, data: data + b"!" if name.startswith("README") else data,
        lambda name, data: None if name.endswith("-texts.txt") else data,
    ],
    ids=["a number", "a word", "a file taken out"],
)
def test_a_kit_in_which_a_file_was_changed_is_altered(city_store: Store, change: Any) -> None:
    """Files with a passport by it, those without by the list of hashes."""
    assert verify(_rezipped(_kit(city_store), change), "kit.zip", city_store).status == "altered"


def test_a_zip_that_is_no_kit_is_unknown(city_store: Store) -> None:
    """A manifest of something else, or a broken one; and a kit that does not say how it was ordered."""

    def other(name: str, data: bytes) -> bytes | None:
        return b"{}" if name == "manifest.json" else data

    def unordered(name: str, data: bytes) -> bytes | None:
        told = json.loads(data) if name == "manifest.json" else {}
        return json.dumps(told | {"order": {}}).encode() if told else data

    assert verify(_rezipped(_kit(city_store), other), "x.zip", city_store).status == "unknown"
    verdict = verify(_rezipped(_kit(city_store), unordered), "x.zip", city_store)
    assert made_again(verdict, city_store) is None


def test_one_file_that_fails_otherwise_does_not_end_a_kit(
    city_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is named as missing, with the error, which is also in the log; the others are there."""
    true = export_module.export_figure

    def failing(*args: Any, **named: Any) -> Any:
        if named["format"] == "xlsx":
            raise ZeroDivisionError("by chance")
        return true(*args, **named)

    monkeypatch.setattr(kit_module, "export_figure", failing)
    order = KitOrder(("flows/pace",), View(), languages=("en",), formats=("csv", "xlsx"))
    kit = make_kit(open_release(city_store), order, made_at=AT)

    assert [lack.file for lack in kit.missing] == ["flows-pace-en-r2.xlsx"]
    assert "ZeroDivisionError: by chance" in kit.missing[0].reason
    assert any(name.endswith(".csv") for name in kit.files)
    assert "ZeroDivisionError" in caplog.text
