"""``releases`` and ``restore``: what has been published, and the way back."""

from __future__ import annotations

import argparse
import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fundscope.cli.output import print_json, print_table
from fundscope.cli.parser import Parser, Verb
from fundscope.words import moment, text

if TYPE_CHECKING:
    from fundscope.store import Release


def _declare_releases(parser: Parser) -> None:
    parser.takes("--json", words="cli.json", action="store_true")


def _releases(asked: argparse.Namespace) -> int:
    from fundscope.store import NoReleaseError, Store

    store = Store(asked.store)
    releases = store.releases()
    if asked.json:
        print_json({"store": store.address, "releases": [release_as_json(release) for release in releases]})
        return 0
    if not releases:
        raise NoReleaseError(address=store.address)
    columns = [text(f"cli.releases.{name}", asked.lang) for name in ("number", "moment", "author", "message")]
    rows = [
        (release.number, moment(release.published_at, asked.lang), release.author, _told(release, asked))
        for release in releases
    ]
    print_table(columns, rows, asked.lang)
    return 0


def _told(release: Release, asked: argparse.Namespace) -> str:
    if release.restored_from is None:
        return release.message
    return text("cli.releases.restored", asked.lang, message=release.message, number=release.restored_from)


def release_as_json(release: Release) -> dict[str, Any]:
    """The release without the files of its tables, which are the store's own business."""
    told = asdict(release)
    for version in told["datasets"].values():
        del version["files"]
    return told


def _declare_restore(parser: Parser) -> None:
    parser.takes("number", words="cli.restore.number", metavar="N", type=int)
    parser.takes("--author", words="cli.author", default=getpass.getuser())
    parser.takes("-m", "--message", words="cli.restore.message")
    parser.takes("--json", words="cli.json", action="store_true")


def _restore(asked: argparse.Namespace) -> int:
    from fundscope.store import Store

    message = asked.message
    if message is None:
        message = text("cli.restore.default_message", asked.lang, number=asked.number)
    restored = Store(asked.store).restore(asked.number, author=asked.author, message=message)
    if asked.json:
        print_json(release_as_json(restored))
    else:
        print(text("cli.restore.done", asked.lang, number=restored.number, old=asked.number))
    return 0


VERBS = (
    Verb("releases", "cli.releases", _declare_releases, _releases),
    Verb("restore", "cli.restore", _declare_restore, _restore),
)
