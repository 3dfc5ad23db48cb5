"""The frame round every page: brand, pages, language, currency, counting rule, and the foot."""

from __future__ import annotations

import functools
import gc
from html import escape
from pathlib import Path

import streamlit as st

from fundscope import words
from fundscope.figures import LEVELS
from fundscope.figures.view import UNKNOWN_CODE
from fundscope.ui.as_of import choose_release, show_as_of
from fundscope.ui.pages import PAGES, streamlit_pages
from fundscope.ui.scene import Scene, scene_of
from fundscope.ui.sentence import as_html
from fundscope.ui.state import chooses, go_to, query_of, shows, view_in_url

_STYLE = Path(__file__).with_name("style.css")
_ICON = Path(__file__).with_name("icon.svg")
_HAS_NAVIGATED = "dashboard-has-run"


@functools.cache
def _style() -> str:
    return f"<style>{_STYLE.read_text(encoding='utf-8')}</style>"


def open_dashboard() -> None:
    """Set the page up and run the one that the address names."""
    view, _ = view_in_url()
    st.set_page_config(page_title=words.text("app.name", view.lang), page_icon=str(_ICON), layout="wide")
    page = st.navigation(list(streamlit_pages(view.lang).values()), position="hidden")
    st.session_state[_HAS_NAVIGATED] = True
    page.run()
    _leave_to_itself()


@functools.cache
def _leave_to_itself() -> None:
    """Once the program is loaded, it is no garbage: Python need not look through it after each run.

    Streamlit collects garbage at the end of every run; that took a tenth of a second of a processor at
    every click, several times what the run itself needs.
    """
    gc.collect()
    gc.freeze()


def frame(name: str) -> Scene:
    """Draw the frame, and give the scene that the page of this name works on.

    The first visitor of a fresh server who opens a page by its address gets its script alone, without
    ``dashboard.py``: then the list of pages is declared from here, and the run starts anew.
    """
    if _HAS_NAVIGATED not in st.session_state:
        st.navigation(list(streamlit_pages("en").values()), position="hidden")
        st.session_state[_HAS_NAVIGATED] = True
        st.rerun()
    view, faults = view_in_url()
    scene = scene_of(name, view)
    st.html(_style())
    _head(scene)
    for fault in faults:
        st.warning(scene.text("url.fault", parameter=fault.parameter, value=fault.value))
    for level, code in _codes_nobody_has(scene):
        st.warning(scene.text("url.no_code", level=scene.text(f"level.{level}"), code=code))
    if view.currency != scene.view.currency:
        st.warning(scene.text("url.no_dollars"))
    show_as_of(scene)
    return scene


def _codes_nobody_has(scene: Scene) -> list[tuple[str, str]]:
    """The codes in the address that no table of the release has: a fund of another city, or misspelt."""
    labels = scene.context.labels
    return [
        (level, code)
        for level in (*LEVELS, "tech_field")
        for code in getattr(scene.view, level)
        if code not in labels[level] and code != UNKNOWN_CODE
    ]


# What every page lets its reader choose, and between what.
_CHOICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("rule", ("decided", "paid")),
    ("currency", ("cny", "usd")),
    ("lang", ("en", "zh")),
)


def _head(scene: Scene) -> None:
    """Two rows, as flat as can be: every element and container costs each run a message to the browser."""
    view = scene.view
    # Browsers choose the forms of Chinese characters, and screen readers their voice, by the language.
    dark = "fs-dark" if view.theme == "dark" else ""
    marks = f"class='fs-brand fs-lang {dark}' lang='{'zh-CN' if view.lang == 'zh' else 'en'}'"
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.html(f"<div {marks}>{escape(scene.text('app.name'))}</div>", width="content")
        with st.container(horizontal=True, horizontal_alignment="right", key="choices"):
            for field, options in _CHOICES:
                if field != "currency" or scene.context.has_dollars:
                    _choice(scene, field, options)
    pages, query = streamlit_pages(view.lang), query_of(view)
    with st.container(horizontal=True, key="pages"):
        for entry in PAGES:
            if entry.name == scene.page:
                with st.container(key="here", width="content"):
                    st.page_link(pages[entry.name], query_params=query)
            else:
                st.page_link(pages[entry.name], query_params=query)


def _choice(scene: Scene, field: str, options: tuple[str, ...]) -> None:
    shows(field, getattr(scene.view, field))
    st.segmented_control(
        scene.text(f"choice.{field}"),
        options,
        format_func=lambda option: scene.text(f"choice.{field}.{option}"),
        label_visibility="collapsed",
        required=True,
        **chooses(field),
    )


def sample_mark(scene: Scene) -> str:
    """The mark, as HTML, of what rests on made-up records; nothing where there are none."""
    return (
        f"<span class='fs-sample'>{escape(scene.text('sample.mark'))}</span>"
        if scene.context.is_sample
        else ""
    )


def page_title(scene: Scene, answer: str = "", rests_on_records: bool = False, question: str = "") -> None:
    """The page's question, and the sentence that answers it where no figure's headline does.

    A page that can be about one thing gives its question about that.
    """
    mark = sample_mark(scene) if rests_on_records else ""
    said = f"<p>{as_html(answer)} {mark}</p>" if answer else ""
    asked = escape(question or scene.text(f"page.{scene.page}.question"))
    st.html(f"<header class='fs-title'><h1>{asked}</h1>{said}</header>")


def clear_filters(scene: Scene) -> None:
    """A button that lets go of every filter, shown while one is set."""
    if scene.view.is_filtered or scene.view.pick:
        st.button(scene.text("filter.clear"), key="clear-filters", on_click=_cleared, type="tertiary")


def _cleared() -> None:
    view, _ = view_in_url()
    kept = type(view)(lang=view.lang, currency=view.currency, rule=view.rule, levels=view.levels)
    go_to(kept)


def page_foot(scene: Scene) -> None:
    """Release, its date and author; what is sample; where the published figures come from; older releases."""
    release = scene.release.release
    lines = [
        scene.text(
            "foot.release",
            number=release.number,
            moment=words.moment(release.published_at, scene.view.lang),
            author=release.author,
        ),
        scene.text("foot.sample") if scene.context.is_sample else "",
        scene.text("foot.published"),
    ]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    st.html(f"<footer class='fs-foot'>{body}</footer>")
    choose_release(scene)
