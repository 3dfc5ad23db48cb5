"""The flows page in a real Chromium, as a policymaker and an analyst use it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.streamlit_server import Server

Open = Callable[[str], Page]
Settle = Callable[[Page], None]

TABLE_TITLE = ".st-key-projects h2"
WIDE_FLOW = ".st-key-only-wide-flows-flow [data-testid='stPlotlyChart']"
NARROW_FLOW = ".st-key-only-narrow-flows-flow [data-testid='stPlotlyChart']"


def _pick_first_node(page: Page, settle: Settle) -> None:
    # Plotly lays a transparent sheet over its drawings and finds by place what was clicked.
    page.locator(f"{WIDE_FLOW} .point path").first.click(force=True)
    settle(page)


def test_the_flow_is_drawn_and_a_click_on_a_node_narrows_the_table(open_page: Open, settle: Settle) -> None:
    """A click keeps what passes the node; a second click on it lets go."""
    page = open_page("/flows")
    expect(page.locator(TABLE_TITLE)).to_have_text("167 projects behind the flow")

    _pick_first_node(page, settle)
    expect(page).to_have_url(re.compile(r"[?&]pick=\w+(:|%3A)\w+"))
    # The address changes before the page is drawn again.
    expect(page.locator(TABLE_TITLE)).to_have_text(re.compile(r"^.+: \d+ projects?$"))
    assert "167" not in page.locator(TABLE_TITLE).inner_text()

    _pick_first_node(page, settle)
    expect(page.locator(TABLE_TITLE)).to_have_text("167 projects behind the flow")


def test_a_node_is_picked_by_keyboard_alone(open_page: Open, settle: Settle) -> None:
    """The list beside the drawing does what a click on it does."""
    page = open_page("/flows")
    page.get_by_role("combobox", name="Follow one stream").focus()
    page.keyboard.type("Robotics")
    page.keyboard.press("Enter")
    settle(page)

    expect(page.locator(TABLE_TITLE)).to_have_text(re.compile(r"Robotics.*: \d+ projects"))


def test_a_copied_address_shows_the_same_page_elsewhere(
    open_page: Open, settle: Settle, browser: Browser, server: Server
) -> None:
    """Language, currency, rule, filters and the picked node all travel in the address."""
    address = "/flows?lang=zh&currency=usd&rule=paid&sector=ai,health&since=2024-01-01&pick=district:110108"
    first = open_page(address)
    elsewhere = browser.new_context(
        base_url=server.address, locale="en-US", viewport={"width": 1280, "height": 900}
    )
    second = elsewhere.new_page()
    second.goto(first.url)
    settle(second)

    assert second.url == first.url
    assert second.locator("body").inner_text() == first.locator("body").inner_text()
    elsewhere.close()


def test_a_phone_shows_the_flow_made_for_it(open_page: Open, settle: Settle) -> None:
    """One of the two drawings is seen, by the width of the screen."""
    page = open_page("/flows")
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)

    expect(page.locator(NARROW_FLOW)).to_be_visible()
    expect(page.locator(WIDE_FLOW)).to_be_hidden()


def test_the_project_table_is_taken_away_as_a_file(open_page: Open) -> None:
    """The download holds every row of the table and a line of titles."""
    page = open_page("/flows?sector=robotics")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download CSV").click()
    lines = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    count = int(page.locator(TABLE_TITLE).inner_text().split()[0])

    assert started.value.suggested_filename == "projects-release-1.csv"
    assert len(lines) == count + 1
