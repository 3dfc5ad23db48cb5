"""What can be wrong with a command, as a sentence in either language."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from fundscope.words import text


class CommandError(Exception):
    """The command cannot be done as it was given. ``text(error.key, lang, **error.values)`` says why."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(text(key, "en", **values))


def require_known(key: str, name: str, known: Collection[str]) -> None:
    """Pass a name that is known.

    Raises:
        CommandError: it is not; the words of ``key`` name it and the nearest.
    """
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1) or sorted(known)
        raise CommandError(key, name=name, near=", ".join(near))
