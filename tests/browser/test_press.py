"""The press desk in a real Chromium: the picture is drawn, a file can be taken, words can be copied."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect


def test_a_figure_is_drawn_taken_and_verified(
    open_page: Callable[[str], Page], settle: Callable[[Page], None], tmp_path: Path
) -> None:
    """From the picture on the page to the file, and back to be told that it is current."""
    page = open_page("/press?figure=flows/by_sector")
    expect(page.get_by_test_id("stPlotlyChart")).to_be_visible()
    expect(page.get_by_role("button", name="PNG")).to_be_disabled()
    page.get_by_role("button", name="Draw and check").click()
    settle(page)
    picture = page.locator(".fs-press img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1800)
    page.locator('[data-testid="stCode"]').first.hover()
    expect(page.get_by_role("button", name="Copy", exact=True).first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "flows-by_sector-en-r1-article.png"
    assert file.read_bytes().startswith(b"\x89PNG")

    page.get_by_role("radio", name="Verify").click()
    settle(page)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("Current.")).to_be_visible()


def test_any_other_size_can_be_typed_in(
    open_page: Callable[[str], Page], settle: Callable[[Page], None]
) -> None:
    """Lengths in millimetres are taken; what is no size is said, in the page's language."""
    page = open_page("/press?lang=zh&figure=flows/pace")
    size = page.get_by_role("combobox", name="尺寸")

    size.fill("120x80mm")
    size.press("Enter")
    settle(page)
    page.get_by_role("button", name="绘制并检查").click()
    settle(page)
    expect(page.locator(".fs-press img")).to_have_attribute("style", re.compile(r"\bwidth: ?454px"))
    size.fill("很宽")
    size.press("Enter")
    settle(page)
    expect(page.get_by_text("没有“很宽”这种尺寸")).to_be_visible()
