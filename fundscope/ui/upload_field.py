"""A field for files that speaks the reader's language: Streamlit's own says everything in English."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from fundscope.ui.scene import Scene

_BUTTON = "[data-testid='stFileUploaderDropzone'] button"
_LIMITS = "[data-testid='stFileUploaderDropzoneInstructions']"


def upload_field(scene: Scene, label: str, kinds: Sequence[str], key: str) -> list[UploadedFile]:
    """The files that were dropped on the field or chosen; ``kinds`` are endings without their points."""
    choose = scene.text("upload.choose")
    limit = scene.text(
        "upload.limit",
        megabytes=st.get_option("server.maxUploadSize"),
        kinds=scene.text("list.separator").join(kinds),
    )
    st.html(
        f"<style>{_BUTTON} p, {_LIMITS} > * {{ display: none; }} "
        f"{_BUTTON}::after {{ content: {_quoted(choose)}; }} "
        f"{_LIMITS}::after {{ content: {_quoted(limit)}; "
        "font-size: 0.875rem; color: var(--fs-quiet); }</style>"
    )
    return st.file_uploader(
        label, type=list(kinds), accept_multiple_files=True, label_visibility="collapsed", key=key
    )


def _quoted(words: str) -> str:
    """A string of CSS."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
