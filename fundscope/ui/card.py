"""A card of one thing: its name, and what is known of it in pairs of title and value."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from fundscope import words
from fundscope.engine import Field
from fundscope.figures.context import Context
from fundscope.figures.written import written_value
from fundscope.ui.file_name import file_name
from fundscope.ui.scene import Scene


def show_card(title: str, pairs: Sequence[tuple[str, str]], key: str) -> None:
    """Show pairs of title and value under the name."""
    body = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    with st.container(key=key):
        st.html(
            f"<section class='fs-figure'><h2>{escape(title)}</h2></section><dl class='fs-pairs'>{body}</dl>"
        )


def pairs_of(
    row: Any, fields: Sequence[Field], context: Context, left_out: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Every field of a row but those left out, titled and written in the view's language."""
    return [
        (context.text(f"column.{field.name}"), written_value(getattr(row, field.name), field, context))
        for field in fields
        if field.name not in left_out
    ]


def origin(row: Any, scene: Scene) -> tuple[str, str]:
    """Where a row was read: file, sheet and row."""
    if row.row is None:
        return scene.text("card.origin"), words.UNKNOWN[scene.view.lang]
    where = scene.text("card.origin_words", file=file_name(scene, row.upload), sheet=row.sheet, row=row.row)
    return scene.text("card.origin"), where
