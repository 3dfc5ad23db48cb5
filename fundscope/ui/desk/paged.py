"""A long list on the desk, a page of it at a time."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeVar

import streamlit as st

from fundscope.ui.scene import Scene

T = TypeVar("T")


def shown_page(scene: Scene, rows: Sequence[T], size: int, key: str) -> Sequence[T]:
    """The page of the list that is chosen; where it has several, the way to the others stands above it.

    A list that has become shorter shows its last page.
    """
    pages = max(1, -(-len(rows) // size))
    page = min(st.session_state.get(key, 0), pages - 1)

    def turn(to: int) -> None:
        st.session_state[key] = to

    first = page * size
    if pages > 1:
        number = scene.context.number
        told = scene.text(
            "desk.page.told",
            first=number(first + 1),
            last=number(min(first + size, len(rows))),
            count=number(len(rows)),
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"paged-{key}"):
            st.html(f"<p class='fs-quiet'>{escape(told)}</p>", width="content")
            for name, to in (("before", page - 1), ("after", page + 1)):
                st.button(
                    scene.text(f"desk.page.{name}"),
                    key=f"{key}-{name}",
                    type="tertiary",
                    disabled=not 0 <= to < pages,
                    on_click=turn,
                    args=(to,),
                )
    return rows[first : first + size]
