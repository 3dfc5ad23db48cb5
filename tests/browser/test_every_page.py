"""Every page of the list in a real Chromium: in Chinese throughout, and whole on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ADDRESSES

Open = Callable[[str], Page]
Settle = Callable[[Page], None]

# Names, units and the message of the first release, which is in both languages.
SAME_IN_BOTH = re.compile(
    r"Fundscope|English|\b(csv|Excel|UTC|MB)\b|SAMPLE-\w+|Made-up sample .+ /", re.IGNORECASE
)


# What is drawn on the screen: not the names of icons, which their font turns into pictures, nor what
# Streamlit keeps for screen readers in boxes of a pixel, nor code, nor titles cited in their own language.
VISIBLE_WORDS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const box = holder.getBoundingClientRect();
    const isDrawn = box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0 &&
      holder.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (isDrawn && !holder.closest('[data-testid="stIconMaterial"], script, style, code, [lang="en"]')) {
      words.push(walker.currentNode.textContent);
    }
  }
  return words.join('\\n');
}"""


def _english_words(page: Page) -> list[str]:
    return re.findall(r"[A-Za-z]{2,}", SAME_IN_BOTH.sub("", page.evaluate(VISIBLE_WORDS)))


def test_the_language_switch_turns_every_visible_word(open_page: Open, settle: Settle) -> None:
    """No English word is left on the Chinese page but names and units."""
    page = open_page("/flows")
    page.get_by_text("中文", exact=True).click()
    settle(page)

    expect(page).to_have_url(re.compile("lang=zh"))
    assert _english_words(page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_chinese_throughout_and_whole_on_a_phone(page: Page, settle: Settle, address: str) -> None:
    """Opened by its address at 390 pixels: no English word is left, and nothing hangs over the edge."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}?lang=zh")
    settle(page)

    assert _english_words(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
