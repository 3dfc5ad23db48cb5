"""A real Chromium on a real server: what a browser test needs.

A test asks for ``open_page`` and says what a person would do. ``open_page("/flows?lang=zh")`` returns
when the page is at rest; after a click, ``settle(page)`` waits for rest again. Both fail on an error
box. A request to anything but this machine fails the test that made it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from fundscope.ui import PAGES
from tests.streamlit_server import DASHBOARD, Server, streamlit_server

ADDRESSES = ["/", *(f"/{entry.name}" for entry in PAGES[1:])]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name resolves, so a request that a test would report never leaves the machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
REST_MILLISECONDS = 120_000  # on a busy machine; a page at rest is noticed at once

# At rest: the script has ended, nothing is a placeholder or left over from the run before, every chart
# is drawn; and all that for five frames, because st.rerun() ends one run just before the next begins.
AT_REST = """() => {
  const has = (selector) => document.querySelector(selector) !== null;
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].filter(
    // The flow is drawn twice, and the one not made for this width is not shown.
    (chart) => chart.offsetParent !== null,
  );
  const quiet =
    has('.fs-lang') && has('[data-testid="stApp"][data-test-script-state="notRunning"]') &&
    !has('[data-testid="stSkeleton"], [data-testid="stSpinner"], [data-stale="true"]') &&
    charts.every((chart) => chart.querySelector('.main-svg') !== null);
  window.framesAtRest = quiet ? window.framesAtRest + 1 : 0;
  return window.framesAtRest >= 5;
}"""


@pytest.fixture(scope="session")
def server(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard on a store of its own that holds the sample as release 1."""
    folder = tmp_path_factory.mktemp("server")
    store = shutil.copytree(sample_store, folder / "store")
    with streamlit_server(DASHBOARD, folder / "log.txt", {"FUNDSCOPE_STORE": str(store)}) as running:
        yield running


# Of a module, not of the session: while playwright runs, its thread has an event loop, and a test
# elsewhere that starts one of its own would fail.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium; without one the tests are skipped, but fail where CI is set."""
    executable = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if executable is None:
        missing = "No Chromium on this machine: apt install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=executable, args=CHROMIUM_OPTIONS)


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A fresh visitor, reading English, 1280 pixels wide, who may talk to the server only."""
    context = browser.new_context(
        base_url=server.address, locale="en-US", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda websocket: asked.append(websocket.url))
    yield page
    context.close()
    here = (server.address + "/", server.address.replace("http:", "ws:") + "/", "data:", "blob:")
    elsewhere = [url for url in asked if not url.startswith(here)]
    assert elsewhere == []


@pytest.fixture
def settle(server: Server) -> Callable[[Page], None]:
    """Wait until a page is at rest, and fail if it shows an error box."""

    def wait(page: Page) -> None:
        page.evaluate("window.framesAtRest = 0")
        page.wait_for_function(AT_REST, timeout=REST_MILLISECONDS)
        if page.get_by_test_id("stException").count():
            box = page.get_by_test_id("stException").first.inner_text()
            log = server.log.read_text(encoding="utf-8", errors="replace")[-4000:]
            pytest.fail(f"{page.url} shows an error box: {box}\nEnd of the server's log:\n{log}")

    return wait


@pytest.fixture
def open_page(page: Page, settle: Callable[[Page], None]) -> Callable[[str], Page]:
    """Open an address of the dashboard, such as ``/flows?lang=zh``, and wait until it is at rest."""

    def open_address(path: str) -> Page:
        page.goto(path, wait_until="commit")
        settle(page)
        return page

    return open_address
