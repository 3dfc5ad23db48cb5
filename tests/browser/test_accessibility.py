"""Every page for those who cannot see it, cannot see it well, or have no mouse: WCAG 2.2 AA.

What a program can find is found by axe-core (https://github.com/dequelabs/axe-core), which the package
axe-playwright-python brings along; English pages are read light and Chinese ones dark, with everything
opened that can be opened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from fundscope.ui import PAGES
from tests.browser.conftest import ADDRESSES

Open = Callable[[str], Page]
Settle = Callable[[Page], None]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
GRAVE = ("serious", "critical")

# What Streamlit itself does wrong and a page cannot mend: the rule, what it is found on, and why.
STREAMLITS_OWN: dict[tuple[str, str], str] = {}

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
FOCUSED = """() => {
  const element = document.activeElement;
  return [element.dataset.control ?? null, window.looksOf(element) !== element.dataset.looks];
}"""


def _open_everything(page: Page, settle: Settle) -> None:
    """Open every line that can be opened, and those that come to light by that."""
    while page.evaluate(OPEN_THE_CLOSED):
        settle(page)


def _findings(page: Page) -> list[str]:
    answer: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:200]}"
        for violation in answer["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in node["html"] for rule, part in STREAMLITS_OWN)
    ]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("zh", "dark")])
def test_nothing_grave_is_found_on_a_page(
    page: Page, settle: Settle, address: str, lang: str, theme: str
) -> None:
    """Names, roles, contrast, order of headings, what a screen reader hears: nothing serious or critical."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(f"{address}?lang={lang}", wait_until="commit")
    settle(page)
    _open_everything(page, settle)

    assert _findings(page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_control_is_reached_by_keyboard_and_shows_that_it_is(open_page: Open, address: str) -> None:
    """Tab comes by everything that can be acted on, and what has the focus looks otherwise than before."""
    page = open_page(address)
    controls = page.evaluate(CONTROLS)
    reached: set[int] = set()
    unseen = []
    for _ in range(2 * len(controls)):
        page.keyboard.press("Tab")
        number, is_seen = page.evaluate(FOCUSED)
        if number is None:
            continue
        if int(number) in reached:
            break
        reached.add(int(number))
        if not is_seen:
            unseen.append(controls[int(number)])

    assert len(controls) > len(PAGES)
    assert [control for number, control in enumerate(controls) if number not in reached] == []
    assert unseen == []
