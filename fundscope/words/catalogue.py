"""Every visible word, by key, in English and Chinese.

The words are gettext catalogues, ``locale/<language>/<domain>.po``, read with Babel. A key is the
``msgid``; the file it stands in is only for finding it. Values are filled in by name: ``{fund}``.
"""

from __future__ import annotations

import difflib
import functools
import gettext
import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from fundscope.model import Language

LOCALE_FOLDER = Path(__file__).parent / "locale"


class MissingWordsError(KeyError):
    """No words stand under a key; names the key, the language and the nearest keys."""


@functools.cache
def _translations(lang: Language) -> gettext.GNUTranslations:
    merged: gettext.GNUTranslations | None = None
    for path in sorted((LOCALE_FOLDER / lang).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=lang)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
        if merged is None:
            merged = translations
        else:
            merged._catalog.update(translations._catalog)  # type: ignore[attr-defined]
    if merged is None:
        raise MissingWordsError(f"No catalogues in {LOCALE_FOLDER / lang}.")
    return merged


@functools.cache
def keys(lang: Language) -> frozenset[str]:
    """Every key that has words in the language."""
    catalogue = _translations(lang)._catalog  # type: ignore[attr-defined]
    return frozenset(key[0] if isinstance(key, tuple) else key for key in catalogue if key)


def _missing(key: str, lang: Language) -> MissingWordsError:
    near = difflib.get_close_matches(key, keys(lang), n=3)
    hint = f" Did you mean {', '.join(near)}?" if near else ""
    return MissingWordsError(f"No words for {key!r} in {lang}.{hint}")


def text(key: str, lang: Language, /, **values: object) -> str:
    """The words of a key, with its values filled in.

    Raises:
        MissingWordsError: the key has no words in this language.
    """
    if key not in keys(lang):
        raise _missing(key, lang)
    return _translations(lang).gettext(key).format(**values)


def plural(key: str, count: int, lang: Language, /, **values: object) -> str:
    """The words of a key in the form that goes with a count; ``{count}`` is filled in as given.

    Raises:
        MissingWordsError: the key has no words in this language.
    """
    if key not in keys(lang):
        raise _missing(key, lang)
    return _translations(lang).ngettext(key, key, count).format(**{"count": count, **values})


def sentences(parts: Iterable[str], lang: Language) -> str:
    """Whole sentences one after another: with a space between them in English, with none in Chinese."""
    return (" " if lang == "en" else "").join(parts)
