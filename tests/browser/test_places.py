"""The map of districts and the list of enterprises in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Open = Callable[[str], Page]
Settle = Callable[[Page], None]


def click_on(page: Page, mark: Locator) -> None:
    """Click where a mark of a chart is: plotly listens on a sheet above all of them."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_click_on_a_tile_narrows_the_page_and_another_lets_go(open_page: Open, settle: Settle) -> None:
    """The address has the district, its card opens, and the map keeps every tile."""
    page = open_page("/districts")
    tiles = page.locator(".st-key-figure-districts-tile_map .barlayer .point")
    count = tiles.count()
    click_on(page, tiles.nth(0))
    page.wait_for_url(re.compile("district="))
    settle(page)

    expect(page.locator(".st-key-card-district")).to_have_count(1)
    expect(tiles).to_have_count(count)
    click_on(page, tiles.nth(0))
    page.wait_for_url(lambda address: "district=" not in address)


def test_the_map_fits_a_phone(page: Page, open_page: Open) -> None:
    """No tile's words are wider than the tile, and nothing scrolls sideways."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_page("/districts")
    chart = page.locator(".st-key-figure-districts-tile_map .js-plotly-plot")
    widest = chart.evaluate(
        """plot => Math.max(...[...plot.querySelectorAll('.barlayer .point')].map(
            (tile) => tile.querySelector('text').getBoundingClientRect().width
                - tile.querySelector('path').getBoundingClientRect().width))"""
    )

    assert widest <= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_twin_is_reached_by_keyboard(open_page: Open, settle: Settle) -> None:
    """A district's name is a link; following it narrows the page."""
    page = open_page("/districts")
    link = page.locator(".fs-table a", has_text="E-Town")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("district=BDA"))
    settle(page)

    expect(page.locator(".fs-table a[aria-current]")).to_have_text("E-Town")


def test_an_enterprise_is_searched_in_pinyin_and_a_bar_narrows(open_page: Open, settle: Settle) -> None:
    """Typed, found; and a click on a group narrows the list to it."""
    page = open_page("/enterprises?lang=zh")
    field = page.get_by_label("搜索企业")
    field.fill("slqy00012")
    field.press("Enter")
    page.wait_for_url(re.compile("search=slqy00012"))
    settle(page)
    expect(page.get_by_role("heading", name="找到 1 家企业")).to_have_count(1)
    click_on(page, page.locator(".st-key-figure-enterprises-by_group .barlayer .point").first)
    page.wait_for_url(re.compile("sector=it"))


def test_a_card_opens_to_the_cell_of_each_value(
    open_page: Callable[[str], Page], settle: Callable[[Page], None]
) -> None:
    """Its address and header, the text there with its unit, and the amount as it is kept."""
    page = open_page("/projects?pick=project:SAMPLE-P076")
    page.get_by_text("Where each value came from").click()
    settle(page)
    row = page.get_by_role("row").filter(has_text="H77")

    assert row.locator("td").all_inner_texts() == [
        "Amount decided",
        "H77 投资金额（万元）",
        "102260 in 万元",
        "¥1,022,600,000",
    ]
