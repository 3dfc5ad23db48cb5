"""Chromium that is missing, crashes or hangs."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from fundscope.engine import open_release
from fundscope.export import NoChromeError, PictureFailedError, export_figure, view_for
from fundscope.export.chrome import Chrome
from fundscope.figures import View
from fundscope.model import LANGUAGES
from fundscope.store import Store
from fundscope.words import text
from tests.export.conftest import AT, made_in

PLOT: dict[str, Any] = {"data": [{"type": "bar", "x": [1], "y": [2]}], "layout": {}}


def _picture(chrome: Chrome) -> bytes:
    return chrome.picture(PLOT, "png", 200, 100, 1)


@pytest.fixture(autouse=True)
def quick_pictures() -> None:
    """No short cuts: these tests are about Chromium as readers use it."""


@pytest.fixture
def no_chromium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which no browser is found."""
    monkeypatch.setattr("fundscope.export.chrome._shared", {})
    monkeypatch.setattr("choreographer.browsers.Chromium.find_browser", lambda **_: None)


@pytest.mark.usefixtures("no_chromium")
@pytest.mark.parametrize("name", ["flows/flow", "flows/by_sector"])
def test_without_chromium_everything_else_works(name: str, city_store: Store) -> None:
    """Pictures say what to install; a workbook and a slide have words in the place of a picture."""
    release = open_release(city_store)
    made = made_in(release, name, view_for(View(), "article"))
    for kind in ("csv", "json", "xlsx", "pptx"):
        assert export_figure(made, release, format=kind, made_at=AT).data
    for kind in ("png", "svg", "svg-outlines", "pdf"):
        with pytest.raises(NoChromeError) as error:
            export_figure(made, release, format=kind, made_at=AT)  # type: ignore[arg-type]
        assert all("apt install chromium" in text(error.value.key, lang) for lang in LANGUAGES)


@pytest.fixture(scope="module")
def chrome(chromium: str) -> Iterator[Chrome]:
    """One that each test may end, for the next picture starts it again."""
    chrome = Chrome(seconds=20)
    yield chrome
    chrome.close()


def test_a_picture_is_the_same_whatever_was_drawn_before_it(chrome: Chrome) -> None:
    """The page is kept from one picture to the next, and nothing of the one before is left in it."""
    other = {"data": [{"type": "heatmap", "z": [[1, 2], [3, 4]]}], "layout": {"title": {"text": "other"}}}
    first = _picture(chrome)
    assert chrome.picture(other, "png", 300, 200, 2) != first

    assert _picture(chrome) == first


def test_threads_share_one_chromium(chrome: Chrome) -> None:
    """Each gets its own picture, for they take turns."""
    drawn: dict[int, bytes] = {}

    def draw(width: int) -> None:
        drawn[width] = chrome.picture(PLOT, "png", width, 100, 1)

    threads = [threading.Thread(target=draw, args=(width,)) for width in (100, 150, 200, 250)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    widths = {width: int.from_bytes(data[16:20]) for width, data in drawn.items()}

    assert widths == {width: width for width in (100, 150, 200, 250)}


def test_a_chromium_that_crashed_is_started_again(chrome: Chrome) -> None:
    """Between two pictures, or in the middle of one: the picture comes all the same."""
    first = _picture(chrome)
    process = chrome.process_id
    assert process is not None
    os.killpg(process, signal.SIGKILL)

    assert _picture(chrome) == first
    assert chrome.process_id != process


def test_a_chromium_that_nobody_needs_is_ended(chrome: Chrome, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds hundreds of megabytes; the next picture has another."""
    monkeypatch.setattr(chrome, "_idle_seconds", 0.05)
    first = _picture(chrome)
    process = chrome.process_id
    assert process is not None
    psutil.Process(process).wait(timeout=30)

    assert _picture(chrome) == first


@pytest.mark.usefixtures("chromium")
def test_a_chromium_that_hangs_is_ended_and_the_picture_named_as_failed() -> None:
    """Twice; then a sentence, and the next picture has a Chromium of its own again."""
    chrome = Chrome(seconds=1.0)
    chrome.start()
    halted: list[int] = []
    ended = threading.Event()

    def halt() -> None:
        while not ended.is_set():
            process = chrome.process_id
            if process is not None and process not in halted:
                halted.append(process)
                os.killpg(process, signal.SIGSTOP)
            time.sleep(0.005)

    halting = threading.Thread(target=halt)
    halting.start()
    try:
        with pytest.raises(PictureFailedError) as error:
            _picture(chrome)
    finally:
        ended.set()
        halting.join()

    assert len(halted) == 2
    assert all(text(error.value.key, lang, **error.value.values) for lang in LANGUAGES)
    chrome.close()
    for process in halted:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
