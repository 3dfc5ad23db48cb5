"""A long table shown page by page: only the rows on the screen leave the server."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from fundscope.ui.scene import Scene

PAGE_ROWS = 50
# Of a page so many rows are on the screen, and on paper, where nobody scrolls: 15 of 35 pixels each.
_SEEN_ROWS = 15
_SEEN_PX = 560


def shown_page(key: str, of: str = "") -> int:
    """The page of the table that is shown, from 0; the first where the table is now ``of`` something else."""
    kept_of, page = st.session_state.get(f"{key}-page", (of, 0))
    return int(page) if kept_of == of else 0


def _go_to_page(key: str, of: str, page: int) -> None:
    st.session_state[f"{key}-page"] = (of, page)


def amounts_in(scene: Scene) -> str:
    """The unit of a table's amounts, as HTML to stand above it: repeated in each head it widens the table."""
    unit = scene.text(f"unit.table.{scene.view.currency}")
    return f"<p class='fs-sub'>{scene.text('unit.amounts_in', unit=unit)}</p>"


def in_arrow_types(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows in the types in which Streamlit sends them: nothing is left to convert at each run."""
    arrow: pd.DataFrame = pa.Table.from_pandas(rows, preserve_index=False).to_pandas(
        types_mapper=pd.ArrowDtype
    )
    return arrow


def show_page(
    scene: Scene,
    key: str,
    rows: pd.DataFrame,
    found_count: int,
    picked: Callable[[int], Any] | None = None,
    *,
    about: Mapping[str, str] | None = None,
    alt: str | None = None,
    of: str = "",
) -> None:
    """Show one page of rows and the way to the others; ``picked`` gets the place of a row clicked.

    ``about`` says of a column, by its title, what it means; ``of`` names what the rows are of (filters,
    search, order), so that another choice begins at its first page.
    """
    # A new key for each content, so that an old selection does not point at another row.
    table_key = f"{key}-rows-{shown_page(key, of)}-{found_count}"

    def selected() -> None:
        places = st.session_state[table_key]["selection"]["rows"]
        if places and picked is not None:
            picked(places[0])

    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(38 * len(rows) + 40, _SEEN_PX),
        placeholder=scene.text("table.nothing"),
        column_config=columns_of(rows, about or {}),
        alt=alt,
        key=table_key,
        on_select=selected if picked else "ignore",
        selection_mode="single-row",
    )
    _turn(scene, key, of, found_count)
    _say_on_paper(scene, min(len(rows), _SEEN_ROWS), found_count)


def columns_of(rows: pd.DataFrame, about: Mapping[str, str]) -> dict[str, Any]:
    """How the columns of a table are written: numbers as readers write them, each with what it means."""
    return {name: _column(rows[name].dtype.kind, about.get(name)) for name in rows.columns}


@functools.lru_cache(1_000)
def _column(kind: str, about: str | None) -> Any:
    if kind == "f":
        return st.column_config.NumberColumn(format="localized", help=about)
    if kind == "i":
        return st.column_config.NumberColumn(format="%d", help=about)
    return st.column_config.Column(help=about)


def _turn(scene: Scene, key: str, of: str, found_count: int) -> None:
    """Which rows of how many are shown, and the buttons to the others."""
    page, last = shown_page(key, of), max(0, (found_count - 1) // PAGE_ROWS)
    if last == 0:
        return

    def go(to: int) -> None:
        _go_to_page(key, of, min(max(to, 0), last))

    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-turn"):
        st.button(
            scene.text("paged.before"), key=f"{key}-before", disabled=page == 0, on_click=go, args=(page - 1,)
        )
        st.button(
            scene.text("paged.after"),
            key=f"{key}-after",
            disabled=page == last,
            on_click=go,
            args=(page + 1,),
        )
        first = page * PAGE_ROWS + 1
        said = scene.text(
            "paged.rows",
            first=scene.context.number(first),
            last=scene.context.number(min(first + PAGE_ROWS - 1, found_count)),
            count=scene.context.number(found_count),
        )
        st.html(f"<p class='fs-quiet'>{said}</p>", width="content")


def _say_on_paper(scene: Scene, seen_count: int, found_count: int) -> None:
    """How many of the rows are printed, and where all of them are; a screen does not show it."""
    if seen_count < found_count:
        shown, count = scene.context.number(seen_count), scene.context.number(found_count)
        said = scene.text("paged.printed", shown=shown, count=count)
        st.html(f"<p class='fs-note fs-on-paper'>{said}</p>")
