"""The wall display in a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from fundscope.store import Store
from tests.streamlit_server import DASHBOARD, Server, streamlit_server

Open = Callable[[str], Page]
Settle = Callable[[Page], None]


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the tests of this file may publish in."""
    return Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("wall") / "store"))


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    """The dashboard on that store."""
    with streamlit_server(DASHBOARD, store.parent / "log.txt", {"FUNDSCOPE_STORE": str(store)}) as running:
        yield running


def test_the_wall_shows_one_large_figure_and_can_be_paused(open_page: Open, settle: Settle) -> None:
    """One figure with its finding; the button stops the turning and starts it again."""
    page = open_page("/wall?lang=zh")

    expect(page.locator(".st-key-wall .main-svg").first).to_be_visible()
    expect(page.get_by_role("button", name="全屏显示")).to_be_visible()
    page.get_by_role("button", name="暂停").click()
    settle(page)
    shown = page.locator(".st-key-wall h2").inner_text()
    page.get_by_role("button", name="继续").click()
    settle(page)
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    assert shown


SCREENS = [(1366, 768), (1920, 1080), (3840, 2160), (1080, 1920)]

# The figure takes half of the height at least and lies wholly between its head and its foot, which ends on
# the screen; the finding is written as large as such a screen is read from five metres, and buttons grow
# with it.
FITS = """([width, height]) => {
  const last = (selector) => [...document.querySelectorAll('.st-key-wall ' + selector)].at(-1);
  const box = (selector) => last(selector).getBoundingClientRect();
  const head = box('h2'), figure = box('.js-plotly-plot'), foot = box('.fs-note');
  const size = parseFloat(getComputedStyle(document.querySelector('.st-key-wall h2')).fontSize);
  const button = document.querySelector('.fs-full').getBoundingClientRect();
  return button.height >= Math.max(30, height / 80) && button.right <= width &&
    figure.height > height / 2 && figure.top > head.bottom && figure.bottom <= foot.top &&
    foot.bottom <= height && figure.right <= width + 1 && size >= 0.033 * Math.min(width, height);
}"""


def test_the_wall_fits_any_screen_with_type_of_its_size(page: Page, open_page: Open) -> None:
    """From a small laptop to four times full HD, and upright."""
    open_page("/wall")
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(FITS, arg=[width, height], timeout=30_000)


def test_the_button_fills_the_screen_with_nothing_but_the_figure(open_page: Open) -> None:
    """And leaving it brings back what is pressed."""
    page = open_page("/wall")

    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement === document.documentElement")
    expect(page.locator(".st-key-wall .main-svg").first).to_be_visible()
    for controls in (".st-key-head", ".st-key-pages", ".st-key-wall-bar"):
        expect(page.locator(controls)).to_be_hidden()
    page.evaluate("document.exitFullscreen()")
    expect(page.get_by_role("button", name="Full screen")).to_be_visible()


def test_a_touch_anywhere_on_the_figure_holds_it_and_another_lets_it_go(
    open_page: Open, settle: Settle
) -> None:
    """Also where nothing is drawn; the bar above says which of the two it is."""
    page = open_page("/wall")
    figure = page.locator(".st-key-wall")

    figure.click(position={"x": 40, "y": 300})
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    settle(page)
    figure.click(position={"x": 40, "y": 300})
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_new_release_comes_up_by_itself(page: Page, open_page: Open, store: Path) -> None:
    """Nobody touches the screen; the browser's clock goes fifteen times as fast, so that the figure turns."""
    page.add_init_script(
        """const inTime = window.setInterval;
        window.setInterval = (act, after) => inTime(act, after >= 10000 ? after / 15 : after);"""
    )
    open_page("/wall")
    notes = page.locator(".st-key-wall")
    expect(notes).to_contain_text("Release 1,")
    Store(str(store)).restore(1, author="Li Wei", message="Once more")

    expect(notes).to_contain_text("Release 2,", timeout=20_000)
