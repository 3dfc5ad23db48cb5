"""The command line as a whole: which verbs there are, in which language, and how they fail."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from fundscope.cli import (
    check,
    diff,
    export,
    figures,
    importing,
    press,
    query,
    read,
    releases,
    start,
    template,
)
from fundscope.cli.errors import CommandError
from fundscope.cli.output import print_json
from fundscope.cli.parser import Parser, Verb
from fundscope.model import Language
from fundscope.words import text

VERBS: tuple[Verb, ...] = (
    *start.VERBS,
    *read.VERBS,
    *check.VERBS,
    *template.VERBS,
    *importing.VERBS,
    *releases.VERBS,
    *diff.VERBS,
    *query.VERBS,
    *figures.VERBS,
    *export.VERBS,
    *press.VERBS,
)

_ENDED_BY_INTERRUPT = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments (those of the process if None) say; the exit code.

    0: done. 1: it could not be done, as one sentence on standard error says; with ``--json``, an object
    ``{"error": {"code", "message"}}`` on standard output. 2: wrong use.
    ``python -X dev`` shows the traceback of a failure as well.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    lang = _language(given)
    asked = _parse(given, lang)
    try:
        ended = _verb(asked.verb).run(asked)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever was reading has seen enough; Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _ENDED_BY_INTERRUPT
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        code, sentence = _told(error, lang)
        if getattr(asked, "json", False):
            print_json({"error": {"code": code, "message": sentence}})
        else:
            print(sentence, file=sys.stderr)
        return 1
    return ended


def _language(given: Sequence[str]) -> Language:
    """That of ``--lang``, else of the environment; known before parsing, for help is in it as well."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--lang", nargs="?")
    asked = early.parse_known_args(given)[0].lang
    environment = (os.environ.get(name) for name in ("FUNDSCOPE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    spoken = asked or next(filter(None, environment), "")
    return "zh" if spoken.startswith("zh") else "en"


def _parse(given: Sequence[str], lang: Language) -> argparse.Namespace:
    parser = Parser(lang, prog="python -m fundscope", description=text("cli.about", lang))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", title=text("cli.verbs", lang))
    for verb in VERBS:
        words = text(verb.about, lang)
        verb.declare(verbs.add_parser(verb.name, lang=lang, help=words, description=words))
    asked, more = parser.parse_known_args(given)
    if more and not _verb(asked.verb).takes_more:
        parser.error(text("cli.too_many", lang, arguments=" ".join(more)))
    asked.lang, asked.more = lang, more
    asked.store = _store_address(asked)
    return asked


def _store_address(asked: argparse.Namespace) -> str:
    from fundscope.store.address import store_address

    return str(getattr(asked, "store", None) or store_address())


def _verb(name: str) -> Verb:
    return next(verb for verb in VERBS if verb.name == name)


def _told(error: Exception, lang: Language) -> tuple[str, str]:
    """What went wrong: a code for programs, which stays, and a sentence for the person who must act."""
    from fundscope.ingest.reading import Unreadable
    from fundscope.store import StoreError

    if isinstance(error, CommandError | StoreError):
        return error.key.rpartition(".")[2], text(error.key, lang, **error.values)
    if isinstance(error, Unreadable):
        return error.code, error.message(lang)
    if isinstance(error, OSError) and error.filename is not None:
        return "file", text("cli.file", lang, file=error.filename, reason=error.strerror)
    detail = " ".join(str(error).split())
    return "unexpected", text("cli.unexpected", lang, kind=type(error).__name__, detail=detail)
