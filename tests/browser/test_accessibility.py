"""Every page for those who cannot see it, cannot see it well, or have no mouse: WCAG 2.2 AA.

What a program can find is found by axe-core (https://github.com/dequelabs/axe-core), which the package
axe-playwright-python brings along. A page is visited twice: in English and light, first by keyboard and
then with everything opened that can be opened; and in Chinese and dark, first on a phone and then as it is
on a desk.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from fundscope import words
from fundscope.ui import PAGES
from tests.browser.conftest import ADDRESSES
from tests.browser.printed import in_one_line, print_page
from tests.browser.seen import english_words

Open = Callable[[str], Page]
Settle = Callable[[Page], None]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # To tell of all that is well takes ten times as long as to find what is not.
    "resultTypes": ["violations"],
}

# What a reader can act on, each marked with its number and told with how it and its surroundings look.
CONTROLS = """() => {
  const looks = (element) => {
    const told = [];
    for (let holder = element, steps = 0; holder && steps < 5; holder = holder.parentElement, steps += 1) {
      const style = getComputedStyle(holder);
      told.push(style.outline, style.boxShadow, style.border, style.backgroundColor, style.color);
    }
    return told.join('|');
  };
  window.looksOf = looks;
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const isThere = (element) =>
    element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 0 && !element.closest('[inert], [aria-hidden="true"]');
  const groups = new Map();
  const controls = [];
  for (const element of [...document.querySelectorAll(kinds)].filter(isThere)) {
    // Tab comes to a group of choices once, and the arrows go on within it.
    const group = element.closest('[role="radiogroup"], [role="toolbar"]') ?? element;
    if (!groups.has(group)) groups.set(group, controls.push(element.outerHTML.slice(0, 160)) - 1);
    element.dataset.control = String(groups.get(group));
    element.dataset.looks = looks(element);
  }
  return controls;
}"""
OPEN_THE_CLOSED = """() => {
  const closed = [...document.querySelectorAll('details:not([open]) > summary')];
  closed.forEach((line) => line.click());
  return closed.length;
}"""
ALL_HAS_MOVED = """() => document.getAnimations().every(
  (each) => each.playState !== 'running' || each.effect.getComputedTiming().endTime === Infinity,
)"""
FOCUSED = """() => {
  const element = document.activeElement;
  return [element.dataset.control ?? null, window.looksOf(element) !== element.dataset.looks];
}"""


def _open_everything(page: Page, settle: Settle) -> None:
    """Open every line that can be opened, and those that come to light by that."""
    while page.evaluate(OPEN_THE_CLOSED):
        settle(page)


def _by_keyboard(page: Page, control_count: int) -> tuple[set[int], set[int]]:
    """Go once around the page by Tab: which controls the focus came to, and which did not show it."""
    reached: set[int] = set()
    unseen: set[int] = set()
    # Within a grid of data Tab goes from cell to cell, so it takes more steps than there are controls.
    for _ in range(3 * control_count):
        page.keyboard.press("Tab")
        number, is_seen = page.evaluate(FOCUSED)
        if number is None:
            continue
        if int(number) == 0 and len(reached) > 1:
            break
        reached.add(int(number))
        if not is_seen:
            unseen.add(int(number))
    return reached, unseen


def _is_named_by_style(page: Page, selector: str) -> bool:
    """Whether a button has its words from CSS, which browsers read out and axe does not know of.

    The field for files is so: Streamlit says Upload in every language, and ``upload_field`` says ours.
    """
    return page.locator(selector).aria_snapshot().startswith('- button "')


def _findings(page: Page) -> list[str]:
    page.wait_for_function(ALL_HAS_MOVED)  # what fades in has not its own colours yet
    answer: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in answer["violations"]
        if violation["impact"] != "minor"  # Streamlit's own field for files has one
        for node in violation["nodes"]
        if not (violation["id"] == "button-name" and _is_named_by_style(page, node["target"][0]))
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_for_readers_by_keyboard_and_by_ear(open_page: Open, settle: Settle, address: str) -> None:
    """Tab comes by every control and shows where it is; names, roles and contrast hold, all opened."""
    page = open_page(f"{address}?lang=en")
    controls = page.evaluate(CONTROLS)
    reached, unseen = _by_keyboard(page, len(controls))

    assert len(controls) > len(PAGES)
    assert [control for number, control in enumerate(controls) if number not in reached] == []
    assert [controls[number] for number in sorted(unseen)] == []

    _open_everything(page, settle)

    assert _findings(page) == []


# What the page says, of which nothing may be missing on paper.
SAID = """() => [...document.querySelectorAll('.fs-title h1, .fs-figure h2, .fs-foot')].filter(
  (words) => words.checkVisibility()).map((words) => words.innerText)"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_in_chinese_and_dark_is_as_readable(
    page: Page, settle: Settle, address: str, tmp_path: Path
) -> None:
    """Opened on a phone no English word is left, and nothing hangs over the edge of 390 pixels.

    On a wide screen the same rules hold for the other language and the other colours; and all of it can be
    printed: on paper is every finding, no sheet is empty, and no control.
    """
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}?lang=zh", wait_until="commit")
    settle(page)

    assert english_words(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.set_viewport_size({"width": 1280, "height": 900})
    settle(page)

    assert page.locator(".fs-dark").count() == 1
    assert _findings(page) == []

    if shutil.which("pdftotext") and address != "/wall":
        page.emulate_media(media="print")
        said = page.evaluate(SAID)
        sheets = print_page(page, tmp_path)
        assert [told for told in said if in_one_line(told) not in "".join(sheets)] == []
        assert all(sheets)
        assert in_one_line(words.text("explain.open", "zh")) not in "".join(sheets)
