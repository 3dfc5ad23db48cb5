"""What of a page is on the screen, as text."""

from __future__ import annotations

import re

from playwright.sync_api import Page

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


def english_words(page: Page) -> list[str]:
    """Those of two letters or more, but names and units."""
    return re.findall(r"[A-Za-z]{2,}", SAME_IN_BOTH.sub("", page.evaluate(VISIBLE_WORDS)))
