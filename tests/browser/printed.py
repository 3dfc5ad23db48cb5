"""What of a page is on paper, as text."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

NO_PDFTOTEXT: dict[str, Any] = {
    "condition": shutil.which("pdftotext") is None,
    "reason": "no pdftotext: apt install poppler-utils",
}


def in_one_line(told: str) -> str:
    """Without what breaks lines, and with ligatures and radicals of print as the letters they stand for."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", told))


def print_page(page: Page, folder: Path) -> list[str]:
    """The words of each printed sheet, in one line each."""
    printed = folder / "printed.pdf"
    page.pdf(path=printed, prefer_css_page_size=True, print_background=True)
    words = subprocess.run(["pdftotext", "-raw", printed, "-"], capture_output=True, text=True, check=True)
    # pdftotext ends each sheet with a form feed.
    return [in_one_line(sheet) for sheet in words.stdout.split("\f")[:-1]]
