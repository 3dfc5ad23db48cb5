"""A kit, opened: what is in it, what its readme says, and what happens where Chromium fails."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from fundscope.export import Kit, KitOrder, PictureFailedError, make_kit
from fundscope.export import export as export_module
from fundscope.figures import View
from fundscope.words import text
from tests.handmade import CITY, release_of

RELEASE = release_of(**CITY)
AT = datetime(2026, 3, 4, 5, 6, 8, tzinfo=UTC)
DATA = ("csv", "json", "xlsx", "pptx")


class BrokenChrome:
    """Draws a tiny picture, but none of the second figure it is asked for."""

    def __init__(self) -> None:
        self.drawn = 0

    def picture(self, *_: Any) -> bytes:
        self.drawn += 1
        if self.drawn == 2:
            raise PictureFailedError("TimeoutError")
        from PIL import Image

        file = io.BytesIO()
        Image.new("RGB", (4, 4), "white").save(file, "PNG")
        return file.getvalue()


def kit_of(*figures: str, **more: Any) -> Kit:
    return make_kit(RELEASE, KitOrder(figures=figures, **{"view": View()} | more), made_at=AT)


def opened(kit: Kit) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(kit.data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_kit_holds_each_figure_in_each_language_with_its_words() -> None:
    """Files of data, texts, a readme for each language, and a list of all with their hashes."""
    kit = kit_of("flows/by_sector", "flows/pace", formats=DATA)
    files = opened(kit)
    listed = json.loads(files["manifest.json"])["files"]

    assert kit.missing == ()
    assert {name for name in files if "/" not in name} == {"README-en.txt", "README-zh.txt", "manifest.json"}
    assert len([name for name in files if "/" in name]) == 2 * 2 * (len(DATA) + 1)
    assert {entry["file"]: entry["sha256"] for entry in listed} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"
    }
    assert sum("passport" in entry for entry in listed) == 2 * 2 * len(DATA)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_readme_tells_filters_words_sources_and_licence(lang: Any) -> None:
    """In its own language, with what the reader has narrowed to."""
    kit = kit_of(
        "flows/by_sector", view=View(fund=("F01",), rule="paid"), formats=("csv",), languages=(lang,)
    )
    told = opened(kit)[f"README-{lang}.txt"].decode("utf-8-sig")

    for section in ("about", "figures", "shown", "definitions", "sources", "licence", "use"):
        assert text(f"kit.{section}", lang) in told
    assert text("definition.paid.words", lang) in told
    assert text("kit.missing", lang) not in told
    assert "fund=F01" in told


def test_texts_of_a_figure_carry_its_own_headline_and_code() -> None:
    """An edited headline stands in caption and citation, and in the file of data."""
    headlines = {("flows/by_sector", "en"): "=Half goes to chips"}
    kit = kit_of("flows/by_sector", formats=("csv",), languages=("en",), headlines=headlines)
    files = opened(kit)
    texts = files["flows-by_sector/flows-by_sector-en-r7-texts.txt"].decode("utf-8-sig")
    rows = list(
        csv.reader(io.StringIO(files["flows-by_sector/flows-by_sector-en-r7.csv"].decode("utf-8-sig")))
    )

    assert texts.count("=Half goes to chips") >= 3
    assert kit.exports[0].code in texts
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_what_fails_is_named_and_the_rest_is_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture that failed twice is in the list of what is missing, the others are in the zip."""
    chrome = BrokenChrome()
    monkeypatch.setattr(export_module, "shared_chrome", lambda _fonts: chrome)
    figures = ("flows/by_sector", "flows/pace", "funds/deployment")
    seen: list[tuple[int, int]] = []
    order = KitOrder(figures, View(), languages=("en",), formats=("png", "csv"))
    kit = make_kit(RELEASE, order, made_at=AT, progress=lambda done, total, _: seen.append((done, total)))
    files = opened(kit)

    assert [lack.file for lack in kit.missing] == ["flows-pace-en-r7-article.png"]
    assert "TimeoutError" in kit.missing[0].reason
    assert sum(name.endswith(".png") for name in files) == 2
    assert sum(name.endswith(".csv") for name in files) == 3
    assert "flows-pace-en-r7-article.png" in files["README-en.txt"].decode("utf-8-sig")
    assert seen == [(count, 6) for count in range(1, 7)]


def test_without_chromium_the_data_is_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    """And each picture is named with what to install."""
    from fundscope.export import NoChromeError

    def no_chrome(_fonts: object) -> Any:
        raise NoChromeError

    monkeypatch.setattr(export_module, "shared_chrome", no_chrome)
    kit = kit_of("flows/by_sector", formats=("png", "pdf", "json"), languages=("zh",))

    assert len(kit.missing) == 2
    assert "chromium" in kit.missing[0].reason
    assert sum(name.endswith(".json") for name in opened(kit)) == 2


def test_a_figure_that_cannot_go_out_is_kept_back_whole() -> None:
    """With small cells hidden the city's figures tell too much: no file, no register entry, a reason."""
    kit = kit_of("flows/by_sector", view=View(small_cells="hidden"), formats=("csv",), languages=("en",))

    assert [lack.file for lack in kit.missing] == ["flows/by_sector"]
    assert "cannot go out" in kit.missing[0].reason
    assert kit.exports == ()
    assert not [name for name in opened(kit) if "/" in name]


def test_a_kit_is_the_same_for_the_same_numbers() -> None:
    """Made twice at one moment, its files of text are the same to the byte, and so are the entries."""
    one, two = (kit_of("flows/by_sector", formats=("csv", "json")) for _ in range(2))

    assert one.data == two.data
    assert one.exports == two.exports
    assert one.exports[0].view.endswith("release=7")
