"""A plain table of words: for text to read, where a grid to sort and scroll would be in the way."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st


def link(words: str, url: str | None) -> str:
    """The words as HTML, leading to an address outside where there is one."""
    return linked(escape(words), url)


def linked(html: str, url: str | None) -> str:
    """HTML that leads to an address outside where there is one."""
    if not url:
        return html
    return f"<a href='{escape(url, quote=True)}' target='_blank' rel='noopener'>{html}</a>"


def show_html_table(
    caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()
) -> None:
    """Show the table that ``html_table`` makes."""
    st.html(html_table(caption, titles, rows, numeric))


def html_table(
    caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()
) -> str:
    """A table of cells that are already HTML; the columns of the numbers stand at the right.

    ``caption`` is for those who hear the page instead of seeing it.
    """
    kinds = ["fs-number" if place in numeric else "" for place in range(len(titles))]
    head = "".join(
        f"<th scope='col' class='{kind}'>{escape(title)}</th>"
        for title, kind in zip(titles, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td class='{kind}'>{cell}</td>" for cell, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        f"<div class='fs-scroll' tabindex='0' role='group' aria-label='{escape(caption, quote=True)}'>"
        f"<table class='fs-table'><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
