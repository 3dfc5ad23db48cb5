"""What is chosen in several parts of the desk: figures, sizes, languages, who takes it out."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import streamlit as st

from fundscope.export import (
    SIZES,
    Ground,
    HouseStyle,
    StyleError,
    UnknownSizeError,
    size_of,
    style_files,
    style_named,
)
from fundscope.figures import View, figure_names
from fundscope.ui.scene import Scene
from fundscope.ui.state import chooses, query_of, shows
from fundscope.words import keys


def choose_figures(scene: Scene, key: str, default: tuple[str, ...]) -> list[str]:
    """Any number of figures, by their titles."""
    return st.multiselect(
        scene.text("press.figures"),
        figure_names(),
        default=[name for name in default if name in figure_names()],
        format_func=lambda name: scene.text(f"{name}.title"),
        placeholder=scene.text("press.figures.none"),
        select_all=False,
        wrap=True,
        key=key,
    )


def choose_size(scene: Scene, key: str) -> str | None:
    """One size of the list, or lengths typed in; None where they are none, and then it says so."""
    chosen: str | None = st.selectbox(
        scene.text("press.size"),
        list(SIZES),
        format_func=lambda name: size_words(scene, name),
        accept_new_options=True,
        key=key,
    )
    if chosen is None:
        return None
    try:
        return size_of(chosen).name
    except UnknownSizeError as error:
        st.error(scene.text(error.key, **error.values))
        return None


def choose_ground(scene: Scene, key: str) -> Ground:
    """Light, dark or transparent."""
    ground: Ground = st.segmented_control(
        scene.text("press.theme"),
        ("light", "dark", "transparent"),
        format_func=lambda name: scene.text(f"press.theme.{name}"),
        default="light",
        required=True,
        key=key,
    )
    return ground


def choose_style(scene: Scene, key: str) -> HouseStyle | None:
    """One of the house styles; None where its file is wrong, and then it says what is."""
    chosen: str = st.selectbox(
        scene.text("press.style"),
        list(style_files()),
        format_func=lambda name: _style_words(scene, name),
        key=key,
    )
    try:
        return style_named(chosen)
    except StyleError as error:
        st.error(scene.text(error.key, **error.values))
        return None


def _style_words(scene: Scene, name: str) -> str:
    """What a style that comes with the program is called; a newsroom's own by the name of its file."""
    key = f"press.style.{name}"
    return scene.text(key) if key in keys(scene.view.lang) else name


def size_words(scene: Scene, name: str) -> str:
    """A size by its name and lengths; one that was typed in as it was typed."""
    if name not in SIZES:
        return name
    size = SIZES[name]
    lengths = f"{size.width:g}" if size.height is None else f"{size.width:g} × {size.height:g}"
    return scene.text("press.size.named", name=scene.text(f"size.{name}"), lengths=f"{lengths} {size.unit}")


def choose_small_cells(scene: Scene) -> None:
    """Whether small cells are hidden; it stands in the address like any choice of what is shown."""
    shows("small_cells", scene.view.small_cells == "hidden")
    st.toggle(
        scene.text("press.hide"),
        help=scene.text("press.hide.help"),
        **chooses("small_cells", lambda hidden: "hidden" if hidden else "shown"),
    )


def exported_by(scene: Scene) -> str:
    """Who takes it out, for the register; kept while the person is here."""
    return st.text_input(scene.text("press.by"), key="press-by", placeholder=scene.text("press.by.none"))


def address_of(scene: Scene, view: View, figure: str = "") -> str:
    """The address of a view on this page, for citations; empty where only this machine could open it."""
    here = (st.context.url or "").partition("?")[0]
    if not here or urlsplit(here).hostname in ("127.0.0.1", "localhost", "::1"):
        return ""
    query = query_of(replace(view, release=scene.context.release_number))
    return f"{here}?{urlencode(({'figure': figure} if figure else {}) | query, safe='/,:')}"
