"""Pages run without a browser: what a page test needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from streamlit.testing.v1 import AppTest

from fundscope.export import NoChromeError, export
from tests.streamlit_server import DASHBOARD

SECONDS_FOR_A_RUN = 30


def _no_chrome(_fonts: object) -> NoReturn:
    raise NoChromeError


@pytest.fixture
def visit(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page as a first visitor would by its address, and fail if it shows an error box.

    ``visit("pages/flows.py", lang="zh", rule="paid")`` is ``/flows?lang=zh&rule=paid`` in a fresh session.
    """
    # No Chromium on the machine, as far as a page can tell: what it then shows is tested here.
    monkeypatch.setattr(export, "shared_chrome", _no_chrome)

    def open_page(path: str, store: Path = sample_store, **query: str) -> AppTest:
        monkeypatch.setenv("FUNDSCOPE_STORE", str(store))
        app = AppTest.from_file(DASHBOARD, default_timeout=SECONDS_FOR_A_RUN)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(path).run()
        assert not app.exception, app.exception[0].message
        return app

    return open_page
