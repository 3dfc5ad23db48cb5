"""argparse with words in the reader's language."""

from __future__ import annotations

import argparse
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from fundscope.model import Language
from fundscope.words import text


class _Help(argparse.HelpFormatter):
    def __init__(self, lang: Language, prog: str) -> None:
        super().__init__(prog)
        self._lang = lang

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, text("cli.usage", self._lang) if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser of one verb, or of all of them."""

    def __init__(self, lang: Language, **options: Any) -> None:
        super().__init__(
            add_help=False, allow_abbrev=False, formatter_class=functools.partial(_Help, lang), **options
        )
        self.lang = lang
        self._positional = self.add_argument_group(text("cli.arguments", lang))
        self._optional = self.add_argument_group(text("cli.options", lang))
        self.takes("-h", "--help", words="cli.help", action="help")
        # Only given where it stands, so that it may stand before the verb as well as after it.
        self.takes("--lang", words="cli.lang", choices=("en", "zh"), default=argparse.SUPPRESS)
        self.takes("--store", words="cli.store", metavar="ADDRESS", default=argparse.SUPPRESS)

    def takes(self, *names: str, words: str, **options: Any) -> None:
        """Add an argument; ``words`` is the key of its help."""
        group = self._optional if names[0].startswith("-") else self._positional
        group.add_argument(*names, help=text(words, self.lang), **options)

    def error(self, message: str) -> NoReturn:
        """End with 2, wrong use. What argparse itself has to say is English."""
        self.exit(2, text("cli.wrong_use", self.lang, detail=message, command=self.prog) + "\n")


@dataclass(frozen=True)
class Verb:
    """A verb: its name, what declares its arguments, and what does it and gives the exit code.

    ``about`` is the key of the words that say what it is for. With ``takes_more`` it gets unknown
    arguments as ``more``, to pass on.
    """

    name: str
    about: str
    declare: Callable[[Parser], None]
    run: Callable[[argparse.Namespace], int]
    takes_more: bool = False
