"""The one way in which reading a file fails: a code, and a sentence in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundscope.model import Language


class Unreadable(Exception):  # noqa: N818 - what it says of the file is its name
    """A file that cannot be read; nothing of it has been taken over.

    ``code`` never changes once given out; ``values`` fill the words under ``reading.<code>``, which say
    what is wrong and what to do.
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def message(self, lang: Language) -> str:
        """The sentence for the person who must act."""
        from fundscope.words import text  # the child tells codes, and starts without words

        return text(f"reading.{self.code}", lang, **self.values)

    def __str__(self) -> str:
        return self.message("en")
