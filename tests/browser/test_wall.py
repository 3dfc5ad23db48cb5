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


def test_a_touch_anywhere_on_the_figure_holds_it_and_another_lets_it_go(
    open_page: Callable[[str], Page], settle: Callable[[Page], None]
) -> None:
    """Also where nothing is drawn; the bar above says which of the two it is."""
    page = open_page("/wall")
    figure = page.locator(".st-key-wall")

    figure.click(position={"x": 40, "y": 300})
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    settle(page)
    figure.click(position={"x": 40, "y": 300})
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
