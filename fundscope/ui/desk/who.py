"""Who sits at the desk: the name that a person gave, for as long as the page is open.

There is no sign-in, so it is a signature and no lock.
"""

from __future__ import annotations

import streamlit as st

from fundscope.ui.scene import Scene

_NAME = "desk-author"


def signature() -> str:
    """The name that was given last in this session, "" before."""
    name: str = st.session_state.get(_NAME, "")
    return name


def signed(name: str) -> None:
    """Take a name for the next signature, so that it is written once a day."""
    if name.strip():
        st.session_state[_NAME] = name.strip()


def ask_name(scene: Scene, key: str) -> None:
    """A field for the name, with a word on what it is and is not."""
    st.text_input(
        scene.text("desk.author"),
        value=signature(),
        placeholder=scene.text("desk.hand_in.name_hint"),
        help=scene.text("desk.uploads.no_sign_in"),
        max_chars=80,
        key=key,
        width=480,
        on_change=lambda: signed(st.session_state[key]),
    )
