"""What a page says as HTML."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest


def html_of(app: AppTest) -> str:
    """All HTML of a page, without the marks that keep an amount on one line."""
    html = "\n".join(str(element.proto.body) for element in app.get("html"))
    return re.sub(r"<span class='fs-amount'>(.*?)</span>", r"\1", html)
