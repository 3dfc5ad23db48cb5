"""Every page of the list, run without a browser in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from fundscope import words
from fundscope.model import LANGUAGES, Language
from fundscope.ui import PAGES, PageEntry
from tests.pages.said import html_of

# The wall shows a figure and nothing else, so it has a test of its own.
PAGES_TO_READ = [entry for entry in PAGES if entry.name != "wall"]

pytestmark = pytest.mark.parametrize("entry", PAGES_TO_READ, ids=lambda entry: entry.name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_asks_its_question_in_the_language_of_the_address(
    visit: Callable[..., AppTest], entry: PageEntry, lang: Language
) -> None:
    """The question stands at the head, and the foot says which release answers it."""
    page = html_of(visit(entry.path, lang=lang))

    assert words.text(f"page.{entry.name}.question", lang) in page
    assert "<footer" in page


def test_what_the_address_cannot_mean_is_said(visit: Callable[..., AppTest], entry: PageEntry) -> None:
    """An unknown parameter, an impossible value and a release that does not exist; the page goes on."""
    app = visit(entry.path, colour="red", since="yesterday", release="99")

    assert sorted(warning.value for warning in app.warning) == sorted(
        [
            words.text("url.fault", "en", parameter="colour", value="red"),
            words.text("url.fault", "en", parameter="since", value="yesterday"),
            words.text("url.release", "en", number=99),
        ]
    )
