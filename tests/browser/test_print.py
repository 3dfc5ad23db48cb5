"""A page on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.printed import NO_PDFTOTEXT, in_one_line, print_page


@pytest.mark.skipif(**NO_PDFTOTEXT)
def test_the_printed_overview_has_every_finding_and_its_sources(
    open_page: Callable[[str], Page], tmp_path: Path
) -> None:
    """Each headline and the foot are on paper, the small figures two by two, and no control."""
    page = open_page("/?lang=en")
    findings = page.locator(".fs-figure h2").all_inner_texts()
    foot = page.locator(".fs-foot").inner_text()
    sheets = print_page(page, tmp_path)
    text = "".join(sheets)

    assert len(findings) == 5
    assert [told for told in [*findings, foot] if in_one_line(told) not in text] == []
    assert "Filters" not in text
    # The head and its numbers, the flow, and the four others in pairs.
    assert len(sheets) <= 4
