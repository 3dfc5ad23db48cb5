"""The words to paste with a figure: caption, alternative text, citations, each with a button that copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import streamlit as st

from fundscope.export import figure_texts
from fundscope.export.passport import passport_of
from fundscope.figures import seen_as
from fundscope.model import LANGUAGES, Language
from fundscope.ui.copying import copy_words
from fundscope.ui.press.choices import address_of
from fundscope.ui.press.drawn import Choice, LaidOut
from fundscope.ui.scene import Scene, made_figure, release_context
from fundscope.words import text

_NAMES = ("caption", "alt", "plain", "gb7714", "bibtex")


def show_texts(scene: Scene, laid: LaidOut, choice: Choice) -> None:
    """In both languages, the page's own first."""
    head = f"<section class='fs-figure'><h2>{escape(scene.text('press.texts'))}</h2></section>"
    st.html(head + copy_words(scene.view.lang), unsafe_allow_javascript=True)
    own_first = sorted(LANGUAGES, key=lambda lang: lang != scene.view.lang)
    for lang, column in zip(own_first, st.columns(len(own_first), gap="large"), strict=True):
        blocks = scene.once(
            f"texts {lang} of {choice} cited on {datetime.now(UTC).date()} at {st.context.url}",
            lambda lang=lang: _blocks(scene, laid, choice, lang),  # type: ignore[misc]
        )
        column.container(key=f"press-words-{lang}").markdown(blocks)


def _blocks(scene: Scene, laid: LaidOut, choice: Choice, lang: Language) -> str:
    """One block of Markdown for each text, which has a button that copies it."""
    number, today = scene.context.release_number, datetime.now(UTC)
    view = replace(laid.made.view, lang=lang)
    made = made_figure(scene.address, number, choice.figure, view.as_text())
    code = passport_of(made, number, today).code
    if lang == scene.view.lang and choice.headline:
        made = replace(made, headline=choice.headline)
    context = seen_as(release_context(scene.address, number), view)
    address = address_of(scene, replace(scene.view, lang=lang), choice.figure)
    said = figure_texts(made, context, cited_on=today.date(), code=code, address=address)
    # A fence longer than any that somebody could have typed into a headline.
    fence = "`" * 12
    return "\n\n".join(
        f"{text(f'texts.{name}', lang)}\n\n{fence}\n{getattr(said, name)}\n{fence}" for name in _NAMES
    )
