"""The bare page that a real one is compared with: the same parts with ready-made data, and nothing else.

A part is the name of a Streamlit function and its arguments; the parts of each page lie pickled in the
folder BARE_PARTS, in a file named as the address says: ``/?page=flows``.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import streamlit as st


@st.cache_resource
def parts(page: str) -> list[tuple[str, dict[str, Any]]]:
    content = Path(os.environ["BARE_PARTS"], page).read_bytes()
    ready_made: list[tuple[str, dict[str, Any]]] = pickle.loads(content)  # noqa: S301 (written by the benchmark)
    return ready_made


for function, arguments in parts(st.query_params["page"]):
    getattr(st, function)(**arguments)
