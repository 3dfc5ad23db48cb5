"""``init`` and ``serve``: from nothing to pages in a browser."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from fundscope.cli.parser import Parser, Verb
from fundscope.words import moment, number, text

_CHECKOUT = Path(__file__).resolve().parents[2]


def _declare_init(_parser: Parser) -> None:
    """It has no arguments of its own."""


def _init(asked: argparse.Namespace) -> int:
    from fundscope.store import Store

    store = Store(asked.store)
    found = store.releases()
    if found:
        key, latest = "cli.init.found", found[0]
    else:
        # Reading workbooks needs the whole house; a second `init` should not wait for it.
        from fundscope.ingest import open_or_begin

        key, latest = "cli.init.made", open_or_begin(asked.store).release()
    print(
        text(
            key,
            asked.lang,
            address=store.address,
            number=latest.number,
            moment=moment(latest.published_at, asked.lang),
            rows=number(sum(version.rows for version in latest.datasets.values()), asked.lang),
            datasets=len(latest.datasets),
        )
    )
    return 0


def _declare_serve(parser: Parser) -> None:
    """It passes on whatever it is given."""
    parser.epilog = text("cli.serve.more", parser.lang)


def _serve(asked: argparse.Namespace) -> int:
    """Become streamlit, so that whoever ends this process ends the server."""
    if "://" not in asked.store:
        asked.store = str(Path(asked.store).absolute())
    os.environ["FUNDSCOPE_STORE"] = asked.store
    os.chdir(_CHECKOUT)  # its .streamlit/config.toml says on which address and port
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", *asked.more]
    os.execv(sys.executable, command)  # noqa: S606 - our own program, on purpose


VERBS = (
    Verb("init", "cli.init", _declare_init, _init),
    Verb("serve", "cli.serve", _declare_serve, _serve, takes_more=True),
)
