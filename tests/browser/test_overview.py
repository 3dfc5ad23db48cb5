"""The overview in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.seen import english_words

Open = Callable[[str], Page]
Settle = Callable[[Page], None]


def test_the_headline_numbers_stand_beside_what_was_published(open_page: Open) -> None:
    """Each card has its number, the published one, the difference and a source to follow."""
    page = open_page("/")
    cards = page.locator(".fs-card")

    expect(cards).to_have_count(5)
    for value in ("¥100 bn", "¥17.0 bn", "¥12.7 bn", "18", "29,700"):
        expect(page.locator(".fs-value", has_text=value)).to_have_count(1)
    expect(page.locator(".fs-agrees")).to_have_count(5)
    assert all(card.locator("a[href]").count() == 1 for card in cards.all())


def test_the_figures_of_the_overview_are_drawn_with_their_findings(open_page: Open) -> None:
    """Five figures, each under a headline and marked as sample."""
    page = open_page("/")

    expect(page.locator(".fs-figure h2")).to_have_count(5)
    expect(page.locator(".fs-figure .fs-sample")).to_have_count(5)
    expect(page.locator("[data-testid='stPlotlyChart']:visible .main-svg").first).to_be_visible()


def test_a_choice_goes_along_to_the_other_page(open_page: Open, settle: Settle) -> None:
    """Paid, in dollars, stays paid in dollars when one goes on to the flows."""
    page = open_page("/?rule=paid&currency=usd")
    page.get_by_role("link", name="Flows").click()
    page.wait_for_url(re.compile("/flows"))
    settle(page)

    expect(page).to_have_url(re.compile(r"currency=usd"))
    expect(page).to_have_url(re.compile(r"rule=paid"))
    expect(page.locator(".fs-sub").first).to_contain_text("in US dollars")


def test_the_language_switch_turns_every_visible_word(open_page: Open, settle: Settle) -> None:
    """No English word is left on the Chinese page but names and units."""
    page = open_page("/flows")
    page.get_by_text("中文", exact=True).click()
    settle(page)

    expect(page).to_have_url(re.compile("lang=zh"))
    assert english_words(page) == []
