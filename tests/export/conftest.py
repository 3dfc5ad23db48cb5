"""Figures of the hand-made city as files, and the programs that open them."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from fundscope.engine import OpenRelease, open_release
from fundscope.export import Exported, export_figure, view_for
from fundscope.export import export as export_module
from fundscope.export.chrome import Picture, shared_chrome
from fundscope.figures import MadeFigure, View, make, read_context, seen_as
from fundscope.model import datasets
from fundscope.store import Store
from tests.handmade import CITY, table_of

AT = datetime(2025, 1, 7, 8, 0, tzinfo=UTC)

ExportCity = Callable[..., Exported]


def program(*names: str) -> str:
    """The path of a program that tests need; without it they are skipped, but fail where CI is set."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing = f"No {names[0]} on this machine."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def chromium() -> str:
    return program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def pdf_words() -> Callable[[bytes], str]:
    """The words of a PDF as pdftotext finds them."""
    found = program("pdftotext")

    def words(data: bytes) -> str:
        return subprocess.run([found, "-", "-"], input=data, capture_output=True, check=True).stdout.decode()

    return words


class DrawnOnce:
    """The Chromium of the process, asked for each picture once: a workbook and a slide have the same."""

    drawn: dict[tuple[object, ...], bytes] = {}  # noqa: RUF012 (of all of them)

    def __init__(self, fontconfig: str | None) -> None:
        self.fontconfig = fontconfig

    def picture(
        self, plot: dict[str, Any], kind: Picture, width: float, height: float, scale: float
    ) -> bytes:
        asked = (self.fontconfig, json.dumps(plot, cls=PlotlyJSONEncoder), kind, width, height, scale)
        if asked not in self.drawn:
            self.drawn[asked] = shared_chrome(self.fontconfig).picture(plot, kind, width, height, scale)
        return self.drawn[asked]


@pytest.fixture(autouse=True)
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred pictures, none of them twice."""
    monkeypatch.setattr(export_module, "shared_chrome", DrawnOnce)


def publish_city(address: Path) -> Store:
    """The city as release 1; the first project with one million more as release 2."""
    store = Store(str(address))
    city = {name: table_of(name, CITY.get(name, ())) for name in datasets()}
    store.publish(city, base=None, author="A. Nalyst", message="Made by hand")
    first, *others = CITY["projects"]
    more = first | {"decided_cny": first["decided_cny"] + 1_000_000}
    store.publish(
        {"projects": table_of("projects", [more, *others])}, base=1, author="B. Nalyst", message="Corrected"
    )
    return store


@pytest.fixture(scope="session")
def city_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two releases; tests read it and never write to it."""
    return publish_city(tmp_path_factory.mktemp("city") / "store")


def made_in(release: OpenRelease, name: str, view: View) -> MadeFigure:
    return make(name, seen_as(read_context(release), view), release)


@pytest.fixture(scope="session")
def export_city(city_store: Store) -> ExportCity:
    """``export_city("flows/pace", "png", lang="zh")``: a file of the city, of the latest release.

    What is named like a parameter of ``export_figure`` goes there, all else is of the view. The same file
    is made once.
    """

    @functools.cache
    def export(name: str, kind: Any, /, number: int = 2, **chosen: Any) -> Exported:
        look = {
            key: chosen.pop(key) for key in ("size", "theme", "scale", "style", "headline") if key in chosen
        }
        release = open_release(city_store, number)
        view = view_for(View(**chosen), look.get("size", "article"), look.get("theme", "light"))
        made = made_in(release, name, view)
        return export_figure(made, release, format=kind, made_at=AT, **look)

    return export
