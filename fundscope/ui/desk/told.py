"""What has just been done, told on the page as it is afterwards."""

from __future__ import annotations

import streamlit as st

_TOLD = "desk-told"


def tell_next(sentence: str) -> None:
    """Run the page again, and say there what was done."""
    st.session_state[_TOLD] = sentence
    st.rerun()


def show_told() -> None:
    """What was done in the run before, once."""
    sentence = st.session_state.pop(_TOLD, None)
    if sentence is not None:
        st.success(sentence)
