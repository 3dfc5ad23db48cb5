"""A page on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext: apt install poppler-utils")
def test_the_printed_overview_has_every_finding_and_its_sources(
    open_page: Callable[[str], Page], tmp_path: Path
) -> None:
    """Each headline and the foot are on paper, each figure on a page of its own at most, and no control."""
    page = open_page("/?lang=en")
    findings = page.locator(".fs-figure h2").all_inner_texts()
    foot = page.locator(".fs-foot").inner_text()
    printed = tmp_path / "overview.pdf"
    page.pdf(path=printed, prefer_css_page_size=True, print_background=True)
    words = subprocess.run(["pdftotext", "-raw", printed, "-"], capture_output=True, text=True, check=True)
    text = _in_one_line(words.stdout)

    assert len(findings) == 5
    assert [told for told in [*findings, foot] if _in_one_line(told) not in text] == []
    assert "Filters" not in text
    # pdftotext ends each page with a form feed; the head and its numbers may have a page too.
    assert words.stdout.count("\f") <= len(findings) + 1


def _in_one_line(told: str) -> str:
    """Without what breaks lines, and the ligatures of print as letters."""
    return re.sub(r"\s+", "", told.replace("\ufb01", "fi").replace("\ufb02", "fl").replace("\ufb00", "ff"))
