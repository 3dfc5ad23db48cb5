"""The declared list of pages. A new page is a file in ``pages/`` and a line here.

Its title and its question are words under ``page.<name>.title`` and ``page.<name>.question``.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from fundscope import words
from fundscope.model import Language


@dataclass(frozen=True)
class PageEntry:
    """A page: its name, which is its address, and its script."""

    name: str
    path: str


PAGES: tuple[PageEntry, ...] = (
    PageEntry("overview", "pages/overview.py"),
    PageEntry("flows", "pages/flows.py"),
    PageEntry("funds", "pages/funds.py"),
    PageEntry("projects", "pages/projects.py"),
    PageEntry("enterprises", "pages/enterprises.py"),
    PageEntry("districts", "pages/districts.py"),
    PageEntry("bridge", "pages/bridge.py"),
    PageEntry("gaps", "pages/gaps.py"),
    PageEntry("desk", "pages/desk.py"),
    PageEntry("press", "pages/press.py"),
    PageEntry("method", "pages/method.py"),
    PageEntry("context", "pages/context.py"),
    PageEntry("wall", "pages/wall.py"),
)


def streamlit_pages(lang: Language) -> dict[str, StreamlitPage]:
    """The pages by name, titled in a language; the first is the default one, at ``/``.

    Made once for each session: each page costs half a dozen looks at the file system.
    """
    key = f"pages-{lang}"
    if key not in st.session_state:
        st.session_state[key] = _made_pages(lang)
    pages: dict[str, StreamlitPage] = st.session_state[key]
    return pages


def _made_pages(lang: Language) -> dict[str, StreamlitPage]:
    return {
        entry.name: st.Page(
            entry.path,
            title=words.text(f"page.{entry.name}.title", lang),
            url_path=None if entry is PAGES[0] else entry.name,
            default=entry is PAGES[0],
        )
        for entry in PAGES
    }
