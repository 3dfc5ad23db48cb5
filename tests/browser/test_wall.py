"""The wall display in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_the_wall_shows_one_large_figure_and_can_be_paused(
    open_page: Callable[[str], Page], settle: Callable[[Page], None]
) -> None:
    """One figure with its finding in large type; the button stops the turning and starts it again."""
    page = open_page("/wall?lang=zh")

    expect(page.locator(".st-key-wall .main-svg").first).to_be_visible()
    size = page.locator(".st-key-wall h2").evaluate(
        "element => parseFloat(getComputedStyle(element).fontSize)"
    )
    assert size >= 0.02 * 1280
    page.get_by_role("button", name="暂停").click()
    settle(page)
    shown = page.locator(".st-key-wall h2").inner_text()
    page.get_by_role("button", name="继续").click()
    settle(page)
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    assert shown
